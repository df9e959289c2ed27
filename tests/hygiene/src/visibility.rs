//! Structs that are private, public within the crate, and public, with fields of either kind.

use ::rel::{ModelExt as _, Schema, Select as _, schema};

#[derive(::rel::Model)]
#[model(crate = ::rel)]
struct Private {
    id: i64,
    name: ::std::string::String,
    #[belongs_to(within: Within)]
    within_id: ::std::option::Option<i64>,
}

#[derive(::rel::Model)]
#[model(crate = ::rel)]
pub(crate) struct Within {
    id: i64,
    pub(crate) size: Size,
}

#[derive(::rel::ColumnType)]
#[column_type(crate = ::rel)]
pub(crate) enum Size {
    Small,
}

/// A public one, whose builder is public, too.
#[derive(::rel::Model, ::std::fmt::Debug)]
#[model(crate = ::rel)]
pub struct Public {
    id: i64,
    /// A public field.
    pub name: ::std::string::String,
}

const SCHEMA: Schema = schema![Private, Within, Public];

/// Begins a builder, for the caller to continue.
#[must_use]
pub fn begin() -> <Public as ::rel::Model>::Create {
    Public::create()
}

/// Uses them all.
///
/// # Errors
///
/// None.
pub fn call() -> ::rel::Result<()> {
    let db = ::rel::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let within = Within::create().size(Size::Small).insert(&db)?;
    let private = Private::create().name("x").within_id(within.id).insert(&db)?;
    Within::query().filter(Within::SIZE.eq(within.size)).all(&db)?;
    begin().name(private.name).insert(&db)?;
    Public::get(&db, private.id)?;
    ::std::result::Result::Ok(())
}
