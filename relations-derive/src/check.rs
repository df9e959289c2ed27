//! What must hold within one struct. What must hold between structs is proven in the expansion, by
//! traits and const assertions; between all tables of a schema, by `schema!`.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::LitStr;

use crate::{
    errors::Errors,
    model::{Action, ForeignKey, JunctionTable, Model, ReferentialAction, RelationKind},
    names,
};

/// Reports what does not hold and leaves it out of the model. Without names for its fields there is no
/// model to go on with: `None`.
pub fn check(errors: &mut Errors, model: &mut Model) -> Option<()> {
    constants_are_distinct(errors, model)?;
    builder_methods_are_free(errors, model)?;
    builder_is_another(errors, model);
    columns_are_distinct(errors, model);
    former_names_are_former(errors, model);
    relations_are_distinct(errors, model);
    accessors_are_free(errors, model);
    keys_are_not_null(errors, model);
    types_are_strict(errors, model);
    actions_are_possible(errors, model);
    // Those that take defaults away come last: that there was one is what an action asks for.
    defaults_are_values(errors, model);
    keys_have_no_default(errors, model);
    throughs_are_relations(errors, model);
    junctions_tell_their_ends(errors, model);
    junctions_have_one_writer(errors, model);
    Some(())
}

/// Each field becomes a constant, and `a` and `A` would become the same.
fn constants_are_distinct(errors: &mut Errors, model: &Model) -> Option<()> {
    let mut seen = HashMap::new();
    for column in &model.columns {
        let constant = names::constant(&column.ident).to_string();
        if let Some(other) = seen.insert(constant.clone(), &column.ident) {
            errors.push(
                &column.ident,
                format!(
                    "fields `{other}` and `{}` would both have the constant `{constant}`: rename one",
                    column.ident
                ),
            );
            return None;
        }
    }
    Some(())
}

