//! What a junction table is to its relation: generated, or a model.

use std::marker::PhantomData;

use crate::{
    bind::Bind,
    insert::Insertable,
    model::Model,
    relation::{Fill, Relation},
    schema::Table,
    statement::JunctionSql,
};

/// A relation whose pairs a junction table holds: each `many_to_many` is one.
pub trait Linking: Relation {
    /// The kind of junction: [`GeneratedJunction`] or [`ModelJunction`].
    type Junction;

    /// The junction table, generated or a model's.
    const JUNCTION: &'static Table;

    #[doc(hidden)]
    fn write() -> &'static JunctionSql {
        Self::sql().junction.get(JunctionSql::of::<Self>)
    }

    /// Binds the far row's columns that the junction refers to.
    #[doc(hidden)]
    fn bind_far(far: &Self::Far, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// A relation whose junction table is a model, by `through = Model`: what
/// [`link_with`](super::ManyToManyHandle::link_with) and [`all_with_links`](super::ManyToManyHandle::all_with_links) need.
#[diagnostic::on_unimplemented(
    message = "the junction table of relation `{Self}` has no model",
    label = "needs `through = Model`",
    note = "declare a model for the junction table and name it in `through`, without quotes"
)]
pub trait LinkingByModel: Linking {
    /// The junction's model.
    type JunctionModel: Model;

    /// The far rows' columns, then those of the junction.
    #[doc(hidden)]
    fn select_links() -> &'static String;
}

/// A junction table that the derive generates, by `through = "table"`: two foreign keys and nothing else.
#[derive(Clone, Copy, Debug)]
pub enum GeneratedJunction {}

/// A junction table that is the model `J`, by `through = J`, whose relations `Near` and `Far` make the pair.
#[derive(Clone, Copy, Debug)]
pub struct ModelJunction<J, Near, Far>(PhantomData<(J, Near, Far)>);

/// A junction whose row is complete with its two foreign keys: what [`link`](super::ManyToManyHandle::link),
/// [`set`](super::ManyToManyHandle::set) and [`create`](super::ManyToManyHandle::create) need. A generated one always is.
#[diagnostic::on_unimplemented(
    message = "a row of the junction needs more than its two keys",
    label = "use `link_with` to set the junction's other columns"
)]
pub trait Pairing {}

impl Pairing for GeneratedJunction {}

impl<J, Near, Far, Begun, Complete> Pairing for ModelJunction<J, Near, Far>
where
    J: Model,
    Near: Fill<J::Create, Filled = Begun>,
    Far: Fill<Begun, Filled = Complete>,
    Complete: Insertable<Model = J>,
{
}

/// The `create()` builder of a junction row, both foreign keys filled in.
#[doc(hidden)]
pub trait BeginLink<NearRow, FarRow> {
    /// The builder.
    type Create;

    /// Begins the junction row of a pair.
    fn begin(near: &NearRow, far: &FarRow) -> Self::Create;
}

impl<J, Near, Far, NearRow, FarRow> BeginLink<NearRow, FarRow> for ModelJunction<J, Near, Far>
where
    J: Model,
    Near: Fill<J::Create> + Relation<Far = NearRow>,
    Far: Fill<Near::Filled> + Relation<Far = FarRow>,
{
    type Create = Far::Filled;

    fn begin(near: &NearRow, far: &FarRow) -> Self::Create {
        Far::fill(Near::fill(J::Create::default(), near), far)
    }
}
