//! Authors with their books, reviews and tags.

use diesel::prelude::*;

diesel::table! {
    authors (id) {
        id -> BigInt,
        name -> Text,
        email -> Text,
    }
}

diesel::table! {
    books (id) {
        id -> BigInt,
        author_id -> BigInt,
        isbn -> Text,
        rank -> BigInt,
        year -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    reviews (id) {
        id -> BigInt,
        book_id -> BigInt,
        reviewer -> BigInt,
        stars -> BigInt,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    author_tag (author_id, tag_id) {
        author_id -> BigInt,
        tag_id -> BigInt,
    }
}

diesel::table! {
    book_tag (book_id, tag_id) {
        book_id -> BigInt,
        tag_id -> BigInt,
    }
}

diesel::joinable!(books -> authors (author_id));
diesel::joinable!(reviews -> books (book_id));
diesel::joinable!(book_tag -> tags (tag_id));
diesel::allow_tables_to_appear_in_same_query!(authors, books, reviews, tags, author_tag, book_tag);

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = authors, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Author {
    pub id: i64,
    pub name: String,
    pub email: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = books, belongs_to(Author), check_for_backend(diesel::sqlite::Sqlite))]
pub struct Book {
    pub id: i64,
    pub author_id: i64,
    pub isbn: String,
    pub rank: i64,
    pub year: i64,
    pub title: String,
}

ground::checksums! {
    Author: id, name, email;
    Book: id, author_id, isbn, rank, year, title;
}
