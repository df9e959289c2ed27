//! Finds the relation by which a `has_many(… through = …)` goes on from the rows in the middle.

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
    require_accepted(middle);
    let (mut found, mut last, mut at) = (0, 0, 0);
    while at < relations.len() {
        if str_eq(relations[at].target_identity, far.identity) {
            if str_eq(relations[at].name, relation) {
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
