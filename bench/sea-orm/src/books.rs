//! Predicates over relations, limits per parent, and pages.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
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

pub fn benchmarks() -> Benchmarks<Asynchronous<DatabaseConnection>> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, async |db: &mut DatabaseConnection, email| {
            author::Entity::find().filter(author::COLUMN.email.eq(email)).one(db).await.map(OptionalRow)
        }),
        benchmark(ROWS_OF_KEYS, some_authors, async |db: &mut DatabaseConnection, ids| {
            author::Entity::find().filter(author::COLUMN.id.is_in(ids)).all(db).await
        }),
        benchmark(HAS, some_email, async |db: &mut DatabaseConnection, email| {
            books_of_author(email).all(db).await
        }),
        benchmark(ANY, some_isbn, async |db: &mut DatabaseConnection, isbn| {
            authors_of_isbn(isbn).all(db).await
        }),
        benchmark(NESTED_ANY, some_reviewer, async |db: &mut DatabaseConnection, reviewer| {
            authors_reviewed_by(reviewer).all(db).await
        }),
        benchmark(ANY_LINKED, some_tag_name, async |db: &mut DatabaseConnection, name| {
            books_with_tag_name(name).all(db).await
        }),
        benchmark(CONTAINS, some_tag, async |db: &mut DatabaseConnection, tag| {
            books_with_tag(tag).all(db).await
        }),
        benchmark(
            ANY_COMMON,
            |_| (),
            async |db: &mut DatabaseConnection, ()| authors_of_low_ranked().all(db).await,
        ),
        benchmark(
            NONE,
            |_| (),
            async |db: &mut DatabaseConnection, ()| authors_without_books().all(db).await,
        ),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            async |db: &mut DatabaseConnection, ()| first_authors_of_low_ranked().all(db).await,
        ),
        benchmark(
            COUNT_AT_LEAST,
            |_| (),
            async |db: &mut DatabaseConnection, ()| authors_of_3_books().all(db).await,
        ),
        benchmark(UPDATE, some_email, async |db: &mut DatabaseConnection, email| {
            let result = update_titles(email).exec(db).await?;
            Ok::<_, DbErr>(usize::try_from(result.rows_affected).unwrap_or(usize::MAX))
        }),
        benchmark(
            TOP_INDEXED,
            |_| (),
            async |db: &mut DatabaseConnection, ()| with_books(db, best_ranked).await,
        ),
        benchmark(
            TOP_SORTED,
            |_| (),
            async |db: &mut DatabaseConnection, ()| with_books(db, first_by_title).await,
        ),
        benchmark(PAGE, some_page_start, async |db: &mut DatabaseConnection, id| page(id).all(db).await),
    ]
}

async fn with_books(
    db: &DatabaseConnection,
    books_of: fn(&author::Model) -> Select<book::Entity>,
) -> Result<Vec<(author::Model, Vec<book::Model>)>, DbErr> {
    let authors = author::Entity::find().all(db).await?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = books_of(&author).all(db).await?;
        all.push((author, books));
    }
    Ok(all)
}
