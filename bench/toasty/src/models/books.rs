//! Authors with their books, reviews and tags.

use toasty::Deferred;

#[derive(Debug, toasty::Model)]
#[table = "authors"]
pub struct Author {
    #[key]
    #[auto]
    pub id: u64,
    pub name: String,
    #[index]
    pub email: String,
    #[has_many]
    pub books: Deferred<Vec<Book>>,
}

#[derive(Debug, toasty::Model)]
#[table = "books"]
pub struct Book {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub author_id: u64,
    #[belongs_to(key = author_id, references = id)]
    pub author: Deferred<Author>,
    #[index]
    pub isbn: String,
    pub rank: i64,
    #[index]
    pub year: i64,
    pub title: String,
    #[has_many]
    pub reviews: Deferred<Vec<Review>>,
    #[has_many]
    pub links: Deferred<Vec<BookTag>>,
    #[has_many(via = links.tag)]
    pub tags: Deferred<Vec<Tag>>,
}

#[derive(Debug, toasty::Model)]
#[table = "reviews"]
pub struct Review {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub book_id: u64,
    #[belongs_to(key = book_id, references = id)]
    pub book: Deferred<Book>,
    #[index]
    pub reviewer: i64,
    pub stars: i64,
}

#[derive(Debug, toasty::Model)]
#[table = "tags"]
pub struct Tag {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub name: String,
    #[has_many]
    pub links: Deferred<Vec<BookTag>>,
}

#[derive(Debug, toasty::Model)]
#[table = "book_tag"]
#[key(book_id, tag_id)]
pub struct BookTag {
    #[index]
    pub book_id: u64,
    #[belongs_to(key = book_id, references = id)]
    pub book: Deferred<Book>,
    #[index]
    pub tag_id: u64,
    #[belongs_to(key = tag_id, references = id)]
    pub tag: Deferred<Tag>,
}

#[derive(Debug, toasty::Model)]
#[table = "author_tag"]
#[key(author_id, tag_id)]
pub struct AuthorTag {
    pub author_id: u64,
    pub tag_id: u64,
}

ground::checksums! {
    Author: id, name, email;
    Book: id, author_id, isbn, rank, year, title;
}
