//! Comments on posts and on photos: a comment has one subject, of one of two models.
//!
//! Elsewhere such a comment has a column with the name of a model and a column with a number, which the database does not
//! know as a foreign key: the subject can be deleted, and the comment stays. Here each model has a foreign key of its own,
//! of which a CHECK lets exactly one be set, and `#[one_of]` makes one relation of them.
//!
//! ```sh
//! cargo run --example owners
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use relations::{
    Key, Load, Model, Schema,
    prelude::*,
    rusqlite::{Connection, ErrorCode},
    schema,
};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
pub struct Post {
    id: i64,
    title: String,
}

/// A photo, whose key is a text.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
pub struct Photo {
    #[key]
    file: String,
    width: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(subject: Subject, post, photo, derive(Clone, Debug, PartialEq))]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo, on_delete = cascade)]
    photo_file: Option<String>,
    body: String,
}

const SCHEMA: Schema = schema![Post, Photo, Comment];

/// A comment with its subject: a post is loaded with the number of its comments, a photo as it is.
#[derive(Load, Debug, PartialEq)]
#[load(Comment)]
struct CommentPage {
    body: String,
    subject: SubjectPage,
}

#[derive(Load, Debug, PartialEq)]
#[load(Comment::subject)]
enum SubjectPage {
    Post(PostPage),
    Photo(Photo),
}

#[derive(Load, Debug, PartialEq)]
#[load(Post)]
struct PostPage {
    title: String,
    #[load(count = comments)]
    comments: u64,
}

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let post = Post::create().title("Relations").insert(&db)?;
    let photo = Photo::create().file("sea.jpg").width(1920).insert(&db)?;

    write(&db, &post, &photo)?;
    read(&db, &post, &photo)?;
    load(&db)?;
    change(&db, &post, &photo)?;
    keep(&db, &post, &photo)
}

/// A new comment gets its subject as a row, as a key, or from the subject itself. Without one it does not compile, nor with
/// two.
fn write(db: &Connection, post: &Post, photo: &Photo) -> relations::Result<()> {
    Comment::create().subject(post).body("Clear").insert(db)?;
    Comment::create().subject(Key::<Photo>::new("sea.jpg")).body("Deep").insert(db)?;
    photo.comments().create().body("Blue").insert(db)?;
    println!("{} comments", Comment::query().count(db)?);
    assert_eq!((post.comments().count(db)?, photo.comments().count(db)?), (1, 2));
    Ok(())
}

/// A subject is read by the foreign key that is set, in one statement.
fn read(db: &Connection, post: &Post, photo: &Photo) -> relations::Result<()> {
    for comment in Comment::query().order_by(Comment::ID.asc()).all(db)? {
        match comment.subject().get(db)? {
            Subject::Post(post) => println!("“{}” on the post {}", comment.body, post.title),
            Subject::Photo(photo) => println!("“{}” on the photo {}", comment.body, photo.file),
        }
    }
    let first = Comment::get(db, 1)?;
    assert_eq!(first.subject().get(db)?, Subject::Post(post.clone()));
    let on_photo = Comment::query().filter(Comment::SUBJECT.is(photo)).count(db)?;
    let on_wide = Comment::query().filter(Comment::PHOTO.has(Photo::WIDTH.gt(1000))).count(db)?;
    assert_eq!((on_photo, on_wide), (2, 2));
    Ok(())
}

/// A page of comments is loaded by one statement for the comments, and one for each model of subjects.
fn load(db: &Connection) -> relations::Result<()> {
    let pages = CommentPage::query().order_by(Comment::ID.asc()).all(db)?;
    let on_post = SubjectPage::Post(PostPage { title: "Relations".into(), comments: 1 });
    assert_eq!(pages[0], CommentPage { body: "Clear".into(), subject: on_post });
    assert!(matches!(&pages[1].subject, SubjectPage::Photo(photo) if photo.width == 1920));
    println!("{pages:#?}");
    Ok(())
}

/// A comment gets another subject, and the former one is cleared in the same UPDATE.
fn change(db: &Connection, post: &Post, photo: &Photo) -> relations::Result<()> {
    let mut comment = Comment::get(db, 1)?;
    Comment::SUBJECT.set(db, &mut comment, photo)?;
    assert_eq!((comment.post_id, comment.photo_file.as_deref()), (None, Some("sea.jpg")));
    post.comments().add(db, &mut comment)?;
    assert_eq!((comment.post_id, comment.photo_file.as_deref()), (Some(post.id), None));
    Ok(())
}

/// The database keeps it so for every program: no comment has two subjects or none, or one that is not there.
fn keep(db: &Connection, post: &Post, photo: &Photo) -> relations::Result<()> {
    for sql in [
        "INSERT INTO comment (post_id, photo_file, body) VALUES (1, 'sea.jpg', 'Both')",
        "INSERT INTO comment (body) VALUES ('Neither')",
        "INSERT INTO comment (post_id, body) VALUES (77, 'Nowhere')",
    ] {
        let refused = db.execute(sql, []).expect_err("SQLite refuses it");
        assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
        println!("refused: {refused}");
    }
    post.delete(db)?;
    assert_eq!(Comment::query().count(db)?, photo.comments().count(db)?);
    Ok(())
}
