//! Orders of rows: [`Order`], by columns, by what the database computes of a row, and by its related rows.

pub(crate) mod parent_order;

use std::marker::PhantomData;

use crate::{
    base::{error::Result, quote::push_quoted, sql::push_column},
    expression::{
        computed::{Computed, Expression},
        filter::{
            aggregate::push_count,
            condition::RelationCondition,
            far_rows::push_rows,
            parent_join::has_raw,
            raw::{Parts, render_parts},
        },
    },
    schema::metadata::{
        path::{End, Path, Step},
        relation::OrderTerm,
        table::Table,
    },
    statement::sql::{AliasDepth, Candidates, Sql},
};

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`. See
/// [`Select::order_by`](crate::Select::order_by).
///
/// | order by | form |
/// |---|---|
/// | a column | `User::NAME.asc()` |
/// | an expression | `(Post::LIKES + Post::SHARES).desc()` |
/// | the number of related rows | `User::POSTS.count().desc()`, `User::POSTS.count_where(…).desc()` |
/// | a column of the related row, or another order of it | `Post::USER.order(User::NAME.asc())` |
/// | SQL written by hand | `raw("length(").column(User::NAME).sql(")").asc()` |
#[derive(Clone, Debug)]
#[must_use = "an order does nothing until a query has it"]
pub struct Order<M> {
    pub(crate) term: Term,
    model: PhantomData<fn() -> M>,
}

/// A term of an ORDER BY clause.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub by: By,
    pub descending: bool,
}

/// The value that a [`Term`] orders by.
#[derive(Clone, Debug)]
pub(crate) enum By {
    /// The value of this column.
    Column(&'static str),
    /// The value of this column of the junction table that the rows are read along.
    Link(&'static str),
    /// The value of an expression.
    Computed(Box<Computed>),
    /// The value of a piece of SQL.
    Raw(Parts),
    /// The number of far rows, which are distinct by the columns of the key.
    Count(Box<RelationCondition>, &'static [&'static str]),
    /// A value of the only far row; NULL if there is none.
    Related(Box<RelationCondition>, Box<By>),
}

impl Term {
    /// Returns the term of an order that a relation declares.
    pub(crate) const fn of_declared(term: &OrderTerm) -> Self {
        let by = if term.link { By::Link(term.column) } else { By::Column(term.column) };
        Self { by, descending: term.descending }
    }
}

impl<M> Order<M> {
    /// Creates the order by a column.
    pub(crate) const fn new(column: &'static str, descending: bool) -> Self {
        Self::by(By::Column(column), descending)
    }

    /// Creates the order by a piece of SQL.
    pub(crate) const fn of_raw(parts: Parts, descending: bool) -> Self {
        Self::by(By::Raw(parts), descending)
    }

    /// Creates the order by a value.
    pub(crate) const fn by(by: By, descending: bool) -> Self {
        Self { term: Term { by, descending }, model: PhantomData }
    }
}

impl<M, T> Expression<M, T> {
    /// Orders by the value, the least first, as `(Post::LIKES + Post::SHARES).asc()`; NULL comes before everything.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let by_distance = User::query().order_by((User::PHONE_NUMBER * -1).asc());
    /// assert_eq!(by_distance.all(&db)?, [bob, alice]);
    /// # Ok(()) }
    /// ```
    pub fn asc(self) -> Order<M> {
        self.order(false)
    }

    /// Orders by the value, the greatest first, as `(Post::LIKES + Post::SHARES).desc()`; NULL comes last.
    pub fn desc(self) -> Order<M> {
        self.order(true)
    }

    /// Orders by the value.
    fn order(self, descending: bool) -> Order<M> {
        let by = match self.computed {
            Computed::Column(column) => By::Column(column),
            Computed::Raw(parts) => By::Raw(parts),
            other => By::Computed(Box::new(other)),
        };
        Order::by(by, descending)
    }
}

impl By {
    /// Returns the column of the row itself, if the value is one.
    pub(crate) const fn column(&self) -> Option<&'static str> {
        match self {
            Self::Column(column) => Some(*column),
            _ => None,
        }
    }

    /// Appends the value for the row of `level`.
    pub(crate) fn render(&self, sql: &mut Sql, level: AliasDepth) -> Result<()> {
        match self {
            Self::Column(column) => sql.push_column(level, column),
            Self::Link(column) => push_column(&mut sql.text, "j", column),
            Self::Computed(computed) => computed.render(sql, level)?,
            Self::Raw(parts) => render_parts(sql, level, parts)?,
            Self::Count(related, key) => {
                sql.with_candidates(Candidates::default(), |sql| push_count(sql, level, related, key))?;
            }
            Self::Related(related, by) => {
                if level == AliasDepth::default()
                    && !sql.parents.is_empty()
                    && let Some((step, column)) = self.parent_column()
                    && let Some(nth) = parent_order::position(&sql.parents, &step)
                {
                    return parent_order::push_column(sql, (nth, step), column, self);
                }
                push_subquery(sql, level, related, by)?;
            }
        }
        Ok(())
    }

    /// Returns the step to a parent and the column of the parent, if the value is one that a join finds.
    pub(crate) fn parent_column(&self) -> Option<(Step, &'static str)> {
        let Self::Related(related, by) = self else { return None };
        let (RelationCondition { path: Path::Steps([step]), far: None, .. }, Self::Column(column)) =
            (&**related, &**by)
        else {
            return None;
        };
        (step.layer.is_none() && step.end == End::Parent && (step.of)().is_unique(step.to))
            .then_some((*step, column))
    }

    /// Returns `true` if the value contains SQL of the user's.
    pub(crate) fn has_raw(&self) -> bool {
        match self {
            Self::Column(_) | Self::Link(_) => false,
            Self::Raw(_) => true,
            Self::Computed(computed) => computed.has_raw(),
            Self::Count(related, _) => related.far.as_deref().is_some_and(has_raw),
            Self::Related(_, by) => by.has_raw(),
        }
    }

    /// Returns the collating sequence that a column of `table` declares, if the value is one.
    fn collate(&self, table: &Table) -> Option<&'static str> {
        match self {
            Self::Column(name) => table.column(name)?.collate,
            Self::Related(related, by) => by.collate(far_table(related)),
            _ => None,
        }
    }
}

/// Appends the subquery that finds a value of the only far row.
fn push_subquery(sql: &mut Sql, level: AliasDepth, related: &RelationCondition, by: &By) -> Result<()> {
    sql.text += "(SELECT ";
    by.render(sql, level.below())?;
    sql.with_candidates(Candidates::default(), |sql| push_rows(sql, level, related))?;
    sql.text.push(')');
    // A subquery has no collating sequence of its own.
    if let Some(collate) = by.collate(far_table(related)) {
        sql.text += " COLLATE ";
        push_quoted(&mut sql.text, collate);
    }
    Ok(())
}

/// Returns the table of the far rows.
fn far_table(related: &RelationCondition) -> &'static Table {
    (related.path.step(related.path.len() - 1).of)()
}
