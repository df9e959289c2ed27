//! The statements of a model by itself, without relations.

use std::sync::OnceLock;

use crate::{
    base::sql::{bare_column, column, columns, joined, table},
    schema::metadata::column::ColumnDef,
    statement::{
        by_key::{delete, matching_unnumbered, select, update},
        insert::{insert, insert_assigned},
        touch::Touch,
    },
};

/// The statements of a model by itself.
#[derive(Clone, Debug)]
pub struct ModelSql {
    /// The columns, separated by commas.
    pub columns: String,
    /// The FROM clause.
    pub source: String,
    /// The SELECT of the row with a given key.
    pub find: String,
    /// The INSERT of a row; the parameters are all columns in order.
    pub insert: String,
    /// The INSERT of a row whose key SQLite assigns: the key is NULL, the parameters are the other columns in
    /// order.
    ///
    /// Its text differs from that of `insert`, so that a statement of this text that has run shows that
    /// SQLite assigns the key.
    pub insert_assigned: String,
    /// The INSERTs of many rows, with given keys and with keys that SQLite assigns; rendered at their first use.
    pub(crate) insert_many: [OnceLock<[String; 3]>; 2],
    /// The UPDATE of all columns but the key; the parameters are all columns in order. It raises the version, and compares
    /// it before.
    pub update: String,
    /// The DELETE of the row with a given key.
    pub delete: String,
    /// The columns that every UPDATE changes.
    pub(crate) touch: Touch,
}

impl ModelSql {
    /// Renders the statements of the model that maps this table.
    pub(crate) fn new(
        table: &'static str,
        definitions: &'static [ColumnDef],
        key: &'static [&'static str],
    ) -> Self {
        let names = column_names(definitions);
        let touch = Touch::of(definitions);
        Self {
            columns: columns("t", &names),
            source: source(table),
            find: find(table, &names, key),
            insert: insert(table, &names),
            insert_assigned: insert_assigned(table, &names, key),
            insert_many: [OnceLock::new(), OnceLock::new()],
            update: update_row(table, &names, key, &touch),
            delete: delete(table, key),
            touch,
        }
    }
}

/// Returns the names of these columns.
pub(crate) fn column_names(definitions: &[ColumnDef]) -> Vec<&'static str> {
    definitions.iter().map(|column| column.name).collect()
}

/// Renders the list of these columns, of the table that has this alias.
pub(crate) fn column_list(definitions: &[ColumnDef], alias: &str) -> String {
    joined(definitions, ",", |_, definition| column(alias, definition.name))
}

/// Renders `FROM main."users" t`.
pub(crate) fn source(name: &str) -> String {
    format!("FROM {} t", table(name))
}

/// Renders ``SELECT `id`,`name` FROM main."users" WHERE `id`=?``.
///
/// It runs most and does least of all statements, so that the length of its text counts: see
/// [`by_key`](super::by_key).
fn find(name: &str, columns: &[&str], key: &[&str]) -> String {
    select(name, columns, &matching_unnumbered(key))
}

/// Renders ``UPDATE main."users" SET `name`=?2 WHERE `id`=?1``, with the parameters numbered as those of
/// [`insert`].
///
/// Where all columns are the key, the key is set to itself.
fn update_row(name: &str, columns: &[&str], key: &[&str], touch: &Touch) -> String {
    let parameter = |name: &str| {
        let position = columns.iter().position(|column| *column == name).unwrap_or_default();
        format!("?{}", position + 1)
    };
    let all_key = columns.len() == key.len();
    let (version, moment) = (touch.version_name(), touch.updated_at_name());
    let is_written = |column: &&str| {
        (all_key || !key.contains(column)) && version != Some(*column) && moment != Some(*column)
    };
    let written: Vec<&str> = columns.iter().copied().filter(is_written).collect();
    let condition = joined(key, " AND ", |_, name| format!("{}={}", bare_column(name), parameter(name)));
    let compared = version.map(|name| format!(" AND {}=+{}", bare_column(name), parameter(name)));
    let touched = touch.terms(touch.updated_at.map_or(0, |(at, _)| at + 1));
    let condition = condition + compared.as_deref().unwrap_or_default();
    update(name, &written, |_, name| parameter(name), touched, &condition)
}
