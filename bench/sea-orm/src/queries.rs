//! The statements about books, without their execution. The contestant without async shares this file.

use std::iter;

use ground::data::books::{FIRST_YEAR, MEDIAN_RANK};
use sea_orm::{
    DeleteMany, Select, TryInsert, UpdateMany,
    entity::prelude::*,
    query::{ExprTrait as _, InsertMany, QueryOrder as _, QuerySelect as _, QueryTrait},
    sea_query::{InsertStatement, SelectStatement, UnionType},
};

use crate::models::books::{author, author_tag, book, book_tag, review, tag};

/// The key of the book whose tags are set.
const BOOK: i64 = 1;

/// The rows of an INSERT statement of many.
const ROWS_A_STATEMENT: usize = 100;

/// Returns the statements that insert these rows: together they have more values than SQLite accepts parameters.
pub fn insert_statements<A: ActiveModelTrait>(rows: Vec<A>) -> impl Iterator<Item = InsertStatement> {
    let mut rows = rows.into_iter();
    iter::from_fn(move || {
        let some: Vec<A> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
        (!some.is_empty()).then(|| A::Entity::insert_many(some).into_query())
    })
}

/// Uses an inner join instead of `has_related`, which makes SQLite scan all books.
pub fn books_of_author(email: String) -> Select<book::Entity> {
    book::Entity::find().inner_join(author::Entity).filter(author::COLUMN.email.eq(email))
}

/// Uses a list of keys instead of `has_related`, which makes SQLite scan all authors.
pub fn authors_of_isbn(isbn: String) -> Select<author::Entity> {
    author::Entity::find().filter(author::COLUMN.id.in_subquery(author_keys_of(book::COLUMN.isbn.eq(isbn))))
}

pub fn authors_reviewed_by(reviewer: i64) -> Select<author::Entity> {
    let by_reviewer = review::Entity::find().filter(review::COLUMN.reviewer.eq(reviewer));
    let books = by_reviewer.select_only().column(review::Column::BookId).into_query();
    author::Entity::find()
        .filter(author::COLUMN.id.in_subquery(author_keys_of(book::COLUMN.id.in_subquery(books))))
}

pub fn books_with_tag_name(name: String) -> Select<book::Entity> {
    let tagged = book_tag::Entity::find().select_only().column(book_tag::Column::BookId);
    let tagged = tagged.inner_join(tag::Entity).filter(tag::COLUMN.name.eq(name));
    book::Entity::find().filter(book::COLUMN.id.in_subquery(tagged.into_query()))
}

pub fn books_with_tag(tag: i64) -> Select<book::Entity> {
    let tagged = book_tag::Entity::find().select_only().column(book_tag::Column::BookId);
    let tagged = tagged.filter(book_tag::COLUMN.tag_id.eq(tag));
    book::Entity::find().filter(book::COLUMN.id.in_subquery(tagged.into_query()))
}

pub fn authors_of_low_ranked() -> Select<author::Entity> {
    author::Entity::find().has_related(book::Entity, book::COLUMN.rank.lt(MEDIAN_RANK))
}

pub fn authors_without_books() -> Select<author::Entity> {
    let writers = book::Entity::find().select_only().column(book::Column::AuthorId).into_query();
    author::Entity::find().filter(author::COLUMN.id.not_in_subquery(writers))
}

pub fn first_authors_of_low_ranked() -> Select<author::Entity> {
    authors_of_low_ranked().order_by_asc(author::Column::Id).limit(10)
}

pub fn authors_of_3_books() -> Select<author::Entity> {
    let of_author =
        Expr::col((book::Entity, book::Column::AuthorId)).equals((author::Entity, author::Column::Id));
    let books = book::Entity::find().select_only().column(book::Column::Id).filter(of_author);
    author::Entity::find().filter(Expr::exists(books.limit(1).offset(2).into_query()))
}

pub fn update_titles(email: String) -> UpdateMany<book::Entity> {
    let writers = author::Entity::find().select_only().column(author::Column::Id);
    let writers = writers.filter(author::COLUMN.email.eq(email)).into_query();
    let title = Expr::value("another title");
    let written = book::Entity::update_many().filter(book::COLUMN.author_id.in_subquery(writers));
    written.col_expr(book::Column::Title, title)
}

/// Selects the books of one author: the loader has no limit for each parent.
pub fn best_ranked(author: &author::Model) -> Select<book::Entity> {
    let books = author.find_related(book::Entity);
    books.order_by_asc(book::Column::Rank).order_by_asc(book::Column::Id).limit(3)
}

pub fn first_by_title(author: &author::Model) -> Select<book::Entity> {
    let books = author.find_related(book::Entity);
    books.order_by_asc(book::Column::Title).order_by_asc(book::Column::Id).limit(3)
}

/// Joins two statements by UNION ALL instead of using a cursor, whose condition SQLite searches by the year alone.
pub fn page(id: i64) -> Select<book::Entity> {
    let beyond = book::Entity::find().filter(book::COLUMN.year.gt(FIRST_YEAR)).into_query();
    let mut books =
        book::Entity::find().filter(book::COLUMN.year.eq(FIRST_YEAR)).filter(book::COLUMN.id.gt(id));
    QueryTrait::query(&mut books).union(UnionType::All, beyond);
    books.order_by_asc(book::Column::Year).order_by_asc(book::Column::Id).limit(20)
}

pub fn insert_author_link((author, tag): (i64, i64)) -> TryInsert<author_tag::ActiveModel> {
    use sea_orm::ActiveValue::Set;
    let link = author_tag::ActiveModel { author_id: Set(author), tag_id: Set(tag) };
    author_tag::Entity::insert(link).on_conflict_do_nothing()
}

/// Selects the tags of the book whose tags are set.
pub fn linked_tags() -> Select<book_tag::Entity> {
    let links = book_tag::Entity::find().filter(book_tag::COLUMN.book_id.eq(BOOK));
    links.select_only().column(book_tag::Column::TagId)
}

pub fn insert_book_links(tags: impl IntoIterator<Item = i64>) -> InsertMany<book_tag::ActiveModel> {
    use sea_orm::ActiveValue::Set;
    let link = |tag| book_tag::ActiveModel { book_id: Set(BOOK), tag_id: Set(tag) };
    book_tag::Entity::insert_many(tags.into_iter().map(link))
}

pub fn delete_book_links(tags: Vec<i64>) -> DeleteMany<book_tag::Entity> {
    let links = book_tag::Entity::delete_many().filter(book_tag::COLUMN.book_id.eq(BOOK));
    links.filter(book_tag::COLUMN.tag_id.is_in(tags))
}

/// Selects the keys of the authors of the books that meet a condition.
fn author_keys_of(books: Expr) -> SelectStatement {
    book::Entity::find().select_only().column(book::Column::AuthorId).filter(books).into_query()
}
