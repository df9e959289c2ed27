//! Junction rows that link two rows: [`Pairing`] without further columns, [`BeginLink`] with them.

use crate::{
    model::Model,
    relation::{
        Relation,
        junction::{GeneratedJunction, ModelJunction},
        kinds::PrefillKey,
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

/// A junction whose `create()` builder can be begun with both foreign keys filled in.
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
    Near: PrefillKey<J::Create> + Relation<Far = NearRow>,
    Far: PrefillKey<Near::Filled> + Relation<Far = FarRow>,
{
    type Create = Far::Filled;

    fn begin(near: &NearRow, far: &FarRow) -> Self::Create {
        Far::fill(Near::fill(J::Create::default(), near), far)
    }
}
