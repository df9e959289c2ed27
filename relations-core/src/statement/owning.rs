//! Writing a foreign key, and asking for the children of one parent.

use super::{
    model::delete_pair,
    parts::{push_columns, push_match, push_table, push_where_pair, separate},
};
use crate::text::Text;

/// The statements that write a foreign key. Where both are parameters, the parent's key comes first and
/// the child's after it.
#[derive(Clone, Copy, Debug)]
pub struct OwningSql {
    /// Makes a row the parent's child.
    pub attach: &'static str,
    /// Makes the key of one child NULL, whosever it is; the only parameter is the child's key.
    pub detach: &'static str,
    /// Ends that one child is the parent's: its key becomes NULL, or it goes where that cannot be.
    pub orphan: &'static str,
    /// The same for all of the parent's children.
    pub orphan_all: &'static str,
    /// Whether a row is the parent's child.
    pub contains: &'static str,
    /// The keys of the parent's children.
    pub keys: &'static str,
}

/// The [`OwningSql`] of a foreign key, of whose columns `$nullable` can be NULL.
#[doc(hidden)]
#[macro_export]
macro_rules! owning_sql {
    ($relation:ty, $nullable:expr) => {{
        const TABLE: &::core::primitive::str =
            <<$relation as $crate::relation::Relation>::Near as $crate::Model>::TABLE_NAME;
        const KEY: &[&::core::primitive::str] =
            <<$relation as $crate::relation::Relation>::Near as $crate::Model>::KEY;
        const COLUMNS: &[&::core::primitive::str] =
            <$relation as $crate::relation::Owning>::FOREIGN_KEY.columns;
        const NULLABLE: &[&::core::primitive::str] = $nullable;
        &$crate::__private::OwningSql {
            attach: $crate::statement!(attach(TABLE, COLUMNS, KEY)),
            detach: $crate::statement!(orphan(TABLE, NULLABLE, KEY, &[])),
            orphan: $crate::statement!(orphan(TABLE, NULLABLE, COLUMNS, KEY)),
            orphan_all: $crate::statement!(orphan(TABLE, NULLABLE, COLUMNS, &[])),
            contains: $crate::statement!(exists_in(TABLE, COLUMNS, KEY)),
            keys: $crate::statement!(values_of(TABLE, KEY, COLUMNS)),
        }
    }};
}

/// `UPDATE "posts" AS t SET "user_id" = ?1 WHERE t."id" = ?2`.
#[must_use]
pub const fn attach<const N: usize>(table: &str, columns: &[&str], key: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("UPDATE ");
    push_table(&mut sql, table, "t");
    sql.push(" SET ");
    let mut at = 0;
    while at < columns.len() {
        separate(&mut sql, at, ", ");
        sql.push_name(columns[at]);
        sql.push(" = ?");
        sql.push_number(at + 1);
        at += 1;
    }
    sql.push(" WHERE ");
    push_match(&mut sql, "t", key, columns.len() + 1);
    sql
}

/// `UPDATE "posts" AS t SET "user_id" = NULL WHERE t."user_id" = ?1 AND t."id" = ?2`, or a DELETE where no
/// column of the foreign key is nullable.
#[must_use]
pub const fn orphan<const N: usize>(
    table: &str,
    nullable: &[&str],
    columns: &[&str],
    key: &[&str],
) -> Text<N> {
    if nullable.is_empty() {
        return delete_pair(table, columns, key);
    }
    let mut sql = Text::new();
    sql.push("UPDATE ");
    push_table(&mut sql, table, "t");
    sql.push(" SET ");
    let mut at = 0;
    while at < nullable.len() {
        separate(&mut sql, at, ", ");
        sql.push_name(nullable[at]);
        sql.push(" = NULL");
        at += 1;
    }
    push_where_pair(&mut sql, columns, key);
    sql
}

/// `SELECT EXISTS(SELECT 1 FROM "posts" AS t WHERE t."user_id" = ?1 AND t."id" = ?2)`.
#[must_use]
pub const fn exists_in<const N: usize>(table: &str, near: &[&str], far: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("SELECT EXISTS(SELECT 1 FROM ");
    push_table(&mut sql, table, "t");
    push_where_pair(&mut sql, near, far);
    sql.push(")");
    sql
}

/// `SELECT t."id" FROM "posts" AS t WHERE t."user_id" = ?1`.
#[must_use]
pub const fn values_of<const N: usize>(table: &str, values: &[&str], columns: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("SELECT ");
    push_columns(&mut sql, "t", values);
    sql.push(" FROM ");
    push_table(&mut sql, table, "t");
    push_where_pair(&mut sql, columns, &[]);
    sql
}
