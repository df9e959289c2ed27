//! The `create()` builder: a struct that has a type parameter for each column that must be set, so that
//! only a complete one can be inserted.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{Column, Demand, Model},
    names,
};

/// The name of the builder.
pub fn builder_name(model: &Model) -> Ident {
    let named = || format_ident!("Create{}", names::text(&model.ident), span = model.ident.span());
    model.builder.clone().unwrap_or_else(named)
}

/// The columns that have a type parameter, with its name and what they demand.
fn states(model: &Model) -> impl Iterator<Item = (&Column, Ident, Demand)> {
    let names = names::states(model);
    columns(model)
        .zip(names)
        .filter(|((_, demand), _)| has_state(*demand))
        .map(|((column, demand), state)| (column, state, demand))
}

fn columns(model: &Model) -> impl Iterator<Item = (&Column, Demand)> {
    model.columns.iter().enumerate().map(|(place, column)| (column, model.demand(place)))
}

fn has_state(demand: Demand) -> bool {
    matches!(demand, Demand::Required | Demand::Key)
}

/// The type parameters of the builder.
pub fn parameters(model: &Model) -> Vec<Ident> {
    states(model).map(|(_, state, _)| state).collect()
}

/// The builder's type parameters once the columns of these fields have been set.
pub fn parameters_with(model: &Model, set: &[&Column]) -> Vec<TokenStream> {
    states(model)
        .map(|(column, state, _)| {
            let ty = &column.ty;
            if set.iter().any(|other| other.ident == column.ident) {
                quote!(__private::Set<#ty>)
            } else {
                quote!(#state)
            }
        })
        .collect()
}

/// The struct.
pub fn builder(model: &Model) -> TokenStream {
    let Model { ident, visibility, runtime, .. } = model;
    let name = builder_name(model);
    let parameters = parameters(model);
    let states = names::states(model);
    let fields = columns(model).zip(states).map(|((column, demand), state)| {
        let (field, ty) = (&column.ident, &column.ty);
        match demand {
            Demand::Required | Demand::Key => quote!(#field: #state),
            Demand::Nullable => quote!(#field: #ty),
            Demand::Defaulted => quote!(#field: ::core::option::Option<#ty>),
        }
    });
    let doc = format!(
        "A new row of [`{ident}`], begun by `{ident}::create()`: a method for each column, and `insert`, \
         which compiles once every required column has been set."
    );
    quote! {
        #[doc = #doc]
        #[allow(deprecated)]
        #[must_use = "nothing is inserted until `insert` is called"]
        #visibility struct #name<#(#parameters),*> {
            #(#fields,)*
            __hook: #runtime::__private::Hook<#ident>,
        }
    }
}

/// The type of the builder with nothing set.
pub fn unset(model: &Model) -> TokenStream {
    let name = builder_name(model);
    let states = states(model).map(|(column, _, demand)| {
        let (field, ty) = (names::marker(model, &column.ident), &column.ty);
        if demand == Demand::Key {
            {
                let unset = super::columns::item(ty, "UnsetKey");
                quote!(#unset<#field>)
            }
        } else {
            quote!(__private::Missing<#field>)
        }
    });
    quote!(#name<#(#states),*>)
}

/// `create()`, a method for each column, and `insert`.
pub fn setters(model: &Model) -> TokenStream {
    let Model { ident, visibility, .. } = model;
    let name = builder_name(model);
    let parameters = parameters(model);
    let markers = states(model).map(|(column, ..)| {
        let field = names::marker(model, &column.ident);
        let doc = format!("The column of field `{field}`, in messages of the compiler.");
        quote! {
            #[doc = #doc]
            #[allow(non_camel_case_types)]
            #visibility enum #field {}
        }
    });
    let defaults = columns(model).map(|(column, demand)| {
        let field = &column.ident;
        if has_state(demand) {
            quote!(#field: ::core::default::Default::default())
        } else {
            quote!(#field: ::core::option::Option::None)
        }
    });
    let setters = columns(model).map(|(column, demand)| setter(model, column, demand));
    let unset = unset(model);
    let complete = bounds(model);
    let text = name.to_string();
    let create_doc = format!("Begins a new row of `{ident}`.");
    quote! {
        #(#markers)*

        #[automatically_derived]
        impl ::core::default::Default for #unset {
            fn default() -> Self {
                Self {
                    #(#defaults,)*
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
        impl __private::Unset for #unset {
            type Model = #ident;

            fn with_hook(mut self, hook: __private::Hook<#ident>) -> Self {
                self.__hook = hook;
                self
            }
        }

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
            /// A constraint violation, told apart by the variants of the error; nothing is inserted then.
            #visibility fn insert(self, db: &__private::Connection) -> __private::Result<#ident>
            where
                #(#complete,)*
            {
                __private::insert(db, self)
            }
        }
    }
}

fn setter(model: &Model, column: &Column, demand: Demand) -> TokenStream {
    let Model { visibility, .. } = model;
    let (field, ty) = (&column.ident, &column.ty);
    let doc = format!("Sets column `{}`.", column.name);
    let value = quote!(__private::IntoColumn::into_column(value));
    if !has_state(demand) {
        let value =
            if demand == Demand::Defaulted { quote!(::core::option::Option::Some(#value)) } else { value };
        return quote! {
            #[doc = #doc]
            #visibility fn #field(mut self, value: impl __private::IntoColumn<#ty>) -> Self {
                self.#field = #value;
                self
            }
        };
    }
    let name = builder_name(model);
    let parameters = parameters_with(model, &[column]);
    let others = model.columns.iter().filter(|other| other.ident != column.ident).map(|other| &other.ident);
    quote! {
        #[doc = #doc]
        #visibility fn #field(self, value: impl __private::IntoColumn<#ty>) -> #name<#(#parameters),*> {
            #name {
                #field: __private::Set(#value),
                #(#others: self.#others,)*
                __hook: self.__hook,
            }
        }
    }
}

/// What makes the builder complete.
fn bounds(model: &Model) -> Vec<TokenStream> {
    states(model)
        .map(|(column, state, _)| {
            let ty = &column.ty;
            quote!(#state: __private::Given<#ty>)
        })
        .collect()
}

/// `impl Insertable` for the complete builder.
pub fn insertable(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let name = builder_name(model);
    let parameters = parameters(model);
    let complete = bounds(model);
    let key = states(model).find(|(_, _, demand)| *demand == Demand::Key).map_or_else(
        || quote!(__private::KeySource::Given),
        |(column, state, _)| {
            let ty = &column.ty;
            quote!(<#state as __private::Given<#ty>>::KEY)
        },
    );
    let this = names::local("self");
    let binds = columns(model).map(|(column, demand)| {
        let (field, ty) = (&column.ident, &column.ty);
        match demand {
            Demand::Required | Demand::Key => {
                quote_spanned!(ty.span()=> .given::<#ty, __Proof>(&#this.#field))
            }
            Demand::Nullable => super::columns::bound(column, "self"),
            Demand::Defaulted => quote!(.defaulted::<#ty, __Proof>(&self.#field)),
        }
    });
    // Fields left to their defaults become local variables, of which one could be named like this.
    let rowid = Ident::new("rowid", Span::mixed_site());
    let stored = columns(model).map(|(column, demand)| {
        let (field, ty) = (&column.ident, &column.ty);
        match demand {
            Demand::Required | Demand::Key => quote! {
                #field: <_ as __private::Given<#ty>>::stored(self.#field, #rowid)?
            },
            Demand::Nullable => quote!(#field: self.#field),
            Demand::Defaulted => quote!(#field),
        }
    });
    let defaulted: Vec<&Column> =
        columns(model).filter(|(_, demand)| *demand == Demand::Defaulted).map(|(column, _)| column).collect();
    let fields: Vec<&Ident> = defaulted.iter().map(|column| &column.ident).collect();
    let names = defaulted.iter().map(|column| &column.name);
    let left_to_default = (!defaulted.is_empty()).then(|| {
        quote! {
            fn left_to_default(&self) -> __private::Columns {
                let mut columns = __private::Columns::new();
                #(if ::core::option::Option::is_none(&self.#fields) {
                    columns.push(#names);
                })*
                columns
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl<#(#parameters),*> __private::Insertable for #name<#(#parameters),*>
        where
            #(#complete,)*
        {
            type Model = #ident;

            const KEY: __private::KeySource = #key;

            fn bind(&self, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #(#binds)*.done()
            }

            #left_to_default

            fn into_model(
                self,
                #rowid: ::core::primitive::i64,
            ) -> __private::Result<::core::option::Option<#ident>> {
                #(let ::core::option::Option::Some(#fields) = self.#fields else {
                    return ::core::result::Result::Ok(::core::option::Option::None);
                };)*
                ::core::result::Result::Ok(::core::option::Option::Some(#ident { #(#stored),* }))
            }

            fn hook(&mut self) -> &mut __private::Hook<#ident> {
                &mut self.__hook
            }
        }
    }
}
