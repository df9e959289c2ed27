//! `many_to_many`: pairs of rows in a junction table, which is generated or that of a model.

mod by_model;
mod generated;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::relation::{Context, OfKind};
use crate::{
    model::{Junction, JunctionTable, Model, Relation},
    names,
};

/// Expands the relation.
pub fn expand(context: &Context<'_>, junction: &Junction) -> OfKind {
    let (definition, items) = match &junction.through {
        JunctionTable::Generated(table) => (quote!(), generated::items(context, junction, table)),
        JunctionTable::Model(path) => {
            (quote!(.through(<#path as __private::Model>::ENTITY)), by_model::items(context, junction, path))
        }
    };
    let Context { near, relation, .. } = context;
    OfKind {
        name: "ManyToMany",
        definition,
        doc: format!("Each `{}` linked to a `{near}`", relation.target_name()),
        items,
    }
}

/// Returns the constant that holds the generated junction table of a relation.
pub fn junction_constant(model: &Model, relation: &Relation) -> Ident {
    names::helper(model, &relation.name, "JUNCTION")
}

/// Expands to the constants of the keys by which a junction refers to its two sides, and returns their names.
fn keys(context: &Context<'_>, from: &TokenStream, to: &TokenStream) -> (Ident, Ident, TokenStream) {
    let (from_constant, to_constant) = (context.constant("FROM"), context.constant("TO"));
    let constants = quote! {
        const #from_constant: ::core::primitive::usize = #from;
        const #to_constant: ::core::primitive::usize = #to;
    };
    (from_constant, to_constant, constants)
}
