//! A typed constant for each column.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{model::Model, names};

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
