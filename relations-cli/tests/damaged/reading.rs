//! Runs everything that reads, and compares it with what it must return.

mod many;

use relations::{Model, catalog::Catalog, prelude::*};

use crate::{
    figures::{Cell, Cells, Reads, as_read},
    models::{Author, Book, Card, SCHEMA, Tag, Tagging},
};

/// Reads all rows of a model in every way, and compares them with what SQLite returns for the same statement.
///
/// If the structure of the file is broken, another statement may take another path through it, and find other
/// rows.
pub fn model<M: Model + Cells + Clone + PartialEq + std::fmt::Debug>(reads: &mut Reads<'_>, sound: bool) {
    let table = M::TABLE_NAME;
    let all = reads.read("all", |db| M::query().all(db));
    let statement = M::query().statement().expect("it is rendered");
    let stored = reads.by_hand(&statement.sql, []);
    let cut_short = reads.was_interrupted();
    if let Some(all) = &all {
        let given: Vec<Vec<Cell>> = all.iter().map(Cells::cells).collect();
        let expected = stored.as_ref().map(|stored| as_read(stored, &given));
        if !cut_short {
            reads.same(&format!("{table}: all"), &Some(given), &expected);
        }
    }
    let stream =
        reads.read("stream", |db| M::query().stream(db)?.rows()?.collect::<relations::Result<Vec<M>>>());
    let mut each = Vec::new();
    let for_each = reads.read("for_each", |db| {
        M::query().for_each(db, |row: M| {
            each.push(row);
            Ok(())
        })
    });
    let count = reads.read("count", |db| M::query().count(db));
    let exists = reads.read("exists", |db| M::query().exists(db));
    let first = reads.read("first", |db| M::query().first(db));
    if let (Some(all), Some(stream)) = (&all, &stream) {
        reads.same(&format!("{table}: stream"), stream, all);
    }
    if let (Some(all), Some(())) = (&all, for_each) {
        reads.same(&format!("{table}: for_each"), &each, all);
    }
    if !sound {
        return;
    }
    let counted = reads.by_hand(&format!("SELECT count(*) FROM {table}"), []);
    if let (Some(count), Some(counted)) = (count, &counted) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        reads.same(&format!("{table}: count"), &Cell::Integer(count), &counted[0][0]);
        if let Some(exists) = exists {
            reads.same(&format!("{table}: exists"), &exists, &(count > 0));
        }
    }
    if let (Some(all), Some(first)) = (&all, first) {
        reads.same(&format!("{table}: first"), &first.as_ref(), &all.first());
    }
}

/// Reads by keys, pages, handles, predicates, aggregates and shapes.
pub fn relations(reads: &mut Reads<'_>, sound: bool) {
    finds(reads, sound);
    pages(reads, sound);
    handles(reads, sound);
    many::predicates(reads, sound);
    many::aggregates(reads, sound);
    many::shapes(reads, sound);
}

fn integers(rows: Option<Vec<Vec<Cell>>>) -> Option<Vec<i64>> {
    rows?.into_iter().map(|row| if let Cell::Integer(value) = row[0] { Some(value) } else { None }).collect()
}

fn finds(reads: &mut Reads<'_>, sound: bool) {
    for id in [1, 2, 3, 5, 12, 24, 101, 999] {
        let found = reads.read("find", |db| Book::find(db, id));
        reads.read("get", |db| Author::get(db, id));
        reads.read("find of two columns", |db| Tagging::find(db, (id, "tag 1".to_owned())));
        reads.read("find by text", |db| Card::find(db, format!("C-{id}")));
        reads.read("find by text", |db| Tag::find(db, format!("tag {id}")));
        let stored = reads.by_hand(
            "SELECT id, title, author_id, prequel_id, pages, price, published, cover FROM book WHERE id = ?",
            [id],
        );
        if let (true, Some(found), Some(stored)) = (sound, found, stored) {
            let given: Vec<Vec<Cell>> = found.iter().map(Cells::cells).collect();
            let expected = as_read(&stored, &given);
            let first: Vec<Vec<Cell>> = expected.into_iter().take(1).collect();
            reads.same(&format!("find {id}"), &given, &first);
        }
    }
}

fn pages(reads: &mut Reads<'_>, sound: bool) {
    for descending in [false, true] {
        let mut ids = Vec::new();
        let mut last: Option<Book> = None;
        for _ in 0..40 {
            let page = reads.read("page", |db| {
                let order = if descending { Book::ID.desc() } else { Book::ID.asc() };
                Book::query().order_by(order).after(last.as_ref()).limit(7).all(db)
            });
            let Some(page) = page else { return };
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
            ids.extend(page.iter().map(|book| book.id));
        }
        let order = if descending { "DESC" } else { "ASC" };
        let stored = integers(reads.by_hand(&format!("SELECT id FROM book ORDER BY id {order}"), []));
        if let (true, Some(mut stored)) = (sound, stored) {
            // Two rows with the same key cannot be distinguished by it.
            stored.dedup();
            ids.dedup();
            reads.same("pages", &ids, &stored);
        }
    }
    let mut titles = 0;
    let mut last: Option<Book> = None;
    for _ in 0..60 {
        let page = reads.read("page by a column", |db| {
            Book::query()
                .order_by(Book::PRICE.desc())
                .order_by(Book::TITLE.asc())
                .after(last.as_ref())
                .limit(5)
                .all(db)
        });
        let Some(page) = page.filter(|page| !page.is_empty()) else { return };
        titles += page.len();
        last = page.last().cloned();
    }
    // A text that is not UTF-16 [may become another](https://sqlite.org/invalidutf.html) as it is read, and
    // then nothing can identify its row.
    let told = "SELECT count(*) FROM book WHERE id = ? AND title = ?";
    let is_told = last.is_some_and(|book| {
        integers(reads.by_hand(told, (book.id, &book.title))).is_some_and(|found| found[0] > 0)
    });
    if is_told {
        reads.fault("page by a column", &format!("{titles} rows and no end"));
    } else {
        reads.figures.untold += 1;
    }
}

