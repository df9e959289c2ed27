//! A page of a blog: an author with posts, their comments and tags, loaded together.
//!
//! The types of four small structs declare what is loaded. Each of their fields is a column or a relation of a
//! model, found by its name, and the rows of each relation are read by one statement, however many there are. The
//! program counts the statements, and prints how many the same page needs when it is read row by row.
//!
//! ```sh
//! cargo run --example graph
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use std::sync::atomic::{AtomicUsize, Ordering};

use relations::{
    Load, Model, Schema,
    prelude::*,
    rusqlite::{
        Connection,
        trace::{TraceEvent, TraceEventCodes},
    },
    schema,
};
use serde::Serialize;

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
pub struct Author {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
    bio: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
#[many_to_many(tags: Tag, through = "post_tag")]
pub struct Post {
    id: i64,
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
    #[belongs_to(writer: Author)]
    writer_id: Option<i64>,
    body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Tag {
    id: i64,
    #[unique]
    name: String,
}

const SCHEMA: Schema = schema![Author, Profile, Post, Comment, Tag];

/// A page about an author, with the latest two posts and the number of all.
#[derive(Load, Debug, PartialEq, Serialize)]
#[load(Author)]
struct AuthorPage {
    name: String,
    profile: Option<Profile>,
    #[load(from = posts, with = |q| q.order_by(Post::ID.desc()).limit(2))]
    latest: Vec<PostPart>,
    #[load(count = posts)]
    post_count: u64,
}

#[derive(Load, Debug, PartialEq, Serialize)]
#[load(Post)]
struct PostPart {
    title: String,
    tags: Vec<TagPart>,
    comments: Vec<CommentPart>,
}

#[derive(Load, Debug, PartialEq, Serialize)]
#[load(Tag)]
struct TagPart {
    name: String,
}

/// A comment. Its writer may be unknown, which the type says.
#[derive(Load, Debug, PartialEq, Serialize)]
#[load(Comment)]
struct CommentPart {
    body: String,
    writer: Option<WriterPart>,
}

#[derive(Load, Debug, PartialEq, Serialize)]
#[load(Author)]
struct WriterPart {
    name: String,
}

/// The number of statements so far that read rows of a table; the question for the encoding, once per connection,
/// does not count.
static SELECTS: AtomicUsize = AtomicUsize::new(0);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    fill(&db)?;
    db.trace_v2(
        TraceEventCodes::SQLITE_TRACE_STMT,
        Some(|event: TraceEvent<'_>| {
            if let TraceEvent::Stmt(_, sql) = event
                && sql.starts_with("SELECT")
                && sql.contains("main.")
            {
                SELECTS.fetch_add(1, Ordering::Relaxed);
            }
        }),
    )?;

    let (pages, statements) = count_statements(|| AuthorPage::query().order_by(Author::NAME.asc()).all(&db))?;
    println!("{} pages by {statements} statements: one for the authors, and one for each of", pages.len());
    println!("their profiles, latest posts, number of posts, and the tags, comments and writers\n");
    assert_eq!((pages.len(), statements), (3, 7));

    let page = &pages[0];
    println!("{}", serde_json::to_string_pretty(page)?);
    assert_eq!((page.name.as_str(), page.post_count, page.latest.len()), ("Ada", 4, 2));
    assert_eq!(page.latest[0].title, "Part 4 by Ada");

    // The same page, one accessor after the other, takes as many statements as there are rows to read for.
    let (by_hand, statements) = count_statements(|| row_by_row(&db))?;
    assert_eq!(by_hand, pages);
    println!("\nrow by row the same pages take {statements} statements");
    assert_eq!(statements, 28);

    // A handle and rows in memory can be loaded as shapes, too.
    let ada = Author::query().filter(Author::NAME.eq("Ada")).one(&db)?;
    let first = ada.posts().shape::<PostPart>().order_by(Post::ID.asc()).first(&db)?;
    assert_eq!(first.map(|post| post.title), Some("Part 1 by Ada".to_owned()));
    let again: Vec<AuthorPage> = [ada].load(&db)?;
    assert_eq!(again[0], pages[0]);
    Ok(())
}

/// Inserts three authors with four posts each, which two of them comment on.
fn fill(db: &Connection) -> relations::Result<()> {
    let authors = ["Ada", "Bob", "Cleo"]
        .map(|name| Author::create().name(name).insert(db))
        .into_iter()
        .collect::<relations::Result<Vec<Author>>>()?;
    authors[0].profile().create().bio("Writes about engines").insert(db)?;
    let tags = [Tag::create().name("engines").insert(db)?, Tag::create().name("notes").insert(db)?];
    for author in &authors {
        for n in 1..=4 {
            let post = author.posts().create().title(format!("Part {n} by {}", author.name)).insert(db)?;
            post.tags().set(db, &tags[..=n % 2])?;
            post.comments().create().body("First!").insert(db)?;
            post.comments().create().body("Well said").writer_id(authors[1].id).insert(db)?;
        }
    }
    Ok(())
}

/// Builds the same shapes row by row.
fn row_by_row(db: &Connection) -> relations::Result<Vec<AuthorPage>> {
    let mut pages = Vec::new();
    for author in Author::query().order_by(Author::NAME.asc()).all(db)? {
        let mut latest = Vec::new();
        for post in author.posts().order_by(Post::ID.desc()).limit(2).all(db)? {
            let tags = post.tags().all(db)?.into_iter().map(|tag| TagPart { name: tag.name }).collect();
            let mut comments = Vec::new();
            for comment in post.comments().all(db)? {
                let writer = comment.writer().get(db)?.map(|writer| WriterPart { name: writer.name });
                comments.push(CommentPart { body: comment.body, writer });
            }
            latest.push(PostPart { title: post.title, tags, comments });
        }
        pages.push(AuthorPage {
            profile: author.profile().get(db)?,
            post_count: author.posts().count(db)?,
            name: author.name,
            latest,
        });
    }
    Ok(pages)
}

/// Returns the result of `work`, and the number of statements that it ran to read rows.
fn count_statements<T>(work: impl FnOnce() -> relations::Result<T>) -> relations::Result<(T, usize)> {
    let before = SELECTS.load(Ordering::Relaxed);
    let done = work()?;
    Ok((done, SELECTS.load(Ordering::Relaxed) - before))
}
