//! `has_many(… through = …)`: the rows that a relation of other rows leads to, which another relation leads to.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::RelationKind;
use crate::{
    expand::{
        layers::LayerPlace,
        proven,
        relation::{self, Context, OfKind, RelationImpl, target_index},
    },
    model::{OrderTerm, Relation},
    names,
    options::Options,
    parse::relation::Declaration,
};

/// A `has_many` that reads through another relation of this model.
pub struct Through {
    pub through: Ident,
    /// The relation of the model between, if it is not the only one.
    pub source: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

/// Reads the options of a `has_many` that has the option `through`.
pub fn parse(Declaration { name, target }: Declaration, mut options: Options<'_>) -> Option<Relation> {
    options.taken_by("`has_many(… through = …)` takes");
    let through = options.ident("through");
    let source = options.ident("source");
    let order = options.order_by();
    let filters = options.filters();
    options.finish()?;
    let kind = RelationKind::Through(Through { through: through?, source, order });
    Some(Relation { name, target, kind, filters })
}

/// Expands the relation.
pub fn expand(context: &Context<'_>, through: &Through) -> OfKind {
    let Context { model, near, marker, relation, .. } = context;
    // A rule leaves out the relations of which `through` names none.
    let first = model.relations.iter().find(|other| other.name == through.through).unwrap_or(relation);
    let first_marker = relation::marker(model, first);
    let middle = proven(&first.target);
    let constant = context.constant("SOURCE");
    let found = source_index(context, through, &middle);
    let second = quote!(<#middle as __private::RelationAt<{ #constant }>>::Relation);
    let relation_impl = context.relation_impl(RelationImpl {
        far: quote!(<#second as __private::Relation>::Far),
        start: quote!(<#first_marker as __private::Relation>::Start),
        path: quote! {
            {
                const FIRST_PATH: __private::Path = <#first_marker as __private::Relation>::PATH;
                const SECOND_PATH: __private::Path = <#second as __private::Relation>::PATH;
                __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
            }
        },
        layers: context.filters(&LayerPlace::Either {
            between: (middle.clone(), quote!(<#first_marker as __private::Relation>::PATH.len() - 1)),
            // Where both are of one model, the filter is about the far rows.
            same: first.target.to_token_stream().to_string() == relation.target.to_token_stream().to_string(),
        }),
        order: &through.order,
        junction: None,
        render: quote!(__private::RelationSql::through::<#marker>),
        bind_near: quote!(<#first_marker as __private::Relation>::bind_near(near, bind)),
    });
    OfKind {
        name: "HasManyThrough",
        definition: quote!(),
        doc: format!(
            "Each `{}` that a `{near}` reaches through `{}`, once",
            relation.target_name(),
            first.name
        ),
        items: quote! {
            const #constant: ::core::primitive::usize = #found;
            #relation_impl
        },
    }
}

/// Finds the relation of the model between: the one that the option names, at its value, or else the one of this name.
fn source_index(context: &Context<'_>, through: &Through, middle: &TokenStream) -> TokenStream {
    let (function, argument) = match &through.source {
        Some(source) => {
            (quote_spanned!(source.span()=> __private::resolve::named_source), names::text(source))
        }
        None => {
            let target = &context.relation.target;
            (quote_spanned!(target.span()=> __private::resolve::source), context.name.clone())
        }
    };
    target_index(&function, &[argument], middle, &context.far)
}