fn handles(reads: &mut Reads<'_>, sound: bool) {
    for id in [1, 2, 3, 4, 7] {
        let Some(author) = reads.read("find", |db| Author::find(db, id)).flatten() else { continue };
        let books = reads.read("has_many", |db| author.books().order_by(Book::ID.asc()).all(db));
        reads.read("has_many, first", |db| author.books().first(db));
        reads.read("has_many, exists", |db| author.books().exists(db));
        let count = reads.read("has_many, count", |db| author.books().count(db));
        let card = reads.read("has_one", |db| author.card().get(db));
        if !sound {
            continue;
        }
        let stored = integers(reads.by_hand("SELECT id FROM book WHERE author_id = ? ORDER BY id", [id]));
        if let (Some(books), Some(stored)) = (&books, &stored) {
            reads.same("has_many", &books.iter().map(|book| book.id).collect(), stored);
        }
        if let (Some(count), Some(stored)) = (count, &stored) {
            reads.same("has_many, count", &usize::try_from(count).unwrap_or(usize::MAX), &stored.len());
        }
        let stored = reads.by_hand("SELECT code, author_id FROM card WHERE author_id = ?", [id]);
        if let (Some(card), Some(stored)) = (card, stored) {
            reads.same("has_one", &card.iter().map(Cells::cells).collect(), &stored);
        }
        for book in books.iter().flatten().take(3) {
            of_a_book(reads, book);
        }
    }
    for name in ["tag 1", "tag 4", "TAG 2"] {
        let Some(tag) = reads.read("find", |db| Tag::find(db, name.to_owned())).flatten() else { continue };
        let books = reads.read("many_to_many", |db| tag.books().order_by(Book::ID.asc()).all(db));
        let stored = integers(reads.by_hand(
            "SELECT book.id FROM book JOIN tagging ON book_id = book.id WHERE tag_name = ? ORDER BY book.id",
            [name],
        ));
        if let (true, Some(books), Some(stored)) = (sound, books, stored) {
            reads.same("many_to_many", &books.iter().map(|book| book.id).collect(), &stored);
        }
    }
}

fn of_a_book(reads: &mut Reads<'_>, book: &Book) {
    let id = book.id;
    let author = reads.read("belongs_to", |db| book.author().get(db));
    let prequel = reads.read("belongs_to that may be none", |db| book.prequel().get(db));
    let sequels = reads.read("has_many of itself", |db| book.sequels().order_by(Book::ID.asc()).all(db));
    let links = reads.read("all_with_links", |db| book.tags().all_with_links(db));
    reads.read("contains", |db| book.tags().contains(db, &Tag { name: "tag 1".into(), weight: 1 }));
    let parents = integers(reads.by_hand("SELECT id FROM author WHERE id = ?", [book.author_id]));
    if let (Some(author), Some(parents)) = (author, parents) {
        reads.same("belongs_to", &Some(&author.id), &parents.first());
    }
    let parents = integers(reads.by_hand("SELECT id FROM book WHERE id = ?", [book.prequel_id]));
    if let (Some(prequel), Some(parents)) = (prequel, parents) {
        reads.same("belongs_to that may be none", &prequel.as_ref().map(|book| &book.id), &parents.first());
    }
    let stored = integers(reads.by_hand("SELECT id FROM book WHERE prequel_id = ? ORDER BY id", [id]));
    if let (Some(sequels), Some(stored)) = (sequels, stored) {
        reads.same("has_many of itself", &sequels.iter().map(|book| book.id).collect(), &stored);
    }
    let stored = reads.by_hand(
        "SELECT tag.name, tag.weight FROM tag JOIN tagging ON tag_name = tag.name WHERE book_id = ?",
        [id],
    );
    if let (Some(links), Some(stored)) = (links, stored) {
        let sorted = |rows: Vec<Vec<Cell>>| {
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            rows
        };
        reads.same(
            "all_with_links",
            &sorted(links.iter().map(|(tag, _)| tag.cells()).collect()),
            &sorted(stored),
        );
    }
}

/// Runs everything that reads the schema, for which there is nothing to compare with.
pub fn schema(reads: &mut Reads<'_>, path: &std::path::Path, whole: &Catalog) {
    reads.read("verify", |db| SCHEMA.verify(db));
    reads.read("plan", |db| SCHEMA.plan(db));
    let catalog = reads.read("Catalog::read", Catalog::read);
    if let Some(catalog) = catalog {
        reads.read("diagrams", |_| {
            let diagram = catalog.diagram();
            Ok((diagram.svg(), diagram.dot(), diagram.mermaid()))
        });
        reads.read("import", |_| Ok(relations_cli::import(&catalog, relations_cli::Options::default())));
        reads.read("diff", |_| {
            Ok((relations_cli::diff(&catalog, whole), relations_cli::diff(whole, &catalog)))
        });
    }
    // An error of the tool is not one of the library; it only has to be an error.
    reads.read("check", |db| Ok(relations_cli::check(db, path, 20).is_ok()));
}
