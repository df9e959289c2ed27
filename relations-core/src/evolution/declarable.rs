//! The rules for what models can declare. Anything that they cannot declare belongs to the database and is
//! kept. Anything that they could declare and do not is dropped, by consent.

use super::{affinity::affinity, normalize, parent_keys::is_unique_key, tables_by_name::TablesByName};

use crate::{
    catalog::{CheckInfo, ColumnInfo, ForeignKeyInfo, IndexInfo, IndexTerm, TableInfo, contains_name},
    schema::metadata::foreign_key::ReferentialAction,
};

/// The source of the wanted schema.
#[derive(Clone, Copy)]
pub(super) enum DeclaredBy<'a> {
    /// A script or another database, which can declare everything.
    Sql,
    /// Models; these are their tables.
    Models(&'a TablesByName<'a>),
}

impl DeclaredBy<'_> {
    pub(super) fn is_models(self) -> bool {
        matches!(self, Self::Models(_))
    }
}

pub(super) const GENERATED: &str = "models cannot say that a column is generated";
pub(super) const KEY_WITH_NULL: &str = "models cannot say that a key accepts NULL";
pub(super) const TERMS: &str = "models cannot say an order or another collating sequence than the column's";
pub(super) const AUTOINCREMENT: &str = "models cannot say AUTOINCREMENT";
pub(super) const CONSTRAINT_NAME: &str = "models give no names to constraints";
pub(super) const COLUMN: &str = "it is over a column that models cannot say";
pub(super) const UNCHECKED: &str = "models cannot say that values of this type go unchecked";
pub(super) const FOREIGN_KEY: &str =
    "models cannot say a foreign key to these columns, or with these actions";
pub(super) const REDUNDANT_INDEX: &str = "a key or another index of the models begins with what it is over";
pub(super) const CONFLICT: &str = "models cannot say ON CONFLICT";
const WHERE: &str = "models cannot say WHERE";
const EXPRESSION: &str = "models cannot say an expression there";

/// Returns the columns of `live` that are dropped. A generated column is only dropped with a column that it
/// is computed from.
pub(super) fn dropped_columns<'a>(
    live: &'a TableInfo,
    wanted: &TableInfo,
    declared_by: DeclaredBy<'_>,
) -> Vec<&'a str> {
    let unmapped = || live.columns.iter().filter(|column| wanted.column(&column.name).is_none());
    let goes = |column: &&ColumnInfo| !declared_by.is_models() || column.generated.is_none();
    let mut dropped: Vec<&str> = unmapped().filter(goes).map(|column| column.name.as_str()).collect();
    loop {
        let next = unmapped().find(|column| {
            let expression = column.generated.as_ref().map(|generated| &generated.expression);
            !dropped.contains(&column.name.as_str())
                && expression.is_some_and(|sql| dropped.iter().any(|name| normalize::mentions(sql, name)))
        });
        match next {
            Some(column) => dropped.push(&column.name),
            None => return dropped,
        }
    }
}

/// Reports whether NULL in a key is kept: the keys of models are NOT NULL, so they cannot declare it.
pub(super) fn keeps_null_in_key(
    live: &TableInfo,
    wanted: &TableInfo,
    column: &ColumnInfo,
    declared_by: DeclaredBy<'_>,
) -> bool {
    declared_by.is_models()
        && !wanted.rowid_key
        && !wanted.without_rowid
        && normalize::names(&live.primary_key) == normalize::names(&wanted.primary_key)
        && contains_name(&wanted.primary_key, &column.name)
}

/// Reports whether the resulting table has AUTOINCREMENT.
pub(super) fn is_autoincrement(live: &TableInfo, wanted: &TableInfo, declared_by: DeclaredBy<'_>) -> bool {
    wanted.autoincrement || declared_by.is_models() && live.autoincrement && wanted.rowid_key
}

/// Reports whether models could declare a UNIQUE constraint over these terms.
pub(super) fn can_declare_unique(
    live: &TableInfo,
    wanted: &TableInfo,
    terms: &[IndexTerm],
    declared_by: DeclaredBy<'_>,
) -> bool {
    !declared_by.is_models() || terms.iter().all(|term| is_plain(live, wanted, term))
}

fn is_plain(live: &TableInfo, wanted: &TableInfo, term: &IndexTerm) -> bool {
    let Some(name) = term.column() else { return false };
    let own = live.column(name).map(normalize::collation);
    wanted.column(name).is_some()
        && !term.descending
        && own.is_some_and(|own| own == term.collation.to_ascii_uppercase())
}

