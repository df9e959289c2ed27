//! Every fixed statement, rendered at compile time: no accessor builds SQL when it runs.
//!
//! In all of them `t` stands for the table whose rows are read or written, and `j` for a junction table.
//! Columns are named through these aliases because SQLite takes a double-quoted name that is no column
//! for a string. A value that a plan could depend on is written `+?1`: SQLite compiles a statement anew
//! for every value otherwise, once the bindings of the cached statement have been cleared.

use crate::{
    relation::Path,
    schema::{ColumnDef, OrderTerm},
    text::{Text, same},
};

/// Renders a text in const code: `statement!(delete("users", &["id"]))` is a `&'static str`.
#[doc(hidden)]
#[macro_export]
macro_rules! statement {
    ($render:ident($($argument:expr),* $(,)?)) => {{
        const LEN: usize = $crate::__private::statement::$render::<0>($($argument),*).len();
        const TEXT: $crate::__private::Text<LEN> = $crate::__private::statement::$render($($argument),*);
        TEXT.as_str()
    }};
}

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
        const TABLE: &str = <$model as $crate::Model>::TABLE_NAME;
        const COLUMNS: &[$crate::schema::ColumnDef] = <$model as $crate::Model>::COLUMNS;
        const KEY: &[&str] = <$model as $crate::Model>::KEY;
        const LIST: &str = $crate::statement!(columns(COLUMNS, "t"));
        const SOURCE: &str = $crate::statement!(source(TABLE));
        &$crate::__private::ModelSql {
            columns: LIST,
            source: SOURCE,
            select: $crate::statement!(select(LIST, SOURCE, "")),
            find: $crate::statement!(find(LIST, SOURCE, KEY)),
            insert: $crate::statement!(insert(TABLE, COLUMNS)),
            update: $crate::statement!(update(TABLE, COLUMNS, KEY)),
            delete: $crate::statement!(delete(TABLE, KEY)),
        }
    }};
}

/// The statements that read along a relation; the parameters are the near row's columns where its path begins.
#[derive(Clone, Copy, Debug)]
pub struct RelationSql {
    /// The FROM and WHERE clauses.
    pub source: &'static str,
    /// The declared ORDER BY clause, or nothing.
    pub order: &'static str,
    /// All far rows, in the declared order.
    pub select: &'static str,
    /// How many there are.
    pub count: &'static str,
    /// Whether there is one.
    pub exists: &'static str,
}

/// The [`RelationSql`] of a relation, whose FROM clause `$source` renders.
#[doc(hidden)]
#[macro_export]
macro_rules! relation_sql {
    ($relation:ty, $source:ident) => {{
        const PATH: $crate::relation::Path = <$relation as $crate::relation::Relation>::PATH;
        const LIST: &str = <<$relation as $crate::relation::Relation>::Far as $crate::Model>::SQL.columns;
        const SOURCE: &str = $crate::statement!($source(&PATH));
        const ORDER: &str = $crate::statement!(order(<$relation as $crate::relation::Relation>::ORDER));
        &$crate::__private::RelationSql {
            source: SOURCE,
            order: ORDER,
            select: $crate::statement!(select(LIST, SOURCE, ORDER)),
            count: $crate::statement!(select("count(*)", SOURCE, "")),
            exists: $crate::statement!(exists(SOURCE)),
        }
    }};
}

/// The statements that write a foreign key. Where both are parameters, the parent's key comes first and
/// the child's after it.
#[derive(Clone, Copy, Debug)]
pub struct OwningSql {
    /// Makes a row the parent's child.
    pub attach: &'static str,
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
        const TABLE: &str = <<$relation as $crate::relation::Relation>::Near as $crate::Model>::TABLE_NAME;
        const KEY: &[&str] = <<$relation as $crate::relation::Relation>::Near as $crate::Model>::KEY;
        const COLUMNS: &[&str] = <$relation as $crate::relation::belongs_to::Owning>::FOREIGN_KEY.columns;
        const NULLABLE: &[&str] = $nullable;
        &$crate::__private::OwningSql {
            attach: $crate::statement!(attach(TABLE, COLUMNS, KEY)),
            orphan: $crate::statement!(orphan(TABLE, NULLABLE, COLUMNS, KEY)),
            orphan_all: $crate::statement!(orphan(TABLE, NULLABLE, COLUMNS, &[])),
            contains: $crate::statement!(exists_in(TABLE, COLUMNS, KEY)),
            keys: $crate::statement!(values_of(TABLE, KEY, COLUMNS)),
        }
    }};
}

