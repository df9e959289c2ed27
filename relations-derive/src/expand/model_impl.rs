//! `impl Model`: the metadata and how rows are read and written.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{columns, relation, table};
use crate::{
    model::{Column, Model, RoleKind},
    names,
};

/// Expands to `impl Model`, and to the parts of its keys.
pub fn model_impl(model: &Model, relations: &[relation::Expansion]) -> TokenStream {
    let ident = &model.ident;
    let name = ident.to_string();
    let table_name = &model.table.name;
    let column_definitions = model.columns.iter().map(table::column);
    let key_names = model.key_columns().map(|column| &column.name);
    let key_columns = referable(model).map(|(column, alone)| {
        let (field, name) = (names::text(&column.ident), &column.name);
        quote! { __private::KeyColumn { field: #field, name: #name, alone: #alone } }
    });
    let relations = relations.iter().map(|relation| &relation.definition);
    let table = table::table(model);

    let bound = model.columns.iter().map(|column| columns::bound(column, "self"));
    let keys_bound = model.key_columns().map(|column| columns::bound(column, "self"));
    let fields = names::local("fields");
    let reads = model.columns.iter().enumerate().map(|(index, column)| {
        let field = &column.ident;
        let is_key = model.primary_key.contains(&index) || model.is_foreign_key(index);
        let (ty, read) = (&column.ty, if is_key { quote!(key) } else { quote!(value) });
        let index = super::number(index);
        let read = quote_spanned!(ty.span()=> #fields.#read::<#ty, __Proof>(#index));
        quote! { #field: #read? }
    });
    let Key { ty: key_type, value: key_value, binds: key_binds } = key(model);
    let key_parts = key_parts(model);
    let touch = touch(model);
    let sql =
        super::rendered_once("sql", &quote!(__private::ModelSql), &quote!(__private::ModelSql::of::<#ident>));
    quote! {
        #[automatically_derived]
        impl __private::Model for #ident {
            type Key = #key_type;
            type Create = __Unset;

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

            #touch
        }

        #key_parts
    }
}

/// Expands to the function that sets what every UPDATE changes; to nothing if there is no such column.
fn touch(model: &Model) -> Option<TokenStream> {
    let (this, time) = (names::local("self"), names::local("time"));
    let sets = model.columns.iter().filter_map(|column| {
        let (field, ty) = (&column.ident, &column.ty);
        let set = match column.kept_role()? {
            RoleKind::Version => quote!(raise_version),
            RoleKind::UpdatedAt => quote!(set_moment),
            RoleKind::CreatedAt => return None,
        };
        Some(quote_spanned!(ty.span()=> #time.#set::<#ty, __Proof>(&mut #this.#field);))
    });
    let sets: Vec<TokenStream> = sets.collect();
    (!sets.is_empty()).then(|| {
        quote! {
            fn touch(&mut self, #time: &__private::VerbTime) {
                #(#sets)*
            }
        }
    })
}

/// The primary key in generated code.
struct Key {
    ty: TokenStream,
    /// The value of a row.
    value: TokenStream,
    /// The calls that bind a value.
    binds: TokenStream,
}

/// Returns the key: its only column, or a tuple of its columns.
fn key(model: &Model) -> Key {
    let types: Vec<_> = model.key_columns().map(Column::key_type).collect();
    // The columns of the key are the first that a foreign key may refer to.
    let parts = (0..types.len()).map(super::number);
    let values: Vec<_> = parts.map(|part| quote!(__private::key_part::<Self, #part>(self))).collect();
    match (types.as_slice(), values.as_slice()) {
        ([ty], [value]) => {
            Key { ty: quote!(#ty), value: value.clone(), binds: quote!(.column::<#ty, __Proof>(key)) }
        }
        _ => {
            let places = (0..types.len()).map(super::number);
            Key {
                ty: quote!((#(#types,)*)),
                value: quote!((#(#values,)*)),
                binds: quote!(#(.column::<#types, __Proof>(&key.#places))*),
            }
        }
    }
}

/// Returns the columns that a foreign key may refer to, those of the primary key first, each with `true` if it is unique
/// by itself.
fn referable(model: &Model) -> impl Iterator<Item = (&Column, bool)> {
    let single = model.primary_key.len() == 1;
    let key = model.key_columns().map(move |column| (column, single));
    let unique = model.columns.iter().enumerate().filter(|(index, column)| {
        let alone = column.unique || model.table.uniques.contains(&vec![*index]);
        alone && !column.is_option() && !model.primary_key.contains(index)
    });
    key.chain(unique.map(|(_, column)| (column, true)))
}

/// Expands to an implementation for each column that a foreign key may refer to.
fn key_parts(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let parts = referable(model).enumerate().map(|(index, (column, _))| {
        let (field, ty) = (&column.ident, super::proven(column.key_type()));
        let index = super::number(index);
        let part = if column.is_option() { quote!(::core::panic!()) } else { quote!(&self.#field) };
        quote! {
            #[automatically_derived]
            impl __private::KeyPart<#index> for #ident {
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
