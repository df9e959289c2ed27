//! The rules on names: of fields, columns and relations, and of what is generated for them.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::LitStr;

use crate::{errors::Errors, model::Model, names};

/// Each field becomes a constant, and `a` and `A` would become the same.
pub fn constants_are_distinct(errors: &mut Errors, model: &mut Model) {
    let mut seen: HashMap<String, Ident> = HashMap::new();
    for column in &mut model.columns {
        let constant = names::constant(&column.ident).to_string();
        if let Some(other) = seen.get(&constant) {
            errors.push(
                &column.ident,
                format!(
                    "fields `{other}` and `{}` would both have the constant `{constant}`: rename one",
                    column.ident
                ),
            );
            column.nameless = true;
        } else {
            seen.insert(constant, column.ident.clone());
        }
    }
}

/// A `create()` builder has a method for each field, and some of its own.
pub fn builder_methods_are_free(errors: &mut Errors, model: &mut Model) {
    for column in &mut model.columns {
        let name = names::text(&column.ident);
        let taken = if names::BUILDER_METHODS.contains(&name.as_str()) {
            format!("`{name}` is a method of `create()`")
        } else if is_reserved(&name) {
            RESERVED.to_owned()
        } else {
            continue;
        };
        // A field whose constant is refused has the same place.
        if !column.nameless {
            errors.push(
                &column.ident,
                format!(
                    "{taken}: rename the field, and keep the column by `#[column(name = \"{}\")]`",
                    column.name
                ),
            );
        }
        column.nameless = true;
    }
}

const RESERVED: &str = "names that begin with two underscores are those of generated code";

fn is_reserved(name: &str) -> bool {
    name.starts_with("__")
}

/// The builder is placed beside the struct.
pub fn builder_is_another(errors: &mut Errors, model: &mut Model) {
    if let Some(builder) = model.builder.take_if(|builder| *builder == model.ident) {
        errors.push(builder, "this is the name of the struct: give the builder another");
    }
}

/// SQLite does not distinguish column names by the case of their letters.
pub fn columns_are_distinct(errors: &mut Errors, model: &Model) {
    let mut seen: HashMap<String, &Ident> = HashMap::new();
    for column in &model.columns {
        if let Some(other) = seen.insert(column.name.to_ascii_lowercase(), &column.ident)
            && !column.nameless
        {
            errors.push(
                &column.ident,
                format!(
                    "fields `{other}` and `{}` both map column `{}`: rename one",
                    column.ident, column.name
                ),
            );
        }
    }
}

/// A former name is no longer in use, and no two things had the same one: else it would depend on the database
/// which of them is renamed.
pub fn former_names_are_former(errors: &mut Errors, model: &Model) {
    let table = &model.table;
    if let Some(former) = table.renamed_from.as_ref().filter(|former| is_named(former, &table.name)) {
        errors.push(
            former,
            format!("the table is still called `{}`: name the one that it was, or remove this", table.name),
        );
    }
    let mut seen: HashMap<String, &Ident> = HashMap::new();
    for column in &model.columns {
        let Some(former) = &column.renamed_from else { continue };
        if let Some(other) = model.columns.iter().find(|other| is_named(former, &other.name)) {
            errors.push(
                former,
                format!(
                    "field `{}` maps column `{}` now: name a column that is gone, or remove this",
                    other.ident, other.name
                ),
            );
        } else if let Some(other) = seen.insert(former.value().to_ascii_lowercase(), &column.ident) {
            errors.push(
                former,
                format!("field `{other}` was this column already: a column becomes one other; remove one"),
            );
        }
    }
}

fn is_named(former: &LitStr, name: &str) -> bool {
    former.value().eq_ignore_ascii_case(name)
}

/// Two relations of one name would be one accessor.
pub fn relations_are_distinct(errors: &mut Errors, model: &mut Model) {
    let mut seen: Vec<Ident> = Vec::new();
    model.relations.retain(|relation| {
        let constant = names::constant(&relation.name);
        if seen.contains(&constant) {
            errors
                .push(&relation.name, format!("relation `{}` is declared twice: rename one", relation.name));
            return false;
        }
        seen.push(constant);
        true
    });
}

/// An accessor needs a name that nothing else has: neither a column's constant nor a method of models.
pub fn accessors_are_free(errors: &mut Errors, model: &mut Model) {
    let columns = &model.columns;
    model.relations.retain(|relation| {
        let constant = names::constant(&relation.name);
        let name = names::text(&relation.name);
        if let Some(column) = columns.iter().find(|column| names::constant(&column.ident) == constant) {
            errors.push(
                &relation.name,
                format!(
                    "relation `{name}` and field `{}` would both have the constant `{constant}`: rename the relation",
                    column.ident
                ),
            );
            return false;
        }
        let taken = if names::MODEL_METHODS.contains(&name.as_str()) {
            format!("`{name}` is a method of every model")
        } else if is_reserved(&name) {
            RESERVED.to_owned()
        } else if constant == name {
            format!("the accessor and the constant of `{name}` would have one name, without a small letter in it")
        } else {
            return true;
        };
        errors.push(&relation.name, format!("{taken}: rename the relation"));
        false
    });
}
