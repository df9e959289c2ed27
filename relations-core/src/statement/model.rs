//! A model by itself.

use super::parts::{column, columns, joined, matching, parameters, table};
use crate::{
    model::Model,
    schema::ColumnDef,
    text::{push_short_name, quoted},
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
    /// All columns but the key; the parameters are all columns in order.
    pub update: String,
    /// Deletes the row of a key.
    pub delete: String,
}

impl ModelSql {
    /// The statements of a model.
    #[must_use]
    pub fn of<M: Model>() -> Self {
        let names: Vec<&str> = M::COLUMNS.iter().map(|column| column.name).collect();
        Self {
            columns: columns("t", &names),
            source: source(M::TABLE_NAME),
            find: find(M::TABLE_NAME, &names, M::KEY),
            insert: insert(M::TABLE_NAME, &names),
            update: update(M::TABLE_NAME, &names, M::KEY),
            delete: delete(M::TABLE_NAME, M::KEY),
        }
    }
}

/// The list of these columns, of the table of this alias.
pub(super) fn list(definitions: &[ColumnDef], alias: &str) -> String {
    joined(definitions, ",", |_, definition| column(alias, definition.name))
}

/// `FROM "users" t`.
pub(super) fn source(name: &str) -> String {
    format!("FROM {}", table(name, "t"))
}

/// ``SELECT `id`,`name` FROM `users` WHERE `id`=?1``.
///
/// The statement that runs most and does least, where the length of its text shows: rusqlite hashes it
/// twice a run to find it prepared. A name in grave accents is never taken for a string either, and so
/// needs no alias.
fn find(table: &str, columns: &[&str], key: &[&str]) -> String {
    let short = |name: &str| {
        let mut sql = String::new();
        push_short_name(&mut sql, name);
        sql
    };
    let columns = joined(columns, ",", |_, name| short(name));
    let key = joined(key, " AND ", |at, name| format!("{}=?{}", short(name), at + 1));
    format!("SELECT {columns} FROM {} WHERE {key}", short(table))
}

/// `INSERT INTO "users" ("id","name") VALUES (?1,?2)`.
fn insert(table: &str, columns: &[&str]) -> String {
    let names = joined(columns, ",", |_, name| quoted(name));
    format!("INSERT INTO {} ({names}) VALUES ({})", quoted(table), parameters(columns.len()))
}

/// `UPDATE "users" AS t SET "name" = ?2 WHERE t."id" = ?1`: the parameters are numbered as those of
/// [`insert`]. A row that is all key keeps its key.
fn update(name: &str, columns: &[&str], key: &[&str]) -> String {
    let parameter = |name: &str| 1 + columns.iter().position(|column| *column == name).unwrap_or_default();
    let all_key = columns.len() == key.len();
    let written: Vec<&str> =
        columns.iter().copied().filter(|column| all_key || !key.contains(column)).collect();
    let set = joined(&written, ",", |_, name| format!("{}=?{}", quoted(name), parameter(name)));
    let key = joined(key, " AND ", |_, name| format!("{}=?{}", column("t", name), parameter(name)));
    format!("UPDATE {} AS t SET {set} WHERE {key}", quoted(name))
}

/// `DELETE FROM "users" AS t WHERE t."id"=+?1`.
pub(super) fn delete(table: &str, columns: &[&str]) -> String {
    delete_pair(table, columns, &[])
}

/// `DELETE FROM "user_group" AS t WHERE t."user_id"=+?1 AND t."group_id"=+?2`.
pub(super) fn delete_pair(table: &str, near: &[&str], far: &[&str]) -> String {
    format!("DELETE FROM {} AS t WHERE {}", quoted(table), matching("t", &[near, far].concat(), 1))
}
