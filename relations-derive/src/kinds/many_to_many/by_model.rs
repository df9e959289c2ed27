//! A `many_to_many` by a junction table that is a model.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::Junction;
use crate::{
    expand::{
        layers::LayerPlace,
        proven,
        relation::{Context, RelationImpl, target_index},
        rendered_once,
    },
    model::OrderTerm,
    names,
};

/// Expands the relation but for what both forms have in common.
pub fn items(context: &Context<'_>, junction: &Junction, path: &Path) -> TokenStream {
    let Context { near, far, marker, .. } = context;
    let through = proven(path);
    let from = key_index(path, &near.to_token_stream(), "from", junction.from.as_ref());
    let to = key_index(path, far, "to", junction.to.as_ref());
    let (from, to, constants) = super::keys(context, &from, &to);
    let near_key = quote!(<#through as __private::RelationAt<{ #from }>>::Relation);
    let far_key = quote!(<#through as __private::RelationAt<{ #to }>>::Relation);
    let junction_model = quote!(<#marker as __private::LinkingByModel>::JunctionModel);
    let unique = quote_spanned! {path.span()=>
        const _: () = __private::resolve::unique_pair(
            <#junction_model as __private::Model>::TABLE,
            <#near_key as __private::Owning>::FOREIGN_KEY,
            <#far_key as __private::Owning>::FOREIGN_KEY,
        );
    };
    let select_links = rendered_once(
        "select_links",
        &quote!(__private::String),
        &quote!(__private::select_links::<#marker>),
    );
    let relation_impl = context.relation_impl(RelationImpl {
        far: quote!(<#far_key as __private::Relation>::Far),
        start: quote!(<#near_key as __private::Owning>::Parent),
        path: quote! {
            {
                const STEPS: &[__private::Step] = &[
                    <#near_key as __private::Owning>::FOREIGN_KEY
                        .to_children(
                            <#junction_model as __private::Model>::TABLE_NAME,
                            <#junction_model as __private::Model>::table,
                        ),
                    <#far_key as __private::Owning>::FOREIGN_KEY
                        .to_parent(<<#far_key as __private::Relation>::Far as __private::Model>::table),
                ];
                __private::Path::Steps(STEPS)
            }
        },
        layers: context.filters(&LayerPlace::Either { between: (through.clone(), quote!(0)), same: false }),
        order: &junction.order,
        junction: Some(through.clone()),
        render: quote!(__private::RelationSql::linked::<#marker>),
        bind_near: quote!(<<Self as __private::Relation>::Start as __private::Referred>::bind_row(
            near, bind
        )),
    });
    let ordered = ordered(context, junction, (&junction_model, &near_key, &far_key));
    quote! {
        #constants
        #unique
        #relation_impl

        #[automatically_derived]
        impl __private::Linking for #marker {
            type Junction = __private::ModelJunction<#junction_model, #near_key, #far_key>;
            type End = <#far_key as __private::Owning>::Parent;

            const JUNCTION: &'static __private::Table = <#junction_model as __private::Model>::TABLE;
        }

        #[automatically_derived]
        impl __private::LinkingByModel for #marker {
            type JunctionModel = <#near_key as __private::Relation>::Near;

            #select_links
        }

        #ordered
    }
}

/// Expands to `impl Ordered`, if the rows are in the order of one column of the junction, the least first, and the relation
/// leaves none out: a place is one among all rows.
fn ordered(
    context: &Context<'_>,
    junction: &Junction,
    (model, near_key, far_key): (&TokenStream, &TokenStream, &TokenStream),
) -> Option<TokenStream> {
    let [OrderTerm { link: Some(_), descending: false, .. }] = junction.order.as_slice() else { return None };
    if !context.relation.filters.is_empty() {
        return None;
    }
    let (marker, order) = (&context.marker, context.constant("ORDER"));
    Some(quote! {
        #[automatically_derived]
        impl __private::Ordered for #marker {
            type Position = __private::PositionColumn<
                {
                    __private::resolve::holds_integers(
                        <#model as __private::Model>::TABLE,
                        <#marker as __private::Ordered>::POSITION,
                    )
                },
                {
                    __private::resolve::completes(
                        <#model as __private::Model>::TABLE,
                        <#near_key as __private::Owning>::FOREIGN_KEY,
                        <#far_key as __private::Owning>::FOREIGN_KEY,
                        <#marker as __private::Ordered>::POSITION,
                    )
                },
            >;

            const POSITION: &'static ::core::primitive::str = #order[0].column;
        }
    })
}

/// Finds the junction's foreign key to a model: the one that the option names, at its value, or else the only one, at the
/// name of the junction.
fn key_index(path: &Path, model: &TokenStream, option: &str, given: Option<&Ident>) -> TokenStream {
    let (function, arguments) = match given {
        Some(given) => (
            quote_spanned!(given.span()=> __private::resolve::named_junction_key),
            vec![option.to_owned(), names::text(given)],
        ),
        None => (quote_spanned!(path.span()=> __private::resolve::junction_key), Vec::new()),
    };
    target_index(&function, &arguments, &proven(path), model)
}
