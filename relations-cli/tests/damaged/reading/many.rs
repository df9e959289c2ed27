//! Predicates, aggregates and shapes, which read many rows at once.

use std::collections::BTreeSet;

use relations::prelude::*;

use super::integers;
use crate::{
    figures::{Cell, Cells, Reads, as_read},
    models::{Author, AuthorPage, Book, BookPage, Origin, Series, Tag, TagPage},
};

pub fn predicates(reads: &mut Reads<'_>, sound: bool) {
    let titles: Vec<String> = (0..300).map(|at| format!("Title {at} ")).collect();
    let given = [
        reads.read("any", |db| Author::query().filter(Author::BOOKS.any(Book::PAGES.gt(300))).count(db)),
        reads.read("none", |db| Author::query().filter(Author::BOOKS.none()).count(db)),
        reads.read("has", |db| Book::query().filter(Book::AUTHOR.has(Author::RATING.lt(3.0))).count(db)),
        reads.read("is_none", |db| Book::query().filter(Book::PREQUEL.is_none()).count(db)),
        reads.read("count of related", |db| Author::query().filter(Author::BOOKS.count().ge(4)).count(db)),
        reads.read("any of many to many", |db| {
            Book::query().filter(Book::TAGS.any(Tag::WEIGHT.gt(5))).count(db)
        }),
        reads.read("in_", |db| Book::query().filter(Book::TITLE.in_(titles.clone())).count(db)),
        reads.read("like", |db| Author::query().filter(Author::NAME.like("Gr%")).count(db)),
        reads.read("between", |db| Book::query().filter(Book::PRICE.between(10.0, 50.0)).count(db)),
    ];
    let by_hand = [
        "SELECT count(*) FROM author WHERE EXISTS (SELECT 1 FROM book WHERE author_id = author.id AND pages > 300)",
        "SELECT count(*) FROM author WHERE NOT EXISTS (SELECT 1 FROM book WHERE author_id = author.id)",
        "SELECT count(*) FROM book WHERE EXISTS (SELECT 1 FROM author WHERE author.id = book.author_id AND rating < 3.0)",
        "SELECT count(*) FROM book AS b WHERE NOT EXISTS (SELECT 1 FROM book AS p WHERE p.id = b.prequel_id)",
        "SELECT count(*) FROM author WHERE (SELECT count(*) FROM book WHERE author_id = author.id) >= 4",
        "SELECT count(*) FROM book WHERE EXISTS (SELECT 1 FROM tagging JOIN tag ON tag_name = tag.name WHERE book_id = book.id AND weight > 5)",
        "SELECT count(*) FROM book WHERE title IN (WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 299) SELECT 'Title ' || i || ' ' FROM n)",
        "SELECT count(*) FROM author WHERE name LIKE 'Gr%'",
        "SELECT count(*) FROM book WHERE price BETWEEN 10.0 AND 50.0",
    ];
    for (given, sql) in given.into_iter().zip(by_hand) {
        let stored = integers(reads.by_hand(sql, []));
        if let (true, Some(given), Some(stored)) = (sound, given, stored) {
            reads.same(sql, &i64::try_from(given).unwrap_or(i64::MAX), &stored[0]);
        }
    }
}

