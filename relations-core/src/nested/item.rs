//! What stands in a field of related rows: new rows, keys of rows that are there, or either: [`Item`].

use crate::{
    base::error::Result,
    model::{Model, key::Key},
    nested::{facts::Facts, insert::Insert, known::KnownItems, rows::Rows},
};

/// What can stand in a field of related rows: a struct that [`Insert`] is derived for, a [`Key`] of a row that is
/// there, or an enum of these.
///
/// `derive(Insert)` implements it for structs and for enums.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row to insert and no key of one",
    label = "no `#[derive(Insert)]` on this type",
    note = "related rows are structs with `#[derive(Insert)]`, `Key<Model>`, or enums of these"
)]
pub trait Item: Sized + 'static {
    /// The model of the row.
    type Model: Model;

    /// The facts of what it may be.
    #[doc(hidden)]
    const FACTS: Facts;

    /// The items of one field, sorted by what they are.
    #[doc(hidden)]
    type Sorted: Sorted;

    /// Adds the item to those of its kind.
    #[doc(hidden)]
    fn sort(self, place: Place, sorted: &mut Self::Sorted);
}

/// An [`Item`] of the model `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `derive(Insert)` for `{M}`, and is no `Key<{M}>`",
    label = "must be a row of `{M}` to insert",
    note = "rows of `{M}` are inserted as structs with `#[derive(Insert)]` and `#[insert({M})]`; those that are there are \
            meant by `Key<{M}>`; an enum can be either"
)]
pub trait ItemOf<M>: Item<Model = M> {}

#[diagnostic::do_not_recommend]
impl<M: Model, I: ItemOf<M>> ItemOf<M> for Box<I> {}

impl<I: Item> Item for Box<I> {
    type Model = I::Model;

    const FACTS: Facts = I::FACTS;

    type Sorted = I::Sorted;

    fn sort(self, place: Place, sorted: &mut I::Sorted) {
        I::sort(*self, place, sorted);
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model> ItemOf<M> for Key<M> where M::Key: 'static {}

impl<M: Model> Item for Key<M>
where
    M::Key: 'static,
{
    type Model = M;

    const FACTS: Facts = Facts::Key;

    type Sorted = KnownItems<M>;

    fn sort(self, place: Place, sorted: &mut KnownItems<M>) {
        sorted.push(place, self);
    }
}

/// The place of an item: the row whose field holds it, and its index in the field.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The index of the row among those of its struct.
    pub(crate) owner: u32,
    /// The index in the list; 0 in a field of one row.
    pub(crate) index: u32,
}

/// The items of one field of many rows, sorted by what they are. Pairs sort the variants of an enum.
#[doc(hidden)]
pub trait Sorted: Default + 'static {
    /// Adds the items as data.
    ///
    /// # Errors
    ///
    /// The place of an item with a value that SQLite cannot hold, with the error.
    fn batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced>;
}

/// An error of the item at a place.
#[derive(Debug)]
pub struct Misplaced {
    pub(crate) place: Place,
    pub(crate) error: rusqlite::Error,
}

/// The items of one field of many rows, as data.
#[derive(Debug, Default)]
pub struct Batches {
    /// The new rows, of one struct each.
    pub(crate) new: Vec<Rows>,
    /// The keys of rows that are there, with their places.
    pub(crate) known: Vec<Known>,
}

/// The key of a row that is there.
#[derive(Debug)]
pub(crate) struct Known {
    pub place: Place,
    pub key: Vec<rusqlite::types::Value>,
}

impl Sorted for () {
    fn batches(self: Box<Self>, _batches: &mut Batches) -> Result<(), Misplaced> {
        Ok(())
    }
}

impl<A: Sorted, B: Sorted> Sorted for (A, B) {
    fn batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced> {
        Box::new(self.0).batches(batches)?;
        Box::new(self.1).batches(batches)
    }
}

/// Structs of one type that become rows, with their places.
#[derive(Debug)]
pub struct NewItems<S> {
    places: Vec<Place>,
    items: Vec<S>,
}

impl<S> Default for NewItems<S> {
    fn default() -> Self {
        Self { places: Vec::new(), items: Vec::new() }
    }
}

impl<S: Insert> NewItems<S> {
    /// Adds a struct.
    pub fn push(&mut self, place: Place, item: S) {
        self.places.push(place);
        self.items.push(item);
    }
}

impl<S: Insert> Sorted for NewItems<S> {
    fn batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced> {
        if !self.items.is_empty() {
            batches.new.push(Rows::of(self.places, self.items)?);
        }
        Ok(())
    }
}
