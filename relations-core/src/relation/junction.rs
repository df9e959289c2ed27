//! The junction table of a relation, which the derive generates or which is a model.

use std::marker::PhantomData;

use crate::{
    model::Model,
    relation::{Relation, start::Referred},
    schema::metadata::table::Table,
    statement::junction::JunctionSql,
};

/// A relation whose pairs a junction table holds, as each `many_to_many` is.
pub trait Linking: Relation<Start: Referred<Model = <Self as Relation>::Near>> {
    /// The kind of junction: [`GeneratedJunction`] or [`ModelJunction`].
    type Junction;

    /// The columns of the far row that the junction refers to.
    #[doc(hidden)]
    type End: Referred<Model = Self::Far>;

    /// The junction table, generated or of a model.
    const JUNCTION: &'static Table;

    /// Returns the fixed statements that write the junction table.
    #[doc(hidden)]
    fn write() -> &'static JunctionSql {
        Self::sql().junction.get(JunctionSql::of::<Self>)
    }
}

/// A relation whose junction table is a model, by `through = Model`.
/// [`link_with`](crate::handle::ManyToManyHandle::link_with) and
/// [`all_with_links`](crate::handle::ManyToManyHandle::all_with_links) need it.
#[diagnostic::on_unimplemented(
    message = "the junction table of relation `{Self}` has no model",
    label = "needs `through = Model`",
    note = "declare a model for the junction table and name it in `through`, without quotes"
)]
pub trait LinkingByModel: Linking {
    /// The junction's model.
    type JunctionModel: Model;

    /// Returns the statement that reads the far rows' columns and then those of the junction.
    #[doc(hidden)]
    fn select_links() -> &'static String;
}

/// A junction table that the derive generates, by `through = "table"`, with two foreign keys and nothing
/// else.
#[derive(Clone, Copy, Debug)]
pub enum GeneratedJunction {}

/// A junction table that is the model `J`, by `through = J`, whose relations `Near` and `Far` lead to the two
/// rows.
#[derive(Clone, Copy, Debug)]
pub struct ModelJunction<J, Near, Far>(PhantomData<(J, Near, Far)>);
