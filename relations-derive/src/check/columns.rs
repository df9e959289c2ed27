//! The rules on columns: their types, defaults and places in the primary key.

use syn::LitStr;

use crate::{errors::Errors, model::Model};

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
