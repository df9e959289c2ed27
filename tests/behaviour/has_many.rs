//! `has_many`: reading the children of a row, and adding, removing and replacing them.

mod order;

use relations::{Changes, Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{
    seed::{self, Post},
    verbs::all_or_nothing::{fails_whole, refuse},
    written::written_by,
};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(books: Book)]
pub struct Shelf {
    id: i64,
    code: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Book {
    id: i64,
    #[belongs_to(shelf: Shelf, on_delete = set_null)]
    shelf_id: Option<i64>,
    title: String,
}

const LIBRARY: Schema = schema![Shelf, Book];

/// Creates two shelves, three books on the first, and one book on none.
fn library() -> Result<(Connection, [Shelf; 2], Vec<Book>)> {
    let db = relations::open_in_memory()?;
    LIBRARY.create_all(&db)?;
    let first = Shelf::create().code("A").insert(&db)?;
    let second = Shelf::create().code("B").insert(&db)?;
    let titles = ["Emma", "Ulysses", "Walden"];
    let mut books = Book::insert_all(&db, titles.map(|title| first.books().create().title(title)))?;
    books.push(Book::create().title("Loose").insert(&db)?);
    Ok((db, [first, second], books))
}

fn stored(db: &Connection) -> Result<Vec<Book>> {
    Book::query().order_by(Book::ID.asc()).all(db)
}

#[test]
fn create_fills_in_the_foreign_key() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let post = bob.posts().create().title("T").content("C").insert(&db)?;
    assert_eq!(post, Post { id: post.id, user_id: bob.id, title: "T".into(), content: "C".into() });
    assert_eq!(Post::query().all(&db)?, [post]);
    assert_eq!(alice.posts().count(&db)?, 0);
    Ok(())
}

#[test]
fn create_for_a_parent_that_is_gone_says_which() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    alice.delete(&db)?;
    let error = alice.posts().create().title("T").content("C").insert(&db).unwrap_err();
    assert!(matches!(&error, Error::MissingParent { relation, .. } if relation == "user"), "{error:?}");
    assert_eq!(Post::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_child_added_elsewhere_moves() -> Result<()> {
    let (db, [first, second], mut books) = library()?;
    second.books().add(&db, &mut books[1])?;
    assert_eq!(books[1].shelf_id, Some(second.id));
    assert_eq!(second.books().all(&db)?, [books[1].clone()]);
    assert_eq!(first.books().all(&db)?, [books[0].clone(), books[2].clone()]);
    assert_eq!(stored(&db)?, books);
    Ok(())
}

#[test]
fn a_child_without_a_parent_can_be_added() -> Result<()> {
    let (db, [first, _], mut books) = library()?;
    first.books().add(&db, &mut books[3])?;
    assert_eq!(books[3].shelf_id, Some(first.id));
    assert_eq!(first.books().count(&db)?, 4);
    first.books().add(&db, &mut books[3])?;
    assert_eq!(first.books().count(&db)?, 4);
    Ok(())
}

#[test]
fn adding_fails_where_either_row_is_gone() -> Result<()> {
    let (db, [first, second], mut books) = library()?;
    second.delete(&db)?;
    let error = second.books().add(&db, &mut books[0]).unwrap_err();
    assert!(matches!(error, Error::MissingParent { .. }), "{error:?}");
    assert_eq!(books[0].shelf_id, Some(first.id));

    books[3].delete(&db)?;
    let error = first.books().add(&db, &mut books[3]).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "Book", .. }), "{error:?}");
    assert_eq!(books[3].shelf_id, None);
    assert_eq!(stored(&db)?, books[..3]);
    Ok(())
}

#[test]
fn a_removed_child_stays_without_a_parent() -> Result<()> {
    let (db, [first, _], mut books) = library()?;
    assert!(first.books().remove(&db, &mut books[0])?);
    assert_eq!(books[0].shelf_id, None);
    assert!(!first.books().remove(&db, &mut books[0])?);
    assert_eq!(stored(&db)?, books);
    Ok(())
}

#[test]
fn another_parents_child_cannot_be_removed() -> Result<()> {
    let (db, [first, second], mut books) = library()?;
    assert!(!second.books().remove(&db, &mut books[0])?);
    assert_eq!(books[0].shelf_id, Some(first.id));
    assert_eq!(stored(&db)?, books);
    Ok(())
}

#[test]
fn contains_asks_the_database_and_not_the_struct() -> Result<()> {
    let (db, [first, second], books) = library()?;
    assert!(first.books().contains(&db, &books[0])?);
    assert!(!second.books().contains(&db, &books[0])?);
    assert!(!first.books().contains(&db, &books[3])?);
    second.books().add(&db, &mut books[0].clone())?;
    assert!(second.books().contains(&db, &books[0])?);
    assert!(!first.books().contains(&db, &books[0])?);
    Ok(())
}

