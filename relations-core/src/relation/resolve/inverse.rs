//! Finds the `belongs_to` that a `has_many` or `has_one` is the inverse of.

use crate::{
    base::const_message::{const_panic, str_eq},
    relation::resolve::{first_to, list_to, only, points_to, require_accepted},
    schema::metadata::{
        foreign_key::{ForeignKey, ReferentialAction},
        relation::RelationDef,
        table::{Entity, Table},
    },
};

/// Finds the `belongs_to` of `child` that points to `parent`, for a relation named `relation` of the kind
/// `kind` without `inverse`.
#[track_caller]
#[must_use]
pub const fn inverse(
    kind: &str,
    relation: &str,
    child: Entity,
    relations: &[RelationDef],
    parent: Entity,
) -> usize {
    require_accepted(child);
    match only(relations, parent.identity) {
        Ok(at) => at,
        Err(0) => const_panic! {
            "`" (child.name) "` has no `#[belongs_to]` pointing to `" (parent.name)
            "`: add one to the field of `" (child.name) "` that holds the key of `" (parent.name) "`"
        },
        Err(_) => const_panic! {
            "`" (child.name) "` belongs to `" (parent.name) "` by "
            (list_to(relations, parent.identity).as_str()) ": say which one is meant, as in `#[" (kind)
            "(" (relation) ": " (child.name) ", inverse = " (first_to(relations, parent.identity)) ")]`"
        },
    }
}

/// Finds the `belongs_to` of `child` named `inverse`, which must point to `parent`.
#[track_caller]
#[must_use]
pub const fn named_inverse(inverse: &str, child: Entity, relations: &[RelationDef], parent: Entity) -> usize {
    require_accepted(child);
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], parent.identity) && str_eq(relations[at].name, inverse) {
            return at;
        }
        at += 1;
    }
    if let Err(0) = only(relations, parent.identity) {
        const_panic! {
            "`" (child.name) "` has no `#[belongs_to]` pointing to `" (parent.name)
            "`: add `#[belongs_to(" (inverse) ": " (parent.name) ")]` to the field of `" (child.name)
            "` that holds the key of `" (parent.name) "`"
        }
    }
    const_panic! {
        "`" (child.name) "` has no `#[belongs_to]` named `" (inverse) "` pointing to `" (parent.name)
        "`: write " (list_to(relations, parent.identity).as_str())
    }
}

/// Checks that a referential action that the parent's side states again is the one that the foreign key
/// declares.
#[track_caller]
pub const fn restated(
    child: Entity,
    owner: &str,
    option: &str,
    stated: ReferentialAction,
    declared: ReferentialAction,
) {
    if stated as u8 != declared as u8 {
        const_panic! {
            "`" (child.name) "." (owner) "` declares `" (option) " = " (declared.as_attribute())
            "`, not `" (stated.as_attribute())
            "`: the side with the foreign key decides, so change one of them"
        }
    }
}

/// Checks that the foreign key of a `has_one` is unique, so that there can be only one child.
#[track_caller]
pub const fn unique_key(relation: &str, parent: Entity, table: &Table, key: &ForeignKey) {
    if !table.is_unique(key.columns) {
        const_panic! {
            "a `" (parent.name) "` can have several `" (table.model) "`, for the foreign key of `"
            (table.model) "." (key.relation)
            "` is not unique: add `#[unique]` to its field, or declare `#[has_many(" (relation) ": "
            (table.model) ")]`"
        }
    }
}