/// The statements that write a junction table. The near row's key comes first and the far row's after it.
#[derive(Clone, Copy, Debug)]
pub struct JunctionSql {
    /// Adds a pair unless it is there.
    pub link: &'static str,
    /// Takes a pair away.
    pub unlink: &'static str,
    /// Takes all pairs of the near row away.
    pub clear: &'static str,
    /// Whether a pair is there.
    pub contains: &'static str,
    /// The far rows' keys.
    pub keys: &'static str,
}

/// The [`JunctionSql`] of a junction table.
#[doc(hidden)]
#[macro_export]
macro_rules! junction_sql {
    ($relation:ty) => {{
        const PATH: $crate::relation::Path = <$relation as $crate::relation::Relation>::PATH;
        const TABLE: &str = PATH.step(0).table;
        const NEAR: &[&str] = PATH.step(0).to;
        const FAR: &[&str] = PATH.step(1).from;
        &$crate::__private::JunctionSql {
            link: $crate::statement!(link(TABLE, NEAR, FAR)),
            unlink: $crate::statement!(delete_pair(TABLE, NEAR, FAR)),
            clear: $crate::statement!(delete(TABLE, NEAR)),
            contains: $crate::statement!(exists_in(TABLE, NEAR, FAR)),
            keys: $crate::statement!(values_of(TABLE, FAR, NEAR)),
        }
    }};
}

/// The statement that reads far rows together with the rows of the junction's model.
#[doc(hidden)]
#[macro_export]
macro_rules! links_sql {
    ($relation:ty) => {{
        const FAR: &str = <<$relation as $crate::relation::Relation>::Far as $crate::Model>::SQL.columns;
        const COLUMNS: &[$crate::schema::ColumnDef] =
            <<$relation as $crate::relation::many_to_many::LinkingByModel>::JunctionModel as $crate::Model>::COLUMNS;
        const JUNCTION: &str = $crate::statement!(columns(COLUMNS, "j"));
        const LIST: &str = $crate::statement!(both(FAR, JUNCTION));
        const SQL: &$crate::__private::RelationSql = <$relation as $crate::relation::Relation>::SQL;
        $crate::statement!(select(LIST, SQL.source, SQL.order))
    }};
}

