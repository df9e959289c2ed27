//! `many_to_many`: pairs of rows in a junction table, which is generated or that of a model.

mod by_model;
mod generated;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, LitStr, Path, parse::ParseStream};

use super::RelationKind;
use crate::{
    errors::Errors,
    expand::relation::{Context, OfKind},
    model::{Model, OrderTerm, Relation},
    names,
    parse::{
        relation::{Declaration, declared},
        table::check_name,
    },
    words,
};

/// The junction table of a `many_to_many`.
pub struct Junction {
    pub through: JunctionTable,
    /// The column that refers to this model; of a junction that is a model, the relation.
    pub from: Option<Ident>,
    /// The column that refers to the target; of a junction that is a model, the relation.
    pub to: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

/// A junction table, by who declares it.
pub enum JunctionTable {
    /// The derive generates the table of this name.
    Generated(LitStr),
    /// The table is that of a model.
    Model(Path),
}

impl Junction {
    /// Returns the name of the table, if the derive generates it.
    pub fn generated_table(&self) -> Option<&LitStr> {
        match &self.through {
            JunctionTable::Generated(table) => Some(table),
            JunctionTable::Model(_) => None,
        }
    }

    /// Returns the model of the table, if it has one.
    pub fn model(&self) -> Option<&Path> {
        match &self.through {
            JunctionTable::Generated(_) => None,
            JunctionTable::Model(path) => Some(path),
        }
    }

    /// Returns the model of the table, to change its path.
    pub fn model_mut(&mut self) -> Option<&mut Path> {
        match &mut self.through {
            JunctionTable::Generated(_) => None,
            JunctionTable::Model(path) => Some(path),
        }
    }
}

/// Reads the attribute.
pub fn parse(errors: &mut Errors, attribute: &Attribute) -> Option<Relation> {
    let (Declaration { name, target }, mut options) = declared(errors, attribute)?;
    if !options.has("through") {
        options.errors().push(
            &name,
            format!(
                "`{name}` does not say by which table rows are linked: add `through = Model`, or `through = \
                 \"table_name\"` to have the table generated"
            ),
        );
        return None;
    }
    let through = options.parsed("through", "Model` or `through = \"table_name\"", junction_table)?;
    let order = options.order_by_links();
    let filters = options.filters();
    let junction = Junction { through, from: options.ident("from"), to: options.ident("to"), order };
    options.finish()?;
    if let JunctionTable::Generated(table) = &junction.through {
        check_name(errors, table);
        if let Some(link) = junction.order.iter().find_map(|term| term.link.as_ref()) {
            errors.push(
                link,
                format!(
                    "the generated junction table `{}` has no columns besides its two keys: declare a model for the \
                     junction and name it in `through`, without quotes",
                    table.value()
                ),
            );
            return None;
        }
    }
    Some(Relation { name, target, kind: RelationKind::ManyToMany(junction), filters })
}

fn junction_table(input: ParseStream<'_>) -> syn::Result<JunctionTable> {
    if input.peek(LitStr) {
        input.parse().map(JunctionTable::Generated)
    } else {
        words::type_path(input).map(JunctionTable::Model)
    }
}

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
