//! Structs that become rows, with the rows in their fields.

use ::rel::{Insert as _, Key, Model as _, Select as _};

use crate::attributes::{
    Category, Comment, Group, Membership, Note, Page, Profile, Review, SCHEMA, Status, User, UserId,
};

/// A user with all that is new of one.
#[derive(::std::fmt::Debug, ::rel::Insert)]
#[insert(User, crate = ::rel)]
pub struct NewUser {
    /// The key, which may name a user that is there.
    pub id: ::std::option::Option<UserId>,
    /// A column.
    pub name: ::std::string::String,
    /// A column of an enum, with a default.
    pub status: ::std::option::Option<Status>,
    /// The relation to one row.
    pub profile: ::std::option::Option<NewProfile>,
    /// Relations to many rows.
    pub written: ::std::vec::Vec<NewReview>,
    following: ::std::vec::Vec<Followed>,
}

/// A profile.
#[derive(::std::fmt::Debug, ::rel::Insert)]
#[insert(Profile, crate = ::rel)]
pub struct NewProfile {
    bio: ::std::string::String,
}

/// A review, by raw identifiers and other names than the model's.
#[derive(::std::fmt::Debug, ::rel::Insert)]
#[insert(Review, crate = ::rel)]
pub struct NewReview {
    r#type: bool,
    #[insert(into = score)]
    r#fn: f64,
    reviewer: ::std::option::Option<Key<User>>,
    comments: ::std::vec::Vec<NewComment>,
}

#[derive(::std::fmt::Debug, ::rel::Insert)]
#[insert(Comment, crate = ::rel)]
struct NewComment {
    text: ::std::string::String,
}

/// A user that is followed.
#[derive(::std::fmt::Debug, ::rel::Insert)]
#[insert(User, crate = ::rel)]
pub enum Followed {
    /// One that is there.
    Known(Key<User>),
    /// Another one.
    New(::std::boxed::Box<NewUser>),
}

#[derive(::rel::Insert)]
#[insert(Note, crate = ::rel)]
struct NewNote {
    group: NewGroup,
    text: ::std::option::Option<::std::vec::Vec<u8>>,
}

#[derive(::rel::Insert)]
#[insert(Group, crate = ::rel)]
struct NewGroup {
    slug: ::std::string::String,
    title: ::std::string::String,
}

#[derive(::rel::Insert)]
#[insert(Membership, crate = ::rel)]
struct NewMembership {
    member: Key<User>,
    club: Key<Group>,
    role: ::std::string::String,
}

#[derive(::rel::Insert)]
#[insert(Category, crate = ::rel)]
struct NewCategory {
    name: ::std::string::String,
    children: ::std::vec::Vec<Self>,
}

/// Inserts and saves them.
///
/// # Errors
///
/// None on an empty database.
pub fn call() -> ::rel::Result<()> {
    #[derive(::rel::Insert)]
    #[insert(Page, crate = ::rel)]
    struct Local {
        id: ::std::option::Option<i64>,
        time: ::std::option::Option<i64>,
    }

    let db = ::rel::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let user = NewUser {
        id: ::std::option::Option::None,
        name: ::std::string::String::new(),
        status: ::std::option::Option::None,
        profile: ::std::option::Option::None,
        written: ::std::vec::Vec::new(),
        following: ::std::vec::Vec::new(),
    };
    let user = user.insert(&db)?;
    user.following().insert_all(&db, [Followed::Known(Key::of(&user))])?;
    let group = NewGroup { slug: ::std::string::String::new(), title: ::std::string::String::new() };
    let note = NewNote { group, text: ::std::option::Option::None }.insert(&db)?;
    let club = Key::of(&note.group().get(&db)?);
    NewMembership { member: Key::of(&user), club, role: ::std::string::String::new() }.insert(&db)?;
    let leaf = NewCategory { name: ::std::string::String::new(), children: ::std::vec::Vec::new() };
    NewCategory { name: ::std::string::String::new(), children: ::std::vec![leaf] }.insert(&db)?;
    let page = Local { id: ::std::option::Option::None, time: ::std::option::Option::None }.save(&db)?;
    Local { id: ::std::option::Option::Some(Page::key(&page)), time: ::std::option::Option::None }
        .save(&db)?;
    user.written().count(&db)?;
    ::std::result::Result::Ok(())
}
