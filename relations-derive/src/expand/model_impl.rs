//! `impl Model`: the metadata and how rows are read and written.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{columns, create, relations, table};
use crate::{
    model::{Column, Model},
    names,
};

pub fn model_impl(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let name = ident.to_string();
    let table_name = &model.table.name;
    let column_definitions = model.columns.iter().map(table::column);
    let key_names: Vec<&str> =
        model.columns_at(&model.primary_key).map(|column| column.name.as_str()).collect();
    let key_columns = referable(model).map(|(column, alone)| {
        let (field, name) = (names::text(&column.ident), &column.name);
        quote! { __private::KeyColumn { field: #field, name: #name, alone: #alone } }
    });
    let relations = relations::definitions(model);
    let table = table::table(model);
    let unset = create::unset(model);

    let bound = model.columns.iter().map(|column| columns::bound(column, "self"));
    let keys_bound = model.columns_at(&model.primary_key).map(|column| columns::bound(column, "self"));
    let key_types: Vec<_> = model.columns_at(&model.primary_key).map(Column::key_type).collect();
    let fields = names::local("fields");
    let reads = model.columns.iter().enumerate().map(|(place, column)| {
        let field = &column.ident;
        let is_key = model.primary_key.contains(&place)
            || model.foreign_keys().any(|(_, key)| key.columns.contains(&place));
        let (ty, read) = (&column.ty, if is_key { quote!(key) } else { quote!(value) });
        let read = quote_spanned!(ty.span()=> #fields.#read::<#ty, __Proof>(#place));
        quote! { #field: #read? }
    });
    // The columns of the key are the first that a foreign key may refer to.
    let parts = 0..model.primary_key.len();
    let keys: Vec<_> = parts.map(|part| quote!(__private::key_part::<Self, #part>(self))).collect();
    let (key_type, key_value, key_binds) = match (keys.as_slice(), key_types.as_slice()) {
        ([key], [ty]) => (quote!(#ty), key.clone(), quote!(.column::<#ty, __Proof>(key))),
        _ => {
            let places = (0..keys.len()).map(syn::Index::from);
            (
                quote!((#(#key_types,)*)),
                quote!((#(#keys,)*)),
                quote!(#(.column::<#key_types, __Proof>(&key.#places))*),
            )
        }
    };
    let key_parts = key_parts(model);
    let load_impl = load_impl(ident);

    let sql = relations::rendered_once(
        "sql",
        &quote!(__private::ModelSql),
        &quote!(__private::ModelSql::of::<#ident>),
    );
    quote! {
        #load_impl

        #[automatically_derived]
        impl __private::Model for #ident {
            type Key = #key_type;
            type Create = #unset;

            const ENTITY: __private::Entity = __private::Entity {
                name: #name,
                table: #table_name,
                identity: ::core::concat!(
                    ::core::module_path!(), "::", #name, ":", ::core::line!(), ":", ::core::column!(),
                ),
            };
            const COLUMNS: &'static [__private::ColumnDef] = &[#(#column_definitions),*];
            const KEY: &'static [&'static ::core::primitive::str] = &[#(#key_names),*];
            const KEY_COLUMNS: &'static [__private::KeyColumn] = &[#(#key_columns),*];
            const RELATIONS: &'static [__private::RelationDef] = &[#(#relations),*];
            const TABLE: &'static __private::Table = #table;
            #sql

            fn table() -> &'static __private::Table {
                <Self as __private::Model>::TABLE
            }

            #[inline]
            fn from_cells(cells: &__private::Cells<'_>, start: ::core::primitive::usize) -> __private::Result<Self> {
                let #fields = __private::Fields::of::<Self>(cells, start);
                ::core::result::Result::Ok(Self { #(#reads),* })
            }

            fn key(&self) -> Self::Key {
                #key_value
            }

            fn bind(&self, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #(#bound)*.done()
            }

            fn bind_key(&self, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #(#keys_bound)*.done()
            }

            #[inline]
            fn bind_keyed(key: &Self::Key, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #key_binds.done()
            }
        }

        #key_parts
    }
}

/// A model is the simplest shape of itself.
fn load_impl(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __private::Load for #ident {
            type Model = Self;

            fn sources() -> impl __private::load::Source<Self> {
                __private::load::Whole::new()
            }
        }

        #[automatically_derived] impl __private::load::ShapeOf<Self> for #ident {}
    }
}

/// The columns that a foreign key may refer to, those of the primary key first, and whether each is
/// unique by itself.
fn referable(model: &Model) -> impl Iterator<Item = (&Column, bool)> {
    let single = model.primary_key.len() == 1;
    let key = model.columns_at(&model.primary_key).map(move |column| (column, single));
    let unique = model.columns.iter().enumerate().filter(|(place, column)| {
        let alone = column.unique || model.table.uniques.contains(&vec![*place]);
        alone && !column.is_option() && !model.primary_key.contains(place)
    });
    key.chain(unique.map(|(_, column)| (column, true)))
}

fn key_parts(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let parts = referable(model).enumerate().map(|(at, (column, _))| {
        let (field, ty) = (&column.ident, super::proven(column.key_type()));
        let part = if column.is_option() { quote!(::core::panic!()) } else { quote!(&self.#field) };
        quote! {
            #[automatically_derived]
            impl __private::KeyPart<#at> for #ident {
                type Owner = Self;
                type Type = #ty;

                fn key_part(&self) -> &Self::Type {
                    #part
                }
            }
        }
    });
    quote! { #(#parts)* }
}