/// SQLite does not tell column names apart by the case of their letters.
fn columns_are_distinct(errors: &mut Errors, model: &Model) {
    let mut seen: HashMap<String, &Ident> = HashMap::new();
    for column in &model.columns {
        if let Some(other) = seen.insert(column.name.to_ascii_lowercase(), &column.ident) {
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

/// What was called otherwise is not called so any longer, and no two things were once the same: else it
/// would depend on the database which of them is renamed.
fn former_names_are_former(errors: &mut Errors, model: &Model) {
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

/// A `create()` builder has a method for each field, and some of its own.
fn builder_methods_are_free(errors: &mut Errors, model: &Model) -> Option<()> {
    for column in &model.columns {
        let name = names::text(&column.ident);
        let taken = if names::BUILDER_METHODS.contains(&name.as_str()) {
            format!("`{name}` is a method of `create()`")
        } else if is_reserved(&name) {
            "names that begin with two underscores are those of generated code".to_owned()
        } else {
            continue;
        };
        errors.push(
            &column.ident,
            format!(
                "{taken}: rename the field, and keep the column by `#[column(name = \"{}\")]`",
                column.name
            ),
        );
        return None;
    }
    Some(())
}

/// Generated code names what it needs by names of this kind.
fn is_reserved(name: &str) -> bool {
    name.starts_with("__")
}

/// The builder stands beside the struct.
fn builder_is_another(errors: &mut Errors, model: &mut Model) {
    if let Some(builder) = model.builder.take_if(|builder| *builder == model.ident) {
        errors.push(builder, "this is the name of the struct: give the builder another");
    }
}

/// Two relations of one name would be one accessor.
fn relations_are_distinct(errors: &mut Errors, model: &mut Model) {
    let mut seen: Vec<Ident> = Vec::new();
    model.relations.retain(|relation| {
        let fresh = !seen.iter().any(|name| names::constant(name) == names::constant(&relation.name));
        if fresh {
            seen.push(relation.name.clone());
        } else {
            errors
                .push(&relation.name, format!("relation `{}` is declared twice: rename one", relation.name));
        }
        fresh
    });
}

/// An accessor needs a name that nothing else has: neither a column's constant nor a method of models.
fn accessors_are_free(errors: &mut Errors, model: &mut Model) {
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
            "names that begin with two underscores are those of generated code".to_owned()
        } else if constant == name {
            format!("the accessor and the constant of `{name}` would have one name, without a small letter in it")
        } else {
            return true;
        };
        errors.push(&relation.name, format!("{taken}: rename the relation"));
        false
    });
}

/// A row whose key is NULL cannot be found or referred to; SQLite itself lets NULL into most keys.
fn keys_are_not_null(errors: &mut Errors, model: &Model) {
    for column in model.columns_at(&model.primary_key) {
        if column.is_option() {
            errors.push(
                &column.ty,
                format!("`{}` is in the primary key and cannot be NULL: remove `Option`", column.ident),
            );
        }
    }
}

/// SQLite assigns an integer primary key by itself, and never looks at its default.
fn keys_have_no_default(errors: &mut Errors, model: &mut Model) {
    let [place] = model.primary_key[..] else { return };
    if model.table.without_rowid || !model.columns[place].is_integer() {
        return;
    }
    let column = &mut model.columns[place];
    if let Some(default) = column.default.take() {
        errors.push(
            default,
            format!(
                "SQLite assigns integer primary keys and ignores the default of `{}`: remove it",
                column.ident
            ),
        );
    }
}

/// A default is an SQL expression, in which a bare word is the name of a column, and no default can name one.
fn defaults_are_values(errors: &mut Errors, model: &mut Model) {
    const VALUES: [&str; 6] = ["NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"];

    for column in &mut model.columns {
        let is_name = |default: &mut LitStr| {
            let word = default.value();
            let word = word.trim();
            let begins = word.starts_with(|first: char| first.is_alphabetic() || first == '_');
            let is_word = word.chars().all(|each| each.is_alphanumeric() || each == '_' || each == '$');
            begins && is_word && !VALUES.iter().any(|value| value.eq_ignore_ascii_case(word))
        };
        if let Some(default) = column.default.take_if(is_name) {
            let word = default.value();
            let word = word.trim();
            errors.push(
                default,
                format!(
                    "a default is an SQL expression, and `{word}` there is the name of a column: for a text write \
                     `default = \"'{word}'\"`"
                ),
            );
        }
    }
}

/// The types that a STRICT table knows.
const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

/// CREATE TABLE … STRICT fails on any other type.
fn types_are_strict(errors: &mut Errors, model: &Model) {
    for column in &model.columns {
        if let Some(ty) = &column.declared_type
            && model.table.strict
            && !STRICT_TYPES.contains(&ty.value().to_ascii_uppercase().as_str())
        {
            errors.push(
                ty,
                format!(
                    "a STRICT table knows only the types {}: choose one, or write `#[model(strict = false)]`",
                    STRICT_TYPES.join(", ")
                ),
            );
        }
    }
}

/// `set_null` needs a column that can be NULL, `set_default` one that has a default. The other side may restate the
/// action, so it stays in the model.
fn actions_are_possible(errors: &mut Errors, model: &Model) {
    for (_, key) in model.foreign_keys() {
        // Both may lack the same, which one of them tells.
        let update = key
            .on_update
            .iter()
            .filter(|update| key.on_delete.as_ref().is_none_or(|delete| delete.action != update.action));
        for action in key.on_delete.iter().chain(update) {
            action_is_possible(errors, model, key, action);
        }
    }
}

fn action_is_possible(errors: &mut Errors, model: &Model, key: &ForeignKey, action: &Action) {
    let lacking = model.columns_at(&key.columns).find_map(|column| {
        let remedy = match action.action {
            ReferentialAction::SetNull if !column.is_option() => {
                "cannot be NULL: make it an `Option`, or choose another action"
            }
            ReferentialAction::SetDefault if column.default.is_none() && !column.is_option() => {
                "has no default: add `#[column(default = \"…\")]`, or choose another action"
            }
            _ => return None,
        };
        Some((column, remedy))
    });
    if let Some((column, remedy)) = lacking {
        errors.push(&action.token, format!("field `{}` {remedy}", column.ident));
    }
}

/// `through` of a `has_many` names a relation of the same struct.
fn throughs_are_relations(errors: &mut Errors, model: &mut Model) {
    let names: Vec<Ident> = model.relations.iter().map(|relation| relation.name.clone()).collect();
    model.relations.retain(|relation| {
        let RelationKind::Through(through) = &relation.kind else { return true };
        let others: Vec<String> =
            names.iter().filter(|name| **name != relation.name).map(|name| format!("`{name}`")).collect();
        let found = through.through != relation.name && names.contains(&through.through);
        if !found {
            let choices = if others.is_empty() { "none".to_owned() } else { others.join(", ") };
            errors.push(
                &through.through,
                format!("`through` names no other relation of this struct; there is {choices}"),
            );
        }
        found
    });
}

/// A model linked to itself by a generated table has two columns of the same kind, which only the user
/// can tell apart.
fn junctions_tell_their_ends(errors: &mut Errors, model: &mut Model) {
    let ident = model.ident.clone();
    model.relations.retain(|relation| {
        let RelationKind::ManyToMany(junction) = &relation.kind else { return true };
        let itself = relation.target.is_ident(&ident);
        if itself && (junction.from.is_none() || junction.to.is_none()) {
            errors.push(
                &relation.name,
                format!(
                    "`{}` links `{ident}` to itself: say which column is which with `from = …, to = …`",
                    relation.name
                ),
            );
            return false;
        }
        if let (Some(from), Some(to)) = (&junction.from, &junction.to)
            && from == to
        {
            errors.push(to, "`from` and `to` name the same column: give each end one of its own");
            return false;
        }
        true
    });
}

/// Two relations may share a generated table only as the two directions of one self-relation; otherwise
/// one would write what the other does not know of.
fn junctions_have_one_writer(errors: &mut Errors, model: &mut Model) {
    let mut seen: Vec<(String, Option<Ident>, Option<Ident>)> = Vec::new();
    model.relations.retain(|relation| {
        let RelationKind::ManyToMany(junction) = &relation.kind else { return true };
        let JunctionTable::Generated(table) = &junction.through else { return true };
        let name = table.value();
        let clash = seen.iter().any(|(other, from, to)| {
            other.eq_ignore_ascii_case(&name) && !(*from == junction.to && *to == junction.from && from.is_some())
        });
        if clash {
            errors.push(
                table,
                format!("junction table `{name}` already serves another relation of this struct: name another table"),
            );
        }
        seen.push((name, junction.from.clone(), junction.to.clone()));
        !clash
    });
}
