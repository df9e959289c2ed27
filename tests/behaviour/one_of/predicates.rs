//! Conditions on the row that a child belongs to.

use relations::{Filter, Key, Result, prelude::*, rusqlite::Connection};

use super::{Comment, Photo, Post, Sticker, gallery};

fn bodies(db: &Connection, filter: Filter<Comment>) -> Result<Vec<String>> {
    let rows = Comment::query().filter(filter).order_by(Comment::ID.asc()).all(db)?;
    Ok(rows.into_iter().map(|comment| comment.body).collect())
}

#[test]
fn is_matches_the_children_of_a_row() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let [on_post, ..] = gallery.comments()?;
    assert_eq!(bodies(db, Comment::SUBJECT.is(&gallery.photo))?, ["On the photo"]);
    assert_eq!(bodies(db, Comment::SUBJECT.is(Key::of(&gallery.video)))?, ["On the video"]);
    assert_eq!(bodies(db, Comment::SUBJECT.is(&on_post.subject().get(db)?))?, ["On the post"]);
    assert_eq!(bodies(db, !Comment::SUBJECT.is(&gallery.photo))?, ["On the post", "On the video"]);
    let either = Comment::SUBJECT.is(&gallery.photo).or(Comment::SUBJECT.is(&gallery.post));
    assert_eq!(bodies(db, either)?, ["On the post", "On the photo"]);
    // Each relation has its own conditions, as ever.
    assert_eq!(bodies(db, Comment::PHOTO.has(Photo::WIDTH.gt(1000)))?, ["On the photo"]);
    assert_eq!(bodies(db, Comment::PHOTO.is_none())?, ["On the post", "On the video"]);
    assert_eq!(Post::query().filter(Post::COMMENTS.any(Comment::SUBJECT.is(&gallery.post))).count(db)?, 1);
    Ok(())
}

#[test]
fn is_some_and_is_none_are_for_optional_ones() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    let none = Sticker::create().insert(db)?;
    let on_post = Sticker::create().place(&gallery.post).insert(db)?;
    let on_photo = Sticker::create().place(&gallery.photo).insert(db)?;
    assert_eq!(Sticker::query().filter(Sticker::PLACE.is_none()).all(db)?, [none]);
    let some = Sticker::query().filter(Sticker::PLACE.is_some()).order_by(Sticker::ID.asc()).all(db)?;
    assert_eq!(some, [on_post, on_photo]);
    Ok(())
}
