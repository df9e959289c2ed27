//! A `many_to_many` by a junction table that the derive generates.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;

use super::Junction;
use crate::{
    expand::{
        layers::LayerPlace,
        relation::{Context, RelationImpl},
        table,
    },
    names,
};

/// Expands the relation but for what both forms have in common.
pub fn items(context: &Context<'_>, junction: &Junction, table: &LitStr) -> TokenStream {
    let Context { model, near, far, marker, relation, .. } = context;
    let from = single_key(table, &near.to_token_stream());
    let to = single_key(table, far);
    let (from, to, constants) = super::keys(context, &from, &to);
    let near_key = quote!(<#near as __private::KeyPart<{ #from }>>);
    let far_key = quote!(<#far as __private::KeyPart<{ #to }>>);

    let constant = super::junction_constant(model, relation);
    let far_ident = relation.target.segments.last().map_or(*near, |segment| &segment.ident);
    let near_column = junction.from.as_ref().map_or_else(|| names::junction_column(near), names::text);
    let far_column = junction.to.as_ref().map_or_else(|| names::junction_column(far_ident), names::text);
    let index = table::index_name(&table.value(), &[&far_column]);
    let relation_impl = context.relation_impl(RelationImpl {
        far: quote!(#far_key::Owner),
        start: quote!(__private::KeyAt<#near, { #from }>),
        path: quote! {
            {
                const STEPS: &[__private::Step] = &[
                    #constant.foreign_keys[0].to_children(#table, __private::junction_of::<#marker>),
                    #constant.foreign_keys[1].to_parent(<#far as __private::Model>::table),
                ];
                __private::Path::Steps(STEPS)
            }
        },
        layers: context.filters(&LayerPlace::Far),
        order: &junction.order,
        junction: None,
        render: quote!(__private::RelationSql::linked::<#marker>),
        bind_near: quote!(<<Self as __private::Relation>::Start as __private::Referred>::bind_row(
            near, bind
        )),
    });
    quote! {
        #constants

        const #constant: &__private::Table = {
            const COLUMNS: &[__private::ColumnDef] = &[
                __private::ColumnDef::new(
                    #near_column,
                    #near_column,
                    <#near_key::Type as __private::ColumnType>::STORAGE,
                ),
                __private::ColumnDef::new(
                    #far_column,
                    #far_column,
                    <#far_key::Type as __private::ColumnType>::STORAGE,
                ),
            ];
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                __private::ForeignKey::of_junction(
                    &[#near_column],
                    <#near as __private::Model>::ENTITY,
                    <#near as __private::Model>::KEY,
                ),
                __private::ForeignKey::of_junction(
                    &[#far_column],
                    <#far as __private::Model>::ENTITY,
                    <#far as __private::Model>::KEY,
                ),
            ];
            &__private::Table::junction::<#near>(#table, &[#near_column, #far_column], COLUMNS, FOREIGN_KEYS)
                .indexes(&[__private::Index { name: #index, columns: &[#far_column] }])
        };

        #relation_impl

        #[automatically_derived]
        impl __private::Linking for #marker {
            type Junction = __private::GeneratedJunction;
            type End = __private::KeyAt<#far, { #to }>;

            const JUNCTION: &'static __private::Table = #constant;
        }
    }
}

/// Finds the key of a model that the junction table refers to, which has one column.
fn single_key(table: &LitStr, model: &TokenStream) -> TokenStream {
    quote_spanned! {table.span()=>
        __private::resolve::single_key(
            #table,
            <#model as __private::Model>::ENTITY,
            <#model as __private::Model>::KEY,
        )
    }
}
