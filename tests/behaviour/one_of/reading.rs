//! The handle: reading the row, and setting another.

use relations::{Error, Key, Result, prelude::*};

use super::{Comment, Photo, Post, Sticker, StickerPlace, Subject, VideoId, gallery};

#[test]
fn the_row_is_read_by_the_foreign_key_that_is_set() -> Result<()> {
    let gallery = gallery()?;
    let [on_post, on_photo, on_video] = gallery.comments()?;
    let db = &gallery.db;
    assert_eq!(on_post.subject().get(db)?, Subject::Post(gallery.post.clone()));
    assert_eq!(on_photo.subject().get(db)?, Subject::from(gallery.photo.clone()));
    assert_eq!(on_video.subject().get(db)?, Subject::Video(gallery.video.clone()));
    // Each relation alone is as ever.
    assert_eq!(on_post.post().get(db)?, Some(gallery.post.clone()));
    assert_eq!(on_photo.post().get(db)?, None);
    Ok(())
}

#[test]
fn setting_another_row_clears_the_former_one_in_one_update() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [mut comment, ..] = gallery.comments()?;
    let before = db.total_changes();
    Comment::SUBJECT.set(db, &mut comment, &gallery.photo)?;
    assert_eq!(db.total_changes() - before, 1);
    assert_eq!((comment.post_id, comment.photo_file.as_deref()), (None, Some("sea.jpg")));
    assert_eq!(Comment::get(db, comment.id)?, comment);
    Comment::SUBJECT.set(db, &mut comment, Key::of(&gallery.video))?;
    assert_eq!((comment.photo_file.as_deref(), comment.video_id), (None, Some(VideoId(1))));
    assert_eq!(Comment::get(db, comment.id)?, comment);
    Ok(())
}

#[test]
fn the_subject_of_one_row_can_be_given_to_another() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [on_post, mut on_photo, _] = gallery.comments()?;
    let subject = on_post.subject().get(db)?;
    Comment::SUBJECT.set(db, &mut on_photo, &subject)?;
    assert_eq!(on_photo.subject().get(db)?, subject);
    Comment::SUBJECT.set(db, &mut on_photo, Comment::PHOTO.to(&gallery.photo))?;
    assert_eq!(on_photo.subject().get(db)?, Subject::Photo(gallery.photo));
    Ok(())
}

#[test]
fn the_verbs_of_each_relation_clear_the_others() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [mut on_post, mut on_photo, mut on_video] = gallery.comments()?;
    Comment::PHOTO.set(db, &mut on_post, &gallery.photo)?;
    assert_eq!(on_post.subject().get(db)?, Subject::Photo(gallery.photo.clone()));
    gallery.post.comments().add(db, &mut on_photo)?;
    assert_eq!(on_photo.subject().get(db)?, Subject::Post(gallery.post.clone()));
    gallery.post.comments().add(db, Key::of(&on_video))?;
    on_video.reload(db)?;
    assert_eq!(on_video.subject().get(db)?, Subject::Post(gallery.post.clone()));
    let all = [on_post, on_photo, on_video];
    for comment in &all {
        assert_eq!(&Comment::get(db, comment.id)?, comment);
    }
    let mut all = all;
    gallery.photo.comments().replace(db, &mut all)?;
    assert_eq!(gallery.photo.comments().all(db)?, all);
    Ok(())
}

#[test]
fn children_that_are_taken_away_are_deleted_where_they_need_a_parent() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    gallery.comments()?;
    assert_eq!(gallery.post.comments().clear(db)?, 1);
    assert_eq!(Comment::query().count(db)?, 2);
    let sticker = gallery.post.stickers().create().insert(db)?;
    assert_eq!(gallery.post.stickers().clear(db)?, 1);
    assert_eq!(Sticker::get(db, sticker.id)?.post_id, None);
    Ok(())
}

#[test]
fn an_optional_one_may_lead_to_none() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let mut sticker = Sticker::create().insert(db)?;
    assert_eq!(sticker.place().get(db)?, None);
    Sticker::PLACE.set(db, &mut sticker, &gallery.post)?;
    assert_eq!(sticker.place().get(db)?, Some(StickerPlace::Post(gallery.post.clone())));
    Sticker::PLACE.set(db, &mut sticker, &gallery.photo)?;
    // The relation that is not set takes nothing away.
    Sticker::POST.unset(db, &mut sticker)?;
    assert_eq!(sticker.place().get(db)?, Some(StickerPlace::Photo(gallery.photo.clone())));
    Sticker::PLACE.unset(db, &mut sticker)?;
    assert_eq!(sticker, Sticker { id: sticker.id, post_id: None, photo_file: None });
    assert_eq!(Sticker::get(db, sticker.id)?, sticker);
    Ok(())
}

#[test]
fn a_parent_that_goes_takes_its_children_or_leaves_them() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [on_post, on_photo, on_video] = gallery.comments()?;
    let sticker = Sticker::create().place(&gallery.photo).insert(db)?;
    gallery.photo.clone().delete(db)?;
    assert_eq!(Comment::query().order_by(Comment::ID.asc()).all(db)?, [on_post, on_video]);
    assert_eq!(Comment::find(db, on_photo.id)?, None);
    assert_eq!(Sticker::get(db, sticker.id)?.place().get(db)?, None);
    Ok(())
}

#[test]
fn what_is_not_there_is_an_error() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [mut comment, ..] = gallery.comments()?;
    let error = Comment::SUBJECT.set(db, &mut comment, Key::<Photo>::new("no.jpg")).unwrap_err();
    assert!(matches!(&error, Error::MissingParent { relation, .. } if relation == "photo"), "{error:?}");
    assert_eq!(comment.post_id, Some(gallery.post.id));
    let nothing = Comment { post_id: None, ..comment.clone() };
    let error = nothing.subject().get(db).unwrap_err();
    assert_eq!(error.to_string(), "`Comment`.`subject` leads to one row, but there is no row for key NULL");
    comment.id = 77;
    let error = Comment::SUBJECT.set(db, &mut comment, &gallery.post).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "Comment", .. }), "{error:?}");
    db.pragma_update(None, "foreign_keys", false)?;
    Post::delete_key(db, gallery.post.id)?;
    let error = Comment::get(db, 1)?.subject().get(db).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "Post", .. }), "{error:?}");
    Ok(())
}

#[test]
fn the_statement_can_be_had_without_running_it() -> Result<()> {
    let gallery = gallery()?;
    let [comment, ..] = gallery.comments()?;
    let statement = Comment::SUBJECT.set_statement(&comment, &gallery.photo)?;
    assert_eq!(
        statement.sql,
        r#"UPDATE main."comment" SET `photo_file`=?1,`post_id`=NULL,`video_id`=NULL WHERE `id`=+?2"#
    );
    assert_eq!(statement.values, ["sea.jpg".to_owned().into(), comment.id.into()]);
    Ok(())
}
