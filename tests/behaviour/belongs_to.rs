//! `belongs_to`: reading and writing the parent of a row, and the columns that a foreign key may refer to.

mod actions;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::seed::{self, Post, User};

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Shelf {
    id: i64,
    #[unique]
    code: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Book {
    id: i64,
    #[belongs_to(shelf: Shelf, references = code, on_update = cascade)]
    shelf_code: Option<String>,
    title: String,
}

const LIBRARY: Schema = schema![Shelf, Book];

fn library() -> Result<(Connection, Shelf, Book)> {
    let db = relations::open_in_memory()?;
    LIBRARY.create_all(&db)?;
    let shelf = Shelf::create().id(7).code("A-1").insert(&db)?;
    let book = Book::create().shelf_code("A-1").title("Emma").insert(&db)?;
    Ok((db, shelf, book))
}

#[test]
fn a_required_key_yields_its_parent() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let post = bob.posts().create().title("T").content("C").insert(&db)?;
    assert_eq!(post.user().get(&db)?, bob);
    assert_ne!(post.user().get(&db)?, alice);
    Ok(())
}

#[test]
fn a_parent_that_is_gone_in_spite_of_the_key_is_not_found() -> Result<()> {
    let db = seed::database();
    let post = seed::user(&db, "Alice")?.posts().create().title("T").content("C").insert(&db)?;
    db.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM users; PRAGMA foreign_keys = ON")?;
    let error = post.user().get(&db).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "User", .. }), "{error:?}");
    Ok(())
}

#[test]
fn a_nullable_key_yields_its_parent_or_none() -> Result<()> {
    let (db, shelf, book) = library()?;
    let loose = Book::create().title("Loose").insert(&db)?;
    assert_eq!(book.shelf().get(&db)?, Some(shelf));
    assert_eq!(loose.shelf().get(&db)?, None);
    Ok(())
}

#[test]
fn a_null_key_runs_no_statement() -> Result<()> {
    let (db, _, book) = library()?;
    let loose = Book::create().title("Loose").insert(&db)?;
    book.delete(&db)?;
    db.execute_batch("DROP TABLE shelf")?;
    assert_eq!(loose.shelf().get(&db)?, None);
    // Here every statement fails:
    assert!(matches!(book.shelf().get(&db), Err(Error::Mapping { model: "Shelf", column: None, .. })));
    Ok(())
}

#[test]
fn the_handle_can_be_narrowed_like_a_query() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    seed::user(&db, "Bob")?;
    let post = alice.posts().create().title("T").content("C").insert(&db)?;
    assert_eq!(post.user().filter(User::NAME.eq("Alice")).one(&db)?, alice);
    assert_eq!(post.user().filter(User::NAME.eq("Bob")).first(&db)?, None);
    assert_eq!(post.user().count(&db)?, 1);
    assert_eq!(post.user().one(&db)?, alice);
    Ok(())
}

#[test]
fn the_handle_of_a_null_key_finds_no_row() -> Result<()> {
    let (db, ..) = library()?;
    let loose = Book::create().title("Loose").insert(&db)?;
    assert!(!loose.shelf().exists(&db)?);
    assert_eq!(loose.shelf().count(&db)?, 0);
    assert_eq!(loose.shelf().all(&db)?, []);
    assert_eq!(loose.shelf().order_by(Shelf::ID.asc()).all(&db)?, []);
    Ok(())
}

#[test]
fn set_moves_the_row_and_the_struct() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut post = alice.posts().create().title("T").content("C").insert(&db)?;
    let other = alice.posts().create().title("U").content("D").insert(&db)?;
    Post::USER.set(&db, &mut post, &bob)?;
    assert_eq!(post.user_id, bob.id);
    assert_eq!(bob.posts().all(&db)?, [post]);
    assert_eq!(alice.posts().all(&db)?, [other]);
    Ok(())
}

#[test]
fn set_writes_the_key_alone() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut post = alice.posts().create().title("Stored").content("C").insert(&db)?;
    post.title = "Not stored".to_owned();
    Post::USER.set(&db, &mut post, &bob)?;
    assert_eq!(post.title, "Not stored");
    assert_eq!(Post::get(&db, post.id)?.title, "Stored");
    Ok(())
}

