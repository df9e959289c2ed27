//! Relations across a junction in the order of a position in it: [`Ordered`].

use crate::relation::junction::Linking;

/// A relation whose rows are in the order of one column of the junction, the least value first, as
/// `order_by(link.position)` declares it. [`move_to`](crate::handle::ManyToManyHandle::move_to) and
/// [`insert_at`](crate::handle::ManyToManyHandle::insert_at) need it.
#[diagnostic::on_unimplemented(
    message = "the rows of relation `{Self}` have no position: they are not in the order of one column of the junction",
    label = "needs `order_by(link.…)` in the declaration of the relation",
    note = "name an integer column of the junction's model, and nothing else, in ascending order: `order_by(link.position)`"
)]
pub trait Ordered: Linking {
    /// The facts about the column.
    #[doc(hidden)]
    type Position;

    /// The column of the junction.
    const POSITION: &'static str;
}

/// A position by what is known of its column: whether it holds integers, and whether it is all that a row of the
/// junction needs besides its two keys.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum PositionColumn<const INTEGER: bool, const ALONE: bool> {}

/// A position that is an integer.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the column that orders this relation holds no integers, so it is no position",
    label = "needs an integer column in `order_by(link.…)`"
)]
pub trait IntegerPosition {}

impl<const ALONE: bool> IntegerPosition for PositionColumn<true, ALONE> {}

/// A position that completes a row of the junction, beside the two keys.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a row of the junction needs more than its two keys and its position",
    label = "use `link_with` to set the junction's other columns, and `move_to`"
)]
pub trait SolePosition {}

impl<const INTEGER: bool> SolePosition for PositionColumn<INTEGER, true> {}
