//! `has_many` and `has_one`: the inverse of a `belongs_to`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, spanned::Spanned};

use super::{RelationKind, through};
use crate::{
    errors::Errors,
    expand::{
        layers::LayerPlace,
        relation::{Context, OfKind, RelationImpl, action, target_index},
    },
    model::{Action, OrderTerm, Relation},
    names,
    parse::relation::{Declaration, declared},
};

/// A `has_many` or `has_one`: the inverse of a `belongs_to`.
pub struct Inverse {
    pub cardinality: Cardinality,
    pub inverse: Option<Ident>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub order: Vec<OrderTerm>,
    /// The order by which the relation leads to the first of several children, if it does; empty if it cannot be read.
    pub first: Option<Vec<OrderTerm>>,
}

/// The number of rows that a relation leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    One,
    Many,
}

/// Reads the attribute; its name decides the `cardinality`.
pub fn parse(errors: &mut Errors, attribute: &Attribute, cardinality: Cardinality) -> Option<Relation> {
    let before = errors.len();
    let (declaration, mut options) = declared(errors, attribute)?;
    let is_through = options.has("through");
    if is_through {
        return through::parse(declaration, options, cardinality);
    }

    let is_many = cardinality == Cardinality::Many;
    let mut inverse = Inverse {
        cardinality,
        inverse: options.ident("inverse"),
        on_delete: options.action("on_delete"),
        on_update: options.action("on_update"),
        order: options.order_by(),
        first: None,
    };
    let filters = options.filters();
    let is_first = options.has("first");
    if is_first || !is_many {
        let first = options.order("first");
        if let Some((first, _)) = first.as_ref().filter(|_| is_many) {
            let Declaration { name, target } = &declaration;
            let target = target.to_token_stream();
            options.errors().push(
                first,
                format!(
                    "`first(…)` leads to one row, and a `has_many` to many: declare \
                     `#[has_one({name}: {target}, first(…))]`"
                ),
            );
        }
        inverse.first = is_first.then(|| first.map(|(_, terms)| terms).unwrap_or_default());
    }
    options.also_takes("through");
    let source = options.ident("source");
    options.finish()?;
    if let Some(source) = source
        && errors.len() == before
    {
        errors.push(
            source,
            "`source` goes on from the rows between: name the relation to them with `through = …`",
        );
    }
    let Declaration { name, target } = declaration;
    Some(Relation { name, target, kind: RelationKind::Has(inverse), filters })
}

/// Expands the relation.
pub fn expand(context: &Context<'_>, inverse: &Inverse) -> OfKind {
    let Context { near: parent, far: child, marker, relation, .. } = context;
    let is_first = inverse.first.is_some();
    let (name, noun) = match inverse.cardinality {
        Cardinality::One if is_first => ("HasFirst", "The first"),
        Cardinality::One => ("HasOne", "The only"),
        Cardinality::Many => ("HasMany", "Each"),
    };
    let constant = context.constant("INVERSE");
    let found = inverse_index(context, inverse);
    let unique = (inverse.cardinality == Cardinality::One && !is_first).then(|| unique_key(context));
    let restated = [("on_delete", &inverse.on_delete), ("on_update", &inverse.on_update)]
        .into_iter()
        .filter_map(|(option, action)| action.as_ref().map(|action| restated(context, option, action)));
    let relation_impl = context.relation_impl(RelationImpl {
        far: quote!(<<#marker as __private::Inverse>::Owning as __private::Relation>::Near),
        start: quote!(<<#marker as __private::Inverse>::Owning as __private::Owning>::Parent),
        path: quote! {
            __private::Path::Steps(&[
                <<#marker as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY.to_children(
                    <<#marker as __private::Relation>::Far as __private::Model>::TABLE_NAME,
                    <<#marker as __private::Relation>::Far as __private::Model>::table,
                ),
            ])
        },
        layers: context
            .filters(&LayerPlace::Far)
            .into_iter()
            .chain(context.first(inverse.first.as_deref().unwrap_or_default()))
            .collect(),
        order: &inverse.order,
        junction: None,
        render: quote!(__private::RelationSql::direct::<#marker>),
        bind_near: quote! {
            <<Self as __private::Relation>::Start as __private::Referred>::bind_row(near, bind)
        },
    });
    OfKind {
        name,
        definition: quote!(),
        doc: format!("{noun} `{}` that belongs to a `{parent}`", relation.target_name()),
        items: quote! {
            const #constant: ::core::primitive::usize = #found;
            #unique
            #(#restated)*
            #relation_impl

            #[automatically_derived]
            impl __private::Inverse for #marker {
                type Owning = <#child as __private::RelationAt<{ #constant }>>::Relation;
            }
        },
    }
}

/// Finds the `belongs_to` of the child: the one that the option names, at its value, or else the only one.
fn inverse_index(context: &Context<'_>, inverse: &Inverse) -> TokenStream {
    let parent = context.near.to_token_stream();
    let (function, arguments) = match &inverse.inverse {
        Some(owner) => {
            (quote_spanned!(owner.span()=> __private::resolve::named_inverse), vec![names::text(owner)])
        }
        None => {
            let attribute = match inverse.cardinality {
                Cardinality::One => "has_one",
                Cardinality::Many => "has_many",
            };
            let target = &context.relation.target;
            (
                quote_spanned!(target.span()=> __private::resolve::inverse),
                vec![attribute.to_owned(), context.name.clone()],
            )
        }
    };
    target_index(&function, &arguments, &context.far, &parent)
}

/// Checks that the foreign key of a `has_one` is unique.
fn unique_key(Context { near: parent, marker, name, relation, .. }: &Context<'_>) -> TokenStream {
    quote_spanned! {relation.name.span()=>
        const _: () = __private::resolve::unique_key(
            #name,
            <#parent as __private::Model>::ENTITY,
            <<#marker as __private::Relation>::Far as __private::Model>::TABLE,
            <<#marker as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY,
        );
    }
}

/// Checks that the foreign key has the action that this side restates.
fn restated(Context { marker, .. }: &Context<'_>, option: &str, stated: &Action) -> TokenStream {
    let action = action(stated);
    let declared = names::local(option);
    quote_spanned! {stated.token.span()=>
        const _: () = __private::resolve::restated(
            <<#marker as __private::Relation>::Far as __private::Model>::ENTITY,
            <<#marker as __private::Inverse>::Owning as __private::Relation>::NAME,
            #option,
            #action,
            <<#marker as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY.#declared,
        );
    }
}
