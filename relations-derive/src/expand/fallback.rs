//! The implementations for a type that `derive(Model)` refused.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::load_impl;
use crate::{errors::Errors, names, options::Options};

/// Implements the traits of models for a type that is no struct with named fields, so that bounds on it are met: it is a model
/// of one integer key, and no code of it is reached. A relation to it fails, and names the cause.
pub fn fallback(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let runtime = Options::of(&mut Errors::default(), &input.attrs, "model").runtime();
    let ident = &input.ident;
    let name = names::text(ident);
    // By the first character `relation::resolve` knows that there is nothing to search.
    let identity = format!("!{ident}");
    let load_impl = load_impl(ident);
    quote! {
        const _: () = {
            use #runtime::__private;

            #load_impl

            #[automatically_derived]
            impl __private::Model for #ident {
                type Key = ::core::primitive::i64;
                type Create = ();

                const ENTITY: __private::Entity = __private::Entity { name: #name, table: #name, identity: #identity };
                const COLUMNS: &'static [__private::ColumnDef] = &[__private::ColumnDef::new(
                    "id",
                    "id",
                    <::core::primitive::i64 as __private::ColumnType>::STORAGE,
                )];
                const KEY: &'static [&'static ::core::primitive::str] = &["id"];
                const KEY_COLUMNS: &'static [__private::KeyColumn] =
                    &[__private::KeyColumn { field: "id", name: "id", alone: true }];
                const RELATIONS: &'static [__private::RelationDef] = &[];
                const TABLE: &'static __private::Table = &__private::Table::of::<#ident>();

                fn table() -> &'static __private::Table {
                    <Self as __private::Model>::TABLE
                }

                fn sql() -> &'static __private::ModelSql {
                    ::core::panic!()
                }

                fn from_cells(_: &__private::Cells<'_>, _: ::core::primitive::usize) -> __private::Result<Self> {
                    ::core::panic!()
                }

                fn key(&self) -> Self::Key {
                    ::core::panic!()
                }

                fn bind(&self, _: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                    ::core::panic!()
                }

                fn bind_key(&self, _: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                    ::core::panic!()
                }

                fn bind_keyed(_: &Self::Key, _: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                    ::core::panic!()
                }
            }

            #[automatically_derived]
            impl __private::KeyPart<0> for #ident {
                type Owner = Self;
                type Type = ::core::primitive::i64;

                fn key_part(&self) -> &Self::Type {
                    ::core::panic!()
                }
            }
        };
    }
}
