//! `derive(ColumnType)`: newtypes as keys and foreign keys, and enums as texts.

use relations::{ColumnType, Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::assert_unreadable;

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub struct ShelfId(i64);

#[derive(ColumnType, Clone, Debug, PartialEq)]
pub struct Isbn(String);

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub struct Grams(f64);

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub struct Lent(bool);

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Plain {
    First,
    SecondOne,
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
#[column_type(rename_all = "kebab-case")]
pub enum Renamed {
    InPrint,
    #[column_type(rename = "it's \"gone\"; DROP TABLE book")]
    OutOfPrint,
    #[column_type(rename = "")]
    Unknown,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(books: Book)]
pub struct Shelf {
    id: ShelfId,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(sequels: Book, inverse = prequel)]
pub struct Book {
    #[key]
    isbn: Isbn,
    #[belongs_to(shelf: Shelf, on_delete = cascade)]
    shelf_id: ShelfId,
    #[belongs_to(prequel: Book, on_delete = set_null)]
    prequel_isbn: Option<Isbn>,
    weight: Grams,
    lent: Option<Lent>,
    plain: Plain,
    renamed: Option<Renamed>,
}

const SCHEMA: Schema = schema![Shelf, Book];

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn isbn(text: &str) -> Isbn {
    Isbn(text.to_owned())
}

#[test]
fn newtypes_are_keys_and_foreign_keys() -> relations::Result<()> {
    let db = database()?;
    let shelf = Shelf::create().name("one").insert(&db)?;
    assert_eq!(shelf.id, ShelfId(1));
    let book = |text: &str| shelf.books().create().isbn(isbn(text)).weight(Grams(1.5)).plain(Plain::First);
    let first = book("a").lent(Lent(true)).renamed(Renamed::InPrint).insert(&db)?;
    let second = book("b").prequel_isbn(isbn("a")).insert(&db)?;

    assert_eq!(Book::get(&db, isbn("a"))?, first);
    assert_eq!(second.prequel().get(&db)?, Some(first.clone()));
    assert_eq!(first.sequels().all(&db)?, std::slice::from_ref(&second));
    assert_eq!(first.shelf().get(&db)?, shelf);
    assert_eq!(
        Book::query().filter(Book::SHELF_ID.eq(ShelfId(1)).and(Book::ISBN.ne(isbn("a")))).all(&db)?,
        [second]
    );
    assert_eq!(Book::query().filter(Book::ISBN.in_([isbn("a"), isbn("z")])).one(&db)?, first);
    assert_eq!(Book::query().filter(Book::WEIGHT.ge(Grams(1.0))).count(&db)?, 2);
    assert_eq!(Book::query().filter(Book::LENT.eq(Lent(true))).one(&db)?, first);

    let stored: (String, f64, i64) =
        db.query_row("SELECT isbn, weight, lent FROM book WHERE isbn = 'a'", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    assert_eq!(stored, ("a".to_owned(), 1.5, 1));
    first.delete(&db)?;
    assert_eq!(Book::get(&db, isbn("b"))?.prequel_isbn, None);
    shelf.delete(&db)?;
    assert_eq!(Book::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_newtype_goes_into_hand_written_sql() -> relations::Result<()> {
    let db = database()?;
    Shelf::create().name("one").insert(&db)?;
    let id: ShelfId = db.query_row("SELECT id FROM shelf WHERE id = ?1", [ShelfId(1)], |row| row.get(0))?;
    assert_eq!(id, ShelfId(1));
    let plain: Plain = db.query_row("SELECT ?1", [Plain::SecondOne], |row| row.get(0))?;
    assert_eq!(plain, Plain::SecondOne);
    Ok(())
}

#[test]
fn enums_are_stored_as_the_texts_of_their_variants() -> relations::Result<()> {
    let db = database()?;
    let shelf = Shelf::create().name("one").insert(&db)?;
    let variants = [
        (Plain::First, Some(Renamed::InPrint), "First", Some("in-print")),
        (Plain::SecondOne, Some(Renamed::OutOfPrint), "SecondOne", Some("it's \"gone\"; DROP TABLE book")),
        (Plain::First, Some(Renamed::Unknown), "First", Some("")),
        (Plain::First, None, "First", None),
    ];
    for (at, (plain, renamed, plain_text, renamed_text)) in variants.into_iter().enumerate() {
        let key = isbn(&at.to_string());
        let book = shelf
            .books()
            .create()
            .isbn(key.clone())
            .weight(Grams(1.0))
            .plain(plain)
            .renamed(renamed)
            .insert(&db)?;
        assert_eq!(Book::get(&db, key.clone())?, book);
        let stored: (String, Option<String>) =
            db.query_row("SELECT plain, renamed FROM book WHERE isbn = ?1", [key], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        assert_eq!(stored, (plain_text.to_owned(), renamed_text.map(str::to_owned)));
        assert_eq!(Book::query().filter(Book::RENAMED.eq(renamed)).one(&db)?, book);
    }
    assert_eq!(Book::query().filter(Book::PLAIN.in_([Plain::First])).count(&db)?, 3);
    Ok(())
}

#[test]
fn the_database_refuses_a_text_that_is_no_variants() -> relations::Result<()> {
    let db = database()?;
    let shelf = Shelf::create().name("one").insert(&db)?;
    shelf.books().create().isbn(isbn("a")).weight(Grams(1.0)).plain(Plain::First).insert(&db)?;
    for (column, text) in [("plain", "first"), ("plain", ""), ("renamed", "InPrint"), ("renamed", "gone")] {
        let refused = db.execute(&format!("UPDATE book SET {column} = ?1"), [text]).map_err(Error::from);
        assert!(matches!(&refused, Err(Error::Check { check, .. }) if check.contains(column)), "{refused:?}");
    }
    Ok(())
}

#[test]
fn a_text_that_is_no_variants_is_an_error_that_lists_them() -> relations::Result<()> {
    let db = database()?;
    let shelf = Shelf::create().name("one").insert(&db)?;
    shelf.books().create().isbn(isbn("a")).weight(Grams(1.0)).plain(Plain::First).insert(&db)?;
    db.pragma_update(None, "ignore_check_constraints", true)?;
    for text in ["first", "FIRST", "", " First", "First\0"] {
        db.execute("UPDATE book SET plain = ?1", [text])?;
        assert_unreadable::<Book>(&db, "plain", "Text");
        let message = Book::query().all(&db).expect_err("unknown").to_string();
        assert!(message.contains("expected one of \"First\", \"SecondOne\""), "{message}");
    }
    db.execute("UPDATE book SET plain = 'First', renamed = 'in_print'", [])?;
    assert_unreadable::<Book>(&db, "renamed", "Text");
    Ok(())
}
