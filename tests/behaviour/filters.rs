//! Relations with a filter: what they leave out is left out by each way to read and write along them.

use relations::{
    Column, ColumnType, Error, Insert, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema,
};

/// A model that has a filter on a relation of each kind.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_many(drafts: Post, filter = Post::STATUS.eq(Status::Draft), order_by(id desc))]
#[has_many(rated: Post, filter = Post::RATING.gt(LEAST), filter = !Post::TITLE.like("x%"))]
#[has_many(quiet: Post, filter = Post::COMMENTS.none())]
#[has_one(main: Badge, filter = Badge::VALID.eq(true))]
#[many_to_many(clubs: Club, through = Membership)]
#[many_to_many(led: Club, through = Membership, filter = Membership::ROLE.eq("head"), filter = Club::OPEN.eq(true))]
#[many_to_many(tags: Tag, through = "user_tag", filter = Tag::NAME.ne("it's"))]
#[has_many(draft_comments: Comment, through = drafts, source = comments)]
#[has_many(comments: Comment, through = posts, filter = Comment::BODY.ne("spam"))]
#[has_many(comments_on_drafts: Comment, through = posts, source = comments, filter = Post::STATUS.eq(Status::Draft))]
pub struct User {
    id: i64,
}

const LEAST: f64 = 2.5;

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Draft,
    Published,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: Option<i64>,
    title: String,
    status: Option<Status>,
    rating: Option<f64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
    body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(valid_owner: User, key(owner_id))]
pub struct Badge {
    id: i64,
    #[unique]
    owner_id: i64,
    valid: bool,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: User, through = Membership)]
pub struct Club {
    id: i64,
    open: bool,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Membership {
    #[key]
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[key]
    #[belongs_to(open_club: Club, on_delete = cascade, filter = Club::OPEN.eq(true))]
    club_id: i64,
    role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Tag {
    id: i64,
    name: String,
}

const SCHEMA: Schema = schema![User, Post, Comment, Badge, Club, Membership, Tag];

fn database() -> Result<(Connection, User, User)> {
    let db = Connection::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let (alice, bob) = (User::create().insert(&db)?, User::create().insert(&db)?);
    Ok((db, alice, bob))
}

fn post(db: &Connection, user: &User, title: &str, status: Option<Status>) -> Result<Post> {
    user.posts().create().title(title).status(status).insert(db)
}

#[test]
fn children_are_those_that_meet_the_filter() -> Result<()> {
    let (db, alice, bob) = database()?;
    let one = post(&db, &alice, "One", Some(Status::Draft))?;
    let two = post(&db, &alice, "Two", Some(Status::Published))?;
    let three = post(&db, &alice, "Three", None)?;
    let four = post(&db, &alice, "Four", Some(Status::Draft))?;
    post(&db, &bob, "Five", Some(Status::Published))?;

    assert_eq!(alice.drafts().all(&db)?, [four.clone(), one.clone()]);
    assert_eq!((alice.drafts().count(&db)?, bob.drafts().exists(&db)?), (2, false));
    assert_eq!(alice.drafts().first(&db)?, Some(four.clone()));
    assert_eq!(alice.drafts().filter(Post::TITLE.eq("One")).all(&db)?, [one.clone()]);
    assert_eq!(alice.drafts().order_by(Post::ID.asc()).all(&db)?, [one.clone(), four.clone()]);
    assert!(alice.drafts().contains(&db, &one)?);
    assert!(!alice.drafts().contains(&db, &two)?);
    assert!(!alice.drafts().contains(&db, &three)?);

    let users = |filter| User::query().filter(filter).all(&db);
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.ne("Four")))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.eq("Two")))?, []);
    assert_eq!(users(User::DRAFTS.all(Post::STATUS.eq(Status::Draft)))?, [alice.clone(), bob.clone()]);
    assert_eq!(users(User::DRAFTS.none())?, [bob.clone()]);
    assert_eq!(users(User::DRAFTS.contains(&two))?, []);
    assert_eq!(users(User::DRAFTS.contains(&four))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.count().eq(2))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.count().ge(3))?, []);
    assert_eq!(users(User::DRAFTS.count_where(Post::TITLE.eq("One")).lt(1))?, [bob]);
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(User)]
struct UserPage {
    id: i64,
    drafts: Vec<Post>,
    #[load(count = drafts)]
    number: i64,
    #[load(with = |q| q.limit(1), from = drafts)]
    last: Vec<Post>,
    rated: Vec<Post>,
    quiet: Vec<Post>,
    main: Option<Badge>,
    led: Vec<Club>,
    tags: Vec<Tag>,
    draft_comments: Vec<Comment>,
    comments: Vec<Comment>,
    comments_on_drafts: Vec<Comment>,
}
