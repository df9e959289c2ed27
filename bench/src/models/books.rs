//! Authors with their books, reviews and tags.

use relations::Model;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "authors")]
#[has_many(books: Book)]
#[has_one(best: Book, first(rank, id))]
#[many_to_many(topics: Tag, through = "author_tag")]
pub struct Author {
    pub id: i64,
    pub name: String,
    #[index]
    pub email: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "books", index(author_id, rank))]
#[has_many(reviews: Review)]
#[many_to_many(tags: Tag, through = "book_tag")]
pub struct Book {
    pub id: i64,
    #[belongs_to(author: Author, on_delete = cascade)]
    pub author_id: i64,
    #[index]
    pub isbn: String,
    pub rank: i64,
    #[index]
    pub year: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "reviews")]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    pub book_id: i64,
    #[index]
    pub reviewer: i64,
    pub stars: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tags")]
pub struct Tag {
    pub id: i64,
    #[index]
    pub name: String,
}

ground::checksums! {
    Author: id, name, email;
    Book: id, author_id, isbn, rank, year, title;
    Review: id, book_id, reviewer, stars;
    Tag: id, name;
}
