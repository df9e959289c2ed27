//! Junction rows that link two rows: [`Pairing`] without further columns, [`BeginLink`] with them.

use crate::{
    model::Model,
    relation::{
        junction::{GeneratedJunction, ModelJunction},
        kinds::{Owning, PrefillKey},
        start::Start,
    },
    write::builder::Insertable,
};

/// A junction whose row is complete with its two foreign keys, as that of a generated junction always is.
/// [`link`](crate::handle::ManyToManyHandle::link), [`set`](crate::handle::ManyToManyHandle::set) and
/// [`create`](crate::handle::ManyToManyHandle::create) need it.
#[diagnostic::on_unimplemented(
    message = "a row of the junction needs more than its two keys",
    label = "use `link_with` to set the junction's other columns"
)]
pub trait Pairing {}

impl Pairing for GeneratedJunction {}

impl<J, Near, Far, Begun, Complete> Pairing for ModelJunction<J, Near, Far>
where
    J: Model,
    Near: PrefillKey<J::Create, Filled = Begun>,
    Far: PrefillKey<Begun, Filled = Complete>,
    Complete: Insertable<Model = J>,
{
}

/// A junction whose `create()` builder can be begun with both foreign keys filled in: with the values of the columns
/// that they refer to.
#[doc(hidden)]
pub trait BeginLink<Near: Start, Far: Start> {
    /// The builder.
    type Create;

    /// Begins the junction row of a pair.
    fn begin(near: Near::Value, far: Far::Value) -> Self::Create;
}

impl<J, Near, Far, NearKey, FarKey> BeginLink<NearKey, FarKey> for ModelJunction<J, Near, Far>
where
    J: Model,
    NearKey: Start,
    FarKey: Start,
    Near: PrefillKey<J::Create> + Owning<Parent = NearKey>,
    Far: PrefillKey<Near::Filled> + Owning<Parent = FarKey>,
{
    type Create = Far::Filled;

    fn begin(near: NearKey::Value, far: FarKey::Value) -> Self::Create {
        Far::fill(Near::fill(J::Create::default(), near), far)
    }
}