#[test]
fn clear_sets_a_nullable_key_to_null() -> Result<()> {
    let (db, [first, second], books) = library()?;
    let (written, cleared) = written_by(&db, || first.books().clear(&db))?;
    assert_eq!((written, cleared), (3, 3));
    assert_eq!(second.books().clear(&db)?, 0);
    let loose: Vec<Book> = books.into_iter().map(|book| Book { shelf_id: None, ..book }).collect();
    assert_eq!(stored(&db)?, loose);
    Ok(())
}

#[test]
fn clear_deletes_the_children_of_a_required_key() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    for title in ["1", "2"] {
        alice.posts().create().title(title).content("C").insert(&db)?;
    }
    let kept = bob.posts().create().title("3").content("C").insert(&db)?;
    assert_eq!(alice.posts().clear(&db)?, 2);
    assert_eq!(Post::query().all(&db)?, [kept]);
    Ok(())
}

#[test]
fn replace_writes_only_the_difference() -> Result<()> {
    let (db, [first, second], books) = library()?;
    let mut wanted = [books[2].clone(), books[3].clone()];
    let (written, changes) = written_by(&db, || first.books().replace(&db, &mut wanted))?;
    assert_eq!(changes, Changes { added: 1, removed: 2, updated: 0 });
    assert_eq!(written, 3, "the book that stays is not written");
    assert_eq!(wanted.each_ref().map(|book| book.shelf_id), [Some(first.id); 2]);
    assert_eq!(first.books().order_by(Book::ID.asc()).all(&db)?, wanted);
    assert_eq!(Book::query().filter(Book::SHELF_ID.is_null()).count(&db)?, 2);

    let (written, changes) = written_by(&db, || first.books().replace(&db, &mut wanted))?;
    assert_eq!((written, changes), (0, Changes::default()));

    let (_, changes) = written_by(&db, || second.books().replace(&db, &mut wanted[..1]))?;
    assert_eq!(changes, Changes { added: 1, removed: 0, updated: 0 });
    assert_eq!(first.books().all(&db)?, wanted[1..]);
    Ok(())
}

#[test]
fn replace_by_nothing_clears() -> Result<()> {
    let (db, [first, _], _) = library()?;
    assert_eq!(first.books().replace(&db, &mut [])?, Changes { added: 0, removed: 3, updated: 0 });
    assert!(!first.books().exists(&db)?);
    assert_eq!(Book::query().count(&db)?, 4);
    Ok(())
}

#[test]
fn replace_takes_a_child_that_is_named_twice_once() -> Result<()> {
    let (db, [first, _], books) = library()?;
    let mut wanted = [books[0].clone(), books[0].clone(), books[3].clone(), books[3].clone()];
    let (written, changes) = written_by(&db, || first.books().replace(&db, &mut wanted))?;
    assert_eq!(changes, Changes { added: 1, removed: 2, updated: 0 });
    assert_eq!(written, 3);
    assert_eq!(first.books().order_by(Book::ID.asc()).all(&db)?, [wanted[0].clone(), wanted[2].clone()]);
    Ok(())
}

#[test]
fn replace_deletes_the_children_of_a_required_key_that_left() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    alice.posts().create().title("goes").content("C").insert(&db)?;
    let stays = alice.posts().create().title("stays").content("C").insert(&db)?;
    let comes = bob.posts().create().title("comes").content("C").insert(&db)?;
    let mut wanted = [comes, stays];
    assert_eq!(alice.posts().replace(&db, &mut wanted)?, Changes { added: 1, removed: 1, updated: 0 });
    wanted.sort_by_key(|post| post.id);
    assert_eq!(Post::query().order_by(Post::ID.asc()).all(&db)?, wanted);
    assert!(!bob.posts().exists(&db)?);
    Ok(())
}

#[test]
fn a_failed_replace_leaves_rows_and_structs_as_they_were() -> Result<()> {
    let (db, [first, _], books) = library()?;
    let gone = Book::create().id(99).title("Gone").insert(&db)?;
    gone.delete(&db)?;
    let wanted = [books[3].clone(), gone];
    let error = fails_whole(&db, |db| {
        let mut wanted_now = wanted.clone();
        let failed = first.books().replace(db, &mut wanted_now);
        assert_eq!(wanted_now, wanted);
        failed
    })?;
    assert!(matches!(error, Error::NotFound { model: "Book", .. }), "{error:?}");

    refuse(&db, "UPDATE", "book", "new.shelf_id IS NULL AND old.title = 'Walden'")?;
    fails_whole(&db, |db| first.books().replace(db, &mut [books[3].clone()]))?;
    fails_whole(&db, |db| first.books().clear(db))?;
    Ok(())
}

#[test]
fn the_children_of_a_deleted_parent_follow_their_key() -> Result<()> {
    let (db, [first, _], books) = library()?;
    first.delete(&db)?;
    let loose: Vec<Book> = books.into_iter().map(|book| Book { shelf_id: None, ..book }).collect();
    assert_eq!(stored(&db)?, loose);
    assert_eq!(first.books().all(&db)?, []);
    Ok(())
}
