//! How many rows of a table conditions can mean, as far as its keys and indexes tell.

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

/// What rows of a table a condition means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Few, found by an index: those equal to a value.
    Few,
    /// Those in a range of an index, which may be all.
    Part,
    /// Any number, and the whole table has to be read for them.
    Any,
}

/// What rows of `table` the condition means.
pub(crate) fn reach(condition: &Condition, table: &Table) -> Reach {
    let by_index = |columns: &[&str], reach| if is_indexed(table, columns) { reach } else { Reach::Any };
    match condition {
        Condition::Compare { column, operator, .. } => match *operator {
            " = " => by_index(&[column], Reach::Few),
            " < " | " <= " | " > " | " >= " => by_index(&[column], Reach::Part),
            _ => Reach::Any,
        },
        Condition::In { column, .. } => by_index(&[column], Reach::Few),
        Condition::Between { column, .. } | Condition::IsNull { column, negated: false } => {
            by_index(&[column], Reach::Part)
        }
        Condition::Refers { to_children, .. } => by_index(to_children.to, Reach::Few),
        Condition::All(conditions) => reach_of_all(conditions, table),
        Condition::Any(conditions) => {
            conditions.iter().map(|condition| reach(condition, table)).max().unwrap_or(Reach::Few)
        }
        Condition::Related(related) => reach_back(related, table),
        Condition::IsNull { .. }
        | Condition::Not(_)
        | Condition::Raw(_)
        | Condition::Unencodable(_)
        | Condition::Unsupported(_) => Reach::Any,
    }
}

fn reach_of_all(conditions: &[Condition], table: &Table) -> Reach {
    conditions.iter().map(|condition| reach(condition, table)).min().unwrap_or(Reach::Any)
}

/// Whether one of these conditions on rows of `table` is about what their relations lead to, while the others leave few rows.
pub(crate) fn asks_of_few(conditions: &[Condition], table: &Table) -> bool {
    ask_relations(conditions) && leave_few(conditions, table)
}

/// Whether one of these conditions is about the rows that a relation leads to.
#[inline]
pub(crate) fn ask_relations(conditions: &[Condition]) -> bool {
    conditions
        .iter()
        .any(|condition| !matches!(condition, Condition::Compare { .. }) && asks_relations(condition))
}

fn asks_relations(condition: &Condition) -> bool {
    match condition {
        Condition::Related(_) => true,
        Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().any(asks_relations),
        Condition::Not(condition) => asks_relations(condition),
        _ => false,
    }
}

/// Whether one of these conditions is about what relations lead to by way of this table.
pub(crate) fn lead_through(conditions: &[Condition], table: &str) -> bool {
    conditions.iter().any(|condition| match condition {
        Condition::Related(RelationCondition { path, far, .. }) => {
            (0..path.len()).any(|at| path.step(at).table == table)
                || far.as_deref().is_some_and(|far| lead_through(slice::from_ref(far), table))
        }
        Condition::All(conditions) | Condition::Any(conditions) => lead_through(conditions, table),
        Condition::Not(condition) => lead_through(slice::from_ref(condition), table),
        _ => false,
    })
}

/// Whether few rows of `table` meet these conditions, whatever relations lead to.
pub(crate) fn leave_few(conditions: &[Condition], table: &Table) -> bool {
    conditions.iter().any(|condition| match condition {
        Condition::Related(_) => false,
        Condition::All(conditions) => leave_few(conditions, table),
        other => reach(other, table) == Reach::Few,
    })
}

/// What rows lead to some of the far rows, if the way back is by indexes.
fn reach_back(related: &RelationCondition, table: &Table) -> Reach {
    let (Quantifier::Exists, true, Some(far)) = (&related.quantifier, related.met, &related.far) else {
        return Reach::Any;
    };
    let path = &related.path;
    let mut before = table;
    for at in 0..path.len() {
        let Step { from, of, .. } = path.step(at);
        if !is_indexed(before, from) {
            return Reach::Any;
        }
        before = of();
    }
    reach(far, before)
}

/// Whether the condition is about rows of `table` alone, whatever rows lead to them. Of SQL that is written by hand that is
/// known where all its names are columns of the table, and where no other table stands `beside` it.
pub(crate) fn is_apart(condition: &Condition, table: &Table, beside: bool) -> bool {
    match condition {
        Condition::Raw(parts) => !beside && names::names_only(parts, table),
        Condition::All(conditions) | Condition::Any(conditions) => {
            conditions.iter().all(|condition| is_apart(condition, table, beside))
        }
        Condition::Not(condition) => is_apart(condition, table, beside),
        Condition::Related(RelationCondition { path, far: Some(far), .. }) => {
            is_apart(far, (path.step(path.len() - 1).of)(), beside)
        }
        _ => true,
    }
}
