//! Conditions on related rows as data, made from the type of a relation.

use crate::{
    expression::filter::{
        Filter,
        condition::{Condition, Quantifier, RelationCondition},
        equal,
    },
    model::Model,
    relation::{Relation, kinds::Owning, row_or_key::RowOrKey, start::Start},
    row::bind::{self, Bind},
    schema::metadata::path::Path,
};

impl RelationCondition {
    /// Creates the condition that the rows at the end of `path`, that of the relation `R`, or those that meet `far`, are as `quantifier` requires; with `met` false, the condition that they are not.
    pub(crate) fn of<R: Relation>(
        path: Path,
        quantifier: Quantifier,
        met: bool,
        far: Option<Filter<R::Far>>,
    ) -> Self {
        let far = far.map(|filter| Box::new(filter.into_condition()));
        Self { near: R::Near::TABLE_NAME, path, quantifier, met, far }
    }
}

/// Matches near rows by the number of their rows of the relation `R`: see [`RelationCondition::of`].
pub(crate) fn related<R: Relation>(
    quantifier: Quantifier,
    met: bool,
    far: Option<Filter<R::Far>>,
) -> Filter<R::Near> {
    related_along::<R>(R::PATH, quantifier, met, far)
}

/// Matches near rows as [`related`] does, with a path of its own.
pub(crate) fn related_along<R: Relation>(
    path: Path,
    quantifier: Quantifier,
    met: bool,
    far: Option<Filter<R::Far>>,
) -> Filter<R::Near> {
    // EXISTS, its SELECT and the AND of its WHERE clause each add a level to the depth that SQLite limits.
    let depth = far.as_ref().map_or(1, |filter| filter.depth() + 1);
    Filter::over(depth, || Condition::Related(RelationCondition::of::<R>(path, quantifier, met, far)))
}

/// Matches near rows that lead to `far`.
pub(crate) fn leads_to<R: Relation>(far: &impl RowOrKey<R::Far, R>) -> Filter<R::Near> {
    leads_along::<R>(R::PATH, far)
}

/// Matches near rows that lead to `far` by a path of its own.
pub(crate) fn leads_along<R: Relation>(path: Path, far: &impl RowOrKey<R::Far, R>) -> Filter<R::Near> {
    let is_far = Filter::new(equal(R::Far::KEY, |bind| far.bind(bind)));
    related_along::<R>(path, Quantifier::Exists, true, Some(is_far))
}

/// Matches children whose foreign key refers to `parent`, without a search of the parent's table unless the relation
/// leaves only some parents.
pub(crate) fn refers_to<R: Owning>(parent: &impl RowOrKey<R::Far, R, R::Parent>) -> Filter<R::Near> {
    refers::<R>(|bind| parent.bind(bind))
}

/// Matches children whose foreign key refers to the parent of this key.
pub(crate) fn refers_to_value<R: Owning>(parent: &<R::Parent as Start>::Value) -> Filter<R::Near> {
    refers::<R>(|bind| R::Parent::bind(parent, bind))
}

fn refers<R: Owning>(key: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>) -> Filter<R::Near> {
    let refers = Filter::new(match bind::collect(key) {
        Ok(key) => Condition::Refers {
            parent: R::Far::TABLE_NAME,
            to_children: R::FOREIGN_KEY.to_children(R::Near::TABLE_NAME, || R::Near::TABLE),
            key,
        },
        Err(error) => Condition::Unencodable(error.to_string()),
    });
    if R::PATH.is_plain() { refers } else { refers.and(related::<R>(Quantifier::Exists, true, None)) }
}
