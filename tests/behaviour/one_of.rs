//! `one_of`: a row that belongs to one of several rows of different models.

mod checks;
mod create;
mod insert;
mod keys;
mod load;
mod predicates;
mod reading;

use relations::{ColumnType, Model, Result, Schema, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
#[has_many(stickers: Sticker, order_by(id))]
pub struct Post {
    id: i64,
    title: String,
}

/// A photo, whose key is a text.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
#[has_one(sticker: Sticker)]
pub struct Photo {
    #[key]
    file: String,
    width: i64,
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq, Eq)]
pub struct VideoId(i64);

/// A video, whose key is of a type of its own.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Video {
    id: VideoId,
    minutes: i64,
}

/// A comment that has one subject.
#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(subject: Subject, post, photo, video, derive(Clone, Debug, PartialEq))]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo, on_delete = cascade, on_update = cascade)]
    photo_file: Option<String>,
    #[belongs_to(video: Video, on_delete = cascade)]
    video_id: Option<VideoId>,
    body: String,
}

/// A sticker that is on one thing or on none.
#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(place: StickerPlace, post, photo, optional, derive(Clone, Debug, PartialEq))]
pub struct Sticker {
    id: i64,
    #[belongs_to(post: Post, on_delete = set_null)]
    post_id: Option<i64>,
    #[unique]
    #[belongs_to(photo: Photo, on_delete = set_null)]
    photo_file: Option<String>,
}

const SCHEMA: Schema = schema![Post, Photo, Video, Comment, Sticker];

/// Three rows that comments can be about.
struct Gallery {
    db: Connection,
    post: Post,
    photo: Photo,
    video: Video,
}

fn gallery() -> Result<Gallery> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let post = Post::create().title("Relations").insert(&db)?;
    let photo = Photo::create().file("sea.jpg").width(1920).insert(&db)?;
    let video = Video::create().minutes(3).insert(&db)?;
    Ok(Gallery { db, post, photo, video })
}

impl Gallery {
    /// Adds a comment on each, in the order of the models.
    fn comments(&self) -> Result<[Comment; 3]> {
        Ok([
            Comment::create().subject(&self.post).body("On the post").insert(&self.db)?,
            Comment::create().subject(&self.photo).body("On the photo").insert(&self.db)?,
            Comment::create().subject(&self.video).body("On the video").insert(&self.db)?,
        ])
    }
}
