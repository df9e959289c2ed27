//! Authors with their books, reviews and tags.

use super::inserts::{Inserts, script};

/// The year of every tenth book, and the first of all years.
pub const FIRST_YEAR: i64 = 1900;

/// The rank that half of the books are below.
pub const MEDIAN_RANK: i64 = 500;

/// The number of rows of each table. Every tenth author has no books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Books {
    pub authors: i64,
    pub books_an_author: i64,
    pub reviews_a_book: i64,
    pub tags: i64,
    pub tags_a_book: i64,
}

impl Books {
    /// Many authors with a few books each.
    pub const FEW_EACH: Self =
        Self { authors: 1_000, books_an_author: 10, reviews_a_book: 3, tags: 100, tags_a_book: 3 };
    /// A few authors with many books each.
    pub const MANY_EACH: Self =
        Self { authors: 100, books_an_author: 1_000, reviews_a_book: 0, tags: 0, tags_a_book: 0 };
    /// One book with all of many tags, by the second of two authors.
    pub const TAGGED: Self =
        Self { authors: 2, books_an_author: 1, reviews_a_book: 0, tags: 10_000, tags_a_book: 10_000 };

    /// Returns the statements that fill the tables.
    pub(super) fn inserts(&self) -> String {
        let mut authors = Inserts::new("authors (id, name, email)");
        let mut books = Inserts::new("books (id, author_id, isbn, rank, year, title)");
        let mut reviews = Inserts::new("reviews (id, book_id, reviewer, stars)");
        let mut tags = Inserts::new("tags (id, name)");
        let mut links = Inserts::new("book_tag (book_id, tag_id)");
        let (mut book, mut review) = (0, 0);
        for author in 1..=self.authors {
            authors.push(&format!("{author}, 'author {author}', '{}'", email(author)));
            let count = if author % 10 == 1 { 0 } else { self.books_an_author };
            for _ in 0..count {
                book += 1;
                let year = if book % 10 == 0 { FIRST_YEAR } else { FIRST_YEAR + book * 37 % 101 };
                let rank = book * 617 % 1_000;
                let title = book * 7_919 % 100_003;
                books.push(&format!("{book}, {author}, '{}', {rank}, {year}, 'book {title}'", isbn(book)));
                for nth in 0..self.reviews_a_book {
                    review += 1;
                    let reviewer = review * 31 % REVIEWERS;
                    reviews.push(&format!("{review}, {book}, {reviewer}, {}", (book + nth) % 5));
                }
                for nth in 0..self.tags_a_book {
                    links.push(&format!("{book}, {}", (book * 7 + nth * 31) % self.tags + 1));
                }
            }
        }
        for tag in 1..=self.tags {
            tags.push(&format!("{tag}, '{}'", tag_name(tag)));
        }
        script([authors, books, reviews, tags, links])
    }
}

const REVIEWERS: i64 = 9_000;

/// Returns the e-mail address of an author.
#[must_use]
pub fn email(author: i64) -> String {
    format!("author{author}@example.com")
}

/// Returns the ISBN of a book.
#[must_use]
pub fn isbn(book: i64) -> String {
    format!("978-{book}")
}

/// Returns the name of a tag.
#[must_use]
pub fn tag_name(tag: i64) -> String {
    format!("tag {tag}")
}

/// Returns an author who has books, another one from run to run.
#[must_use]
pub fn some_author(run: i64) -> i64 {
    run * 70 % Books::FEW_EACH.authors + 2
}

/// Returns the e-mail address of [`some_author`].
#[must_use]
pub fn some_email(run: i64) -> String {
    email(some_author(run))
}

/// Returns the ISBN of a book, another one from run to run.
#[must_use]
pub fn some_isbn(run: i64) -> String {
    isbn(run * 7 % 9_000 + 1)
}

/// Returns a reviewer, another one from run to run.
#[must_use]
pub fn some_reviewer(run: i64) -> i64 {
    run * 7 % REVIEWERS
}

/// Returns a tag, another one from run to run.
#[must_use]
pub fn some_tag(run: i64) -> i64 {
    run * 7 % Books::FEW_EACH.tags + 1
}

/// Returns the name of [`some_tag`].
#[must_use]
pub fn some_tag_name(run: i64) -> String {
    tag_name(some_tag(run))
}

/// Returns the keys of a hundred authors, in no order.
#[must_use]
pub fn some_authors(run: i64) -> Vec<i64> {
    (0..100).map(|nth| (run + nth * 617) % Books::FEW_EACH.authors + 1).collect()
}

/// Returns the key of a book of the first year, behind which a page begins.
#[must_use]
pub fn some_page_start(run: i64) -> i64 {
    run * 70 % 90_000 / 10 * 10 + 10
}

/// Returns an author and a tag, a pair that no other run has.
#[must_use]
pub fn some_link(run: i64) -> (i64, i64) {
    (run % Books::FEW_EACH.authors + 1, run / Books::FEW_EACH.authors % Books::FEW_EACH.tags + 1)
}
