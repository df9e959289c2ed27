//! Finds the two ends of a junction table.

use crate::{
    base::const_message::{const_panic, contains, str_eq},
    relation::resolve::{list_to, only, points_to, require_accepted},
    schema::metadata::{
        foreign_key::ForeignKey,
        relation::RelationDef,
        table::{Entity, Table},
    },
};

/// Finds the only `belongs_to` of `junction` that points to `end`.
#[track_caller]
#[must_use]
pub const fn junction_key(junction: Entity, relations: &[RelationDef], end: Entity) -> usize {
    require_accepted(junction);
    match only(relations, end.identity) {
        Ok(at) => at,
        Err(0) => const_panic! {
            "`" (junction.name) "` has no `#[belongs_to]` pointing to `" (end.name)
            "`, so it cannot link rows of `" (end.name) "`: add one to the field that holds its key"
        },
        Err(_) => const_panic! {
            "`" (junction.name) "` belongs to `" (end.name) "` by "
            (list_to(relations, end.identity).as_str())
            ": say which end is which with `from = …, to = …`"
        },
    }
}

/// Finds the `belongs_to` of `junction` that points to `end` and that `option` names, by its own name or by
/// that of its field.
#[track_caller]
#[must_use]
pub const fn named_junction_key(
    option: &str,
    side: &str,
    junction: Entity,
    relations: &[RelationDef],
    end: Entity,
) -> usize {
    require_accepted(junction);
    let mut at = 0;
    while at < relations.len() {
        let relation = &relations[at];
        let by_field = relation.fields.len() == 1 && str_eq(relation.fields[0], side);
        if points_to(relation, end.identity) && (str_eq(relation.name, side) || by_field) {
            return at;
        }
        at += 1;
    }
    if let Err(0) = only(relations, end.identity) {
        const_panic! {
            "`" (junction.name) "` has no `#[belongs_to]` pointing to `" (end.name)
            "`, so it cannot link rows of `" (end.name) "`: add one to the field that holds its key"
        }
    }
    const_panic! {
        "`" (junction.name) "` has no `#[belongs_to]` named `" (side) "` pointing to `" (end.name)
        "`: write `" (option) " = ` and one of " (list_to(relations, end.identity).as_str())
    }
}

/// Checks that a junction holds each pair once: the columns of its two foreign keys are its primary key, or
/// unique together.
#[track_caller]
pub const fn unique_pair(table: &Table, near: &ForeignKey, far: &ForeignKey) {
    let (near, far) = (near.columns, far.columns);
    if is_pair(table.primary_key, near, far) {
        return;
    }
    let mut at = 0;
    while at < table.uniques.len() {
        if is_pair(table.uniques[at], near, far) {
            return;
        }
        at += 1;
    }
    const_panic! {
        "`" (table.model)
        "` can hold a pair twice: make its two foreign keys its primary key with `#[model(primary_key(…))]`, or unique together with `#[model(unique(…))]`"
    }
}

/// Returns `true` if `columns` are the columns of the two foreign keys, in any order.
const fn is_pair(columns: &[&str], near: &[&str], far: &[&str]) -> bool {
    let mut at = 0;
    while at < columns.len() {
        if !contains(near, columns[at]) && !contains(far, columns[at]) {
            return false;
        }
        at += 1;
    }
    columns.len() == near.len() + far.len()
}

/// Finds the primary key of `end` among the columns that a foreign key may refer to; a generated junction
/// table can refer to one column only.
#[track_caller]
#[must_use]
pub const fn single_key(table: &str, end: Entity, key: &[&str]) -> usize {
    if key.len() != 1 {
        const_panic! {
            "the primary key of `" (end.name)
            "` has several columns, which the generated junction table `" (table)
            "` cannot refer to: declare a model for the junction and name it in `through`, without quotes"
        }
    }
    0
}
