//! Reading along a relation.

use super::{
    model::{select, source},
    parts::{push_column, push_columns, push_match, push_table, separate},
};
use crate::{relation::Path, schema::OrderTerm, text::Text};

/// The statements that read along a relation; the parameters are the near row's columns where its path begins.
#[derive(Clone, Copy, Debug)]
pub struct RelationSql {
    /// The FROM and WHERE clauses.
    pub source: &'static str,
    /// The declared ORDER BY clause, or nothing.
    pub order: &'static str,
    /// All far rows, in the declared order.
    pub select: &'static str,
    /// The first of them.
    pub first: &'static str,
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
            first: $crate::statement!(first(LIST, SOURCE, ORDER)),
            count: $crate::statement!(select("count(*)", SOURCE, "")),
            exists: $crate::statement!(exists(SOURCE)),
        }
    }};
}

/// `SELECT … FROM … [ORDER BY …] LIMIT 1`.
#[must_use]
pub const fn first<const N: usize>(list: &str, source: &str, order: &str) -> Text<N> {
    let mut sql = select(list, source, order);
    sql.push(" LIMIT 1");
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
