//! From the [`Model`] to Rust: metadata, statements, and thin calls into the runtime.

pub mod columns;
mod create;
mod fallback;
pub mod layers;
mod model_impl;
pub mod one_of;
pub mod relation;
pub mod table;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use self::create::Builder;
pub use self::fallback::fallback;
use crate::model::Model;

/// Expands to everything that the derive adds to the struct.
///
/// Marker types and helpers are in a block of their own, where they cannot meet a name of the user's module; only the
/// `create()` builder is placed beside the struct, since a user may want to name it.
pub fn model(model: &Model) -> TokenStream {
    let builder = Builder::new(model);
    let relations = relation::expand(model, &builder);
    let builder_struct = builder.definition();
    let parts = [
        load_impl(&model.ident),
        model_impl::model_impl(model, &relations),
        columns::constants(model),
        builder.setters(),
        builder.insertable(),
    ];
    let relations = relations.iter().map(|relation| &relation.items);
    let (enums, one_ofs): (Vec<_>, Vec<_>) = one_of::expand(model, &builder).into_iter().unzip();
    let Model { ident, runtime, .. } = model;
    quote! {
        #builder_struct

        #(#enums)*

        #[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            type __Proof = __private::Proof<{ __private::of_model::<#ident>() }>;

            #(#parts)*
            #(#relations)*
            #(#one_ofs)*
        };
    }
}

/// Expands to `impl Load`: a model is the simplest shape of itself.
fn load_impl(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __private::Load for #ident {
            type Model = Self;

            fn sources() -> impl __private::load::Source<Self> {
                __private::load::Whole::new()
            }
        }

        #[automatically_derived]
        impl __private::load::ShapeOf<Self> for #ident {}
    }
}

/// Names a type that the model's constants need to be a model or a column type. All other code has it by way of the
/// proof that they could be evaluated, so that the compiler reports once that it is neither.
pub fn proven(ty: &impl ToTokens) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as __private::Proven<__Proof>>::Type)
}

/// Returns a number as a literal of no type of its own.
pub fn number(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}

/// Expands to the function `name`, which returns the statements that `render` renders when it is first called.
pub fn rendered_once(name: &str, statements: &TokenStream, render: &TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    quote! {
        #[inline]
        fn #name() -> &'static #statements {
            static SQL: __private::Rendered<#statements> = __private::Rendered::new();
            SQL.get(#render)
        }
    }
}