pub fn aggregates(reads: &mut Reads<'_>, sound: bool) {
    let sum = reads.read("sum", |db| Book::query().sum(db, Book::PAGES));
    let most = reads.read("max", |db| Book::query().max(db, Book::PRICE));
    let least = reads.read("min", |db| Book::query().min(db, Book::TITLE));
    let mean = reads.read("avg", |db| Author::query().avg(db, Author::RATING));
    let each = reads.read("count_each", |db| Author::query().count_each(db, Author::BOOKS));
    reads.read("count_by", |db| Book::query().count_by(db, Book::PUBLISHED));
    reads.read("distinct", |db| Book::query().distinct(db, Book::TITLE));
    if !sound {
        return;
    }
    let mut one = |what: &str, given: Option<Cell>, sql: &str| {
        if let (Some(given), Some(stored)) = (given, reads.by_hand(sql, [])) {
            let given = vec![vec![given]];
            reads.same(what, &given, &as_read(&stored, &given));
        }
    };
    one("sum", sum.map(Cell::Integer), "SELECT coalesce(sum(pages), 0) FROM book");
    let optional = |value: Option<f64>| value.map_or(Cell::Null, Cell::Real);
    one("max", most.map(optional), "SELECT max(price) FROM book");
    one(
        "min",
        least.map(|text| text.map_or(Cell::Null, |text| Cell::Text(text.into()))),
        "SELECT min(title) FROM book",
    );
    one("avg", mean.map(optional), "SELECT avg(rating) FROM author");
    for (author, count) in each.into_iter().flatten() {
        let stored = integers(reads.by_hand("SELECT count(*) FROM book WHERE author_id = ?", [author.id]));
        if let Some(stored) = stored {
            reads.same("count_each", &i64::try_from(count).unwrap_or(i64::MAX), &stored[0]);
        }
    }
}

pub fn shapes(reads: &mut Reads<'_>, sound: bool) {
    let authors = reads.read("shape", |db| AuthorPage::query().all(db));
    let series = reads.read("tree", |db| Series::query().all(db));
    let origins = reads.read("way up", |db| Origin::query().all(db));
    let tags = reads.read("shape by text", |db| TagPage::query().all(db));
    reads.read("shape of some", |db| BookPage::query().filter(Book::PAGES.gt(200)).all(db));
    reads.read("shape of one", |db| AuthorPage::find(db, 2));
    if !sound {
        return;
    }
    for author in authors.iter().flatten() {
        let mut ids: Vec<i64> = author.books.iter().map(|book| book.id).collect();
        ids.sort_unstable();
        if let Some(stored) =
            integers(reads.by_hand("SELECT id FROM book WHERE author_id = ? ORDER BY id", [author.id]))
        {
            reads.same("shape", &ids, &stored);
            reads.same(
                "count in a shape",
                &author.book_count,
                &i64::try_from(stored.len()).unwrap_or(i64::MAX),
            );
        }
        if let Some(stored) =
            reads.by_hand("SELECT code, author_id FROM card WHERE author_id = ?", [author.id])
        {
            reads.same("has_one in a shape", &author.card.iter().map(Cells::cells).collect(), &stored);
        }
        for book in &author.books {
            reads.same("belongs_to in a shape", &book.author.id, &author.id);
            let pairs = "SELECT count(*) FROM tagging JOIN tag ON tag.name = tag_name WHERE book_id = ?";
            if let Some(stored) = integers(reads.by_hand(pairs, [book.id])) {
                reads.same(
                    "pairs in a shape",
                    &i64::try_from(book.tags.len()).unwrap_or(i64::MAX),
                    &stored[0],
                );
                reads.same("pairs counted in a shape", &book.tag_count, &stored[0]);
            }
        }
    }
    for (id, sequels) in series.iter().flatten().map(|book| (book.id, &book.sequels)) {
        let ids: BTreeSet<i64> = sequels.iter().map(|book| book.id).collect();
        if let Some(stored) = integers(reads.by_hand("SELECT id FROM book WHERE prequel_id = ?", [id])) {
            reads.same("tree", &ids, &stored.into_iter().collect());
        }
    }
    for origin in origins.iter().flatten() {
        let sql = "SELECT p.id FROM book AS b JOIN book AS p ON p.id = b.prequel_id WHERE b.id = ?";
        if let Some(stored) = integers(reads.by_hand(sql, [origin.id])) {
            let up: Vec<i64> = origin.prequel.iter().map(|book| book.id).collect();
            reads.same("way up", &up, &stored);
        }
    }
    for tag in tags.iter().flatten() {
        let sql =
            "SELECT book.id FROM book JOIN tagging ON book_id = book.id WHERE tag_name = ? ORDER BY book.id";
        if let Some(stored) = integers(reads.by_hand(sql, [&tag.name])) {
            let mut ids: Vec<i64> = tag.books.iter().map(|book| book.id).collect();
            ids.sort_unstable();
            reads.same("shape by text", &ids, &stored);
        }
    }
}
