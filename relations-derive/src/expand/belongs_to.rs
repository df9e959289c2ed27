//! `belongs_to`: the foreign key, and the relation that owns it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{create, relations};
use crate::{
    model::{Action, Column, ForeignKey, Model, ReferentialAction, Relation},
    names,
};

pub fn expand(model: &Model, relation: &Relation, key: &ForeignKey) -> TokenStream {
    let child = &model.ident;
    let parent = &super::proven(&relation.target);
    let marker = relations::marker(model, relation);
    let name = names::text(&relation.name);
    let columns: Vec<&Column> = model.columns_at(&key.columns).collect();
    let nullable: Vec<&Column> = columns.iter().copied().filter(|column| column.is_option()).collect();

    let refers_to = refers_to(relation, key);
    let first = names::end(&relation.name);
    let parts: Vec<TokenStream> = (0..columns.len())
        .map(|at| if at == 0 { quote!({ #first }) } else { quote!({ #first + #at }) })
        .collect();
    let conversions = conversions(parent, &marker, &columns, &parts);
    let functions: Vec<Ident> = columns.iter().map(|column| conversion(&marker, column)).collect();

    let count = columns.len();
    let column_names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let fields: Vec<&Ident> = columns.iter().map(|column| &column.ident).collect();
    let bound = columns.iter().map(|column| super::columns::bound(column, "near"));
    let nullable_fields: Vec<&Ident> = nullable.iter().map(|column| &column.ident).collect();
    let options = options(key);
    let nullability = if nullable.is_empty() { quote!(Required) } else { quote!(Nullable) };
    let is_null = (!nullable.is_empty()).then(|| {
        quote! {
            fn is_null(child: &#child) -> ::core::primitive::bool {
                #(::core::option::Option::is_none(&child.#nullable_fields))||*
            }
        }
    });
    let nullable_key = nullable_key(child, &marker, &nullable_fields);
    let spelled = spelled_out(model, &columns);
    let fill = fill(model, parent, &marker, &columns, &functions);
    let public = relations::public(
        model,
        relation,
        "BelongsTo",
        &format!("The `{}` that a `{child}` belongs to", relation.target_name()),
    );

    let sql = relations::rendered_once(
        "sql",
        &quote!(__private::RelationSql),
        &quote!(__private::RelationSql::direct::<#marker>),
    );
    quote! {
        #refers_to
        #spelled
        #conversions

        #[automatically_derived]
        impl __private::Relation for #marker {
            type Near = #child;
            type Far = <#parent as __private::KeyPart<{ #first }>>::Owner;

            const NAME: &'static ::core::primitive::str = #name;
            const PATH: __private::Path = __private::Path::Steps(&[
                <#marker as __private::Owning>::FOREIGN_KEY
                    .to_parent(<<#marker as __private::Relation>::Far as __private::Model>::table),
            ]);
            #sql

            fn bind_near(near: &#child, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #(#bound)*.done()
            }
        }

        #[automatically_derived]
        impl __private::Owning for #marker {
            type Nullability = __private::#nullability;

            const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
                #name,
                &[#(#column_names),*],
                <#parent as __private::Model>::ENTITY,
                __private::resolve::columns::<#parent>(#first, #count),
            ) #options;

            #is_null

            fn bind_parent(parent: &#parent, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                bind #(.key_part::<#parent, #parts>(parent))*.done()
            }

            fn assign(child: &mut #child, parent: &#parent) {
                #(child.#fields = #functions(parent);)*
            }
        }

        #nullable_key
        #fill
        #public
    }
}

/// That the foreign key can be taken away from a child: only where one of these fields is nullable.
fn nullable_key(child: &Ident, marker: &Ident, nullable_fields: &[&Ident]) -> Option<TokenStream> {
    (!nullable_fields.is_empty()).then(|| {
        quote! {
            #[automatically_derived]
            impl __private::NullableKey for #marker {
                fn unassign(child: &mut #child) {
                    #(child.#nullable_fields = ::core::option::Option::None;)*
                }
            }
        }
    })
}

/// The constant that says which of the parent's keys is referred to.
fn refers_to(relation: &Relation, key: &ForeignKey) -> TokenStream {
    let parent = super::proven(&relation.target);
    let name = names::text(&relation.name);
    let constant = names::end(&relation.name);
    let found = match &key.references {
        Some(field) => {
            let text = names::text(field);
            quote_spanned! {field.span()=>
                __private::resolve::referenced(
                    #text,
                    <#parent as __private::Model>::ENTITY,
                    <#parent as __private::Model>::KEY_COLUMNS,
                    <#parent as __private::Model>::KEY,
                    <#parent as __private::Model>::COLUMNS,
                )
            }
        }
        None => {
            let parts = key.columns.len();
            quote_spanned! {relation.name.span()=>
                __private::resolve::primary_key(
                    #name,
                    #parts,
                    <#parent as __private::Model>::ENTITY,
                    <#parent as __private::Model>::KEY,
                )
            }
        }
    };
    quote!(const #constant: ::core::primitive::usize = #found;)
}

fn conversion(marker: &Ident, column: &Column) -> Ident {
    format_ident!("{}_of_{}", names::text(&column.ident), names::text(marker))
}

/// A function for each column that makes its value from the parent's: where the compiler checks that the
/// types fit.
fn conversions(
    parent: &TokenStream,
    marker: &Ident,
    columns: &[&Column],
    parts: &[TokenStream],
) -> TokenStream {
    let functions = columns.iter().zip(parts).map(|(column, part)| {
        let ty = super::proven(&column.ty);
        let function = conversion(marker, column);
        let referring = quote_spanned! {column.ty.span()=>
            <#ty as __private::References<<#parent as __private::KeyPart<#part>>::Type>>::referring_to
        };
        quote! {
            fn #function(parent: &#parent) -> #ty {
                #referring(__private::key_part::<#parent, #part>(parent))
            }
        }
    });
    quote! { #(#functions)* }
}

fn options(key: &ForeignKey) -> TokenStream {
    let on_delete = key.on_delete.iter().map(action);
    let on_update = key.on_update.iter().map(action);
    let deferrable = key.deferrable.then(|| quote!(.deferrable(true)));
    quote!(#(.on_delete(#on_delete))* #(.on_update(#on_update))* #deferrable)
}

/// The action as the runtime names it.
pub fn action(action: &Action) -> TokenStream {
    let variant = match action.action {
        ReferentialAction::NoAction => quote!(NoAction),
        ReferentialAction::Restrict => quote!(Restrict),
        ReferentialAction::Cascade => quote!(Cascade),
        ReferentialAction::SetNull => quote!(SetNull),
        ReferentialAction::SetDefault => quote!(SetDefault),
    };
    quote!(__private::ReferentialAction::#variant)
}

/// What depends on a foreign key being nullable goes by how its type reads, so an `Option` must read as one.
fn spelled_out(model: &Model, columns: &[&Column]) -> TokenStream {
    let child = model.ident.to_string();
    let checks = columns.iter().filter(|column| !column.is_option()).map(|column| {
        let ty = &column.ty;
        let field = names::text(&column.ident);
        let nullable = super::columns::item(ty, "NULLABLE");
        quote_spanned! {ty.span()=>
            const _: () = __private::resolve::required_key(
                #child,
                #field,
                #nullable,
            );
        }
    });
    quote! { #(#checks)* }
}

/// How `create()` builders have this foreign key filled in.
fn fill(
    model: &Model,
    parent: &TokenStream,
    marker: &Ident,
    columns: &[&Column],
    functions: &[Ident],
) -> TokenStream {
    let builder = create::builder_name(model);
    let parameters = create::parameters(model);
    let filled = create::parameters_with(model, columns);
    let fields = columns.iter().map(|column| &column.ident);
    quote! {
        #[automatically_derived]
        impl<#(#parameters),*> __private::Fill<#builder<#(#parameters),*>> for #marker {
            type Filled = #builder<#(#filled),*>;

            fn fill(builder: #builder<#(#parameters),*>, parent: &#parent) -> Self::Filled {
                builder #(.#fields(#functions(parent)))*
            }
        }
    }
}
