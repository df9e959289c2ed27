//! An enum of rows for a `one_of`, as structs to insert or as keys.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Path, spanned::Spanned};

use crate::{
    errors::Errors,
    names,
    of_one_of::{self, OfOneOf, Variant},
};

/// From the enum to the code.
pub fn derive(
    errors: &mut Errors,
    input: &DeriveInput,
    model: Path,
    name: Ident,
    runtime: &Path,
) -> TokenStream {
    let of = OfOneOf::new(errors, input, model, name, "Post(NewPost)");
    let (proofs, one_of, ident) = (of.proofs(), of_one_of::marker(), &input.ident);
    let idents: Vec<&Ident> = of.variants.iter().map(|variant| &variant.ident).collect();
    let types = names::types("__", idents.iter().copied(), "Item", |_| true);
    let aliases = of.variants.iter().zip(&types).map(|(variant, ty)| names::alias(ty, ident, &variant.ty));
    let sorted: Vec<TokenStream> = types
        .iter()
        .map(|ty| quote!(__private::nested::Related<<#ty as __private::nested::Item>::Sorted>))
        .collect();
    let sorted = names::pairs(&sorted);
    let fields: Vec<TokenStream> = (0..types.len())
        .map(|at| {
            let inner = (0..at).map(|_| quote!(.1));
            quote!(sorted #(#inner)* .0)
        })
        .collect();
    let relations: Vec<TokenStream> = of
        .places()
        .iter()
        .map(|place| quote!(<#one_of as __private::MemberAt<{ #place }>>::Relation))
        .collect();
    // The place of the variant's type is where a wrong one is reported.
    let members =
        of.variants.iter().zip(&types).zip(&relations).map(|((Variant { ty: at, .. }, ty), relation)| {
            let ty = Ident::new(&ty.to_string(), at.span());
            quote_spanned!(at.span()=> __private::nested::member::<#relation, #ty>())
        });
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #runtime::__private;

            #proofs

            #(#aliases)*

            #[automatically_derived]
            impl __private::nested::OneOfItem for #ident {
                type OneOf = #one_of;
                type Sorted = #sorted;

                const MEMBERS: &'static [__private::nested::FieldFacts] = &[#(#members),*];

                fn sort(self, owner: ::core::primitive::u32, sorted: &mut Self::Sorted) {
                    match self {
                        #(Self::#idents(item) => {
                            __private::nested::sort_member::<#types>(item, owner, &mut #fields);
                        })*
                    }
                }

                fn finish(
                    sorted: Self::Sorted,
                    fields: &mut __private::nested::Vec<__private::nested::RelatedRows>,
                ) {
                    #(__private::nested::finish_member::<#relations, #types>(#fields, fields);)*
                }
            }
        };
    }
}
