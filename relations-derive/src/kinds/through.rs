//! `has_many(… through = …)` and `has_one(… through = …)`: the rows that a relation of other rows leads to, which another
//! relation leads to.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Cardinality, RelationKind};
use crate::{
    expand::{
        layers::LayerPlace,
        number, proven,
        relation::{self, Context, OfKind, RelationImpl, target_index},
    },
    model::{Model, OrderTerm, Relation},
    names,
    options::Options,
    parse::relation::Declaration,
};

/// A `has_many` or `has_one` that reads through another relation of this model.
pub struct Through {
    pub cardinality: Cardinality,
    pub through: Ident,
    /// The relation of the model between, if it is not the only one.
    pub source: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

impl Through {
    /// Returns the relation of the model that `through` names.
    pub fn through_relation<'m>(&self, model: &'m Model) -> Option<&'m Relation> {
        model.relations.iter().find(|relation| relation.name == self.through)
    }

    /// Returns the names of the relations of the model by which this one is defined: that of `through`, and that of
    /// `source` where the rows between are of the model itself.
    pub fn defined_by<'t>(&'t self, model: &Model) -> impl Iterator<Item = &'t Ident> {
        let itself = self.through_relation(model).is_some_and(|first| first.target.is_ident(&model.ident));
        [Some(&self.through), self.source.as_ref().filter(|_| itself)].into_iter().flatten()
    }
}

/// Reads the options of a relation of this `cardinality` that has the option `through`.
pub fn parse(
    Declaration { name, target }: Declaration,
    mut options: Options<'_>,
    cardinality: Cardinality,
) -> Option<Relation> {
    let is_many = cardinality == Cardinality::Many;
    options.taken_by(if is_many {
        "`has_many(… through = …)` takes"
    } else {
        "`has_one(… through = …)` takes"
    });
    let through = options.ident("through");
    let source = options.ident("source");
    let order = if is_many { options.order_by() } else { Vec::new() };
    let filters = options.filters();
    options.finish()?;
    let through = Through { cardinality, through: through?, source, order };
    Some(Relation { name, target, kind: RelationKind::Through(through), filters })
}

/// Expands the relation.
pub fn expand(context: &Context<'_>, through: &Through) -> OfKind {
    let Context { model, near, marker, relation, .. } = context;
    // A rule leaves out the relations of which `through` names none.
    let first = through.through_relation(model).unwrap_or(relation);
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
    let (name, doc, proof) = match through.cardinality {
        Cardinality::Many => ("HasManyThrough", ("Each", ", once"), None),
        Cardinality::One => ("HasOneThrough", ("The", ""), Some(leads_to_one(context, through, &middle))),
    };
    OfKind {
        name,
        definition: quote!(),
        doc: format!(
            "{} `{}` that a `{near}` reaches through `{}`{}",
            doc.0,
            relation.target_name(),
            first.name,
            doc.1
        ),
        items: quote! {
            const #constant: ::core::primitive::usize = #found;
            #proof
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
            let function = match through.through_relation(context.model) {
                Some(first) if first.target.is_ident(context.near) => {
                    quote_spanned!(target.span()=> __private::resolve::other_source)
                }
                _ => quote_spanned!(target.span()=> __private::resolve::source),
            };
            (function, context.name.clone())
        }
    };
    target_index(&function, &[argument], middle, &context.far)
}

/// Proves that each of the two relations leads to at most one row. The error is where the one is named that does not.
fn leads_to_one(context: &Context<'_>, through: &Through, middle: &TokenStream) -> TokenStream {
    let Context { model, near, name, far, .. } = context;
    let index = model.relations.iter().position(|other| other.name == through.through);
    let index = number(index.unwrap_or_default());
    let source = context.constant("SOURCE");
    let first = quote!(&<#near as __private::Model>::RELATIONS[#index]);
    let through_one = quote_spanned! {through.through.span()=>
        const _: () = __private::resolve::through_one(
            #name,
            <#near as __private::Model>::ENTITY,
            #first,
            <#far as __private::Model>::ENTITY,
        );
    };
    let named = through.source.as_ref().unwrap_or(&context.relation.name);
    let source_one = quote_spanned! {named.span()=>
        const _: () = __private::resolve::source_one(
            #name,
            <#near as __private::Model>::ENTITY,
            #first,
            <#middle as __private::Model>::ENTITY,
            &<#middle as __private::Model>::RELATIONS[#source],
            <#far as __private::Model>::ENTITY,
        );
    };
    quote!(#through_one #source_one)
}
