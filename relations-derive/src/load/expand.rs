//! From the [`Shape`] to Rust: a function for each field, which returns the column or relation that fills it, and the
//! implementation of `Load`, which puts them together.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Path, Type, spanned::Spanned};

use super::{FieldSource, Shape, ShapeField, Tree, With};
use crate::{names, of_model};

/// Expands to everything that the derive adds to the struct.
pub fn shape(shape: &Shape) -> TokenStream {
    let Shape { ident, model, runtime, .. } = shape;
    let constants = shape.fields().filter_map(|field| Some(field.constant()?.0));
    let names = of_model::constants(constants);
    let (functions, calls): (Vec<_>, Vec<_>) = sources(shape).into_iter().unzip();
    let source = match shape.fields {
        Some(_) => mapped(shape, &calls),
        None => quote!(__private::load::Mistaken),
    };
    let methods = methods(shape);
    quote! {
        #[allow(deprecated, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            type __Proof = __private::Proof<{
                let _ = <#model as __private::Model>::ENTITY;
                0
            }>;

            #names

            #(#functions)*

            #[automatically_derived]
            impl __private::Load for #ident {
                type Model = <#model as __private::Proven<__Proof>>::Type;

                fn sources() -> impl __private::load::Source<Self> {
                    #source
                }
            }

            #[automatically_derived]
            impl __private::load::ShapeOf<#model> for #ident {}

            #methods
        };
    }
}

/// Expands to the source of the shape: the sources of its fields, and a closure that makes the struct from their values.
fn mapped(shape: &Shape, calls: &[TokenStream]) -> TokenStream {
    let sources = names::pairs(calls);
    let idents: Vec<&Ident> = shape.fields().map(|field| &field.ident).collect();
    let values: Vec<Ident> = idents.iter().map(|ident| names::reserved(ident)).collect();
    let pattern = names::pairs(&values);
    quote!(__private::load::mapped(#sources, |#pattern| Self { #(#idents: #values),* }))
}

/// Expands each field to its function and the call of it.
fn sources(shape: &Shape) -> Vec<(TokenStream, TokenStream)> {
    let types = names::types("__", shape.fields().map(|field| &field.ident), "Field", |_| true);
    let sources = shape.fields().zip(&types).map(|(field, ty)| match &field.source {
        Some(source) => {
            let function = names::reserved(&field.ident);
            (self::source(shape, field, source, ty), quote_spanned!(field.ty.span()=> #function()))
        }
        None => (TokenStream::new(), quote!(__private::load::Mistaken)),
    });
    sources.collect()
}

/// Expands to the function that returns the column or relation which fills a field; the compiler finds it by its name.
///
/// All of it has the place of the field's type, so that no error follows for the struct. One constant proves that the name
/// leads to a column or a relation, and another that it fills this field. All other code has the model by way of these
/// proofs: where one fails, that is the only error.
fn source(shape: &Shape, field: &ShapeField, source: &FieldSource, ty: &Ident) -> TokenStream {
    let Some((constant, name)) = field.constant() else { return TokenStream::new() };
    let FieldSource { count, tree, with, .. } = source;
    let place = field.ty.span();
    let function = names::reserved(&field.ident);
    let alias = names::alias(ty, &shape.ident, &names::named_self(&field.ty, &shape.ident));
    let ty = names::local(&ty.to_string());
    let known = of_model::known(&constant);

    let text = names::text(name);
    let is_row = holds_row(&field.ty, &shape.model);
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    let mut named = quote_spanned! {name.span()=>
        __private::load::named::<#model, _>(&<#model>::#constant, #text, #is_row)
    };
    if tree.is_some() {
        named = quote_spanned!(name.span()=> __private::load::parentage(&<#model>::#constant, #named));
    }

    let model = quote!(<__Model as __private::Proven<__Named>>::Type);
    // Rows that cannot be narrowed are reported at `with`.
    let span = with.as_ref().map_or(name.span(), |with| with.option.span());
    let found = Ident::new(&constant.to_string(), span);
    let mut fills = quote_spanned!(span=> __private::load::of(&<#model>::#found));
    let model = quote!(<__Model as __private::Proven<__Fills>>::Type);
    let mut value = quote_spanned!(name.span()=> <#model>::#constant);
    let mut counted = count.is_some();
    if let Some(Tree { option, depth, counted: number, .. }) = tree {
        counted |= number;
        let steps = match depth {
            Some(depth) => quote!(::core::option::Option::Some(#depth)),
            None => quote!(::core::option::Option::None),
        };
        let leads = format_ident!("leads_to_{option}", span = name.span());
        let option = Ident::new(&option.to_string(), name.span());
        fills = quote_spanned!(name.span()=> __private::load::#leads(#fills));
        value = quote_spanned!(name.span()=> __private::load::#option(#value, #steps));
    }
    if let Some(With { option, closure }) = with {
        fills = quote_spanned!(option.span()=> __private::load::narrows(#fills));
        value =
            quote_spanned!(option.span()=> __private::load::with(#value, __private::expression!(#closure)));
    }
    if counted {
        fills = quote_spanned!(name.span()=> __private::load::counts(#fills));
        value = quote_spanned!(name.span()=> __private::load::count(#value));
    }
    quote_spanned! {place=>
        #alias

        #[inline]
        fn #function() -> impl __private::load::Source<#ty> {
            #known
            type __Named = __private::Proof<{ #named }>;
            type __Fills = __private::Proof<{ __private::load::fills::<#ty, _>(#fills) }>;
            #value
        }
    }
}

/// Returns `true` if the field would hold a row of the model that the shape is made from.
fn holds_row(ty: &Type, model: &Path) -> bool {
    let model = model.segments.last().map(|segment| &segment.ident);
    matches!(ty, Type::Path(ty) if ty.path.segments.last().map(|segment| &segment.ident) == model)
}

/// Expands to the methods of the struct.
fn methods(shape: &Shape) -> TokenStream {
    let Shape { ident, visibility, model, .. } = shape;
    let model_name = model.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let query_doc = format!("Returns a query over all rows of `{model_name}`, each loaded as a [`{ident}`].");
    let find_doc =
        format!("Returns the row of this primary key, loaded as a [`{ident}`], or `None` if there is none.");
    let get_doc = format!("Returns the row of this primary key, which must exist, loaded as a [`{ident}`].");
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #[doc = #query_doc]
            #visibility fn query() -> __private::Query<#model, Self> {
                __private::load::query()
            }

            #[doc = #find_doc]
            ///
            /// # Errors
            ///
            /// An error if related rows do not fit the shape, or if SQLite reports one.
            #visibility fn find<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            ) -> __private::Result<::core::option::Option<Self>> {
                __private::load::find(db, key)
            }

            #[doc = #get_doc]
            ///
            /// # Errors
            ///
            /// An error if there is no such row, and those of `find`.
            #visibility fn get<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            ) -> __private::Result<Self> {
                __private::load::get(db, key)
            }
        }
    }
}
