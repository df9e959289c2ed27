//! What the derives of enums for a `one_of` share: its model and name, and the relations that variants lead to.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Data, DeriveInput, Fields, Path, PathSegment, Token, Type, punctuated::Punctuated};

use crate::{errors::Errors, names, of_model::OfModel};

/// An enum for a `one_of`.
pub struct OfOneOf {
    ident: Ident,
    model: Path,
    name: Ident,
    pub variants: Vec<Variant>,
    /// The names of all variants, also of those that are mistakes.
    names: Vec<String>,
}

/// A variant, and the type of what it holds.
pub struct Variant {
    pub ident: Ident,
    pub ty: Type,
}

/// Returns the model and the name of the `one_of` that the attribute of an enum names, as `#[load(Comment::subject)]`, and
/// the path of the runtime. By its small letter, the name is told from a model of a module.
pub fn target(attribute: &OfModel, input: &DeriveInput) -> Option<(Path, Ident, Path)> {
    if !matches!(input.data, Data::Enum(_)) || !input.generics.params.is_empty() {
        return None;
    }
    let (path, runtime) = attribute.target(&mut Errors::default(), input)?;
    let (name, model) = path.segments.iter().collect::<Vec<_>>().split_last().map(|(name, model)| {
        (name.ident.clone(), model.iter().copied().cloned().collect::<Punctuated<PathSegment, Token![::]>>())
    })?;
    let named = names::text(&name).trim_start_matches('_').starts_with(char::is_lowercase);
    let model = Path { leading_colon: path.leading_colon, segments: model };
    (named && !model.segments.is_empty()).then_some((model, name, runtime))
}

impl OfOneOf {
    /// Reads the variants, each of which holds one value, in the `form` of messages.
    pub fn new(errors: &mut Errors, input: &DeriveInput, model: Path, name: Ident, form: &str) -> Self {
        let (mut variants, mut given) = (Vec::new(), Vec::new());
        if let Data::Enum(data) = &input.data {
            for variant in &data.variants {
                given.push(names::text(&variant.ident));
                match &variant.fields {
                    Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                        variants.extend(
                            fields
                                .unnamed
                                .first()
                                .map(|field| Variant { ident: variant.ident.clone(), ty: field.ty.clone() }),
                        );
                    }
                    _ => errors.push(variant, format!("a variant holds one row: write it as `{form}`")),
                }
            }
        }
        Self { ident: input.ident.clone(), model, name, variants, names: given }
    }

    /// Expands to the constants that prove the names, and to the type of the marker.
    pub fn proofs(&self) -> TokenStream {
        let Self { ident, model, name, variants, names: given } = self;
        let (text, enum_text) = (names::text(name), ident.to_string());
        let table = quote!(<#model as __private::Model>::TABLE);
        let one_of = quote_spanned!(name.span()=> __private::resolve::one_of(#text, #table));
        let texts: Vec<String> = variants.iter().map(|variant| names::text(&variant.ident)).collect();
        let places = variants.iter().zip(self.places()).zip(&texts).map(|((variant, place), text)| {
            let found = quote_spanned! {variant.ident.span()=>
                __private::resolve::variant(#text, #table, __ONE_OF)
            };
            quote!(const #place: ::core::primitive::usize = #found;)
        });
        let all = quote_spanned! {ident.span()=>
            __private::resolve::has_all(#enum_text, &[#(#given),*], #table, __ONE_OF)
        };
        quote! {
            const __ONE_OF: ::core::primitive::usize = #one_of;

            type __OneOf = <#model as __private::OneOfAt<{ __ONE_OF }>>::OneOf;

            #(#places)*

            const _: () = #all;
        }
    }

    /// Returns the names of the constants with the places of the variants.
    pub fn places(&self) -> Vec<Ident> {
        (0..self.variants.len()).map(|index| format_ident!("__PLACE_{index}")).collect()
    }
}

/// Returns the type of the marker.
pub fn marker() -> Ident {
    names::local("__OneOf")
}