#[test]
fn set_to_a_parent_that_is_gone_changes_neither_row_nor_struct() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut post = alice.posts().create().title("T").content("C").insert(&db)?;
    bob.delete(&db)?;
    let error = Post::USER.set(&db, &mut post, &bob).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { relation, parent, key, .. }
            if relation == "user" && parent == "users" && *key == format!("id = {}", bob.id)),
        "{error:?}"
    );
    assert_eq!(post.user_id, alice.id);
    assert_eq!(Post::get(&db, post.id)?, post);
    Ok(())
}

#[test]
fn set_on_a_child_that_is_gone_is_not_found() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut post = alice.posts().create().title("T").content("C").insert(&db)?;
    post.delete(&db)?;
    assert!(matches!(Post::USER.set(&db, &mut post, &bob), Err(Error::NotFound { model: "Post", .. })));
    assert_eq!(post.user_id, alice.id);
    assert_eq!(Post::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn unset_makes_row_and_struct_null() -> Result<()> {
    let (db, shelf, mut book) = library()?;
    Book::SHELF.unset(&db, &mut book)?;
    assert_eq!(book.shelf_code, None);
    assert_eq!(Book::get(&db, book.id)?, book);
    Book::SHELF.unset(&db, &mut book)?;
    assert_eq!(book.shelf_code, None);
    assert_eq!(Shelf::query().all(&db)?, [shelf]);
    Ok(())
}

#[test]
fn unset_on_a_child_that_is_gone_is_not_found() -> Result<()> {
    let (db, _, mut book) = library()?;
    book.delete(&db)?;
    assert!(matches!(Book::SHELF.unset(&db, &mut book), Err(Error::NotFound { model: "Book", .. })));
    assert_eq!(book.shelf_code.as_deref(), Some("A-1"));
    Ok(())
}

#[test]
fn unset_reaches_a_row_that_has_moved_since_the_struct_was_read() -> Result<()> {
    let (db, _, mut book) = library()?;
    let other = Shelf::create().code("B-2").insert(&db)?;
    let mut before = book.clone();
    Book::SHELF.set(&db, &mut book, &other)?;
    Book::SHELF.unset(&db, &mut before)?;
    assert_eq!(before.shelf_code, None);
    assert_eq!(Book::get(&db, book.id)?, before);
    Ok(())
}

#[test]
fn unset_reaches_a_row_that_got_a_parent_since_the_struct_was_read() -> Result<()> {
    let (db, shelf, _) = library()?;
    let mut book = Book::create().title("Loose").insert(&db)?;
    let mut before = book.clone();
    Book::SHELF.set(&db, &mut book, &shelf)?;
    Book::SHELF.unset(&db, &mut before)?;
    assert_eq!(Book::get(&db, book.id)?, before);
    Ok(())
}

#[test]
fn a_key_can_refer_to_a_unique_text() -> Result<()> {
    let (db, shelf, book) = library()?;
    assert_eq!(book.shelf().get(&db)?, Some(shelf.clone()));
    let other = Shelf::create().code("B-2").insert(&db)?;
    let mut moved = book.clone();
    Book::SHELF.set(&db, &mut moved, &other)?;
    assert_eq!(moved.shelf_code.as_deref(), Some("B-2"));
    assert_eq!(Book::get(&db, book.id)?, moved);

    let error = Book::create().shelf_code("C-3").title("Lost").insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { key, .. }
            if key == "code = \"C-3\""),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn a_changed_key_of_the_parent_carries_its_children_along() -> Result<()> {
    let (db, mut shelf, mut book) = library()?;
    shelf.code = "Z-9".to_owned();
    shelf.update(&db)?;
    book.reload(&db)?;
    assert_eq!(book.shelf_code.as_deref(), Some("Z-9"));
    assert_eq!(book.shelf().get(&db)?, Some(shelf));
    Ok(())
}
