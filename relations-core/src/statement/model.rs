//! A model by itself.

use super::parts::{push_column, push_parameters, push_table, push_where_pair, separate};
use crate::{
    schema::ColumnDef,
    text::{Text, same},
};

/// The statements of a model by itself.
#[derive(Clone, Copy, Debug)]
pub struct ModelSql {
    /// The columns, separated by commas.
    pub columns: &'static str,
    /// The FROM clause.
    pub source: &'static str,
    /// All rows.
    pub select: &'static str,
    /// The row of a key.
    pub find: &'static str,
    /// A new row; the parameters are all columns in order.
    pub insert: &'static str,
    /// All columns but the key; the parameters are all columns in order.
    pub update: &'static str,
    /// Deletes the row of a key.
    pub delete: &'static str,
}

/// The [`ModelSql`] of a model.
#[doc(hidden)]
#[macro_export]
macro_rules! model_sql {
    ($model:ty) => {{
        const TABLE: &::core::primitive::str = <$model as $crate::Model>::TABLE_NAME;
        const COLUMNS: &[$crate::schema::ColumnDef] = <$model as $crate::Model>::COLUMNS;
        const KEY: &[&::core::primitive::str] = <$model as $crate::Model>::KEY;
        const LIST: &::core::primitive::str = $crate::statement!(columns(COLUMNS, "t"));
        const SOURCE: &::core::primitive::str = $crate::statement!(source(TABLE));
        &$crate::__private::ModelSql {
            columns: LIST,
            source: SOURCE,
            select: $crate::statement!(select(LIST, SOURCE, "")),
            find: $crate::statement!(find(TABLE, COLUMNS, KEY)),
            insert: $crate::statement!(insert(TABLE, COLUMNS)),
            update: $crate::statement!(update(TABLE, COLUMNS, KEY)),
            delete: $crate::statement!(delete(TABLE, KEY)),
        }
    }};
}

/// `t."id", t."name"`.
#[must_use]
pub const fn columns<const N: usize>(columns: &[ColumnDef], alias: &str) -> Text<N> {
    let mut sql = Text::new();
    let mut at = 0;
    while at < columns.len() {
        separate(&mut sql, at, ", ");
        push_column(&mut sql, alias, columns[at].name);
        at += 1;
    }
    sql
}

/// `FROM "users" AS t`.
#[must_use]
pub const fn source<const N: usize>(table: &str) -> Text<N> {
    let mut sql = Text::new();
    sql.push("FROM ");
    push_table(&mut sql, table, "t");
    sql
}

/// `SELECT … FROM … [ORDER BY …]`.
#[must_use]
pub const fn select<const N: usize>(list: &str, source: &str, order: &str) -> Text<N> {
    let mut sql = Text::new();
    sql.push("SELECT ");
    sql.push(list);
    sql.push(" ");
    sql.push(source);
    sql.push(order);
    sql
}

/// ``SELECT `id`, `name` FROM `users` WHERE `id` = ?1``.
///
/// The statement that runs most and does least, where the length of its text shows: rusqlite hashes it
/// twice a run to find it prepared. A name in grave accents is never taken for a string either, and so
/// needs no alias.
#[must_use]
pub const fn find<const N: usize>(table: &str, columns: &[ColumnDef], key: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("SELECT ");
    let mut at = 0;
    while at < columns.len() {
        separate(&mut sql, at, ",");
        sql.push_short_name(columns[at].name);
        at += 1;
    }
    sql.push(" FROM ");
    sql.push_short_name(table);
    sql.push(" WHERE ");
    let mut part = 0;
    while part < key.len() {
        separate(&mut sql, part, " AND ");
        sql.push_short_name(key[part]);
        sql.push("=?");
        sql.push_number(part + 1);
        part += 1;
    }
    sql
}

/// `INSERT INTO "users" ("id", "name") VALUES (?1, ?2)`.
#[must_use]
pub const fn insert<const N: usize>(table: &str, columns: &[ColumnDef]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("INSERT INTO ");
    sql.push_name(table);
    sql.push(" (");
    let mut at = 0;
    while at < columns.len() {
        separate(&mut sql, at, ", ");
        sql.push_name(columns[at].name);
        at += 1;
    }
    sql.push(") VALUES (");
    push_parameters(&mut sql, columns.len());
    sql.push(")");
    sql
}

/// `UPDATE "users" AS t SET "name" = ?2 WHERE t."id" = ?1`: the parameters are numbered as those of
/// [`insert`]. A row that is all key keeps its key.
#[must_use]
pub const fn update<const N: usize>(table: &str, columns: &[ColumnDef], key: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("UPDATE ");
    push_table(&mut sql, table, "t");
    sql.push(" SET ");
    let all_key = columns.len() == key.len();
    let mut set = 0;
    let mut at = 0;
    while at < columns.len() {
        if all_key || !crate::text::contains(key, columns[at].name) {
            separate(&mut sql, set, ", ");
            sql.push_name(columns[at].name);
            sql.push(" = ?");
            sql.push_number(at + 1);
            set += 1;
        }
        at += 1;
    }
    sql.push(" WHERE ");
    let mut part = 0;
    while part < key.len() {
        separate(&mut sql, part, " AND ");
        push_column(&mut sql, "t", key[part]);
        sql.push(" = ?");
        sql.push_number(position(columns, key[part]) + 1);
        part += 1;
    }
    sql
}

const fn position(columns: &[ColumnDef], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() && !same(columns[at].name, name) {
        at += 1;
    }
    at
}

/// `DELETE FROM "users" AS t WHERE t."id" = ?1`.
#[must_use]
pub const fn delete<const N: usize>(table: &str, columns: &[&str]) -> Text<N> {
    delete_pair(table, columns, &[])
}

/// `DELETE FROM "user_group" AS t WHERE t."user_id" = ?1 AND t."group_id" = ?2`.
#[must_use]
pub const fn delete_pair<const N: usize>(table: &str, near: &[&str], far: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("DELETE FROM ");
    push_table(&mut sql, table, "t");
    push_where_pair(&mut sql, near, far);
    sql
}
