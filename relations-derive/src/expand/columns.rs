//! A typed constant for each column.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use crate::{
    model::{Column, Model},
    names,
};

/// An item of the column type `ty`, so written that the compiler's errors about the type point to it, and
/// several about the same are one.
pub fn item(ty: &Type, item: &str) -> TokenStream {
    let item = Ident::new(item, ty.span());
    let ty = super::proven(ty);
    quote_spanned!(ty.span()=> <#ty as __private::ColumnType>::#item)
}

/// The call that binds a column of `owner`; see [`item`] about its span.
pub fn bound(column: &Column, owner: &str) -> TokenStream {
    let (ty, span) = (&column.ty, column.ty.span());
    let owner = names::local(owner);
    let mut field = column.ident.clone();
    field.set_span(span);
    quote_spanned!(span=> .column::<#ty, __Proof>(&#owner.#field))
}

pub fn constants(model: &Model) -> TokenStream {
    let Model { ident, visibility, .. } = model;
    let constants = model.columns.iter().map(|column| {
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
