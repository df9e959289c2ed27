//! The models of the files, with every kind of key and relation, and shapes of them.

use relations::{Load, Model, Schema, schema};

pub const SCHEMA: Schema = schema![Author, Book, Card, Tag, Tagging];

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "author")]
#[has_many(books: Book)]
#[has_one(card: Card)]
pub struct Author {
    pub id: i64,
    #[index]
    pub name: String,
    #[unique]
    pub email: Option<String>,
    pub rating: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "book", check = "pages >= 0", unique(author_id, title))]
#[has_many(sequels: Book)]
#[many_to_many(tags: Tag, through = Tagging)]
pub struct Book {
    pub id: i64,
    pub title: String,
    #[belongs_to(author: Author, on_delete = cascade)]
    pub author_id: i64,
    #[belongs_to(prequel: Book)]
    pub prequel_id: Option<i64>,
    pub pages: i64,
    #[index]
    pub price: Option<f64>,
    pub published: bool,
    pub cover: Option<Vec<u8>>,
}

/// A model with a text as its key, and without a rowid.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "card", without_rowid)]
pub struct Card {
    #[key]
    pub code: String,
    #[unique]
    #[belongs_to(author: Author)]
    pub author_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tag")]
#[many_to_many(books: Book, through = Tagging)]
pub struct Tag {
    #[key]
    pub name: String,
    pub weight: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tagging", primary_key(book_id, tag_name), without_rowid)]
pub struct Tagging {
    #[belongs_to(book: Book, on_delete = cascade)]
    pub book_id: i64,
    #[belongs_to(tag: Tag)]
    pub tag_name: String,
    pub note: Option<String>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Author)]
pub struct AuthorPage {
    pub id: i64,
    pub name: String,
    pub card: Option<Card>,
    pub books: Vec<BookPage>,
    #[load(count = books)]
    pub book_count: i64,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Book)]
pub struct BookPage {
    pub id: i64,
    pub author: Author,
    pub tags: Vec<(Tag, Tagging)>,
    #[load(count = tags)]
    pub tag_count: i64,
}

/// A tree: a book with its sequels, and with theirs.
#[derive(Load, Clone, Debug, PartialEq)]
#[load(Book)]
pub struct Series {
    pub id: i64,
    pub sequels: Vec<Series>,
}

/// The path up: a book with its prequel, and the prequel of that.
#[derive(Load, Clone, Debug, PartialEq)]
#[load(Book)]
pub struct Origin {
    pub id: i64,
    pub prequel: Option<Box<Origin>>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Tag)]
pub struct TagPage {
    pub name: String,
    pub books: Vec<Book>,
}
