//! `has_many` and `has_one`: the inverse of a `belongs_to`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{belongs_to, relations};
use crate::{
    model::{Action, Cardinality, Inverse, Model, Relation},
    names,
};

pub fn expand(model: &Model, relation: &Relation, inverse: &Inverse) -> TokenStream {
    let parent = &model.ident;
    let child = super::proven(&relation.target);
    let marker = relations::marker(model, relation);
    let name = names::text(&relation.name);
    let (kind, attribute, noun) = match inverse.cardinality {
        Cardinality::One => ("HasOne", "has_one", "The only"),
        Cardinality::Many => ("HasMany", "has_many", "Each"),
    };
    let constant = names::end(&relation.name);
    let ends = quote! {
        <#child as __private::Model>::ENTITY,
        <#child as __private::Model>::RELATIONS,
        <#parent as __private::Model>::ENTITY
    };
    let found = match &inverse.inverse {
        Some(owner) => {
            let text = names::text(owner);
            quote_spanned! {owner.span()=>
                __private::resolve::named_inverse(#text, #ends)
            }
        }
        None => {
            quote_spanned! {relation.target.span()=>
                __private::resolve::inverse(#attribute, #name, #ends)
            }
        }
    };
    let unique = (inverse.cardinality == Cardinality::One).then(|| {
        quote_spanned! {relation.name.span()=>
            const _: () = __private::resolve::unique_key(
                #name,
                <#parent as __private::Model>::ENTITY,
                <<#marker as __private::Relation>::Far as __private::Model>::TABLE,
                <<#marker as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY,
            );
        }
    });
    let restated = [("on_delete", &inverse.on_delete), ("on_update", &inverse.on_update)]
        .into_iter()
        .filter_map(|(option, action)| action.as_ref().map(|action| restated(&marker, option, action)));
    let (order, order_constant) = relations::order(relation, &inverse.order);
    let public = relations::public(
        model,
        relation,
        kind,
        &format!("{noun} `{}` that belongs to a `{parent}`", relation.target_name()),
    );

    let sql = relations::rendered_once(
        "sql",
        &quote!(__private::RelationSql),
        &quote!(__private::RelationSql::direct::<#marker>),
    );
    quote! {
        const #constant: ::core::primitive::usize = #found;
        #unique
        #(#restated)*
        #order

        #[automatically_derived]
        impl __private::Relation for #marker {
            type Near = #parent;
            type Far = <<#marker as __private::Inverse>::Owning as __private::Relation>::Near;

            const NAME: &'static ::core::primitive::str = #name;
            const PATH: __private::Path = __private::Path::Steps(&[
                <<#marker as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY.to_children(
                    <<#marker as __private::Relation>::Far as __private::Model>::TABLE_NAME,
                    <<#marker as __private::Relation>::Far as __private::Model>::table,
                ),
            ]);
            #order_constant
            #sql

            fn bind_near(near: &#parent, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                <<Self as __private::Inverse>::Owning as __private::Owning>::bind_parent(near, bind)
            }
        }

        #[automatically_derived]
        impl __private::Inverse for #marker {
            type Owning = <#child as __private::RelationAt<{ #constant }>>::Relation;
        }

        #public
    }
}

/// That the foreign key does what this side says it does.
fn restated(marker: &proc_macro2::Ident, option: &str, stated: &Action) -> TokenStream {
    let action = belongs_to::action(stated);
    let declared = proc_macro2::Ident::new(option, Span::call_site());
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