/// Checks that models could declare the index; the error is the reason why not.
pub(super) fn check_index(
    live: &TableInfo,
    wanted: &TableInfo,
    index: &IndexInfo,
    declared_by: DeclaredBy<'_>,
) -> Result<(), &'static str> {
    if !declared_by.is_models() {
        return Ok(());
    }
    if index.condition.is_some() {
        return Err(WHERE);
    }
    let unmapped = |term: &IndexTerm| term.column().is_some_and(|name| wanted.column(name).is_none());
    if index.terms.iter().any(|term| term.column().is_none()) {
        Err(EXPRESSION)
    } else if index.terms.iter().any(unmapped) {
        Err(COLUMN)
    } else if index.terms.iter().all(|term| is_plain(live, wanted, term)) {
        Ok(())
    } else {
        Err(TERMS)
    }
}

/// Reports whether models could declare the check: not over columns that they cannot declare.
pub(super) fn can_declare_check(
    live: &TableInfo,
    wanted: &TableInfo,
    expression: &str,
    declared_by: DeclaredBy<'_>,
) -> bool {
    let mut unmapped = live.columns.iter().filter(|column| wanted.column(&column.name).is_none());
    !declared_by.is_models() || !unmapped.any(|column| normalize::mentions(expression, &column.name))
}

/// Returns the column whose values the models check and the database does not, if the models took its type
/// over from the database, such as BOOLEAN.
pub(super) fn unchecked_column<'a>(
    live: &TableInfo,
    wanted: &TableInfo,
    check: &'a CheckInfo,
    declared_by: DeclaredBy<'_>,
) -> Option<&'a str> {
    let name = check.column.as_deref().filter(|_| declared_by.is_models())?;
    let (old, new) = (live.column(name)?, wanted.column(name)?);
    let declared = normalize::declared_type(&new.declared_type);
    let own = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"].contains(&declared.as_str());
    let checked = live.checks.iter().any(|other| lists_values(&other.expression, name));
    let taken_over = !own && declared == normalize::declared_type(&old.declared_type);
    (lists_values(&check.expression, name) && taken_over && !checked).then_some(name)
}

/// Reports whether a check lists the values of a column, as the models' checks for booleans and enums do,
/// whatever else it contains.
pub(super) fn lists_values(expression: &str, column: &str) -> bool {
    list_of_values(&normalize::words(expression), column).is_some()
}

/// Reports whether a check lists the values of a column and contains nothing else.
pub(super) fn only_lists_values(expression: &str, column: &str) -> bool {
    list_of_values(&normalize::words(expression), column).is_some_and(normalize::is_parenthesized)
}

/// Returns the words after `column IN`.
fn list_of_values<'a>(parts: &'a [String], column: &str) -> Option<&'a [String]> {
    let [own, word, list @ ..] = parts else { return None };
    (*own == normalize::name(column) && word == "in" && list.first()? == "(").then_some(list)
}

/// Reports whether models could declare the foreign key: to the primary key of a model, or to one unique
/// column of it that is NOT NULL and of the same type, with actions that its columns allow.
pub(super) fn can_declare_foreign_key(
    wanted: &TableInfo,
    key: &ForeignKeyInfo,
    declared_by: DeclaredBy<'_>,
) -> bool {
    let DeclaredBy::Models(models) = declared_by else { return true };
    let Some(parent) = models.table(&key.parent) else { return false };
    let sorted = |names: &[String]| {
        let mut names = normalize::names(names);
        names.sort();
        names
    };
    let to_key = sorted(&key.parent_columns) == sorted(&parent.primary_key);
    let to_unique = match &key.parent_columns[..] {
        [column] => {
            is_unique_key(parent, &key.parent_columns)
                && parent.column(column).is_some_and(|column| column.not_null)
        }
        _ => false,
    };
    let pairs = key.columns.iter().zip(&key.parent_columns);
    let same_types = pairs.into_iter().all(|(column, referred)| {
        matches!((wanted.column(column), parent.column(referred)), (Some(column), Some(referred))
            if affinity(&column.declared_type) == affinity(&referred.declared_type))
    });
    let allows = |action: ReferentialAction| {
        let mut columns = key.columns.iter().filter_map(|column| wanted.column(column));
        match action {
            ReferentialAction::SetNull => columns.all(|column| !column.not_null),
            ReferentialAction::SetDefault => {
                columns.all(|column| !column.not_null || column.default.is_some())
            }
            _ => true,
        }
    };
    (to_key || to_unique) && same_types && allows(key.on_delete) && allows(key.on_update)
}
