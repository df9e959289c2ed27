//! From the [`Shape`] to Rust: a function for each field, which returns the column or relation that fills it, and the
//! implementation of `Load`, which puts them together.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use super::{Shape, ShapeField, source};
use crate::{names, of_model};

/// Expands to everything that the derive adds to the struct.
pub fn shape(shape: &Shape) -> TokenStream {
    let Shape { model, runtime, .. } = shape;
    let constants = shape.fields().flat_map(ShapeField::names).map(names::constant);
    let names = of_model::constants(constants);
    let (functions, calls): (Vec<_>, Vec<_>) = sources(shape).into_iter().unzip();
    let source = match shape.fields {
        Some(_) => mapped(shape, &calls),
        None => quote!(__private::load::Mistaken),
    };
    let (methods, load) = match &shape.args {
        None => (methods(shape), load(shape, &source)),
        Some(args) => (methods_with(shape), load_with(shape, args, &source)),
    };
    quote! {
        #[allow(deprecated, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            type __Proof = __private::Proof<{
                let _ = <#model as __private::Model>::ENTITY;
                0
            }>;

            #names

            #(#functions)*

            #load

            #methods
        };
    }
}

/// Expands to the implementation of `Load`.
fn load(shape: &Shape, source: &TokenStream) -> TokenStream {
    let Shape { ident, model, .. } = shape;
    quote! {
        #[automatically_derived]
        impl __private::Load for #ident {
            type Model = <#model as __private::Proven<__Proof>>::Type;

            fn sources() -> impl __private::load::Source<Self> {
                #source
            }
        }

        #[automatically_derived]
        impl __private::load::ShapeOf<#model> for #ident {}
    }
}

/// Expands to the implementation of `Load` for a shape with arguments. In the places where shapes are loaded without any,
/// a bound that nothing meets says so.
fn load_with(shape: &Shape, args: &Type, source: &TokenStream) -> TokenStream {
    let Shape { ident, model, .. } = shape;
    let argument = source::argument();
    quote! {
        type __Args = #args;

        #[automatically_derived]
        impl __private::Load for #ident {
            type Model = <#model as __private::Proven<__Proof>>::Type;

            const ASKS: bool = true;

            fn sources() -> impl __private::load::Source<Self> {
                __private::load::Mistaken
            }

            fn sources_with(
                arguments: __private::load::Arguments<'_>,
            ) -> impl __private::load::Source<Self> + use<> {
                let #argument: &__Args = arguments.get();
                #source
            }
        }

        #[automatically_derived]
        impl __private::load::LoadWith for #ident {
            type Args = #args;
        }

        #[automatically_derived]
        impl __private::load::ShapeWithin<#model, __Args> for #ident {}

        #[automatically_derived]
        impl __private::load::ShapeWithin<#model, __Args> for __private::load::Boxed<#ident> {}

        #[automatically_derived]
        impl<M> __private::load::ShapeOf<M> for #ident
        where
            Self: __private::Load<Model = M>,
            M: __private::load::Unasked<Self>,
        {
        }
    }
}

