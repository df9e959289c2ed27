//! Harmful values, in every place that accepts one.

use relations::{ColumnType, Model, Schema, prelude::*, schema};

use super::{HARMFUL, assert_unharmed, database};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(pages: Page)]
#[has_one(cover: Cover)]
#[many_to_many(shelves: Shelf, through = "book_shelf")]
#[many_to_many(readers: Shelf, through = Loan)]
pub struct Book {
    #[key]
    title: String,
    text: Option<String>,
    bytes: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Page {
    id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    book_title: Option<String>,
    text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Cover {
    id: i64,
    #[unique]
    #[belongs_to(book: Book, on_delete = cascade)]
    book_title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(books: Book, through = "book_shelf")]
pub struct Shelf {
    #[key]
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(book_title, shelf_name))]
pub struct Loan {
    #[belongs_to(book: Book, on_delete = cascade)]
    book_title: String,
    #[belongs_to(shelf: Shelf, on_delete = cascade)]
    shelf_name: String,
    note: String,
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    #[column_type(rename = "it's")]
    Single,
    #[column_type(rename = "'); DROP TABLE users; --")]
    Statement,
    #[column_type(rename = "\"")]
    Double,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Moody {
    id: i64,
    mood: Mood,
}

const SCHEMA: Schema = schema![Book, Page, Cover, Shelf, Loan, Moody];

#[test]
fn harmful_values_come_back_byte_for_byte() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    for text in HARMFUL {
        let mut book = Book::create().title(text).text(text).bytes(text.as_bytes()).insert(&db)?;
        assert_eq!(Book::get(&db, text)?, book);
        let mut changed = Book { text: Some(format!("{text}{text}")), ..book.clone() };
        changed.update(&db)?;
        assert_eq!(Book::find(&db, text)?.as_ref(), Some(&changed));
        book.update(&db)?;
        changed.reload(&db)?;
        assert_eq!(changed, book);
        changed.delete(&db)?;
        assert_eq!(Book::find(&db, text)?, None);
        changed.insert(&db)?;
        assert_unharmed(&db)?;
    }
    let stored: Vec<Book> = Book::query().all(&db)?;
    assert_eq!(stored.len(), HARMFUL.len());
    assert!(HARMFUL.iter().all(|text| stored.iter().any(|book| book.title == *text)));
    Ok(())
}

#[test]
fn harmful_values_are_inserted_by_the_hundred() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    let texts = HARMFUL.iter().cycle().enumerate().take(200);
    let new = texts.map(|(at, text)| Book::create().title(format!("{at}{text}")).text(*text).bytes([]));
    let books = Book::insert_all(&db, new)?;
    let mut stored = Book::query().all(&db)?;
    stored.sort_by_key(|book| books.iter().position(|other| other == book));
    assert_eq!(stored, books);
    assert_unharmed(&db)
}

#[test]
fn harmful_values_find_themselves_and_nothing_else() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    for text in HARMFUL {
        Book::create().title(text).text(text).bytes(text.as_bytes()).insert(&db)?;
    }
    for text in HARMFUL {
        let found = |filter| Ok::<_, relations::Error>(Book::query().filter(filter).one(&db)?.title);
        assert_eq!(found(Book::TITLE.eq(text))?, text);
        assert_eq!(found(Book::TEXT.eq(text))?, text);
        assert_eq!(found(Book::BYTES.eq(text.as_bytes()))?, text);
        assert_eq!(found(Book::TEXT.between(text, text))?, text);
        assert_eq!(found(Book::TEXT.ge(text).and(Book::TEXT.le(text)))?, text);
        assert_eq!(found(!Book::TEXT.ne(text))?, text);
        for length in [1, 16, 17, 500] {
            let filler = (1..length).map(|at| format!("{text}{at}"));
            assert_eq!(found(Book::TEXT.in_(filler.chain([text.to_owned()])))?, text);
        }
        let others = Book::query().filter(Book::TITLE.ne(text)).all(&db)?;
        assert_eq!(others.len(), HARMFUL.len() - 1);
        if !text.contains(['%', '_', '\0']) {
            assert_eq!(found(Book::TITLE.like(text))?, text);
        }
        assert_unharmed(&db)?;
    }
    Ok(())
}

#[test]
fn harmful_keys_relate_rows() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    for text in HARMFUL {
        Book::create().title(text).bytes([]).insert(&db)?;
        Shelf::create().name(text).insert(&db)?;
    }
    for (text, other) in HARMFUL.into_iter().zip(HARMFUL.into_iter().cycle().skip(1)) {
        let (book, next) = (Book::get(&db, text)?, Book::get(&db, other)?);
        let (shelf, second) = (Shelf::get(&db, text)?, Shelf::get(&db, other)?);
        let mut page = book.pages().create().text(text).insert(&db)?;
        assert_eq!(book.pages().filter(Page::TEXT.eq(text)).all(&db)?, std::slice::from_ref(&page));
        next.pages().add(&db, &mut page)?;
        assert_eq!(page.book().get(&db)?, Some(next.clone()));
        assert!(next.pages().contains(&db, &page)?);
        assert_eq!(book.pages().replace(&db, std::slice::from_mut(&mut page))?.added, 1);
        assert!(book.pages().remove(&db, &mut page)?);
        page.delete(&db)?;

        book.cover().create().insert(&db)?;
        book.cover().replace().insert(&db)?;
        assert!(book.cover().clear(&db)?);

        assert!(book.shelves().link(&db, &shelf)?);
        assert!(!book.shelves().link(&db, &shelf)?);
        assert_eq!(book.shelves().set(&db, [&second])?.removed, 1);
        assert_eq!(second.books().all(&db)?, std::slice::from_ref(&book));
        assert!(book.shelves().unlink(&db, &second)?);

        let loan = book.readers().link_with(&db, &shelf, |link| link.note(text))?;
        assert_eq!(book.readers().all_with_links(&db)?, [(shelf, loan.clone())]);
        assert_eq!(Loan::get(&db, (text.to_owned(), text.to_owned()))?, loan);
        assert_eq!(book.readers().clear(&db)?, 1);
        assert_unharmed(&db)?;
    }
    assert_eq!(Book::query().all(&db)?.len(), HARMFUL.len());
    assert_eq!((Page::query().count(&db)?, Cover::query().count(&db)?), (0, 0));
    Ok(())
}

#[test]
fn harmful_texts_stand_for_the_variants_of_an_enum() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    for mood in [Mood::Single, Mood::Statement, Mood::Double] {
        let row = Moody::create().mood(mood).insert(&db)?;
        assert_eq!(Moody::get(&db, row.id)?, row);
        assert_eq!(Moody::query().filter(Moody::MOOD.eq(mood)).one(&db)?, row);
        assert_unharmed(&db)?;
    }
    assert!(db.execute("INSERT INTO moody (mood) VALUES ('its')", []).is_err());
    Ok(())
}

#[test]
fn a_harmful_text_in_an_error_is_only_text() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    for text in HARMFUL {
        let missing = Book::get(&db, text).expect_err("there is no such book").to_string();
        assert_eq!(missing, format!("no `Book` with key {text:?}"));
        let orphan = Page::create().book_title(text).text(text).insert(&db);
        let orphan = orphan.expect_err("there is no such book").to_string();
        assert!(orphan.ends_with(&format!("`book` has no row with title = {text:?}")), "{orphan}");
        assert_unharmed(&db)?;
    }
    Ok(())
}
