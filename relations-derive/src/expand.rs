//! From the [`Model`] to Rust: metadata, statements, and thin calls into the runtime.

mod belongs_to;
mod columns;
mod create;
mod has;
mod many_to_many;
mod model_impl;
mod relations;
mod table;
mod through;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::model::Model;

/// Everything that the derive adds to the struct.
///
/// Marker types and helpers stand in a block of their own, where they can meet no name of the user's
/// module; only the `create()` builder stands beside the struct, since a user may want to name it.
pub fn model(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let builder = create::builder(model);
    let parts = [
        model_impl::model_impl(model),
        columns::constants(model),
        create::setters(model),
        create::insertable(model),
        relations::relations(model),
    ];
    let ident = &model.ident;
    quote! {
        #builder

        #[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            type __Proof = __private::Proof<{ __private::of_model::<#ident>() }>;

            #(#parts)*
        };
    }
}

/// A type that the model's constants need to be a model or a column type. All other code has it by way of the proof that
/// they could be evaluated, so that the compiler tells once where it is neither.
fn proven(ty: &impl ToTokens) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as __private::Proven<__Proof>>::Type)
}