/// Expands to the source of the shape: the sources of its fields, and a closure that makes the struct from their values.
fn mapped(shape: &Shape, calls: &[TokenStream]) -> TokenStream {
    let sources = names::pairs(calls);
    let idents: Vec<&Ident> = in_order(shape).map(|(field, _)| &field.ident).collect();
    let values: Vec<Ident> = idents.iter().map(|ident| names::reserved(ident)).collect();
    let pattern = names::pairs(&values);
    quote!(__private::load::mapped(#sources, |#pattern| Self { #(#idents: #values),* }))
}

/// Expands each field to its function and the call of it.
fn sources(shape: &Shape) -> Vec<(TokenStream, TokenStream)> {
    let types = names::types("__", shape.fields().map(|field| &field.ident), "Field", |_| true);
    let sources = in_order(shape).map(|(field, at)| match &field.source {
        Some(source) => {
            let function = names::reserved(&field.ident);
            let argument = shape.args.as_ref().map(|_| source::argument());
            let call = quote_spanned!(field.ty.span()=> #function(#argument));
            (source::function(shape, field, source, &types[at]), call)
        }
        None => (TokenStream::new(), quote!(__private::load::Mistaken)),
    });
    sources.collect()
}

/// Returns the fields with their indexes, first those that hold the row itself: its columns are selected together.
fn in_order(shape: &Shape) -> impl Iterator<Item = (&ShapeField, usize)> {
    let fields = || shape.fields().enumerate().map(|(at, field)| (field, at));
    fields().filter(|(field, _)| field.is_row()).chain(fields().filter(|(field, _)| !field.is_row()))
}

/// Expands to the methods of the struct.
fn methods(shape: &Shape) -> TokenStream {
    let Shape { ident, visibility, model, .. } = shape;
    let model_name = model.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let query_doc = format!("Returns a query over all rows of `{model_name}`, each loaded as a [`{ident}`].");
    let find_doc =
        format!("Returns the row of this primary key, loaded as a [`{ident}`], or `None` if there is none.");
    let get_doc = format!("Returns the row of this primary key, which must exist, loaded as a [`{ident}`].");
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #[doc = #query_doc]
            #visibility fn query() -> __private::Query<#model, Self> {
                __private::load::query()
            }

            #[doc = #find_doc]
            ///
            /// # Errors
            ///
            /// An error if related rows do not fit the shape, or if SQLite reports one.
            #visibility fn find<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            ) -> __private::Result<::core::option::Option<Self>> {
                __private::load::find(db, key)
            }

            #[doc = #get_doc]
            ///
            /// # Errors
            ///
            /// An error if there is no such row, and those of `find`.
            #visibility fn get<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            ) -> __private::Result<Self> {
                __private::load::get(db, key)
            }
        }
    }
}

/// Expands to the methods of a struct that is loaded with arguments.
fn methods_with(shape: &Shape) -> TokenStream {
    let Shape { ident, visibility, model, .. } = shape;
    let model_name = model.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let query_doc = format!(
        "Returns a query over all rows of `{model_name}`, each loaded as a [`{ident}`] with these arguments, which it \
         keeps a clone of."
    );
    let find_doc = format!(
        "Returns the row of this primary key, loaded as a [`{ident}`] with these arguments, or `None` if there is none."
    );
    let get_doc = format!(
        "Returns the row of this primary key, which must exist, loaded as a [`{ident}`] with these arguments."
    );
    let unasked = unasked(shape);
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #unasked

            #[doc = #query_doc]
            #visibility fn query_with(args: &__Args) -> __private::Query<#model, Self> {
                __private::load::query_with(args)
            }

            #[doc = #find_doc]
            ///
            /// # Errors
            ///
            /// An error if related rows do not fit the shape, or if SQLite reports one.
            #visibility fn find_with<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
                args: &__Args,
            ) -> __private::Result<::core::option::Option<Self>> {
                __private::load::find_with(db, key, args)
            }

            #[doc = #get_doc]
            ///
            /// # Errors
            ///
            /// An error if there is no such row, and those of `find_with`.
            #visibility fn get_with<Kind>(
                db: &__private::Connection,
                key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
                args: &__Args,
            ) -> __private::Result<Self> {
                __private::load::get_with(db, key, args)
            }
        }
    }
}

/// Expands to the methods by which a shape without arguments is loaded. A bound that nothing meets says what takes their
/// place.
fn unasked(shape: &Shape) -> TokenStream {
    let Shape { visibility, .. } = shape;
    let by_key = quote!(_db: &__private::Connection, _key: __Key);
    let methods = [
        ("query", None, quote!(), quote!(__private::Query<__Of, Self>)),
        (
            "find",
            Some(quote!(, __Key)),
            by_key.clone(),
            quote!(__private::Result<::core::option::Option<Self>>),
        ),
        ("get", Some(quote!(, __Key)), by_key, quote!(__private::Result<Self>)),
        (
            "by_key",
            None,
            quote!(_db: &__private::Connection),
            quote!(__private::Result<__private::load::ByKey<'_, Self>>),
        ),
    ];
    let methods = methods.into_iter().map(|(name, key, parameters, returned)| {
        let name = names::local(name);
        quote! {
            #[doc(hidden)]
            #visibility fn #name<__Of #key>(#parameters) -> #returned
            where
                Self: __private::Load<Model = __Of>,
                __Of: __private::load::Unasked<Self> + __private::Model,
            {
                <__Of as __private::load::Unasked<Self>>::loaded()
            }
        }
    });
    methods.collect()
}
