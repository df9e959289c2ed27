//! `has_many(… through = …)`: on by a relation of the rows that another relation leads to.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::relations;
use crate::{
    model::{Model, Relation, Through},
    names,
};

pub fn expand(model: &Model, relation: &Relation, through: &Through) -> TokenStream {
    let near = &model.ident;
    let far = super::proven(&relation.target);
    let marker = relations::marker(model, relation);
    let name = names::text(&relation.name);
    let constant = names::end(&relation.name);
    let Some(first) = model.relations.iter().find(|other| other.name == through.through) else {
        return TokenStream::new();
    };
    let first_marker = relations::marker(model, first);
    let middle = super::proven(&first.target);
    let ends = quote! {
        <#middle as __private::Model>::ENTITY,
        <#middle as __private::Model>::RELATIONS,
        <#far as __private::Model>::ENTITY
    };
    let found = match &through.source {
        Some(source) => {
            let text = names::text(source);
            quote_spanned! {source.span()=>
                __private::resolve::named_source(#text, #ends)
            }
        }
        None => {
            quote_spanned! {relation.target.span()=>
                __private::resolve::source(#name, #ends)
            }
        }
    };
    let second = quote!(<#middle as __private::RelationAt<{ #constant }>>::Relation);
    let (order, order_constant) = relations::order(relation, &through.order);
    let public = relations::public(
        model,
        relation,
        "HasManyThrough",
        &format!("Each `{}` that a `{near}` reaches through `{}`, once", relation.target_name(), first.name),
    );
    let sql = relations::rendered_once(
        "sql",
        &quote!(__private::RelationSql),
        &quote!(__private::RelationSql::through::<#marker>),
    );
    quote! {
        const #constant: ::core::primitive::usize = #found;
        #order

        #[automatically_derived]
        impl __private::Relation for #marker {
            type Near = #near;
            type Far = <#second as __private::Relation>::Far;

            const NAME: &'static ::core::primitive::str = #name;
            const PATH: __private::Path = {
                const FIRST_PATH: __private::Path = <#first_marker as __private::Relation>::PATH;
                const SECOND_PATH: __private::Path = <#second as __private::Relation>::PATH;
                __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
            };
            #order_constant
            #sql

            fn bind_near(near: &#near, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                <#first_marker as __private::Relation>::bind_near(near, bind)
            }
        }

        #public
    }
}
