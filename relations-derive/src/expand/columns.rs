//! A typed constant for each column, and how generated code names columns.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use crate::{
    model::{Column, Model},
    names,
};

/// Expands to an item of the column type `ty`. All tokens have the place of the type, so that the compiler's errors about it
/// point there, and several about the same are one.
pub fn item(ty: &Type, item: &str) -> TokenStream {
    let item = Ident::new(item, ty.span());
    let ty = super::proven(ty);
    quote_spanned!(ty.span()=> <#ty as __private::ColumnType>::#item)
}

/// Expands to the call that binds a column of `owner`; see [`item`] about its place.
pub fn bound(column: &Column, owner: &str) -> TokenStream {
    let (ty, span) = (&column.ty, column.ty.span());
    let owner = names::local(owner);
    let mut field = column.ident.clone();
    field.set_span(span);
    quote_spanned!(span=> .column::<#ty, __Proof>(&#owner.#field))
}

/// Expands to the constants.
pub fn constants(model: &Model) -> TokenStream {
    let Model { ident, visibility, .. } = model;
    let constants = model.columns.iter().filter(|column| !column.nameless).map(|column| {
        let constant = names::constant(&column.ident);
        let (ty, name) = (&column.ty, &column.name);
        let doc = format!("Column `{name}`.");
        quote! {
            #[doc = #doc]
            #visibility const #constant: __private::Column<#ident, #ty> = __private::Column::new(#name);
        }
    });
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #(#constants)*
        }
    }
}
