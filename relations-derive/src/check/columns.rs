//! The rules on columns: their types, defaults and places in the primary key.

use syn::LitStr;

use crate::{
    errors::Errors,
    model::{Model, RoleKind},
};

/// A row whose key is NULL cannot be found or referred to; SQLite itself lets NULL into most keys.
pub fn keys_are_not_null(errors: &mut Errors, model: &Model) {
    for column in model.key_columns() {
        if column.is_option() {
            errors.push(
                &column.ty,
                format!("`{}` is in the primary key and cannot be NULL: remove `Option`", column.ident),
            );
        }
    }
}

/// SQLite assigns an integer primary key by itself, and never looks at its default.
pub fn keys_have_no_default(errors: &mut Errors, model: &mut Model) {
    let [index] = model.primary_key[..] else { return };
    if model.table.without_rowid || !model.columns[index].is_integer() {
        return;
    }
    let column = &mut model.columns[index];
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
pub fn defaults_are_values(errors: &mut Errors, model: &mut Model) {
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

/// The types of columns in a STRICT table.
const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

/// CREATE TABLE … STRICT fails on any other type.
pub fn types_are_strict(errors: &mut Errors, model: &Model) {
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

/// No UPDATE changes a key, a foreign key is its parent's, a version is counted, and one column of each role is enough.
pub fn roles_are_possible(errors: &mut Errors, model: &mut Model) {
    for index in 0..model.columns.len() {
        let Some(role) = &model.columns[index].role else { continue };
        let (kind, name, column) = (role.kind, role.kind.name(), &model.columns[index]);
        let earlier = model.columns[..index].iter().find(|other| other.kept_role() == Some(kind));
        let mistake = if model.primary_key.contains(&index) {
            let field = &column.ident;
            Some(format!(
                "no UPDATE changes the primary key, which `{field}` is in: give `{name}` a field of its own"
            ))
        } else if model.is_foreign_key(index) {
            let field = &column.ident;
            Some(format!(
                "`{field}` is a foreign key, whose value is its parent's: give `{name}` a field of its own"
            ))
        } else {
            earlier.map(|other| {
                format!("field `{}` is the `{name}` of this model already: remove one", other.ident)
            })
        };
        if model.primary_key.contains(&index) && column.is_option() {
            // That the key may be NULL is reported; without that, the key may be another column.
        } else if let Some(message) = mistake {
            errors.push(&role.token, message);
        } else if kind == RoleKind::Version && column.is_option() {
            errors.push(
                &column.ty,
                format!(
                    "`{}` counts the changes of each row and cannot be NULL: remove `Option`",
                    column.ident
                ),
            );
        } else {
            continue;
        }
        if let Some(role) = &mut model.columns[index].role {
            role.refused = true;
        }
    }
}
