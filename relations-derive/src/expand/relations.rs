//! What all relations have in common: marker types, the metadata, constants and accessors.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{belongs_to, has, many_to_many, through};
use crate::{
    model::{Cardinality, JunctionTable, Model, OrderTerm, Relation, RelationKind},
    names,
};

/// The marker type of a relation.
pub fn marker(model: &Model, relation: &Relation) -> Ident {
    names::marker(model, &relation.name)
}

/// The entries of `Model::RELATIONS`.
pub fn definitions(model: &Model) -> impl Iterator<Item = TokenStream> {
    model.relations.iter().map(|relation| {
        let target = &relation.target;
        let name = names::text(&relation.name);
        let (kind, more) = match &relation.kind {
            RelationKind::BelongsTo(key) => {
                let fields = model.columns_at(&key.columns).map(|column| names::text(&column.ident));
                (quote!(BelongsTo), quote!(.fields(&[#(#fields),*])))
            }
            RelationKind::Has(has) if has.cardinality == Cardinality::One => (quote!(HasOne), quote!()),
            RelationKind::Has(_) => (quote!(HasMany), quote!()),
            RelationKind::ManyToMany(junction) => (
                quote!(ManyToMany),
                match &junction.through {
                    JunctionTable::Generated(_) => quote!(),
                    JunctionTable::Model(path) => quote!(.through(<#path as __private::Model>::ENTITY)),
                },
            ),
            RelationKind::Through(_) => (quote!(HasManyThrough), quote!()),
        };
        quote! {
            __private::RelationDef::new(
                #name,
                __private::RelationKind::#kind,
                <#target as __private::Model>::ENTITY,
            ) #more
        }
    })
}

/// Everything of all relations.
pub fn relations(model: &Model) -> TokenStream {
    let relations = model.relations.iter().enumerate().map(|(at, relation)| {
        let code = match &relation.kind {
            RelationKind::BelongsTo(key) => belongs_to::expand(model, relation, key),
            RelationKind::Has(inverse) => has::expand(model, relation, inverse),
            RelationKind::ManyToMany(junction) => many_to_many::expand(model, relation, junction),
            RelationKind::Through(through) => through::expand(model, relation, through),
        };
        let Model { ident, visibility, .. } = model;
        let marker = marker(model, relation);
        let doc = format!("Relation `{}` of `{ident}`, in messages of the compiler.", relation.name);
        quote! {
            #[doc = #doc]
            #[allow(non_camel_case_types)]
            #visibility enum #marker {}

            #[automatically_derived]
            impl __private::RelationAt<#at> for #ident {
                type Relation = #marker;
            }

            #code
        }
    });
    quote! { #(#relations)* }
}

/// The constant and the accessor of a relation, whose types in the runtime are `kind` and `kind`Handle.
pub fn public(model: &Model, relation: &Relation, kind: &str, doc: &str) -> TokenStream {
    let Model { ident, visibility, .. } = model;
    let Relation { name, .. } = relation;
    let marker = marker(model, relation);
    let constant = names::constant(name);
    let (kind, handle) = (format_ident!("{kind}"), format_ident!("{kind}Handle"));
    let constant_doc = format!("{doc}, as a relation of the model rather than of one row.");
    let accessor_doc = format!("{doc}. Nothing runs until a method of the handle is called.");
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #[doc = #constant_doc]
            #visibility const #constant: __private::#kind<#marker> = __private::#kind::new();

            #[doc = #accessor_doc]
            #visibility fn #name(&self) -> __private::#handle<'_, #marker> {
                __private::#handle::new(self)
            }
        }
    }
}

/// The function `name`, which gives the statements that `render` renders when it is first called.
pub fn rendered_once(name: &str, statements: &TokenStream, render: &TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    quote! {
        #[inline]
        fn #name() -> &'static #statements {
            static SQL: __private::Rendered<#statements> = __private::Rendered::new();
            SQL.get(#render)
        }
    }
}

/// The declared order of the far rows, as an item of its own so that it is checked in any case.
pub fn order(relation: &Relation, terms: &[OrderTerm]) -> (TokenStream, TokenStream) {
    if terms.is_empty() {
        return (quote!(), quote!());
    }
    let target = super::proven(&relation.target);
    let constant = names::helper(&relation.name, "order");
    let terms = terms.iter().map(|OrderTerm { field, descending }| {
        let name = names::text(field);
        quote_spanned! {field.span()=>
            __private::resolve::order(
                #name,
                #descending,
                <#target as __private::Model>::ENTITY,
                <#target as __private::Model>::COLUMNS,
            )
        }
    });
    (
        quote! {
            #[allow(non_upper_case_globals)]
            const #constant: &[__private::OrderTerm] = &[#(#terms),*];
        },
        quote!(const ORDER: &'static [__private::OrderTerm] = #constant;),
    )
}