/// Two lists of columns as one.
#[must_use]
pub const fn both<const N: usize>(first: &str, second: &str) -> Text<N> {
    let mut sql = Text::new();
    sql.push(first);
    sql.push(", ");
    sql.push(second);
    sql
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

/// `SELECT EXISTS(SELECT 1 FROM …)`.
#[must_use]
pub const fn exists<const N: usize>(source: &str) -> Text<N> {
    let mut sql = Text::new();
    sql.push("SELECT EXISTS(SELECT 1 ");
    sql.push(source);
    sql.push(")");
    sql
}

/// `SELECT … FROM … WHERE t."id" = ?1`.
#[must_use]
pub const fn find<const N: usize>(list: &str, source: &str, key: &[&str]) -> Text<N> {
    let mut sql = select(list, source, " WHERE ");
    push_match(&mut sql, "t", key, 1);
    sql
}

/// ` ORDER BY t."created_at" DESC`, or nothing.
#[must_use]
pub const fn order<const N: usize>(terms: &[OrderTerm]) -> Text<N> {
    let mut sql = Text::new();
    let mut at = 0;
    while at < terms.len() {
        sql.push(if at == 0 { " ORDER BY " } else { ", " });
        push_column(&mut sql, "t", terms[at].column);
        if terms[at].descending {
            sql.push(" DESC");
        }
        at += 1;
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

/// `INSERT INTO "user_group" ("user_id", "group_id") VALUES (?1, ?2) ON CONFLICT (…) DO NOTHING`.
///
/// Only the pair itself may conflict; any other constraint still speaks up.
#[must_use]
pub const fn link<const N: usize>(table: &str, near: &[&str], far: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("INSERT INTO ");
    sql.push_name(table);
    sql.push(" (");
    push_names(&mut sql, near);
    sql.push(", ");
    push_names(&mut sql, far);
    sql.push(") VALUES (");
    push_parameters(&mut sql, near.len() + far.len());
    sql.push(") ON CONFLICT (");
    push_names(&mut sql, near);
    sql.push(", ");
    push_names(&mut sql, far);
    sql.push(") DO NOTHING");
    sql
}

/// The rows one step away: `FROM "posts" AS t WHERE t."user_id" = +?1`.
#[must_use]
pub const fn direct_source<const N: usize>(path: &Path) -> Text<N> {
    let step = path.step(0);
    let mut sql = source(step.table);
    sql.push(" WHERE ");
    push_match(&mut sql, "t", step.to, 1);
    sql
}

/// The rows across a junction table, read in the junction's order:
/// `FROM "user_group" AS j CROSS JOIN "groups" AS t ON t."id" = j."group_id" WHERE j."user_id" = +?1`.
#[must_use]
pub const fn linked_source<const N: usize>(path: &Path) -> Text<N> {
    let (junction, far) = (path.step(0), path.step(1));
    let mut sql = Text::new();
    sql.push("FROM ");
    push_table(&mut sql, junction.table, "j");
    sql.push(" CROSS JOIN ");
    push_table(&mut sql, far.table, "t");
    sql.push(" ON ");
    let mut at = 0;
    while at < far.to.len() {
        separate(&mut sql, at, " AND ");
        push_column(&mut sql, "t", far.to[at]);
        sql.push(" = ");
        push_column(&mut sql, "j", far.from[at]);
        at += 1;
    }
    sql.push(" WHERE ");
    push_match(&mut sql, "j", junction.to, 1);
    sql
}

/// The distinct rows any number of steps away:
/// `FROM "comments" AS t WHERE t."post_id" IN (SELECT t."id" FROM "posts" AS t WHERE t."user_id" = +?1)`.
#[must_use]
pub const fn through_source<const N: usize>(path: &Path) -> Text<N> {
    let mut at = path.len() - 1;
    let mut sql = source(path.step(at).table);
    sql.push(" WHERE ");
    while at > 0 {
        let step = path.step(at);
        let row_value = step.to.len() > 1;
        if row_value {
            sql.push("(");
        }
        push_columns(&mut sql, "t", step.to);
        if row_value {
            sql.push(")");
        }
        sql.push(" IN (SELECT ");
        push_columns(&mut sql, "t", step.from);
        sql.push(" FROM ");
        push_table(&mut sql, path.step(at - 1).table, "t");
        sql.push(" WHERE ");
        at -= 1;
    }
    push_match(&mut sql, "t", path.step(0).to, 1);
    let mut open = path.len() - 1;
    while open > 0 {
        sql.push(")");
        open -= 1;
    }
    sql
}

const fn push_where_pair<const N: usize>(sql: &mut Text<N>, near: &[&str], far: &[&str]) {
    sql.push(" WHERE ");
    push_match(sql, "t", near, 1);
    if !far.is_empty() {
        sql.push(" AND ");
        push_match(sql, "t", far, near.len() + 1);
    }
}

/// `t."a" = +?1 AND t."b" = +?2`.
const fn push_match<const N: usize>(sql: &mut Text<N>, alias: &str, columns: &[&str], first: usize) {
    let mut at = 0;
    while at < columns.len() {
        separate(sql, at, " AND ");
        push_column(sql, alias, columns[at]);
        sql.push(" = +?");
        sql.push_number(first + at);
        at += 1;
    }
}

const fn push_parameters<const N: usize>(sql: &mut Text<N>, count: usize) {
    let mut at = 0;
    while at < count {
        separate(sql, at, ", ");
        sql.push("?");
        sql.push_number(at + 1);
        at += 1;
    }
}

const fn push_columns<const N: usize>(sql: &mut Text<N>, alias: &str, names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        separate(sql, at, ", ");
        push_column(sql, alias, names[at]);
        at += 1;
    }
}

const fn push_names<const N: usize>(sql: &mut Text<N>, names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        separate(sql, at, ", ");
        sql.push_name(names[at]);
        at += 1;
    }
}

const fn push_column<const N: usize>(sql: &mut Text<N>, alias: &str, name: &str) {
    sql.push(alias);
    sql.push(".");
    sql.push_name(name);
}

const fn push_table<const N: usize>(sql: &mut Text<N>, table: &str, alias: &str) {
    sql.push_name(table);
    sql.push(" AS ");
    sql.push(alias);
}

const fn separate<const N: usize>(sql: &mut Text<N>, at: usize, separator: &str) {
    if at > 0 {
        sql.push(separator);
    }
}
