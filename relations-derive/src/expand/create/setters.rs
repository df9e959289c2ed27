//! `create()`, a method for each column, and `insert`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Builder, Field};
use crate::{
    model::{InsertRequirement, Model},
    names,
};

impl Builder<'_> {
    /// Expands to the markers of the columns, and to `create()` and the methods.
    pub fn setters(&self) -> TokenStream {
        let Self { name, model, .. } = self;
        let Model { ident, visibility, .. } = model;
        let parameters = self.parameters();
        let unset = self.unset();
        let complete = self.complete();
        let markers = self.markers();
        let traits = self.traits();
        let settable = self.fields().filter(|field| !self.is_chosen(field));
        let setters = settable.map(|field| self.setter(field));
        let create_doc = format!("Begins a new row of `{ident}`.");
        quote! {
            #markers

            type __Unset = #unset;

            #traits

            #[allow(dead_code)]
            impl #ident {
                #[doc = #create_doc]
                #visibility fn create() -> #unset {
                    ::core::default::Default::default()
                }
            }

            #[allow(dead_code)]
            impl<#(#parameters),*> #name<#(#parameters),*> {
                #(#setters)*

                /// Inserts the row and returns it as stored, with what the database filled in.
                ///
                /// # Errors
                ///
                /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
                #visibility fn insert(self, db: &__private::Connection) -> __private::Result<#ident>
                where
                    #(#complete,)*
                {
                    __private::insert(db, self)
                }
            }
        }
    }

    /// Returns `true` if the column is set by a set of relations alone.
    fn is_chosen(&self, field: &Field<'_>) -> bool {
        let columns = &self.model.columns;
        columns
            .iter()
            .position(|column| column.ident == field.column.ident)
            .is_some_and(|index| self.model.is_chosen(index))
    }

    /// Expands to the marker types of the columns that must be set.
    fn markers(&self) -> TokenStream {
        let visibility = &self.model.visibility;
        let markers = self.states().map(|Field { column, .. }| {
            let marker = names::marker(self.model, &column.ident);
            let doc = format!("The column of field `{}`, in messages of the compiler.", column.ident);
            quote! {
                #[doc = #doc]
                #[allow(non_camel_case_types)]
                #visibility enum #marker {}
            }
        });
        quote! { #(#markers)* }
    }

    /// Implements the traits of builders with nothing set, and `Debug`.
    fn traits(&self) -> TokenStream {
        let Self { name, model: Model { ident, one_ofs, .. }, .. } = self;
        let parameters = self.parameters();
        let text = name.to_string();
        let defaults = self.fields().map(|field| {
            let ident = &field.column.ident;
            if field.has_state() {
                quote!(#ident: ::core::default::Default::default())
            } else {
                quote!(#ident: ::core::option::Option::None)
            }
        });
        let choices = one_ofs.iter().map(|one_of| &one_of.name);
        quote! {
            #[automatically_derived]
            impl ::core::default::Default for __Unset {
                fn default() -> Self {
                    Self {
                        #(#defaults,)*
                        #(#choices: ::core::default::Default::default(),)*
                        __hook: ::core::default::Default::default(),
                    }
                }
            }

            #[automatically_derived]
            impl<#(#parameters),*> ::core::fmt::Debug for #name<#(#parameters),*> {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#text).finish_non_exhaustive()
                }
            }

            #[automatically_derived]
            impl __private::EmptyBuilder for __Unset {
                type Model = #ident;

                fn with_hook(mut self, hook: __private::InsertHook<#ident>) -> Self {
                    self.__hook = hook;
                    self
                }
            }
        }
    }

    fn setter(&self, field: &Field<'_>) -> TokenStream {
        let visibility = &self.model.visibility;
        let (ident, ty) = (&field.column.ident, &field.column.ty);
        let mut doc = format!("Sets column `{}`.", field.column.name);
        let value = quote!(__private::IntoColumn::into_column(value));
        if !field.has_state() {
            let may_be_left =
                matches!(field.requirement, InsertRequirement::Defaulted | InsertRequirement::Filled);
            let (taken, value) = match (may_be_left, field.column.is_option()) {
                (false, _) => (quote!(#ty), value),
                // `None` is NULL.
                (true, true) => (quote!(#ty), quote!(::core::option::Option::Some(#value))),
                (true, false) => {
                    doc += " `None` leaves it out.";
                    (quote!(::core::option::Option<#ty>), value)
                }
            };
            return quote! {
                #[doc = #doc]
                #visibility fn #ident(mut self, value: impl __private::IntoColumn<#taken>) -> Self {
                    self.#ident = #value;
                    self
                }
            };
        }
        let name = &self.name;
        let parameters = self.parameters_with(&[field.column], None);
        let others = self.other_fields(&[ident], None);
        quote! {
            #[doc = #doc]
            #visibility fn #ident(self, value: impl __private::IntoColumn<#ty>) -> #name<#(#parameters),*> {
                #name {
                    #ident: __private::Set(#value),
                    #(#others: self.#others,)*
                    __hook: self.__hook,
                }
            }
        }
    }
}
