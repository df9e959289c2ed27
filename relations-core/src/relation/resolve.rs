//! Finds the other end of a relation, for generated code at compile time.
//!
//! Each function searches the constants of the other model and returns an index, which selects the marker
//! type of the relation: `<Post as RelationAt<{index}>>::Relation`. If there is nothing to find, the function
//! panics, which the compiler reports as an error in the attribute. As const code, it can name the fact and
//! the remedy in the user's own words, and list the choices.

pub(crate) mod inverse;
pub(crate) mod junction;
pub(crate) mod keys;
pub(crate) mod one_of;
pub(crate) mod order;
pub(crate) mod position;
pub(crate) mod through;

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    schema::metadata::{
        relation::{RelationDef, RelationKind},
        table::Entity,
    },
};

pub use crate::relation::resolve::{
    inverse::*, junction::*, keys::*, one_of::*, order::*, position::*, through::*,
};

/// Returns the index of the only `belongs_to` among `relations` that points to the model of this identity;
/// the number of them as an error if there is not exactly one.
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

/// Returns `true` if the relation is a `belongs_to` that points to the model of this identity.
const fn points_to(relation: &RelationDef, identity: &str) -> bool {
    matches!(relation.kind, RelationKind::BelongsTo) && str_eq(relation.target_identity, identity)
}

/// Returns the name of the first `belongs_to` that points to the model of this identity.
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

/// Lists the names of each `belongs_to` that points to the model of this identity: `` `author` or `reviewer`
/// ``.
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

/// Fails with the cause if the derive refused the type: it has no columns and no relations to search.
#[track_caller]
const fn require_accepted(entity: Entity) {
    if let [b'!', ..] = entity.identity.as_bytes() {
        const_panic! { "`" (entity.name) "` is not a model: see the error that its derive reports" }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entity, inverse};

    const PARENT: Entity = Entity { name: "User", table: "users", identity: "app::User:1:1" };

    #[test]
    #[should_panic(expected = "`Post` is not a model: see the error that its derive reports")]
    fn a_refused_model_is_named_as_the_cause() {
        let refused = Entity { name: "Post", table: "Post", identity: "!Post" };
        let _ = inverse("has_many", "posts", refused, &[], PARENT);
    }

    #[test]
    #[should_panic(expected = "`Post` has no `#[belongs_to]` pointing to `User`")]
    fn a_model_without_the_relation_lacks_it() {
        let post = Entity { name: "Post", table: "posts", identity: "app::Post:2:1" };
        let _ = inverse("has_many", "posts", post, &[], PARENT);
    }
}
