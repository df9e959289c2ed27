//! The statements that read along a relation.

use std::sync::{PoisonError, RwLock};

use crate::{
    base::sql::{self, column, columns, direction, equal, joined, matching},
    schema::metadata::{path::Path, relation::OrderTerm},
    statement::{
        comparison::{Alternative, AlternativeKind, FixedSql, KeyComparison},
        junction::JunctionSql,
        layers::{first_of_one, reached_from_one, rows_of_one},
        model::{ModelSql, source},
        owning::OwningSql,
        rendered::Rendered,
        sql::Sql,
    },
};

/// The statements that read along a relation. The parameters are the near row's columns at the beginning of
/// the path.
#[derive(Debug, Default)]
pub struct RelationSql {
    /// The far model's columns.
    columns: &'static str,
    /// The FROM and WHERE clauses.
    pub source: String,
    /// The declared ORDER BY clause, or empty.
    pub order: String,
    /// The terms of that clause.
    pub(crate) declared: &'static [OrderTerm],
    /// The SELECT of all far rows, in the declared order.
    pub select: String,
    /// The SELECT of the first far row.
    pub first: String,
    /// The SELECT that counts the far rows.
    pub count: String,
    /// The SELECT that tests whether there is a far row.
    pub exists: String,
    /// The condition of the WHERE clause, whose form the database decides.
    comparisons: Vec<KeyComparison>,
    /// The path of the relation; `None` only in a default value.
    pub(crate) path: Option<&'static Path>,
    /// The statements that write the foreign key, if the relation owns it.
    pub(crate) owning: Rendered<OwningSql>,
    /// The statements that write the junction table, if there is one.
    pub(crate) junction: Rendered<JunctionSql>,
    /// The SELECTs of all far rows in the order of one column.
    ordered: RwLock<Vec<Ordered>>,
}

/// A statement that reads all far rows in the order of one column.
#[derive(Clone, Copy, Debug)]
struct Ordered {
    column: &'static str,
    descending: bool,
    select: &'static str,
}

impl RelationSql {
    /// Returns one of these statements together with the condition whose form the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, comparisons: &self.comparisons }
    }

    /// Returns the conditions whose form the database decides.
    pub(crate) fn comparisons(&self) -> &[KeyComparison] {
        &self.comparisons
    }

    /// Returns the statement that reads all far rows.
    pub(crate) fn all(&self) -> FixedSql<'_> {
        self.fixed(&self.select)
    }

    /// Returns the statement that reads the first far row.
    pub(crate) fn first(&self) -> FixedSql<'_> {
        self.fixed(&self.first)
    }

    /// Returns the statement that counts the far rows.
    pub(crate) fn count(&self) -> FixedSql<'_> {
        self.fixed(&self.count)
    }

    /// Returns the statement that tests whether there is a far row.
    pub(crate) fn exists(&self) -> FixedSql<'_> {
        self.fixed(&self.exists)
    }

    /// Appends the FROM and WHERE clauses, without their first `skipped` bytes.
    pub(crate) fn push_source(&'static self, sql: &mut Sql, skipped: usize) {
        let start = sql.text.len();
        sql.text += &self.source[skipped..];
        for comparison in &self.comparisons {
            if let Some(at) = comparison.position(&sql.text[start..]) {
                sql.alternatives.push(Alternative {
                    at: start + at.start..start + at.end,
                    kind: AlternativeKind::Fixed(comparison),
                });
            }
        }
    }

    /// Returns the statement that reads all far rows in the order of one of their columns.
    ///
    /// It is kept: otherwise it would be rendered again for each row whose relation is read in this order.
    /// There are as many as the program has such orders.
    pub(crate) fn select_ordered(&self, column: &'static str, descending: bool) -> &'static str {
        // The name is mostly the same constant, whose letters need not be compared.
        let wanted = |kept: &&Ordered| {
            (std::ptr::eq(kept.column, column) || kept.column == column) && kept.descending == descending
        };
        let kept = self.ordered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find(wanted) {
            return found.select;
        }
        drop(kept);
        let direction = sql::direction(descending);
        let by = sql::column("t", column);
        let select = format!("SELECT {} {} ORDER BY {by}{direction}", self.columns, self.source);
        let mut kept = self.ordered.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have rendered it meanwhile.
        if let Some(found) = kept.iter().find(wanted) {
            return found.select;
        }
        let select = String::leak(select);
        kept.push(Ordered { column, descending, select });
        select
    }
}

