//! Reading along a relation.

use std::sync::{PoisonError, RwLock};

use crate::{
    base::sql::{self as parts, column, columns, equal, joined, matching, table},
    schema::metadata::{path::Path, relation::OrderTerm},
    statement::{
        comparison::{Alternative, AlternativeKind, FixedSql, KeyComparison},
        junction::JunctionSql,
        model::{ModelSql, source},
        owning::OwningSql,
        rendered::Rendered,
        sql::Sql,
    },
};

/// The statements that read along a relation; the parameters are the near row's columns where its path begins.
#[derive(Debug, Default)]
pub struct RelationSql {
    /// The far model's columns.
    columns: &'static str,
    /// The FROM and WHERE clauses.
    pub source: String,
    /// The declared ORDER BY clause, or nothing.
    pub order: String,
    /// All far rows, in the declared order.
    pub select: String,
    /// The first of them.
    pub first: String,
    /// How many there are.
    pub count: String,
    /// Whether there is one.
    pub exists: String,
    /// The WHERE clause by itself, of which the database decides the form.
    compared: Vec<KeyComparison>,
    /// The way that is read along.
    pub(crate) path: Option<&'static Path>,
    /// The statements that write the foreign key, if the relation owns it.
    pub(crate) owning: Rendered<OwningSql>,
    /// The statements that write the junction table, if there is one.
    pub(crate) junction: Rendered<JunctionSql>,
    /// All far rows, in an order by one column that was asked for.
    ordered: RwLock<Vec<Ordered>>,
}

/// A statement that reads in the order of one column, as it was first asked for.
#[derive(Clone, Copy, Debug)]
struct Ordered {
    column: &'static str,
    descending: bool,
    select: &'static str,
}

impl RelationSql {
    /// One of these statements, with what of it the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, compared: &self.compared }
    }

    /// All far rows.
    pub(crate) fn all(&self) -> FixedSql<'_> {
        self.fixed(&self.select)
    }

    /// The first of them.
    pub(crate) fn first(&self) -> FixedSql<'_> {
        self.fixed(&self.first)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> FixedSql<'_> {
        self.fixed(&self.count)
    }

    /// Whether there is one.
    pub(crate) fn exists(&self) -> FixedSql<'_> {
        self.fixed(&self.exists)
    }

    /// Appends the FROM and WHERE clauses, without their first bytes.
    pub(crate) fn push_source(&'static self, sql: &mut Sql, without: usize) {
        let start = sql.text.len();
        sql.text += &self.source[without..];
        for compared in &self.compared {
            if let Some(at) = compared.place(&sql.text[start..]) {
                sql.compared.push(Alternative {
                    at: start + at.start..start + at.end,
                    of: AlternativeKind::Fixed(compared),
                });
            }
        }
    }

    /// The statement that reads all far rows in the order of one of their columns.
    ///
    /// It is kept, since it would be rendered anew for each row whose relation is read so; there are as many as the
    /// program has such orders.
    pub(crate) fn in_order(&self, column: &'static str, descending: bool) -> &'static str {
        // A column's name is mostly the very same constant, which spares comparing its letters.
        let wanted = |kept: &&Ordered| {
            (std::ptr::eq(kept.column, column) || kept.column == column) && kept.descending == descending
        };
        let kept = self.ordered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find(wanted) {
            return found.select;
        }
        drop(kept);
        let direction = if descending { " DESC" } else { "" };
        let by = parts::column("t", column);
        let select = format!("SELECT {} {} ORDER BY {by}{direction}", self.columns, self.source);
        let mut kept = self.ordered.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster.
        if let Some(found) = kept.iter().find(wanted) {
            return found.select;
        }
        let select = String::leak(select);
        kept.push(Ordered { column, descending, select });
        select
    }
}

/// What the statements of a relation are made of, apart from its types: they are rendered by code that all relations share.
pub(crate) struct RelationParts {
    pub(crate) near: &'static str,
    pub(crate) path: &'static Path,
    pub(crate) far: &'static ModelSql,
    pub(crate) order: &'static [OrderTerm],
}

impl RelationParts {
    pub(crate) fn direct(&self) -> RelationSql {
        let plain = matching("t", self.path.step(0).to, 1);
        self.statements(direct_source(self.path), KeyComparison::along(plain, self.near, self.path))
    }

    pub(crate) fn linked(&self) -> RelationSql {
        let junction = self.path.step(0);
        let plain = matching("j", junction.to, 1);
        self.statements(linked_source(self.path), KeyComparison::first(plain, self.near, junction, "j", 1))
    }

    pub(crate) fn through(&self) -> RelationSql {
        let plain = through_condition(self.path);
        self.statements(through_source(self.path), KeyComparison::along(plain, self.near, self.path))
    }

    fn statements(&self, source: String, compared: KeyComparison) -> RelationSql {
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
            path: Some(self.path),
            compared: vec![compared],
            owning: Rendered::new(),
            junction: Rendered::new(),
            ordered: RwLock::default(),
        }
    }
}

/// ` ORDER BY t."created_at" DESC`, or nothing.
fn order(terms: &[OrderTerm]) -> String {
    let terms = joined(terms, ",", |_, term| {
        format!("{}{}", column("t", term.column), if term.descending { " DESC" } else { "" })
    });
    if terms.is_empty() { terms } else { format!(" ORDER BY {terms}") }
}

/// The rows one step away: `FROM main."posts" t WHERE t."user_id"=+?1`.
fn direct_source(path: &Path) -> String {
    let step = path.step(0);
    format!("{} WHERE {}", source(step.table), matching("t", step.to, 1))
}

/// The rows across a junction table, read in the junction's order:
/// `FROM main."user_group" j CROSS JOIN main."groups" t ON t."id"=j."group_id" WHERE j."user_id"=+?1`.
fn linked_source(path: &Path) -> String {
    let (junction, far) = (path.step(0), path.step(1));
    format!(
        "FROM {} j CROSS JOIN {} t ON {} WHERE {}",
        table(junction.table),
        table(far.table),
        equal(("t", far.to), ("j", far.from)),
        matching("j", junction.to, 1)
    )
}

/// The distinct rows any number of steps away:
/// `FROM main."comments" t WHERE t."post_id" IN (SELECT s0."id" FROM main."posts" s0 WHERE s0."user_id"=+?1)`.
///
/// Each table has an alias of its own: a column that one of them lacks would be looked for in the one around it.
fn through_source(path: &Path) -> String {
    format!("{} WHERE {}", source(path.step(path.len() - 1).table), through_condition(path))
}

/// `t."post_id" IN (SELECT s0."id" FROM main."posts" s0 WHERE s0."user_id"=+?1)`.
fn through_condition(path: &Path) -> String {
    let last = path.len() - 1;
    let alias = |at: usize| if at == last { "t".to_owned() } else { format!("s{at}") };
    let mut condition = matching(&alias(0), path.step(0).to, 1);
    for at in 1..=last {
        let step = path.step(at);
        let there = columns(&alias(at), step.to);
        let there = if step.to.len() > 1 { format!("({there})") } else { there };
        let here = columns(&alias(at - 1), step.from);
        let before = format!("{} {}", table(path.step(at - 1).table), alias(at - 1));
        condition = format!("{there} IN (SELECT {here} FROM {before} WHERE {condition})");
    }
    condition
}
