//! Shapes: what is loaded together.
#![expect(dead_code, reason = "the fields are loaded, which is all there is to show")]

use ::rel::{ModelExt as _, Select as _};

use crate::attributes::{Category, Comment, Group, Membership, Profile, Review, SCHEMA, Status, User};

/// A page about a user.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(User, crate = ::rel)]
pub struct Page {
    /// A column.
    pub name: ::std::string::String,
    /// A column of an enum.
    pub status: Status,
    /// The relation to one row.
    pub profile: ::std::option::Option<Profile>,
    #[load(with = |reviews| reviews.order_by(Review::SCORE.desc()).limit(3))]
    written: ::std::vec::Vec<Score>,
    checked: ::std::vec::Vec<Review>,
    #[load(count = checked)]
    checked_count: u64,
    #[load(count = written, with = |reviews| reviews.filter(Review::SCORE.gt(5.0)))]
    praised: i64,
    groups: ::std::vec::Vec<(Group, Membership)>,
    comments: ::std::vec::Vec<Comment>,
}

/// A score, by raw identifiers and other names than the model's.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(Review, crate = ::rel)]
pub struct Score {
    r#type: bool,
    #[load(from = score)]
    r#fn: f64,
    #[load(from = r#type)]
    again: bool,
    author: User,
    reviewer: ::std::option::Option<Name>,
}

/// A name.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(User, crate = ::rel)]
pub struct Name {
    name: ::std::string::String,
}

#[derive(::rel::Load)]
#[load(User, crate = ::rel)]
struct Private {
    name: ::std::string::String,
    written: ::std::vec::Vec<PrivateScore>,
}

#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(Review, crate = ::rel)]
struct PrivateScore {
    score: f64,
}

/// A private shape of a public model.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(User, crate = ::rel)]
pub struct Open {
    written: ::std::vec::Vec<PrivateScore>,
}

/// A tree of categories.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(Category, crate = ::rel)]
pub struct Tree {
    name: ::std::string::String,
    children: ::std::vec::Vec<Self>,
}

/// The path up from a category.
#[derive(::std::fmt::Debug, ::rel::Load)]
#[load(Category, crate = ::rel)]
pub struct Way {
    name: ::std::string::String,
    parent: ::std::option::Option<::std::boxed::Box<Self>>,
}

/// Shapes and models whose names, and whose fields' names, generated code uses.
pub mod generated {
    /// A model with such fields.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Thing {
        id: i64,
        source: i64,
        sources: i64,
        field0: i64,
        field: i64,
        constant: i64,
        values: i64,
        name: i64,
    }

    /// A shape of it.
    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(Thing, crate = ::rel)]
    pub struct Load {
        source: i64,
        sources: i64,
        field0: i64,
        field: i64,
        constant: i64,
        values: i64,
        name: i64,
    }

    /// A shape named as the one of the library.
    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(Thing, crate = ::rel)]
    pub struct Source {
        id: i64,
    }

    /// A shape named as what the library calls a relation.
    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(Thing, crate = ::rel)]
    pub struct Model {
        id: i64,
    }

    /// A shape named as what many are.
    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(Thing, crate = ::rel)]
    pub struct Result {
        id: i64,
    }
}

macro_rules! shape {
    ($name:ident of $model:path { $($(#[$attribute:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        /// A shape that a macro writes.
        #[derive(::std::fmt::Debug, ::rel::Load)]
        #[load($model, crate = ::rel)]
        pub struct $name {
            $(
                $(#[$attribute])*
                $field: $ty,
            )*
        }
    };
}

shape!(Short of User {
    name: ::std::string::String,
    #[load(count = written)]
    written_count: usize,
    profile: ::std::option::Option<Profile>,
});

/// Loads them all.
///
/// # Errors
///
/// None on an empty database.
pub fn call() -> ::rel::Result<()> {
    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(User, crate = ::rel)]
    struct Local {
        name: ::std::string::String,
        written: ::std::vec::Vec<Inner>,
    }

    #[derive(::std::fmt::Debug, ::rel::Load)]
    #[load(Review, crate = ::rel)]
    struct Inner {
        score: f64,
    }

    let db = ::rel::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Page::query().filter(User::NAME.like("A%")).all(&db)?;
    User::query().load::<Short>(&db)?;
    for local in Local::query().all(&db)? {
        ::std::debug_assert!(!local.name.is_empty());
        ::std::debug_assert!(local.written.first().is_none_or(|inner| inner.score > 0.0));
    }
    Private::query().all(&db)?;
    Tree::query().all(&db)?;
    Way::find(&db, 1)?;
    Name::query().first(&db)?.map_or(::std::result::Result::Ok(()), |name| {
        ::std::mem::drop(name.name);
        ::std::result::Result::Ok(())
    })
}
