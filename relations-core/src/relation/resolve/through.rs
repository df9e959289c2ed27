//! Finds the relation by which a relation through another goes on from the rows in the middle, and checks that a
//! `has_one` through another leads to one row.

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    relation::resolve::require_accepted,
    schema::metadata::{relation::RelationDef, table::Entity},
};

/// Finds the relation of `middle` that leads on to `far`, for a relation named `relation`: the only one, or
/// among several the one of the same name.
#[track_caller]
#[must_use]
pub const fn source(relation: &str, middle: Entity, relations: &[RelationDef], far: Entity) -> usize {
    find_source(relation, middle, relations, far, false)
}

/// Finds the relation as [`source`] does, where the rows in the middle are of the model that declares the relation named
/// `relation`: it cannot go on by itself.
#[track_caller]
#[must_use]
pub const fn other_source(relation: &str, middle: Entity, relations: &[RelationDef], far: Entity) -> usize {
    find_source(relation, middle, relations, far, true)
}

/// Finds the relation as [`source`] does, or with `other` among those that have another name.
#[track_caller]
const fn find_source(
    relation: &str,
    middle: Entity,
    relations: &[RelationDef],
    far: Entity,
    other: bool,
) -> usize {
    require_accepted(middle);
    let (mut found, mut last, mut at) = (0, 0, 0);
    while at < relations.len() {
        let same = str_eq(relations[at].name, relation);
        if str_eq(relations[at].target_identity, far.identity) && !(same && other) {
            if same {
                return at;
            }
            found += 1;
            last = at;
        }
        at += 1;
    }
    match found {
        1 => last,
        0 => const_panic! {
            "`" (middle.name) "` has no relation to `" (far.name) "`, so `" (relation)
            "` cannot lead there through it: declare one on `" (middle.name) "`"
        },
        _ => const_panic! {
            "`" (middle.name) "` has several relations to `" (far.name) "`: say by which one `"
            (relation) "` goes on with `source = …`"
        },
    }
}

/// Finds the relation of `middle` to `far` that `source` names.
#[track_caller]
#[must_use]
pub const fn named_source(source: &str, middle: Entity, relations: &[RelationDef], far: Entity) -> usize {
    require_accepted(middle);
    let mut choices = Text::<512>::new();
    let mut at = 0;
    while at < relations.len() {
        if str_eq(relations[at].target_identity, far.identity) {
            if str_eq(relations[at].name, source) {
                return at;
            }
            choices.push(if choices.len() > 0 { " or `" } else { ": write `" });
            choices.push(relations[at].name);
            choices.push("`");
        }
        at += 1;
    }
    const_panic! {
        "`" (middle.name) "` has no relation named `" (source) "` to `" (far.name) "`" (choices.as_str())
    }
}

/// Checks that the first step of a `has_one` through another relation, which is named `relation`, leads to at most one
/// row.
#[track_caller]
pub const fn through_one(relation: &str, near: Entity, through: &RelationDef, far: Entity) {
    if !through.kind.is_to_one() {
        const_panic! {
            "`" (near.name) "." (through.name) "` leads to many `" (through.target) "`, so a `" (near.name)
            "` can have several `" (far.name) "` through it: declare `#[has_many(" (relation) ": " (far.name)
            ", through = " (through.name) ")]`"
        }
    }
}

/// Checks that the second step of a `has_one` through another relation leads to at most one row. Of a first step that
/// does not, [`through_one`] reports it.
#[track_caller]
pub const fn source_one(
    relation: &str,
    near: Entity,
    through: &RelationDef,
    middle: Entity,
    source: &RelationDef,
    far: Entity,
) {
    if through.kind.is_to_one() && !source.kind.is_to_one() {
        let named = if str_eq(source.name, relation) { "" } else { ", source = " };
        let source_name = if str_eq(source.name, relation) { "" } else { source.name };
        const_panic! {
            "`" (middle.name) "." (source.name) "` leads to many `" (far.name) "`, so a `" (near.name)
            "` can have several of them: declare `#[has_many(" (relation) ": " (far.name) ", through = "
            (through.name) (named) (source_name) ")]`"
        }
    }
}
