//! `many_to_many`: pairs of rows in a junction table, generated or a model of the user's.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use super::{relations, table};
use crate::{
    model::{Junction, JunctionTable, Model, Relation},
    names,
};

pub fn expand(model: &Model, relation: &Relation, junction: &Junction) -> TokenStream {
    let by_kind = match &junction.through {
        JunctionTable::Generated(table) => generated(model, relation, junction, table),
        JunctionTable::Model(path) => through_model(model, relation, junction, path),
    };
    let public = relations::public(
        model,
        relation,
        "ManyToMany",
        &format!("Each `{}` linked to a `{}`", relation.target_name(), model.ident),
    );
    quote! {
        #by_kind
        #public
    }
}

/// The constant that holds the generated junction table of a relation.
pub fn junction_constant(relation: &Relation) -> Ident {
    names::helper(&relation.name, "junction")
}

fn generated(model: &Model, relation: &Relation, junction: &Junction, table: &LitStr) -> TokenStream {
    let near = &model.ident;
    let far = &super::proven(&relation.target);
    let marker = relations::marker(model, relation);
    let name = names::text(&relation.name);
    let constant = junction_constant(relation);
    let far_ident = relation.target.segments.last().map_or(near, |segment| &segment.ident);
    let near_column = junction.from.as_ref().map_or_else(|| names::junction_column(near), names::text);
    let far_column = junction.to.as_ref().map_or_else(|| names::junction_column(far_ident), names::text);
    let index = table::index_name(&table.value(), &[&far_column]);
    let (order, order_constant) = relations::order(relation, &junction.order);
    let single_key = |end: &TokenStream| {
        quote_spanned! {table.span()=>
            __private::resolve::single_key(
                #table,
                <#end as __private::Model>::ENTITY,
                <#end as __private::Model>::KEY,
            )
        }
    };
    let (near_single, far_single) = (single_key(&quote!(#near)), single_key(&quote!(#far)));
    let (near_constant, far_constant) =
        (names::helper(&relation.name, "from"), names::helper(&relation.name, "to"));
    let near_key = quote!(<#near as __private::KeyPart<{ #near_constant }>>);
    let far_key = quote!(<#far as __private::KeyPart<{ #far_constant }>>);
    let sql = statements(&marker);
    quote! {
        #[allow(non_upper_case_globals)]
        const #near_constant: ::core::primitive::usize = #near_single;
        #[allow(non_upper_case_globals)]
        const #far_constant: ::core::primitive::usize = #far_single;
        #order

        #[allow(non_upper_case_globals)]
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

        #[automatically_derived]
        impl __private::Relation for #marker {
            type Near = #near;
            type Far = #far_key::Owner;

            const NAME: &'static ::core::primitive::str = #name;
            const PATH: __private::Path = {
                const STEPS: &[__private::Step] = &[
                    #constant.foreign_keys[0].to_children(#table, __private::junction_of::<#marker>),
                    #constant.foreign_keys[1].to_parent(<#far as __private::Model>::table),
                ];
                __private::Path::Steps(STEPS)
            };
            #order_constant
            #sql

            fn bind_near(near: &#near, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind.key_part::<#near, { #near_constant }>(near).done()
            }
        }

        #[automatically_derived]
        impl __private::Linking for #marker {
            type Junction = __private::GeneratedJunction;

            const JUNCTION: &'static __private::Table = #constant;

            fn bind_far(far: &#far, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind.key_part::<#far, { #far_constant }>(far).done()
            }
        }
    }
}

fn through_model(model: &Model, relation: &Relation, junction: &Junction, path: &Path) -> TokenStream {
    let through = &super::proven(path);
    let near = &model.ident;
    let far = &super::proven(&relation.target);
    let marker = relations::marker(model, relation);
    let name = names::text(&relation.name);
    let near_constant = names::helper(&relation.name, "from");
    let far_constant = names::helper(&relation.name, "to");
    let near_found = junction_key(path, &quote!(#near), "from", junction.from.as_ref());
    let far_found = junction_key(path, &quote!(#far), "to", junction.to.as_ref());
    let near_key = quote!(<#through as __private::RelationAt<{ #near_constant }>>::Relation);
    let far_key = quote!(<#through as __private::RelationAt<{ #far_constant }>>::Relation);
    let junction_model = quote!(<#marker as __private::LinkingByModel>::JunctionModel);
    let (order, order_constant) = relations::order(relation, &junction.order);
    let unique = quote_spanned! {path.span()=>
        const _: () = __private::resolve::unique_pair(
            <#junction_model as __private::Model>::TABLE,
            <#near_key as __private::Owning>::FOREIGN_KEY,
            <#far_key as __private::Owning>::FOREIGN_KEY,
        );
    };
    let sql = statements(&marker);
    let select_links = relations::rendered_once(
        "select_links",
        &quote!(__private::String),
        &quote!(__private::select_links::<#marker>),
    );
    quote! {
        #[allow(non_upper_case_globals)]
        const #near_constant: ::core::primitive::usize = #near_found;
        #[allow(non_upper_case_globals)]
        const #far_constant: ::core::primitive::usize = #far_found;
        #unique
        #order

        #[automatically_derived]
        impl __private::Relation for #marker {
            type Near = #near;
            type Far = <#far_key as __private::Relation>::Far;

            const NAME: &'static ::core::primitive::str = #name;
            const PATH: __private::Path = {
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
            };
            #order_constant
            #sql

            fn bind_near(near: &#near, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                <#near_key as __private::Owning>::bind_parent(near, bind)
            }
        }

        #[automatically_derived]
        impl __private::Linking for #marker {
            type Junction = __private::ModelJunction<#junction_model, #near_key, #far_key>;

            const JUNCTION: &'static __private::Table = <#junction_model as __private::Model>::TABLE;

            fn bind_far(far: &#far, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                <#far_key as __private::Owning>::bind_parent(far, bind)
            }
        }

        #[automatically_derived]
        impl __private::LinkingByModel for #marker {
            type JunctionModel = <#near_key as __private::Relation>::Near;

            #select_links
        }
    }
}

/// The function that gives the statements which read along the relation.
fn statements(marker: &Ident) -> TokenStream {
    relations::rendered_once(
        "sql",
        &quote!(__private::RelationSql),
        &quote!(__private::RelationSql::linked::<#marker>),
    )
}

/// The junction's foreign key to one end: the one that the option names, at the option's value, else the
/// only one, at the name of the junction.
fn junction_key(path: &Path, end: &TokenStream, option: &str, side: Option<&Ident>) -> TokenStream {
    let through = super::proven(path);
    let ends = quote! {
        <#through as __private::Model>::ENTITY,
        <#through as __private::Model>::RELATIONS,
        <#end as __private::Model>::ENTITY
    };
    match side {
        Some(side) => {
            let text = names::text(side);
            quote_spanned! {side.span()=>
                __private::resolve::named_junction_key(#option, #text, #ends)
            }
        }
        None => {
            quote_spanned! {path.span()=>
                __private::resolve::junction_key(#ends)
            }
        }
    }
}
