//! An estimate of how many rows conditions select, by the keys and indexes that the models declare.
//!
//! It decides which [`Subquery`](super::subquery::Subquery) a condition on related rows becomes, and whether parents
//! are [joined](super::parent_join).

use std::slice;

use crate::{
    expression::filter::{
        condition::{Condition, Quantifier, RelationCondition},
        raw::names,
    },
    schema::{
        access::is_indexed,
        metadata::{path::Step, table::Table},
    },
};

/// An estimate of the rows of a table that a condition selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Selectivity {
    /// Few rows, found by an index: those equal to a value.
    Few,
    /// The rows in a range of an index, which may be all.
    Range,
    /// Any number of rows, and the whole table has to be read for them.
    Any,
}

/// Estimates which rows of `table` the condition selects.
pub(crate) fn estimate(condition: &Condition, table: &Table) -> Selectivity {
    let by_index =
        |columns: &[&str], indexed| if is_indexed(table, columns) { indexed } else { Selectivity::Any };
    match condition {
        Condition::Compare { column, operator, .. } => match *operator {
            " = " => by_index(&[column], Selectivity::Few),
            " < " | " <= " | " > " | " >= " => by_index(&[column], Selectivity::Range),
            _ => Selectivity::Any,
        },
        Condition::In { column, .. } => by_index(&[column], Selectivity::Few),
        Condition::Between { column, .. } | Condition::IsNull { column, negated: false } => {
            by_index(&[column], Selectivity::Range)
        }
        Condition::Refers { to_children, .. } => by_index(to_children.to, Selectivity::Few),
        Condition::All(conditions) => estimate_all(conditions, table),
        Condition::Any(conditions) => {
            conditions.iter().map(|condition| estimate(condition, table)).max().unwrap_or(Selectivity::Few)
        }
        Condition::Related(related) => estimate_related(related, table),
        Condition::IsNull { .. }
        | Condition::Like { .. }
        | Condition::Computed(_)
        | Condition::Not(_)
        | Condition::Raw(_)
        | Condition::Unencodable(_)
        | Condition::Unsupported(_) => Selectivity::Any,
    }
}

/// Estimates which rows of `table` meet all of the conditions.
fn estimate_all(conditions: &[Condition], table: &Table) -> Selectivity {
    conditions.iter().map(|condition| estimate(condition, table)).min().unwrap_or(Selectivity::Any)
}

/// Returns `true` if one of the conditions on rows of `table` is on related rows and is tested for few rows only, as
/// the others select few.
pub(crate) fn tests_few_rows(conditions: &[Condition], table: &Table) -> bool {
    any_on_relation(conditions) && any_selects_few(conditions, table)
}

/// Returns `true` if one of the conditions is on the rows that a relation leads to.
#[inline]
pub(crate) fn any_on_relation(conditions: &[Condition]) -> bool {
    conditions
        .iter()
        .any(|condition| !matches!(condition, Condition::Compare { .. }) && is_on_relation(condition))
}

/// Returns `true` if the condition, or one within it, is on the rows that a relation leads to.
fn is_on_relation(condition: &Condition) -> bool {
    match condition {
        Condition::Related(_) => true,
        Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().any(is_on_relation),
        Condition::Not(condition) => is_on_relation(condition),
        _ => false,
    }
}

/// Returns `true` if one of the conditions is on related rows, and the path to them passes through `table`, or leaves out
/// rows by conditions that may.
pub(crate) fn any_passes_through(conditions: &[Condition], table: &str) -> bool {
    conditions.iter().any(|condition| match condition {
        Condition::Related(RelationCondition { path, far, .. }) => {
            !path.is_plain()
                || (0..path.len()).any(|at| path.step(at).table == table)
                || far.as_deref().is_some_and(|far| any_passes_through(slice::from_ref(far), table))
        }
        Condition::All(conditions) | Condition::Any(conditions) => any_passes_through(conditions, table),
        Condition::Not(condition) => any_passes_through(slice::from_ref(condition), table),
        _ => false,
    })
}

/// Returns `true` if the conditions that are not on related rows select few rows of `table`.
pub(crate) fn any_selects_few(conditions: &[Condition], table: &Table) -> bool {
    conditions.iter().any(|condition| match condition {
        Condition::Related(_) => false,
        Condition::All(conditions) => any_selects_few(conditions, table),
        other => estimate(other, table) == Selectivity::Few,
    })
}

/// Estimates which rows of `table` are related to the far rows that the condition selects, if indexes lead back to
/// them.
fn estimate_related(related: &RelationCondition, table: &Table) -> Selectivity {
    let (Quantifier::Exists, true, Some(far)) = (&related.quantifier, related.met, &related.far) else {
        return Selectivity::Any;
    };
    let path = &related.path;
    let mut before = table;
    for at in 0..path.len() {
        let Step { from, of, .. } = path.step(at);
        if !is_indexed(before, from) {
            return Selectivity::Any;
        }
        before = of();
    }
    estimate(far, before)
}

/// Returns `true` if the condition concerns only rows of `table`, and not the rows that lead to them. For SQL written
/// by hand this is known where all its names are columns of the table, and where no other table is `beside` it.
pub(crate) fn concerns_only(condition: &Condition, table: &Table, beside: bool) -> bool {
    match condition {
        Condition::Raw(parts) => !beside && names::names_only(parts, table),
        Condition::All(conditions) | Condition::Any(conditions) => {
            conditions.iter().all(|condition| concerns_only(condition, table, beside))
        }
        Condition::Not(condition) => concerns_only(condition, table, beside),
        Condition::Related(RelationCondition { path, far: Some(far), .. }) => {
            concerns_only(far, (path.step(path.len() - 1).of)(), beside)
        }
        _ => true,
    }
}
