//! Lists of related rows that a form may leave out: nothing is said of these rows then.

use relations::{Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Debug)]
#[has_many(chapters: Chapter)]
#[many_to_many(tags: Tag, through = "book_tag")]
struct Book {
    id: i64,
    #[belongs_to(shelf: Shelf)]
    shelf_id: i64,
    title: String,
}

#[derive(Model, Debug)]
#[has_many(books: Book)]
struct Shelf {
    id: i64,
}

#[derive(Model, Debug)]
struct Chapter {
    id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    book_id: i64,
    title: String,
}

#[derive(Model, Debug)]
struct Tag {
    id: i64,
}

const SCHEMA: Schema = schema![Book, Shelf, Chapter, Tag];

#[derive(Insert)]
#[insert(Shelf)]
struct ShelfForm {
    id: Option<i64>,
    books: Vec<BookForm>,
}

#[derive(Insert)]
#[insert(Book)]
struct BookForm {
    id: Option<i64>,
    title: String,
    chapters: Option<Vec<ChapterForm>>,
    tags: Option<Vec<Key<Tag>>>,
}

#[derive(Insert)]
#[insert(Chapter)]
struct ChapterForm {
    id: Option<i64>,
    title: String,
}

/// Returns the chapters and the number of tags of each book.
fn contents(db: &Connection) -> Result<Vec<(Vec<String>, u64)>> {
    let books = Book::query().order_by(Book::ID.asc()).all(db)?;
    let contents = books.iter().map(|book| {
        let chapters = book.chapters().order_by(Chapter::ID.asc()).all(db)?;
        Ok((chapters.into_iter().map(|chapter| chapter.title).collect(), book.tags().count(db)?))
    });
    contents.collect()
}

#[test]
fn what_a_form_does_not_say_stays() -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let tag = Key::of(&Tag::create().insert(&db)?);
    let chapters = |titles: &[&str]| {
        Some(titles.iter().map(|title| ChapterForm { id: None, title: (*title).into() }).collect())
    };
    let book = |id, chapters, tags| BookForm { id, title: "A".into(), chapters, tags };
    let shelf = |books| ShelfForm { id: Some(1), books };
    ShelfForm {
        id: None,
        books: vec![book(None, chapters(&["1", "2"]), Some(vec![tag])), book(None, None, None)],
    }
    .save(&db)?;
    let titles = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
    assert_eq!(contents(&db)?, [(titles(&["1", "2"]), 1), (vec![], 0)]);
    // One book says nothing of its rows, the other does.
    shelf(vec![book(Some(1), None, None), book(Some(2), chapters(&["3"]), Some(vec![tag]))]).save(&db)?;
    assert_eq!(contents(&db)?, [(titles(&["1", "2"]), 1), (titles(&["3"]), 1)]);
    shelf(vec![book(Some(1), chapters(&["4"]), None), book(Some(2), None, Some(vec![]))]).save(&db)?;
    assert_eq!(contents(&db)?, [(titles(&["4"]), 1), (titles(&["3"]), 0)]);
    let before = db.total_changes();
    shelf(vec![book(Some(1), None, None), book(Some(2), None, None)]).save(&db)?;
    assert_eq!(db.total_changes(), before);
    shelf(vec![book(Some(1), Some(vec![]), None), book(Some(2), None, None)]).save(&db)?;
    assert_eq!(contents(&db)?, [(vec![], 1), (titles(&["3"]), 0)]);
    Ok(())
}
