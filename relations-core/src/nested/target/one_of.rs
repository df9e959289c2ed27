//! A `one_of` as a target: the row to insert, or the key of one, by the variant of an enum.

use rusqlite::types::Value;

use crate::{
    model::Model,
    nested::{
        facts::{Facts, FieldFacts, FieldKind},
        item::{Item, ItemOf, Place},
        related::{Related, RelatedKind, RelatedRows},
        target::{ColumnField, Target},
    },
    relation::{
        kinds::Owning,
        one_of::{BelongsToOneOf, OneOf},
    },
};

/// An enum with `#[derive(Insert)]` and `#[insert(Model::name)]`: a row that a `one_of` leads to, as a struct to insert or
/// as the key of one that is there.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of rows for a `one_of`",
    label = "no enum of this `one_of`",
    note = "a `one_of` takes an enum with `#[derive(Insert)]` and `#[insert(Model::name)]`; an `optional` one an `Option` of it \
            too"
)]
pub trait OneOfItem: Sized + 'static {
    /// The marker of the `one_of`.
    type OneOf: OneOf;

    /// The rows of each relation.
    type Sorted: Default;

    /// The facts of each variant.
    const MEMBERS: &'static [FieldFacts];

    /// Adds the row to those of its relation.
    fn sort(self, owner: u32, sorted: &mut Self::Sorted);

    /// Adds the rows of each relation, as a field.
    fn finish(sorted: Self::Sorted, fields: &mut Vec<RelatedRows>);
}

/// The type of a field for a `one_of`: an enum, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of rows for a `one_of`",
    label = "no enum of this `one_of`",
    note = "a `one_of` takes an enum with `#[derive(Insert)]` and `#[insert(Model::name)]`; an `optional` one an `Option` of it \
            too"
)]
pub trait OneOfTarget {
    /// The enum.
    type Item: OneOfItem;

    /// `true` if there may be none.
    const OPTIONAL: bool;

    /// Returns the row, if there is one.
    fn into_item(self) -> Option<Self::Item>;
}

#[diagnostic::do_not_recommend]
impl<E: OneOfItem> OneOfTarget for E {
    type Item = E;

    const OPTIONAL: bool = false;

    fn into_item(self) -> Option<E> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E: OneOfItem> OneOfTarget for Option<E> {
    type Item = E;

    const OPTIONAL: bool = true;

    fn into_item(self) -> Self {
        self
    }
}

/// Returns the facts of a variant, which holds items of the parent of `R`.
#[must_use]
pub const fn member<R: Owning, I: ItemOf<R::Far>>() -> FieldFacts {
    FieldFacts {
        kind: FieldKind::Parent(R::FOREIGN_KEY),
        optional: true,
        item: I::FACTS,
        key: <R::Far as Model>::KEY,
    }
}

/// Adds the row to those of its relation.
pub fn sort_member<I: Item>(item: I, owner: u32, related: &mut Related<I::Sorted>) {
    item.sort(Place { owner, index: 0 }, &mut related.sorted);
}

/// Adds the rows of a relation, as a field.
pub fn finish_member<R: Owning, I: Item>(related: Related<I::Sorted>, fields: &mut Vec<RelatedRows>) {
    fields.push(RelatedRows::new(R::NAME, RelatedKind::Parent(R::FOREIGN_KEY), related));
}

impl<O: OneOf, T: OneOfTarget<Item: OneOfItem<OneOf = O>>> Target<T> for BelongsToOneOf<O> {
    const FIELD: FieldFacts = FieldFacts {
        kind: FieldKind::OneOf(<T::Item as OneOfItem>::MEMBERS),
        optional: T::OPTIONAL,
        item: Facts::Any(&[]),
        key: &[],
    };

    type Related = <T::Item as OneOfItem>::Sorted;

    fn columns(&self, _columns: &mut Vec<ColumnField>) {}

    fn put(
        &self,
        value: T,
        owner: u32,
        _values: &mut Vec<Option<Value>>,
        related: &mut Self::Related,
    ) -> rusqlite::Result<()> {
        if let Some(item) = value.into_item() {
            item.sort(owner, related);
        }
        Ok(())
    }

    fn finish(&self, related: Self::Related, fields: &mut Vec<RelatedRows>) {
        <T::Item as OneOfItem>::finish(related, fields);
    }
}
