//! The types of fields that hold related rows: [`ToOneField`] for one, [`ListField`] for many.

use crate::nested::item::Item;

/// The type of a field of one related row: the row, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "a relation to one row takes a row to insert, its key, or an `Option` of these, not a `{Self}`",
    label = "must be one row",
    note = "a row to insert is a struct with `#[derive(Insert)]`"
)]
pub trait ToOneField {
    /// The row.
    type Item: Item;

    /// `true` if there may be none.
    const OPTIONAL: bool;

    /// Returns the row, if there is one.
    fn into_item(self) -> Option<Self::Item>;
}

#[diagnostic::do_not_recommend]
impl<I: Item> ToOneField for I {
    type Item = I;

    const OPTIONAL: bool = false;

    fn into_item(self) -> Option<I> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<I: Item> ToOneField for Option<I> {
    type Item = I;

    const OPTIONAL: bool = true;

    fn into_item(self) -> Self {
        self
    }
}

/// The type of a field of many related rows: a `Vec`, or an `Option` of it, whose `None` says nothing of these rows.
#[diagnostic::on_unimplemented(
    message = "a relation to many rows takes a `Vec` of rows to insert or of keys, not a `{Self}`",
    label = "must be a `Vec`",
    note = "a row to insert is a struct with `#[derive(Insert)]`"
)]
pub trait ListField {
    /// A row.
    type Item: Item;

    /// Returns the rows; `None` if nothing is said of them.
    fn into_list(self) -> Option<Vec<Self::Item>>;
}

#[diagnostic::do_not_recommend]
impl<I: Item> ListField for Vec<I> {
    type Item = I;

    fn into_list(self) -> Option<Self> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<I: Item> ListField for Option<Vec<I>> {
    type Item = I;

    fn into_list(self) -> Self {
        self
    }
}
