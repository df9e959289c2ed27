//! Shapes: the row that each child belongs to, as a variant of an enum.

use relations::{Error, Load, Result, prelude::*};

use super::{Comment, Photo, Post, Sticker, StickerPlace, Subject, Video, gallery};

/// A comment with its subject as it is.
#[derive(Load, Debug, PartialEq)]
#[load(Comment)]
struct CommentWithSubject {
    body: String,
    subject: Subject,
}

/// A comment with a part of its subject.
#[derive(Load, Debug, PartialEq)]
#[load(Comment)]
struct CommentPage {
    #[load(from = subject)]
    on: SubjectPage,
    body: String,
}

/// The variants may be in another order.
#[derive(Load, Debug, PartialEq)]
#[load(Comment::subject)]
enum SubjectPage {
    Video(Video),
    Photo(Box<PhotoPage>),
    Post(PostPage),
}

#[derive(Load, Debug, PartialEq)]
#[load(Post)]
struct PostPage {
    title: String,
    comments: Vec<CommentWithSubject>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Photo)]
struct PhotoPage {
    width: i64,
    #[load(count = comments)]
    comments: usize,
}

#[derive(Load, Debug, PartialEq)]
#[load(Sticker)]
struct StickerPage {
    place: Option<StickerPlace>,
}

#[test]
fn the_generated_enum_is_a_shape() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    gallery.comments()?;
    let rows = CommentWithSubject::query().order_by(Comment::ID.asc()).all(db)?;
    let subjects: Vec<Subject> = rows.into_iter().map(|row| row.subject).collect();
    assert_eq!(
        subjects,
        [Subject::Post(gallery.post), Subject::Photo(gallery.photo), Subject::Video(gallery.video)]
    );
    Ok(())
}

#[test]
fn an_enum_of_shapes_loads_what_each_needs() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [on_post, ..] = gallery.comments()?;
    gallery.photo.comments().create().body("Another").insert(db)?;
    let pages = CommentPage::query().order_by(Comment::ID.asc()).all(db)?;
    let comment = CommentWithSubject { body: on_post.body, subject: Subject::Post(gallery.post.clone()) };
    let page = PostPage { title: "Relations".into(), comments: vec![comment] };
    assert_eq!(pages[0].on, SubjectPage::Post(page));
    assert_eq!(pages[1].on, SubjectPage::Photo(Box::new(PhotoPage { width: 1920, comments: 2 })));
    assert_eq!(pages[2].on, SubjectPage::Video(gallery.video.clone()));
    assert_eq!(pages[3].on, pages[1].on);
    let posts = PostPage::query().all(db)?;
    assert_eq!(posts[0].comments[0].subject, Subject::Post(gallery.post));
    Ok(())
}

#[test]
fn an_optional_one_fills_an_option() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    Sticker::create().insert(db)?;
    Sticker::create().place(&gallery.photo).insert(db)?;
    let pages = StickerPage::query().order_by(Sticker::ID.asc()).all(db)?;
    assert_eq!(pages[0], StickerPage { place: None });
    assert_eq!(pages[1], StickerPage { place: Some(StickerPlace::Photo(gallery.photo)) });
    Ok(())
}

#[test]
fn rows_that_are_there_are_loaded_too() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let comments = gallery.comments()?;
    let pages: Vec<CommentWithSubject> = comments.load(db)?;
    assert_eq!(pages[2].subject, Subject::Video(gallery.video));
    Ok(())
}

#[test]
fn a_row_that_is_not_there_is_an_error() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    gallery.comments()?;
    db.pragma_update(None, "foreign_keys", false)?;
    Photo::delete_key(db, "sea.jpg")?;
    let error = CommentWithSubject::query().all(db).unwrap_err();
    assert!(matches!(error, Error::Cardinality { relation: "subject", several: false, .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`Comment`.`subject` leads to one row, but there is no row for key \"sea.jpg\""
    );
    Ok(())
}
