//! Patches: which columns are written.

use ::rel::{ModelExt as _, Modify as _, Patch as _, Select as _};

use crate::attributes::{Membership, Note, Profile, Review, SCHEMA, Status, User};

/// What may change of a user.
#[derive(::std::fmt::Debug, ::std::default::Default, ::rel::Patch)]
#[patch(User, crate = ::rel)]
pub struct UserPatch {
    /// A column.
    pub name: ::std::option::Option<::std::string::String>,
    /// A column of an enum.
    pub status: ::std::option::Option<Status>,
}

/// What may change of a review, by raw identifiers and other names than the model's.
#[derive(::std::fmt::Debug, ::rel::Patch)]
#[patch(Review, crate = ::rel)]
pub struct Score {
    r#type: bool,
    #[patch(into = score)]
    r#fn: ::std::option::Option<f64>,
}

#[derive(::rel::Patch)]
#[patch(Note, crate = ::rel)]
#[expect(clippy::option_option, reason = "NULL is a value too")]
struct Private {
    text: ::std::option::Option<::std::option::Option<::std::vec::Vec<u8>>>,
}

#[derive(::rel::Patch)]
#[patch(Membership, crate = ::rel)]
struct Role {
    role: ::std::string::String,
}

/// Changes rows by them.
///
/// # Errors
///
/// None on an empty database.
pub fn call() -> ::rel::Result<()> {
    #[derive(::rel::Patch)]
    #[patch(Profile, crate = ::rel)]
    struct Local {
        bio: ::std::option::Option<::std::string::String>,
    }

    let db = ::rel::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Review::query().patch(&Score { r#type: true, r#fn: ::std::option::Option::None }).update(&db)?;
    Note::query().patch(&Private { text: ::std::option::Option::None }).returning(&db)?;
    Membership::query().patch(&Role { role: ::std::string::String::new() }).update(&db)?;
    Profile::query().change().patch(&Local { bio: ::std::option::Option::None }).update(&db)?;
    Review::query()
        .filter((Review::SCORE * 2.0).gt(3.0))
        .set(Review::SCORE, Review::SCORE / 2.0)
        .update(&db)?;
    User::query().filter(User::NAME.starts_with("A")).set(User::NAME, User::NAME + "!").update(&db)?;
    if let ::std::option::Option::Some(user) = User::query().first(&db)? {
        let nothing = UserPatch { name: ::std::option::Option::None, status: ::std::option::Option::None };
        nothing.update(&db, user.id)?;
    }
    ::std::result::Result::Ok(())
}