/// The data from which the statements of a relation are rendered, by code that all relations share.
pub(crate) struct RelationParts {
    pub(crate) near: &'static str,
    pub(crate) path: &'static Path,
    pub(crate) far: &'static ModelSql,
    pub(crate) order: &'static [OrderTerm],
}

impl RelationParts {
    /// Renders the statements of a relation to rows one step away.
    pub(crate) fn render_direct(&self) -> RelationSql {
        let step = self.path.step(0);
        let (source, plain, alias) = rows_of_one(&step);
        let mut sql = self.render(source, KeyComparison::of_first_step(plain, self.near, step, alias, 1));
        if let Some((source, plain)) = first_of_one(&step) {
            sql.select = format!("SELECT {} {source}", self.far.columns);
            sql.first.clone_from(&sql.select);
            sql.comparisons.push(KeyComparison::of_first_step(plain, self.near, step, "t", 1));
        }
        sql
    }

    /// Renders the statements of a relation across a junction table.
    pub(crate) fn render_linked(&self) -> RelationSql {
        let junction = self.path.step(0);
        let plain = matching("j", junction.to, 1);
        self.render(
            linked_source(self.path),
            KeyComparison::of_first_step(plain, self.near, junction, "j", 1),
        )
    }

    /// Renders the statements of a relation through others.
    pub(crate) fn render_through(&self) -> RelationSql {
        let plain = through_condition(self.path);
        self.render(through_source(self.path), KeyComparison::of_path(plain, self.near, self.path))
    }

    /// Renders the statements of a relation from its FROM and WHERE clauses and the condition in them.
    fn render(&self, source: String, comparison: KeyComparison) -> RelationSql {
        let order = order(self.order);
        let select = format!("SELECT {} {source}{order}", self.far.columns);
        RelationSql {
            columns: &self.far.columns,
            first: format!("{select} LIMIT 1"),
            count: format!("SELECT count(*) {source}"),
            exists: format!("SELECT EXISTS(SELECT 1 {source})"),
            select,
            source,
            order,
            declared: self.order,
            path: Some(self.path),
            comparisons: vec![comparison],
            owning: Rendered::new(),
            junction: Rendered::new(),
            ordered: RwLock::default(),
        }
    }
}

/// Renders ` ORDER BY t."created_at" DESC`, or nothing without terms.
fn order(terms: &[OrderTerm]) -> String {
    let terms = joined(terms, ",", |_, term| {
        let alias = if term.link { "j" } else { "t" };
        format!("{}{}", column(alias, term.column), direction(term.descending))
    });
    if terms.is_empty() { terms } else { format!(" ORDER BY {terms}") }
}

/// Renders the clauses of a relation across a junction table, whose order the far rows keep:
/// `FROM main."user_group" AS j CROSS JOIN main."groups" AS t ON t."id"=j."group_id" WHERE j."user_id"=+?1`.
pub(crate) fn linked_source(path: &Path) -> String {
    let (junction, far) = (path.step(0), path.step(1));
    format!(
        "FROM {} CROSS JOIN {} ON {} WHERE {}",
        junction.source("j"),
        far.source("t"),
        equal(("t", far.to), ("j", far.from)),
        matching("j", junction.to, 1)
    )
}

/// Renders the clauses of a relation through others, which reads each far row once:
/// `FROM main."comments" t WHERE t."post_id" IN (SELECT s0."id" FROM main."posts" AS s0 WHERE s0."user_id"=+?1)`.
///
/// Each table has an alias of its own: without it, SQLite would search a column that a table lacks in the
/// query around it.
fn through_source(path: &Path) -> String {
    let last = path.step(path.len() - 1);
    let source = if last.layer.is_none() { source(last.table) } else { format!("FROM {}", last.source("t")) };
    format!("{source} WHERE {}", through_condition(path))
}

/// Renders `t."post_id" IN (SELECT s0."id" FROM main."posts" AS s0 WHERE s0."user_id"=+?1)`.
fn through_condition(path: &Path) -> String {
    let last = path.len() - 1;
    let alias = |at: usize| if at == last { "t".to_owned() } else { format!("s{at}") };
    let (first, mut condition) = reached_from_one(&path.step(0), &alias(0));
    for at in 1..=last {
        let step = path.step(at);
        let there = columns(&alias(at), step.to);
        let there = if step.to.len() > 1 { format!("({there})") } else { there };
        let here = columns(&alias(at - 1), step.from);
        let before = if at == 1 { first.clone() } else { path.step(at - 1).source(&alias(at - 1)) };
        condition = format!("{there} IN (SELECT {here} FROM {before} WHERE {condition})");
    }
    condition
}
