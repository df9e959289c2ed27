//! Predicates over relations, limits per parent, and pages.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
    data::books::{
        FIRST_YEAR, MEDIAN_RANK, some_authors, some_email, some_isbn, some_page_start, some_reviewer,
        some_tag, some_tag_name,
    },
    workload::{
        ANY, ANY_COMMON, ANY_COMMON_LIMITED, ANY_LINKED, CONTAINS, COUNT_AT_LEAST, HAS, NESTED_ANY, NONE,
        PAGE, ROW_BY_INDEX, ROWS_OF_KEYS, TOP_INDEXED, TOP_SORTED, UPDATE,
    },
};
use toasty::{
    Db,
    stmt::{Expr, IntoExpr as _, Value},
};

use crate::models::books::{Author, Book, BookTag, Review, Tag};

pub fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, async |db: &mut Db, email: String| {
            Author::filter_by_email(email).get(db).await
        }),
        benchmark(ROWS_OF_KEYS, some_keys, async |db: &mut Db, ids: Vec<u64>| {
            Author::filter(Author::fields().id().in_list(ids)).exec(db).await
        }),
        benchmark(HAS, some_email, async |db: &mut Db, email: String| {
            Author::filter_by_email(email).books().exec(db).await
        }),
        benchmark(ANY, some_isbn, async |db: &mut Db, isbn: String| {
            Author::filter(Author::fields().books().any(Book::fields().isbn().eq(isbn))).exec(db).await
        }),
        benchmark(NESTED_ANY, some_reviewer, async |db: &mut Db, reviewer: i64| {
            let reviewed = Book::fields().reviews().any(Review::fields().reviewer().eq(reviewer));
            Author::filter(Author::fields().books().any(reviewed)).exec(db).await
        }),
        benchmark(ANY_LINKED, some_tag_name, async |db: &mut Db, name: String| {
            Book::filter(Book::fields().tags().any(Tag::fields().name().eq(name))).exec(db).await
        }),
        benchmark(
            CONTAINS,
            |run| some_tag(run).cast_unsigned(),
            async |db: &mut Db, tag: u64| {
                Book::filter(Book::fields().links().any(BookTag::fields().tag_id().eq(tag))).exec(db).await
            },
        ),
        benchmark(
            ANY_COMMON,
            |_| (),
            async |db: &mut Db, ()| Author::filter(has_low_ranked_books()).exec(db).await,
        ),
        benchmark(
            NONE,
            |_| (),
            async |db: &mut Db, ()| {
                Author::filter(Author::fields().books().all(false.into_expr())).exec(db).await
            },
        ),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            async |db: &mut Db, ()| {
                Author::filter(has_low_ranked_books())
                    .order_by(Author::fields().id().asc())
                    .limit(10)
                    .exec(db)
                    .await
            },
        ),
        benchmark(COUNT_AT_LEAST, |_| (), async |db: &mut Db, ()| authors_of_3_books(db).await),
        benchmark(UPDATE, some_email, async |db: &mut Db, email: String| update_titles(db, email).await),
        benchmark(TOP_INDEXED, |_| (), async |db: &mut Db, ()| best_ranked(db).await),
        benchmark(TOP_SORTED, |_| (), async |db: &mut Db, ()| first_by_title(db).await),
        benchmark(PAGE, some_page_start, async |db: &mut Db, id: i64| {
            let books = Book::all().order_by((Book::fields().year().asc(), Book::fields().id().asc()));
            let place = Value::record_from_vec(vec![FIRST_YEAR.into(), id.cast_unsigned().into()]);
            books.paginate(20).after(place).exec(db).await.map(|page| page.items)
        }),
    ]
}

fn some_keys(run: i64) -> Vec<u64> {
    some_authors(run).into_iter().map(i64::cast_unsigned).collect()
}

fn has_low_ranked_books() -> Expr<bool> {
    Author::fields().books().any(Book::fields().rank().lt(MEDIAN_RANK))
}

/// Runs a statement for each parent: a condition cannot have a count in Toasty.
async fn authors_of_3_books(db: &mut Db) -> toasty::Result<Vec<Author>> {
    let mut found = Vec::new();
    for author in Author::all().exec(db).await? {
        if author.books().count().exec(db).await? >= 3 {
            found.push(author);
        }
    }
    Ok(found)
}

/// Counts the rows before it updates them, since an update does not return their number.
async fn update_titles(db: &mut Db, email: String) -> toasty::Result<usize> {
    let written = Author::filter_by_email(email).books();
    let count = written.clone().count().exec(db).await?;
    written.update().title("another title").exec(db).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Runs a statement for each parent: `include` has no limit for each.
async fn best_ranked(db: &mut Db) -> toasty::Result<Vec<(Author, Vec<Book>)>> {
    let mut all = Vec::new();
    for author in Author::all().exec(db).await? {
        let books = author.books().order_by((Book::fields().rank().asc(), Book::fields().id().asc()));
        let books = books.limit(3).exec(db).await?;
        all.push((author, books));
    }
    Ok(all)
}

async fn first_by_title(db: &mut Db) -> toasty::Result<Vec<(Author, Vec<Book>)>> {
    let mut all = Vec::new();
    for author in Author::all().exec(db).await? {
        let books = author.books().order_by((Book::fields().title().asc(), Book::fields().id().asc()));
        let books = books.limit(3).exec(db).await?;
        all.push((author, books));
    }
    Ok(all)
}
