//! Limits for each parent, in all orders: a shape holds the same rows as the accessors return for one parent at
//! a time.

use relations::{Load, Model, Query, Result, Schema, prelude::*, raw, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(books: Book, inverse = shelf)]
#[has_many(lent: Book, inverse = reader, order_by(price desc, id))]
#[has_many(reviews: Review, through = books)]
#[has_many(places: Place)]
#[many_to_many(tags: Tag, through = "shelf_tag")]
pub struct Shelf {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(shelf_id, rank))]
#[has_many(reviews: Review)]
#[has_many(parts: Book, inverse = whole)]
pub struct Book {
    pub id: i64,
    #[belongs_to(shelf: Shelf)]
    pub shelf_id: Option<i64>,
    #[belongs_to(reader: Shelf)]
    pub reader_id: Option<i64>,
    #[belongs_to(whole: Book)]
    pub whole_id: Option<i64>,
    pub rank: Option<i64>,
    pub price: f64,
    pub title: String,
    #[column(collate = "nocase")]
    pub label: String,
    #[column(name = "_rowid_")]
    pub data: Option<Vec<u8>>,
    #[column(name = "~key")]
    pub key: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book)]
    pub book_id: i64,
    pub stars: i64,
}

/// A row with the parent's key and a number as its key: the rows of one parent follow each other.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf_id, nr), without_rowid)]
pub struct Place {
    #[belongs_to(shelf: Shelf)]
    pub shelf_id: i64,
    pub nr: i64,
    pub height: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(shelves: Shelf, through = "shelf_tag")]
#[has_many(notes: Note)]
pub struct Tag {
    #[key]
    pub word: String,
    pub weight: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    #[belongs_to(tag: Tag)]
    pub tag_word: Option<String>,
    pub text: String,
}

const SCHEMA: Schema = schema![Shelf, Book, Review, Place, Tag, Note];

