//! Predicates over relations, limits per parent, and pages.

use ground::{
    asynchronous::{Asynchronous, lane},
    data::books::{
        FIRST_YEAR, MIDDLE, some_authors, some_email, some_isbn, some_place, some_reviewer, some_tag,
        some_tag_name,
    },
    lane::Run,
    workload::{
        AMONG, ANY, ANY_LINKED, CONTAINS, COUNTED, FILTER, HAS, MOST, NESTED, NONE, PAGE, SOON, TOP,
        TOP_SORTED, UPDATE,
    },
};
use toasty::{
    Db,
    stmt::{Expr, IntoExpr as _, Value},
};

use crate::models::books::{Author, Book, BookTag, Review, Tag};

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<Db>>>> {
    vec![
        lane(FILTER, some_email, async |db: &mut Db, email: String| {
            Author::filter_by_email(email).get(db).await
        }),
        lane(AMONG, some_keys, async |db: &mut Db, ids: Vec<u64>| {
            Author::filter(Author::fields().id().in_list(ids)).exec(db).await
        }),
        lane(HAS, some_email, async |db: &mut Db, email: String| {
            Author::filter_by_email(email).books().exec(db).await
        }),
        lane(ANY, some_isbn, async |db: &mut Db, isbn: String| {
            Author::filter(Author::fields().books().any(Book::fields().isbn().eq(isbn))).exec(db).await
        }),
        lane(NESTED, some_reviewer, async |db: &mut Db, reviewer: i64| {
            let reviewed = Book::fields().reviews().any(Review::fields().reviewer().eq(reviewer));
            Author::filter(Author::fields().books().any(reviewed)).exec(db).await
        }),
        lane(ANY_LINKED, some_tag_name, async |db: &mut Db, name: String| {
            Book::filter(Book::fields().tags().any(Tag::fields().name().eq(name))).exec(db).await
        }),
        lane(
            CONTAINS,
            |run| some_tag(run).cast_unsigned(),
            async |db: &mut Db, tag: u64| {
                Book::filter(Book::fields().links().any(BookTag::fields().tag_id().eq(tag))).exec(db).await
            },
        ),
        lane(MOST, |_| (), async |db: &mut Db, ()| Author::filter(good()).exec(db).await),
        lane(
            NONE,
            |_| (),
            async |db: &mut Db, ()| {
                Author::filter(Author::fields().books().all(false.into_expr())).exec(db).await
            },
        ),
        lane(
            SOON,
            |_| (),
            async |db: &mut Db, ()| {
                Author::filter(good()).order_by(Author::fields().id().asc()).limit(10).exec(db).await
            },
        ),
        lane(COUNTED, |_| (), async |db: &mut Db, ()| counted(db).await),
        lane(UPDATE, some_email, async |db: &mut Db, email: String| update(db, email).await),
        lane(TOP, |_| (), async |db: &mut Db, ()| best_ranked(db).await),
        lane(TOP_SORTED, |_| (), async |db: &mut Db, ()| first_by_title(db).await),
        lane(PAGE, some_place, async |db: &mut Db, id: i64| {
            let books = Book::all().order_by((Book::fields().year().asc(), Book::fields().id().asc()));
            let place = Value::record_from_vec(vec![FIRST_YEAR.into(), id.cast_unsigned().into()]);
            books.paginate(20).after(place).exec(db).await.map(|page| page.items)
        }),
    ]
}

fn some_keys(run: i64) -> Vec<u64> {
    some_authors(run).into_iter().map(i64::cast_unsigned).collect()
}

fn good() -> Expr<bool> {
    Author::fields().books().any(Book::fields().rank().lt(MIDDLE))
}

/// A count is no part of a condition in Toasty: a statement for each parent.
async fn counted(db: &mut Db) -> toasty::Result<Vec<Author>> {
    let mut busy = Vec::new();
    for author in Author::all().exec(db).await? {
        if author.books().count().exec(db).await? >= 3 {
            busy.push(author);
        }
    }
    Ok(busy)
}

/// An update does not tell how many rows it changed, so they are counted before it.
async fn update(db: &mut Db, email: String) -> toasty::Result<usize> {
    let written = Author::filter_by_email(email).books();
    let count = written.clone().count().exec(db).await?;
    written.update().title("another title").exec(db).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// `include` has no limit for each parent: a statement for each.
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
