//! The expansion of relations: the code that all kinds have in common.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{create::Builder, layers::LayerItem};
use crate::{
    model::{Action, Model, OrderTerm, ReferentialAction, Relation},
    names,
};

/// A relation in generated code.
pub struct Expansion {
    /// The entry of `Model::RELATIONS`.
    pub definition: TokenStream,
    pub items: TokenStream,
}

/// The parts of an expansion that depend on the kind of the relation.
pub struct OfKind {
    /// The name of the kind in the runtime: of its `RelationKind`, of the type of the constant, and of that of the
    /// accessor with `Handle` behind it.
    pub name: &'static str,
    /// The calls that complete the entry of `Model::RELATIONS`.
    pub definition: TokenStream,
    /// The rows that the relation leads to, as the documentation names them.
    pub doc: String,
    pub items: TokenStream,
}

/// Expands the relations of a model.
pub fn expand(model: &Model, builder: &Builder<'_>) -> Vec<Expansion> {
    let expanded = model.relations.iter().enumerate().map(|(index, relation)| {
        let context = Context {
            model,
            builder,
            relation,
            near: &model.ident,
            far: super::proven(&relation.target),
            marker: marker(model, relation),
            name: names::text(&relation.name),
        };
        context.expansion(index, &relation.kind.expand(&context))
    });
    expanded.collect()
}

/// Returns the marker type of a relation.
pub fn marker(model: &Model, relation: &Relation) -> Ident {
    names::marker(model, &relation.name)
}

/// The relation that is expanded, and how generated code names its parts.
pub struct Context<'m> {
    pub model: &'m Model,
    pub builder: &'m Builder<'m>,
    pub relation: &'m Relation,
    /// The model that declares the relation.
    pub near: &'m Ident,
    /// The model that it leads to.
    pub far: TokenStream,
    pub marker: Ident,
    pub name: String,
}

/// The parts of `impl Relation` that differ from kind to kind.
pub struct RelationImpl<'t> {
    pub far: TokenStream,
    /// The columns at which the path starts, as a type.
    pub start: TokenStream,
    pub path: TokenStream,
    /// What the relation lays over the path.
    pub layers: Vec<LayerItem>,
    pub order: &'t [OrderTerm],
    /// The model of the junction, if there is one.
    pub junction: Option<TokenStream>,
    /// The function that renders the statements which read along the relation.
    pub render: TokenStream,
    /// The body of `bind_near`.
    pub bind_near: TokenStream,
}

impl Context<'_> {
    /// Returns the name of a constant of this relation, as `POSTS_ORDER`.
    pub fn constant(&self, role: &str) -> Ident {
        names::helper(self.model, &self.relation.name, role)
    }

    /// Adds the parts that all relations have to those of the kind.
    fn expansion(&self, index: usize, of_kind: &OfKind) -> Expansion {
        let Self { near, marker, name, relation, .. } = self;
        let (kind, more, items) = (format_ident!("{}", of_kind.name), &of_kind.definition, &of_kind.items);
        let target = &relation.target;
        let visibility = &self.model.visibility;
        let index = super::number(index);
        let marker_doc = format!("Relation `{}` of `{near}`, in messages of the compiler.", relation.name);
        let public = self.public(of_kind);
        let filtered = (!relation.filters.is_empty()).then(|| quote!(.filtered(true)));
        Expansion {
            definition: quote! {
                __private::RelationDef::new(
                    #name,
                    __private::RelationKind::#kind,
                    <#target as __private::Model>::ENTITY,
                ) #more #filtered
            },
            items: quote! {
                #[doc = #marker_doc]
                #[allow(non_camel_case_types)]
                #visibility enum #marker {}

                #[automatically_derived]
                impl __private::RelationAt<#index> for #near {
                    type Relation = #marker;
                }

                #items
                #public
            },
        }
    }

    /// Expands to the constant and the accessor.
    fn public(&self, OfKind { name: kind, doc, .. }: &OfKind) -> TokenStream {
        let Self { near, marker, relation: Relation { name, .. }, .. } = self;
        let visibility = &self.model.visibility;
        let constant = names::constant(name);
        let (kind, handle) = (format_ident!("{kind}"), format_ident!("{kind}Handle"));
        let constant_doc = format!("{doc}, as a relation of the model rather than of one row.");
        let accessor_doc = format!("{doc}. Nothing runs until a method of the handle is called.");
        quote! {
            #[allow(dead_code)]
            impl #near {
                #[doc = #constant_doc]
                #visibility const #constant: __private::#kind<#marker> = __private::#kind::new();

                #[doc = #accessor_doc]
                #visibility fn #name(&self) -> __private::#handle<'_, #marker> {
                    __private::#handle::new(self)
                }
            }
        }
    }

    /// Expands to `impl Relation`.
    pub fn relation_impl(&self, parts: RelationImpl<'_>) -> TokenStream {
        let Self { near, marker, name, .. } = self;
        let RelationImpl { far, start, path, layers, order, junction, render, bind_near } = parts;
        let (layers, path) = self.layered(path, layers);
        let (order, order_constant) = self.order(order, junction.as_ref());
        let sql = super::rendered_once("sql", &quote!(__private::RelationSql), &render);
        quote! {
            #order
            #layers

            #[automatically_derived]
            impl __private::Relation for #marker {
                type Near = #near;
                type Far = #far;
                type Start = #start;

                const NAME: &'static ::core::primitive::str = #name;
                const PATH: __private::Path = #path;
                #order_constant
                #sql

                fn bind_near(near: &#near, bind: &mut __private::Bind<'_, '_>) -> __private::SqliteResult<()> {
                    #bind_near
                }
            }
        }
    }

    /// Expands the declared order of the far rows to a constant, which is an item of its own so that it is always
    /// checked, and to the constant of `impl Relation` that has its value.
    fn order(&self, terms: &[OrderTerm], junction: Option<&TokenStream>) -> (TokenStream, TokenStream) {
        if terms.is_empty() {
            return (quote!(), quote!());
        }
        let constant = self.constant("ORDER");
        let terms = self.order_terms(terms, junction);
        (
            quote!(const #constant: &[__private::OrderTerm] = &[#(#terms),*];),
            quote!(const ORDER: &'static [__private::OrderTerm] = #constant;),
        )
    }

    /// Expands to the terms of an order by fields of the target and of the junction.
    pub fn order_terms(&self, terms: &[OrderTerm], junction: Option<&TokenStream>) -> Vec<TokenStream> {
        let target = &self.far;
        let terms = terms.iter().map(|OrderTerm { field, descending, link }| {
            let name = names::text(field);
            let (ordered, of_link) = match junction.filter(|_| link.is_some()) {
                Some(junction) => (junction, quote!(.of_link())),
                None => (target, quote!()),
            };
            quote_spanned! {field.span()=>
                __private::resolve::order(
                    #name,
                    #descending,
                    <#ordered as __private::Model>::ENTITY,
                    <#ordered as __private::Model>::COLUMNS,
                )#of_link
            }
        });
        terms.collect()
    }
}

/// Expands to the index, among the relations of `searched`, of the relation that leads to `target`. The `function` of the
/// runtime finds it; where its tokens are, the compiler reports that there is none.
pub fn target_index(
    function: &TokenStream,
    arguments: &[String],
    searched: &TokenStream,
    target: &TokenStream,
) -> TokenStream {
    let models = quote! {
        <#searched as __private::Model>::ENTITY,
        <#searched as __private::Model>::RELATIONS,
        <#target as __private::Model>::ENTITY
    };
    quote_spanned!(function.span()=> #function(#(#arguments,)* #models))
}

/// Expands to a referential action.
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
