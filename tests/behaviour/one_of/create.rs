//! `create()`: the row is set once, as a row or as a key.

use relations::{Error, Key, Result, prelude::*};

use super::{Comment, Photo, Post, Sticker, Subject, gallery};

#[test]
fn a_row_a_key_a_relation_or_the_enum_is_the_subject() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let by_row = Comment::create().subject(&gallery.photo).body("a").insert(db)?;
    let by_key = Comment::create().body("b").subject(Key::<Photo>::new("sea.jpg")).insert(db)?;
    let key = Key::of(&gallery.photo);
    let by_borrowed_key = Comment::create().subject(&key).body("c").insert(db)?;
    let by_relation = Comment::create().subject(Comment::PHOTO.to(Key::new("sea.jpg"))).body("d").insert(db);
    let by_enum = Comment::create().subject(&by_row.subject().get(db)?).body("e").insert(db)?;
    for comment in [by_row, by_key, by_borrowed_key, by_relation?, by_enum] {
        assert_eq!(comment.photo_file.as_deref(), Some("sea.jpg"));
        assert_eq!((comment.post_id, comment.video_id), (None, None));
        assert_eq!(Comment::get(db, comment.id)?, comment);
    }
    Ok(())
}

#[test]
fn the_handle_of_a_parent_fills_it_in() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let comment = gallery.post.comments().create().body("a").insert(db)?;
    assert_eq!(comment.subject().get(db)?, Subject::Post(gallery.post.clone()));
    let comment = Photo::COMMENTS.of("sea.jpg").create().body("b").insert(db)?;
    assert_eq!(comment.subject().get(db)?, Subject::Photo(gallery.photo.clone()));
    let sticker = gallery.photo.sticker().create().insert(db)?;
    assert_eq!(sticker.photo_file.as_deref(), Some("sea.jpg"));
    Ok(())
}

#[test]
fn an_optional_one_may_be_left_out() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let none = Sticker::create().insert(db)?;
    let some = Sticker::create().place(&gallery.post).insert(db)?;
    assert_eq!((none.post_id, some.post_id), (None, Some(gallery.post.id)));
    Ok(())
}

#[test]
fn builders_with_different_subjects_are_inserted_together() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let rows = [
        Comment::create().subject(&gallery.post).body("a"),
        Comment::create().subject(&gallery.photo).body("b"),
        gallery.post.comments().create().body("c"),
    ];
    let inserted = Comment::insert_all(db, rows)?;
    assert_eq!(Comment::query().order_by(Comment::ID.asc()).all(db)?, inserted);
    assert_eq!((gallery.post.comments().count(db)?, gallery.photo.comments().count(db)?), (2, 1));
    Ok(())
}

#[test]
fn whole_rows_are_checked_by_the_database() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let mut both = Comment {
        id: 7,
        post_id: Some(gallery.post.id),
        photo_file: Some("sea.jpg".into()),
        video_id: None,
        body: "Both".into(),
    };
    assert!(matches!(both.insert(db), Err(Error::Check { .. })));
    both.photo_file = None;
    both.insert(db)?;
    both.post_id = None;
    assert!(matches!(both.update(db), Err(Error::Check { .. })));
    assert_eq!(Comment::get(db, 7)?.post_id, Some(1));
    assert_eq!(Post::query().count(db)?, 1);
    Ok(())
}
