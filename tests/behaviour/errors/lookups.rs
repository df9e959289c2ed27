//! `NotFound` and `MultipleRows`: no row or several, where one is required.

use std::error::Error as _;

use relations::{Error, Model, Schema, prelude::*, schema};

use super::fails;
use crate::seed::{Post, Profile, User, database, user};

#[derive(Model, Clone, Debug)]
pub struct Word {
    #[key]
    text: String,
    meaning: Option<String>,
}

#[derive(Model, Clone, Debug)]
#[model(primary_key(row, column))]
#[has_many(pieces: Piece)]
pub struct Square {
    row: i64,
    column: String,
}

#[derive(Model, Clone, Debug)]
#[belongs_to(square: Square, key(row, column))]
pub struct Piece {
    id: i64,
    row: Option<i64>,
    column: Option<String>,
}

const SCHEMA: Schema = schema![Word, Square, Piece];

#[track_caller]
fn not_found(error: &Error, of: &str, key: &str) {
    let Error::NotFound { model, key: said } = error else { panic!("expected NotFound, got {error:?}") };
    assert_eq!((*model, said.as_str()), (of, key));
    assert_eq!(error.to_string(), format!("no `{of}` with {key}"));
    assert!(error.source().is_none());
}

#[test]
fn a_key_that_no_row_has_is_not_found() -> relations::Result<()> {
    let db = database();
    not_found(&fails(&db, |db| User::get(db, 7))?, "User", "key 7");
    SCHEMA.create_all(&db)?;
    not_found(&fails(&db, |db| Word::get(db, "it's \"so\"\0"))?, "Word", "key \"it's \\\"so\\\"\\0\"");
    not_found(&fails(&db, |db| Square::get(db, (-1, "a".to_owned())))?, "Square", "key (-1, \"a\")");
    assert!(User::find(&db, 7)?.is_none());
    Ok(())
}

#[test]
fn the_only_row_of_a_query_without_rows_is_not_found() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let none = fails(&db, |db| User::query().filter(User::NAME.eq("Bob")).one(db))?;
    not_found(&none, "User", "the values asked for");
    not_found(&fails(&db, |db| alice.posts().one(db))?, "Post", "the values asked for");
    not_found(&fails(&db, |db| alice.addresses().one(db))?, "Address", "the values asked for");
    Ok(())
}

#[test]
fn a_row_that_is_gone_is_not_found_by_any_verb() -> relations::Result<()> {
    let db = database();
    let (alice, bob) = (user(&db, "Alice")?, user(&db, "Bob")?);
    let mut post = alice.posts().create().title("t").content("c").insert(&db)?;
    let mut profile = alice.profile().create().bio("b").address("a").insert(&db)?;
    let (mut old_post, old_profile) = (post.clone(), profile.clone());
    post.delete(&db)?;
    profile.delete(&db)?;

    not_found(&fails(&db, |db| old_post.update(db))?, "Post", "key 1");
    not_found(&fails(&db, |db| old_post.delete(db))?, "Post", "key 1");
    not_found(&fails(&db, |db| post.reload(db))?, "Post", "key 1");
    not_found(&fails(&db, |db| bob.posts().add(db, &mut post))?, "Post", "key 1");
    not_found(&fails(&db, |db| Post::USER.set(db, &mut post, &bob))?, "Post", "key 1");
    not_found(&fails(&db, |db| bob.profile().set(db, &mut profile))?, "Profile", "key 1");
    let kept = bob.posts().create().title("t").content("c").insert(&db)?;
    let mut both = [kept, post.clone()];
    both[1].id = 99;
    let error = fails(&db, |db| alice.posts().replace(db, &mut both))?;
    not_found(&error, "Post", "key 99");
    // The structs are unchanged, too.
    assert_eq!((post, profile), (old_post, old_profile));
    assert_eq!([both[0].user_id, both[1].user_id], [bob.id, alice.id]);
    Ok(())
}

#[test]
fn a_row_that_is_gone_cannot_be_without_its_parent() -> relations::Result<()> {
    let db = database();
    SCHEMA.create_all(&db)?;
    let square = Square::create().row(1).column("a").insert(&db)?;
    let mut piece = square.pieces().create().insert(&db)?;
    piece.clone().delete(&db)?;
    not_found(&fails(&db, |db| Piece::SQUARE.unset(db, &mut piece))?, "Piece", "key 1");
    assert_eq!((piece.row, piece.column.as_deref()), (Some(1), Some("a")));
    Ok(())
}

#[test]
fn a_parent_that_is_gone_is_not_found() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let post = alice.posts().create().title("t").content("c").insert(&db)?;
    alice.delete(&db)?;
    not_found(&fails(&db, |db| post.user().get(db))?, "User", "key 1");
    Ok(())
}

#[test]
fn several_rows_are_an_error_where_one_was_expected() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    user(&db, "Bob")?;
    let several = fails(&db, |db| User::query().one(db))?;
    assert!(matches!(several, Error::MultipleRows { model: "User" }), "{several:?}");
    assert_eq!(several.to_string(), "several rows of `User` where at most one was expected");
    assert!(several.source().is_none());

    // Only in a table that another program created can a parent have two rows of a `has_one`.
    db.execute_batch(
        "DROP TABLE profile;
         CREATE TABLE profile (id INTEGER PRIMARY KEY, user_id INTEGER, bio TEXT, address TEXT)",
    )?;
    Profile::create().user_id(alice.id).bio("one").address("a").insert(&db)?;
    Profile::create().user_id(alice.id).bio("two").address("a").insert(&db)?;
    let several = fails(&db, |db| alice.profile().get(db))?;
    assert!(matches!(several, Error::MultipleRows { model: "Profile" }), "{several:?}");
    Ok(())
}
