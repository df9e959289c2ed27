//! Predicates over relations, limits per parent, and pages.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::books::{
        some_authors, some_email, some_isbn, some_page_start, some_reviewer, some_tag, some_tag_name,
    },
    workload::{
        ANY, ANY_COMMON, ANY_COMMON_LIMITED, ANY_LINKED, CONTAINS, COUNT_AT_LEAST, HAS, NESTED_ANY, NONE,
        PAGE, ROW_BY_INDEX, ROWS_OF_KEYS, TOP_INDEXED, TOP_SORTED, UPDATE,
    },
};
use sea_orm::{DatabaseConnection, DbErr, Select, entity::prelude::*};

use crate::{
    models::{
        OptionalRow,
        books::{author, book},
    },
    queries::{
        authors_of_3_books, authors_of_isbn, authors_of_low_ranked, authors_reviewed_by,
        authors_without_books, best_ranked, books_of_author, books_with_tag, books_with_tag_name,
        first_authors_of_low_ranked, first_by_title, page, update_titles,
    },
};

pub fn benchmarks() -> Benchmarks<DatabaseConnection> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, |db: &mut DatabaseConnection, email| {
            author::Entity::find().filter(author::COLUMN.email.eq(email)).one(db).map(OptionalRow)
        }),
        benchmark(ROWS_OF_KEYS, some_authors, |db: &mut DatabaseConnection, ids| {
            author::Entity::find().filter(author::COLUMN.id.is_in(ids)).all(db)
        }),
        benchmark(HAS, some_email, |db: &mut DatabaseConnection, email| books_of_author(email).all(db)),
        benchmark(ANY, some_isbn, |db: &mut DatabaseConnection, isbn| authors_of_isbn(isbn).all(db)),
        benchmark(NESTED_ANY, some_reviewer, |db: &mut DatabaseConnection, reviewer| {
            authors_reviewed_by(reviewer).all(db)
        }),
        benchmark(ANY_LINKED, some_tag_name, |db: &mut DatabaseConnection, name| {
            books_with_tag_name(name).all(db)
        }),
        benchmark(CONTAINS, some_tag, |db: &mut DatabaseConnection, tag| books_with_tag(tag).all(db)),
        benchmark(ANY_COMMON, |_| (), |db: &mut DatabaseConnection, ()| authors_of_low_ranked().all(db)),
        benchmark(NONE, |_| (), |db: &mut DatabaseConnection, ()| authors_without_books().all(db)),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            |db: &mut DatabaseConnection, ()| first_authors_of_low_ranked().all(db),
        ),
        benchmark(COUNT_AT_LEAST, |_| (), |db: &mut DatabaseConnection, ()| authors_of_3_books().all(db)),
        benchmark(UPDATE, some_email, |db: &mut DatabaseConnection, email| {
            let result = update_titles(email).exec(db)?;
            Ok::<_, DbErr>(usize::try_from(result.rows_affected).unwrap_or(usize::MAX))
        }),
        benchmark(TOP_INDEXED, |_| (), |db: &mut DatabaseConnection, ()| with_books(db, best_ranked)),
        benchmark(TOP_SORTED, |_| (), |db: &mut DatabaseConnection, ()| with_books(db, first_by_title)),
        benchmark(PAGE, some_page_start, |db: &mut DatabaseConnection, id| page(id).all(db)),
    ]
}

fn with_books(
    db: &DatabaseConnection,
    books_of: fn(&author::Model) -> Select<book::Entity>,
) -> Result<Vec<(author::Model, Vec<book::Model>)>, DbErr> {
    let authors = author::Entity::find().all(db)?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = books_of(&author).all(db)?;
        all.push((author, books));
    }
    Ok(all)
}
