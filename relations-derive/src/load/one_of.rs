//! An enum that the rows of a `one_of` are loaded as.

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
    let of = OfOneOf::new(errors, input, model, name, "Post(PostPage)");
    let proofs = of.proofs();
    let ident = &input.ident;
    let one_of = of_one_of::marker();
    let members = of.variants.iter().zip(of.places()).map(|(Variant { ident, ty }, place)| {
        let rows = names::local("rows");
        quote_spanned! {ty.span()=>
            #rows.member::<<#one_of as __private::MemberAt<{ #place }>>::Relation, #ty>(#place, Self::#ident)?;
        }
    });
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #runtime::__private;

            #proofs

            #[automatically_derived]
            impl __private::load::OneOfShape<#one_of> for #ident {
                fn load(rows: &mut __private::load::MemberRows<'_, '_, Self>) -> __private::Result<()> {
                    #(#members)*
                    ::core::result::Result::Ok(())
                }
            }
        };
    }
}
