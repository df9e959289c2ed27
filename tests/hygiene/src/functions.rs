//! Models in the bodies of functions.

use ::rel::{ModelExt as _, Schema, Select as _, rusqlite::Connection, schema};

/// Declares two models that relate to each other.
///
/// # Errors
///
/// None.
pub fn two() -> ::rel::Result<u64> {
    #[derive(::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(posts: Post)]
    #[many_to_many(tags: Tag, through = "user_tag")]
    struct User {
        id: i64,
    }

    #[derive(::rel::Model)]
    #[model(crate = ::rel)]
    struct Post {
        id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        user_id: i64,
        kind: Kind,
    }

    #[derive(::rel::Model)]
    #[model(crate = ::rel)]
    struct Tag {
        id: i64,
    }

    #[derive(::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    enum Kind {
        Short,
    }

    let db = ::rel::open_in_memory()?;
    schema![User, Post, Tag].create_all(&db)?;
    let user = User::create().insert(&db)?;
    let post = user.posts().create().kind(Kind::Short).insert(&db)?;
    let tag = user.tags().create().insert(&db)?;
    post.user().get(&db)?.posts().filter(Post::ID.eq(post.id)).count(&db)?;
    Tag::get(&db, tag.id)?;
    user.posts().count(&db)
}

/// Declares another model of the same name.
///
/// # Errors
///
/// None.
pub fn another() -> ::rel::Result<u64> {
    #[derive(::rel::Model)]
    #[model(crate = ::rel)]
    struct User {
        id: i64,
    }

    let db = database(&schema![User])?;
    let user = User::create().insert(&db)?;
    User::query().filter(User::ID.eq(user.id)).count(&db)
}

/// Creates a database. The function is private, so that clippy checks the size of what it returns.
fn database(schema: &Schema) -> ::rel::Result<Connection> {
    let db = ::rel::open_in_memory()?;
    schema.create_all(&db)?;
    ::std::result::Result::Ok(db)
}
