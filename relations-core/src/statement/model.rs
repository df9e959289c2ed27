//! A model by itself.

use std::sync::OnceLock;

use crate::{
    base::sql::{bare_column, bare_columns, column, columns, joined, matching_bare, parameters, table},
    schema::metadata::column::ColumnDef,
};

/// The statements of a model by itself.
#[derive(Clone, Debug)]
pub struct ModelSql {
    /// The columns, separated by commas.
    pub columns: String,
    /// The FROM clause.
    pub source: String,
    /// The row of a key.
    pub find: String,
    /// A new row; the parameters are all columns in order.
    pub insert: String,
    /// The same where SQLite is to assign the key, which is NULL and no parameter: a text of its own, so that a statement of
    /// it that has run tells that SQLite does.
    pub insert_assigned: String,
    /// Many new rows, where keys are given and where SQLite assigns them, rendered when they are first asked for.
    pub(crate) insert_many: [OnceLock<[String; 3]>; 2],
    /// All columns but the key; the parameters are all columns in order.
    pub update: String,
    /// Deletes the row of a key.
    pub delete: String,
}

impl ModelSql {
    /// Renders the statements of the model that maps this table.
    pub(crate) fn new(
        table: &'static str,
        definitions: &'static [ColumnDef],
        key: &'static [&'static str],
    ) -> Self {
        let names = names_of(definitions);
        Self {
            columns: columns("t", &names),
            source: source(table),
            find: find(table, &names, key),
            insert: insert(table, &names),
            insert_assigned: insert_assigned(table, &names, key),
            insert_many: [OnceLock::new(), OnceLock::new()],
            update: update(table, &names, key),
            delete: delete(table, key),
        }
    }
}

/// The names of these columns.
pub(crate) fn names_of(definitions: &[ColumnDef]) -> Vec<&'static str> {
    definitions.iter().map(|column| column.name).collect()
}

/// The list of these columns, of the table of this alias.
pub(crate) fn list(definitions: &[ColumnDef], alias: &str) -> String {
    joined(definitions, ",", |_, definition| column(alias, definition.name))
}

/// `FROM main."users" t`.
pub(crate) fn source(name: &str) -> String {
    format!("FROM {} t", table(name))
}

/// ``SELECT `id`,`name` FROM main.`users` WHERE `id`=?``.
///
/// The statement that runs most and does least, where the length of its text shows: rusqlite hashes it
/// twice a run to find it prepared.
fn find(name: &str, columns: &[&str], key: &[&str]) -> String {
    let key = joined(key, " AND ", |_, name| format!("{}=?", bare_column(name)));
    format!("SELECT {} FROM {} WHERE {key}", bare_columns(columns), table(name))
}

/// ``INSERT INTO main."users"(`id`,`name`)VALUES(?,?)``.
fn insert(name: &str, columns: &[&str]) -> String {
    format!("INSERT INTO {}({})VALUES({})", table(name), bare_columns(columns), parameters(columns.len()))
}

/// ``INSERT INTO main."users"(`id`,`name`)VALUES(NULL,?)``.
fn insert_assigned(name: &str, columns: &[&str], key: &[&str]) -> String {
    let values = values(columns, |column| key.contains(column));
    format!("INSERT INTO {}({})VALUES({values})", table(name), bare_columns(columns))
}

/// `NULL,?`: the values of these columns, of which those that SQLite assigns are no parameters.
pub(crate) fn values(columns: &[&str], assigned: impl Fn(&&str) -> bool) -> String {
    joined(columns, ",", |_, name| if assigned(&name) { "NULL" } else { "?" }.to_owned())
}

/// ``UPDATE main."users" SET `name`=?2 WHERE `id`=?1``: the parameters are numbered as those of
/// [`insert`]. A row that is all key keeps its key.
fn update(name: &str, columns: &[&str], key: &[&str]) -> String {
    let parameter = |name: &str| 1 + columns.iter().position(|column| *column == name).unwrap_or_default();
    let all_key = columns.len() == key.len();
    let written: Vec<&str> =
        columns.iter().copied().filter(|column| all_key || !key.contains(column)).collect();
    let set = joined(&written, ",", |_, name| format!("{}=?{}", bare_column(name), parameter(name)));
    let key = joined(key, " AND ", |_, name| format!("{}=?{}", bare_column(name), parameter(name)));
    format!("UPDATE {} SET {set} WHERE {key}", table(name))
}

/// ``DELETE FROM main."users" WHERE `id`=+?1``.
pub(crate) fn delete(name: &str, columns: &[&str]) -> String {
    delete_pair(name, columns, &[])
}

/// ``DELETE FROM main."user_group" WHERE `user_id`=+?1 AND `group_id`=+?2``.
pub(crate) fn delete_pair(name: &str, near: &[&str], far: &[&str]) -> String {
    format!("DELETE FROM {} WHERE {}", table(name), matching_bare(&[near, far].concat(), 1))
}
