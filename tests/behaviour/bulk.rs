//! Many rows at once: changed, deleted, aggregated, paged and streamed by a query, and upserted.

mod aggregates;
mod all_pages;
mod bad_input;
mod change;
mod pages;
mod raw;
mod stream;
mod ties;
mod upsert;
mod upsert_many;

use relations::{ColumnType, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Draft,
    Published,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(articles: Article, inverse = author)]
#[has_many(drafts: Article, inverse = editor)]
#[has_many(notes: Note, through = articles)]
#[many_to_many(topics: Topic, through = "author_topic")]
#[many_to_many(friends: Author, through = "friendship", from = one_id, to = other_id)]
pub struct Author {
    id: i64,
    #[unique]
    email: String,
    name: String,
    #[index]
    age: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(author_id, title), index(title, views))]
#[has_many(notes: Note)]
pub struct Article {
    id: i64,
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
    #[belongs_to(editor: Author)]
    editor_id: Option<i64>,
    title: String,
    status: Status,
    #[column(default = "0", check = "views >= 0")]
    views: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    id: i64,
    #[belongs_to(article: Article, on_delete = cascade)]
    article_id: i64,
    weight: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(authors: Author, through = "author_topic")]
pub struct Topic {
    id: i64,
    #[unique]
    name: String,
}

/// A model with a composite key, of a table without rowids.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, seat), without_rowid)]
#[has_many(guests: Guest)]
pub struct Seat {
    row: i64,
    seat: String,
    price: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(place: Seat, key(row, seat), on_delete = set_null)]
pub struct Guest {
    id: i64,
    row: Option<i64>,
    seat: Option<String>,
}

const SCHEMA: Schema = schema![Author, Article, Note, Topic, Seat, Guest];

/// Creates a database. Ada has two articles, one of them with two notes; Bob has one article, and Cy none. Ada
/// and Bob share a topic.
fn library() -> relations::Result<(Connection, [Author; 3])> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let author = |name: &str, age: Option<i64>| {
        Author::create().email(format!("{name}@x")).name(name).age(age).insert(&db)
    };
    let (ada, bob, cy) = (author("Ada", Some(36))?, author("Bob", Some(20))?, author("Cy", None)?);
    let article = |author: &Author, title: &str, status: Status, views: i64| {
        author.articles().create().title(title).status(status).views(views).insert(&db)
    };
    let engines = article(&ada, "Engines", Status::Published, 10)?;
    article(&ada, "Looms", Status::Draft, 0)?;
    article(&bob, "Boats", Status::Published, 5)?;
    for weight in [0.5, 0.25] {
        engines.notes().create().weight(weight).insert(&db)?;
    }
    let sums = ada.topics().create().name("sums").insert(&db)?;
    bob.topics().link(&db, &sums)?;
    bob.topics().create().name("sea").insert(&db)?;
    for (row, seat, price) in [(1, "a", 10), (1, "b", 20), (2, "a", 30)] {
        let seat = Seat { row, seat: seat.to_owned(), price };
        seat.insert(&db)?;
        seat.guests().create().insert(&db)?;
    }
    Ok((db, [ada, bob, cy]))
}

/// Returns the titles of all articles, in order.
fn titles(db: &Connection) -> relations::Result<Vec<String>> {
    Article::query().order_by(Article::TITLE.asc()).values(db, Article::TITLE)
}
