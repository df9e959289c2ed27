//! Structs that become rows: the parent is an enum of rows to insert, or of keys.

use relations::{Insert, Key, Result, prelude::*};

use super::{Comment, Photo, Post, Sticker, StickerPlace, Subject, Video, VideoId, gallery};

#[derive(Insert, Clone)]
#[insert(Comment)]
struct NewComment {
    body: String,
    subject: NewSubject,
}

/// A post is inserted, a photo may be or is there, a video is there.
#[derive(Insert, Clone)]
#[insert(Comment::subject)]
enum NewSubject {
    Post(NewPost),
    Photo(PhotoInput),
    Video(Key<Video>),
}

#[derive(Insert, Clone)]
#[insert(Post)]
struct NewPost {
    title: String,
}

#[derive(Insert, Clone)]
#[insert(Photo)]
enum PhotoInput {
    New(NewPhoto),
    There(Key<Photo>),
}

#[derive(Insert, Clone)]
#[insert(Photo)]
struct NewPhoto {
    file: String,
    width: i64,
    comments: Vec<CommentBelow>,
}

/// A comment whose place says what it is about.
#[derive(Insert, Clone)]
#[insert(Comment)]
struct CommentBelow {
    body: String,
}

#[derive(Insert)]
#[insert(Sticker)]
struct NewSticker {
    place: Option<NewPlace>,
}

#[derive(Insert)]
#[insert(Sticker::place)]
enum NewPlace {
    Post(Key<Post>),
    Photo(Key<Photo>),
}

/// A comment that is changed with its subject, or inserted.
#[derive(Insert)]
#[insert(Comment)]
struct CommentForm {
    id: Option<i64>,
    body: String,
    subject: NewSubject,
}

fn comment(body: &str, subject: NewSubject) -> NewComment {
    NewComment { body: body.into(), subject }
}

#[test]
fn rows_and_keys_are_inserted_by_the_variant() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let below = vec![CommentBelow { body: "below".into() }];
    let new = NewPhoto { file: "new.jpg".into(), width: 7, comments: below };
    let comments = vec![
        comment("a", NewSubject::Post(NewPost { title: "New".into() })),
        comment("b", NewSubject::Photo(PhotoInput::There(Key::new("sea.jpg")))),
        comment("c", NewSubject::Photo(PhotoInput::New(new))),
        comment("d", NewSubject::Video(Key::new(VideoId(1)))),
    ];
    let inserted = NewComment::insert_all(db, comments)?;
    assert_eq!(inserted.len(), 4);
    let subjects = inserted.iter().map(|comment| comment.subject().get(db));
    let subjects = subjects.collect::<Result<Vec<Subject>>>()?;
    let new = Photo::get(db, "new.jpg")?;
    assert_eq!(new.comments().count(db)?, 2);
    assert_eq!(
        subjects,
        [
            Subject::Post(Post { id: 2, title: "New".into() }),
            Subject::Photo(gallery.photo),
            Subject::Photo(new),
            Subject::Video(gallery.video)
        ]
    );
    Ok(())
}

#[test]
fn an_optional_one_may_be_absent() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let none = NewSticker { place: None }.insert(db)?;
    let some = NewSticker { place: Some(NewPlace::Photo(Key::new("sea.jpg"))) }.insert(db)?;
    let other = NewSticker { place: Some(NewPlace::Post(Key::new(1))) }.insert(db)?;
    assert_eq!(none.place().get(db)?, None);
    assert_eq!(some.place().get(db)?, Some(StickerPlace::Photo(gallery.photo)));
    assert_eq!(other.place().get(db)?, Some(StickerPlace::Post(gallery.post)));
    Ok(())
}

#[test]
fn a_form_that_is_saved_sets_another_one() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [on_post, ..] = gallery.comments()?;
    let subject = NewSubject::Photo(PhotoInput::There(Key::new("sea.jpg")));
    let saved = CommentForm { id: Some(on_post.id), body: "Moved".into(), subject }.save(db)?;
    assert_eq!(saved.subject().get(db)?, Subject::Photo(gallery.photo));
    assert_eq!((saved.post_id, saved.body.as_str()), (None, "Moved"));
    let subject = NewSubject::Video(Key::new(VideoId(1)));
    let new = CommentForm { id: None, body: "New".into(), subject }.save(db)?;
    assert_eq!(new.subject().get(db)?, Subject::Video(gallery.video));
    Ok(())
}
