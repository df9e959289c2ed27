//! Orders by more than the columns of a row, the pages of such orders, and positions in a junction.

mod cursors;
mod pages;
mod positions;
mod related;

use relations::{Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(name))]
#[has_many(books: Book, inverse = author)]
#[has_many(edited: Book, inverse = editor)]
#[has_one(address: Address)]
pub struct Author {
    pub id: i64,
    #[column(collate = nocase)]
    pub name: String,
    pub born: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Address {
    pub id: i64,
    #[unique]
    #[belongs_to(author: Author)]
    pub author_id: i64,
    pub city: String,
}

/// A book whose key has two columns and no rowid.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf, number), without_rowid)]
#[has_many(loans: Loan)]
pub struct Book {
    pub shelf: String,
    pub number: i64,
    #[belongs_to(author: Author)]
    pub author_id: i64,
    #[belongs_to(editor: Author)]
    pub editor_id: Option<i64>,
    pub title: String,
    pub pages: i64,
    pub weight: Option<f64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(book: Book, key(shelf, number))]
pub struct Loan {
    pub id: i64,
    pub shelf: String,
    pub number: i64,
    pub days: i64,
}

pub const SCHEMA: Schema = schema![Author, Address, Book, Loan];

/// Four authors, of whom two have an address, with six books and some loans.
pub fn library() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for (id, name, born) in
        [(1, "ada", Some(1_815)), (2, "Bea", None), (3, "cleo", Some(-69)), (4, "Dora", None)]
    {
        Author { id, name: name.into(), born }.insert(&db)?;
    }
    for (author_id, city) in [(3, "Alexandria"), (1, "London")] {
        Address { id: author_id * 10, author_id, city: city.into() }.insert(&db)?;
    }
    let books = [
        ("A", 1, 2, Some(3), "Fog", 300, Some(0.5)),
        ("A", 2, 1, None, "Dew", 100, None),
        ("B", 1, 2, Some(1), "Ice", 250, Some(1.5)),
        ("B", 2, 3, None, "Air", 250, Some(-0.5)),
        ("B", 3, 2, Some(2), "Bog", 90, None),
        ("C", 1, 1, Some(3), "Elm", 10, Some(1.5)),
    ];
    for (shelf, number, author_id, editor_id, title, pages, weight) in books {
        Book { shelf: shelf.into(), number, author_id, editor_id, title: title.into(), pages, weight }
            .insert(&db)?;
    }
    for (id, shelf, number, days) in [(1, "B", 1, 3), (2, "B", 1, 30), (3, "C", 1, 7), (4, "A", 1, 60)] {
        Loan { id, shelf: shelf.into(), number, days }.insert(&db)?;
    }
    Ok(db)
}

/// The titles of books.
pub fn titles(books: &[Book]) -> Vec<&str> {
    books.iter().map(|book| book.title.as_str()).collect()
}