/// Declares a shape whose fields are relations narrowed by a query, and asserts that it agrees with the
/// accessors.
macro_rules! limits {
    ($shape:ident of $model:ident, $agree:ident: $($field:ident: $relation:ident to $far:ident, |$q:ident| $narrow:expr;)+) => {
        #[derive(Load, Debug, PartialEq)]
        #[load($model)]
        struct $shape {
            $(#[load(from = $relation, with = |$q| $narrow)] $field: Vec<$far>,)+
        }

        fn $agree(db: &Connection, query: Query<$model>) -> Result<()> {
            let rows = query.clone().all(db)?;
            let pages = query.load::<$shape>(db)?;
            assert_eq!(rows.load::<$shape>(db)?, pages);
            assert_eq!(pages.len(), rows.len());
            for (row, page) in rows.iter().zip(pages) {
                $({
                    let narrow = |$q: Query<$far>| $narrow.into_query();
                    let expected = narrow(row.$relation().into_query()).all(db)?;
                    assert_eq!(page.$field, expected, "{} of {row:?}", stringify!($field));
                })+
            }
            Ok(())
        }
    };
}

limits! {
    Shelves of Shelf, shelves_agree:
    first: books to Book, |q| q.order_by(Book::ID.asc()).limit(1);
    last: books to Book, |q| q.order_by(Book::ID.desc()).limit(2);
    none: books to Book, |q| q.order_by(Book::ID.desc()).limit(0);
    ranked: books to Book, |q| q.order_by(Book::RANK.asc()).order_by(Book::ID.asc()).limit(3);
    ranked_down: books to Book, |q| q.order_by(Book::RANK.desc()).order_by(Book::ID.desc()).limit(3).offset(1);
    mixed: books to Book, |q| q.order_by(Book::RANK.desc()).order_by(Book::ID.asc()).limit(4);
    priced: books to Book, |q| q.order_by(Book::PRICE.asc()).order_by(Book::ID.desc()).limit(3);
    titled: books to Book, |q| q.order_by(Book::TITLE.desc()).order_by(Book::ID.asc()).limit(3);
    labelled: books to Book, |q| q.order_by(Book::LABEL.asc()).order_by(Book::ID.asc()).limit(3);
    bytes: books to Book, |q| q.order_by(Book::DATA.desc()).order_by(Book::ID.asc()).limit(3);
    keyed: books to Book, |q| q.order_by(Book::KEY.asc()).order_by(Book::ID.asc()).limit(3);
    by_hand: books to Book, |q| q.order_by(raw("length(title)").desc()).order_by(Book::ID.asc()).limit(3);
    rest: books to Book, |q| q.order_by(Book::RANK.asc()).order_by(Book::ID.asc()).offset(2);
    some: books to Book, |q| q.filter(Book::RANK.gt(2)).order_by(Book::TITLE.asc()).order_by(Book::ID.asc()).limit(2);
    raw_some: books to Book, |q| q.filter(raw("price > ").value(1.0).filter()).order_by(Book::ID.asc()).limit(2);
    reviewed: books to Book, |q| q.filter(Book::REVIEWS.any(Review::STARS.gt(2))).order_by(Book::ID.asc()).limit(2);
    lent: lent to Book, |q| q.limit(2);
    reviews: reviews to Review, |q| q.order_by(Review::STARS.desc()).order_by(Review::ID.asc()).limit(3);
    one_review: reviews to Review, |q| q.filter(Review::STARS.ne(1)).order_by(Review::ID.desc()).limit(1);
    places: places to Place, |q| q.order_by(Place::NR.desc()).limit(2);
    high: places to Place, |q| q.order_by(Place::HEIGHT.desc()).order_by(Place::NR.asc()).limit(2).offset(1);
    highest: places to Place, |q| q.order_by(Place::HEIGHT.desc()).order_by(Place::NR.asc()).limit(1);
    tags: tags to Tag, |q| q.order_by(Tag::WEIGHT.asc()).order_by(Tag::WORD.desc()).limit(2);
    heaviest: tags to Tag, |q| q.order_by(Tag::WEIGHT.desc()).order_by(Tag::WORD.asc()).limit(1);
    words: tags to Tag, |q| q.order_by(Tag::WORD.asc()).limit(3).offset(1);
}

limits! {
    Books of Book, books_agree:
    parts: parts to Book, |q| q.order_by(Book::RANK.desc()).order_by(Book::ID.asc()).limit(2);
    part: parts to Book, |q| q.order_by(Book::ID.desc()).limit(1);
    reviews: reviews to Review, |q| q.order_by(Review::STARS.asc()).order_by(Review::ID.desc()).limit(2);
}

limits! {
    Tags of Tag, tags_agree:
    notes: notes to Note, |q| q.order_by(Note::TEXT.asc()).order_by(Note::ID.desc()).limit(2);
    note: notes to Note, |q| q.order_by(Note::ID.desc()).limit(1);
    shelves: shelves to Shelf, |q| q.order_by(Shelf::NAME.asc()).order_by(Shelf::ID.desc()).limit(2);
}

fn fill(db: &Connection) -> Result<()> {
    db.execute_batch(
        r#"BEGIN;
        WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 24)
        INSERT INTO shelf (id, name) SELECT id * 3, 'shelf ' || (id % 5) FROM n;
        WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 300)
        INSERT INTO book (id, shelf_id, reader_id, whole_id, rank, price, title, label, "_rowid_", "~key")
        SELECT id, nullif(id * id % 22 * 3, 0), nullif(id % 9 * 3, 0), nullif(id % 40, 0), nullif(id * 7 % 6, 5),
               (id * 5 % 8) / 2.0, substr('aBäZ', id % 4 + 1, 1) || (id % 3), substr('aAbB', id % 4 + 1, 1),
               CASE id % 3 WHEN 0 THEN NULL WHEN 1 THEN x'' ELSE x'ff00' END, id % 2
        FROM n;
        INSERT INTO review (book_id, stars) SELECT id, id % 5 FROM book UNION ALL SELECT id, id % 3 FROM book WHERE id % 2;
        INSERT INTO place (shelf_id, nr, height) SELECT s.id, b.id, b.id % 3 FROM shelf s JOIN book b ON b.id < s.id % 7;
        WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 12)
        INSERT INTO tag (word, weight) SELECT substr('xYöZ', id % 4 + 1, 1) || id || CASE id WHEN 7 THEN '"' ELSE '' END, id % 3 FROM n;
        INSERT INTO shelf_tag (shelf_id, tag_id) SELECT s.id, t.word FROM shelf s JOIN tag t ON (s.id + t.rowid) % 3 = 0;
        INSERT INTO note (tag_word, text) SELECT t.word, 'text ' || ifnull(b.rank, 'x') FROM tag t JOIN book b ON b.id % 11 = t.weight
        UNION ALL SELECT NULL, 'none';
        COMMIT"#,
    )?;
    Ok(())
}

