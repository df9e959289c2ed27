//! `impl Insertable` for the complete builder.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Builder, Field};
use crate::{
    expand::columns,
    model::{InsertRequirement, RoleKind},
    names,
};

impl Builder<'_> {
    /// Expands to `impl Insertable` for a builder in which every required column has been set.
    pub fn insertable(&self) -> TokenStream {
        let Self { name, model, .. } = self;
        let ident = &model.ident;
        let parameters = self.parameters();
        let complete = self.complete();
        let key_source = self.key_source();
        let binds = self.binds();
        let defaulted: Vec<&Field<'_>> =
            self.fields().filter(|field| field.requirement == InsertRequirement::Defaulted).collect();
        let left_to_default = (!defaulted.is_empty()).then(|| left_to_default(&defaulted));
        // Fields left to their defaults become local variables, of which one could be named like this.
        let rowid = Ident::new("rowid", Span::mixed_site());
        let inserted_row = self.inserted_row(&rowid);
        let fill = self.fill();
        quote! {
            #[automatically_derived]
            impl<#(#parameters),*> __private::Insertable for #name<#(#parameters),*>
            where
                #(#complete,)*
            {
                type Model = #ident;

                const KEY: __private::KeySource = #key_source;

                fn bind(&self, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                    bind #binds.done()
                }

                #left_to_default

                #fill

                fn into_model(
                    self,
                    #rowid: ::core::primitive::i64,
                ) -> __private::Result<::core::option::Option<#ident>> {
                    #inserted_row
                }

                fn hook(&mut self) -> &mut __private::InsertHook<#ident> {
                    &mut self.__hook
                }
            }
        }
    }

    /// Expands to the body of `into_model`.
    fn inserted_row(&self, rowid: &Ident) -> TokenStream {
        let ident = &self.model.ident;
        let stored: Option<Vec<TokenStream>> = self.fields.iter().map(|field| stored(field, rowid)).collect();
        let Some(stored) = stored else {
            return quote! {
                let _ = #rowid;
                ::core::result::Result::Ok(::core::option::Option::None)
            };
        };
        let may_be_unset = |field: &&Field<'_>| {
            matches!(field.requirement, InsertRequirement::Defaulted | InsertRequirement::Filled)
        };
        let fields = self.fields().filter(may_be_unset).map(|field| &field.column.ident);
        quote! {
            #(let ::core::option::Option::Some(#fields) = self.#fields else {
                return ::core::result::Result::Ok(::core::option::Option::None);
            };)*
            ::core::result::Result::Ok(::core::option::Option::Some(#ident { #(#stored),* }))
        }
    }

    /// Expands to the function that fills in the columns which the library keeps; to nothing if there are none.
    fn fill(&self) -> Option<TokenStream> {
        let this = names::local("self");
        let (time, filled) = (names::local("time"), self.filled());
        let fills = filled.map(|(column, role)| {
            let (field, ty) = (&column.ident, &column.ty);
            let fill = match role {
                RoleKind::Version => quote!(fill_version),
                RoleKind::CreatedAt | RoleKind::UpdatedAt => quote!(fill_moment),
            };
            quote_spanned!(ty.span()=> #time.#fill::<#ty, __Proof>(&mut #this.#field);)
        });
        let fills: Vec<TokenStream> = fills.collect();
        (!fills.is_empty()).then(|| {
            quote! {
                fn fill(&mut self, #time: &__private::VerbTime) {
                    #(#fills)*
                }
            }
        })
    }

    /// Expands to where the key of a new row comes from.
    fn key_source(&self) -> TokenStream {
        match self.states().find(|field| field.requirement == InsertRequirement::Key) {
            Some(Field { column, state, .. }) => {
                let ty = &column.ty;
                quote!(<#state as __private::IsSet<#ty>>::KEY)
            }
            None => quote!(__private::KeySource::Given),
        }
    }

    /// Expands to the calls that bind the columns.
    fn binds(&self) -> TokenStream {
        let this = names::local("self");
        let binds = self.fields().map(|Field { column, requirement, .. }| {
            let (field, ty) = (&column.ident, &column.ty);
            match requirement {
                InsertRequirement::Required | InsertRequirement::Key => {
                    quote_spanned!(ty.span()=> .given::<#ty, __Proof>(&#this.#field))
                }
                InsertRequirement::Nullable => columns::bound(column, "self"),
                InsertRequirement::Defaulted => quote!(.defaulted::<#ty, __Proof>(&self.#field)),
                InsertRequirement::Filled => {
                    let bind = match column.kept_role() {
                        Some(RoleKind::Version) => quote!(version),
                        _ => quote!(moment),
                    };
                    quote_spanned!(ty.span()=> .#bind::<#ty, __Proof>(&#this.#field))
                }
                InsertRequirement::Impossible => quote!(),
            }
        });
        quote!(#(#binds)*)
    }
}

/// Expands to the function that lists the columns which are not set and have a default.
fn left_to_default(defaulted: &[&Field<'_>]) -> TokenStream {
    let fields = defaulted.iter().map(|field| &field.column.ident);
    let names = defaulted.iter().map(|field| &field.column.name);
    quote! {
        fn left_to_default(&self) -> __private::ColumnNames {
            let mut columns = __private::ColumnNames::new();
            #(if ::core::option::Option::is_none(&self.#fields) {
                columns.push(#names);
            })*
            columns
        }
    }
}

/// Expands to the field of the inserted row; `None` if the builder has no value for it.
fn stored(Field { column, requirement, .. }: &Field<'_>, rowid: &Ident) -> Option<TokenStream> {
    let (field, ty) = (&column.ident, &column.ty);
    match requirement {
        InsertRequirement::Required | InsertRequirement::Key => Some(quote! {
            #field: <_ as __private::IsSet<#ty>>::stored(self.#field, #rowid)?
        }),
        InsertRequirement::Nullable => Some(quote!(#field: self.#field)),
        InsertRequirement::Defaulted | InsertRequirement::Filled => Some(quote!(#field)),
        InsertRequirement::Impossible => None,
    }
}
