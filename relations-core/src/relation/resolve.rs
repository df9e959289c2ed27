//! How generated code finds the other end of a relation, at compile time.
//!
//! Each function searches the constants of the other model and yields an index, by which the marker type
//! of the relation is known: `<Post as RelationAt<{index}>>::Relation`. Where there is nothing to find
//! they panic, which the compiler reports as an error at the place that the attribute names; being const
//! code, they can name the fact and the remedy in the user's own words, and list the choices.

pub(crate) mod inverse;
pub(crate) mod junction;
pub(crate) mod keys;
pub(crate) mod order;
pub(crate) mod through;

use crate::{
    base::const_message::{Text, str_eq},
    schema::metadata::relation::{RelationDef, RelationKind},
};

pub use crate::relation::resolve::{inverse::*, junction::*, keys::*, order::*, through::*};

/// The place of the only `belongs_to` among `relations` that points to the model of this identity; how
/// many there are if there is not just one.
const fn only(relations: &[RelationDef], identity: &str) -> Result<usize, usize> {
    let (mut count, mut last, mut at) = (0, 0, 0);
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            count += 1;
            last = at;
        }
        at += 1;
    }
    if count == 1 { Ok(last) } else { Err(count) }
}

const fn points_to(relation: &RelationDef, identity: &str) -> bool {
    matches!(relation.kind, RelationKind::BelongsTo) && str_eq(relation.target_identity, identity)
}

const fn first_to(relations: &[RelationDef], identity: &str) -> &'static str {
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            return relations[at].name;
        }
        at += 1;
    }
    ""
}

/// `` `author` or `reviewer` ``.
const fn list_to(relations: &[RelationDef], identity: &str) -> Text<512> {
    let mut list = Text::new();
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            list.push(if list.len() > 0 { " or `" } else { "`" });
            list.push(relations[at].name);
            list.push("`");
        }
        at += 1;
    }
    list
}