fn all_agree(db: &Connection) -> Result<()> {
    let shelves = || Shelf::query().order_by(Shelf::ID.asc());
    for query in [
        shelves(),
        Shelf::query().order_by(Shelf::ID.desc()),
        shelves().filter(Shelf::ID.gt(30)),
        shelves().filter(Shelf::ID.in_([3, 6, 33])),
        shelves().filter(Shelf::ID.eq(33)),
        shelves().limit(0),
    ] {
        shelves_agree(db, query)?;
    }
    books_agree(db, Book::query().order_by(Book::ID.asc()))?;
    books_agree(db, Book::query().order_by(Book::ID.asc()).filter(Book::ID.lt(30)))?;
    let tags = || Tag::query().order_by(Tag::WORD.asc());
    for query in [tags(), tags().filter(Tag::WEIGHT.gt(0)), tags().filter(Tag::WORD.eq("Y1"))] {
        tags_agree(db, query)?;
    }
    Ok(())
}

fn filled(encoding: &str) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.pragma_update(None, "encoding", encoding)?;
    SCHEMA.create_all(&db)?;
    fill(&db)?;
    Ok(db)
}

#[test]
fn some_rows_of_each_parent() -> Result<()> {
    let db = filled("UTF-8")?;
    all_agree(&db)?;
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    all_agree(&db)
}

#[test]
fn some_rows_of_each_parent_where_texts_have_another_order() -> Result<()> {
    all_agree(&filled("UTF-16le")?)?;
    all_agree(&filled("UTF-16be")?)
}

#[test]
fn some_rows_of_each_parent_without_the_indexes() -> Result<()> {
    let db = filled("UTF-8")?;
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<std::result::Result<_, _>>()?;
    for name in names {
        all_agree(&db)?;
        db.execute_batch(&format!("DROP INDEX \"{name}\""))?;
    }
    all_agree(&db)
}

/// Holds for tables without keys, with other types and collating sequences.
#[test]
fn some_rows_of_each_parent_in_other_tables() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        r#"CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE);
        CREATE TABLE book (id INTEGER PRIMARY KEY, shelf_id INTEGER, reader_id, whole_id INTEGER, rank, price, title TEXT COLLATE NOCASE,
            label TEXT, "_rowid_" BLOB, "~key" INTEGER);
        CREATE TABLE review (id INT UNIQUE, book_id INTEGER, stars INTEGER);
        CREATE TABLE place (shelf_id INTEGER, nr INTEGER, height INTEGER);
        CREATE TABLE tag (word TEXT COLLATE NOCASE UNIQUE, weight INTEGER);
        CREATE TABLE shelf_tag (shelf_id INTEGER, tag_id TEXT);
        CREATE TABLE note (id INTEGER PRIMARY KEY, tag_word TEXT, text TEXT);
        CREATE INDEX ix_book_shelf_id_rank ON book (shelf_id, rank);
        CREATE INDEX ix_review_book_id ON review (book_id);
        CREATE INDEX ix_note_tag_word ON note (tag_word)"#,
    )?;
    fill(&db)?;
    db.execute_batch(
        "UPDATE review SET id = rowid; UPDATE note SET tag_word = upper(tag_word) WHERE id % 2",
    )?;
    all_agree(&db)
}
