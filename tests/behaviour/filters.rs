//! Relations with a filter: what they leave out is left out by each way to read and write along them.

mod first;
mod names;
mod writing;

use relations::{ColumnType, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

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
    let db = relations::open_in_memory()?;
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
    assert_eq!(alice.drafts().filter(Post::TITLE.eq("One")).all(&db)?, std::slice::from_ref(&one));
    assert_eq!(alice.drafts().order_by(Post::ID.asc()).all(&db)?, [one.clone(), four.clone()]);
    assert!(alice.drafts().contains(&db, &one)?);
    assert!(!alice.drafts().contains(&db, &two)?);
    assert!(!alice.drafts().contains(&db, &three)?);

    let users = |filter| User::query().filter(filter).all(&db);
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.ne("Four")))?, std::slice::from_ref(&alice));
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.eq("Two")))?, []);
    assert_eq!(users(User::DRAFTS.all(Post::STATUS.eq(Status::Draft)))?, [alice.clone(), bob.clone()]);
    assert_eq!(users(User::DRAFTS.none())?, std::slice::from_ref(&bob));
    assert_eq!(users(User::DRAFTS.contains(&two))?, []);
    assert_eq!(users(User::DRAFTS.contains(&four))?, std::slice::from_ref(&alice));
    assert_eq!(users(User::DRAFTS.count().eq(2))?, std::slice::from_ref(&alice));
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

#[test]
fn shapes_have_the_rows_that_meet_the_filters() -> Result<()> {
    let (db, alice, bob) = database()?;
    let one = alice.posts().create().title("One").status(Status::Draft).rating(3.0).insert(&db)?;
    let two = alice.posts().create().title("Two").rating(2.5).insert(&db)?;
    let hidden = alice.posts().create().title("xxx").status(Status::Draft).rating(9.0).insert(&db)?;
    let ham = one.comments().create().body("ham").insert(&db)?;
    let spam = one.comments().create().body("spam").insert(&db)?;
    let late = two.comments().create().body("late").insert(&db)?;
    Badge::create().owner_id(alice.id).valid(false).insert(&db)?;
    let badge = Badge::create().owner_id(bob.id).valid(true).insert(&db)?;
    let clubs = [true, true, false].map(|open| Club::create().open(open).insert(&db));
    let clubs = clubs.into_iter().collect::<Result<Vec<_>>>()?;
    for (club, role) in clubs.iter().zip(["head", "member", "head"]) {
        alice.clubs().link_with(&db, club, |link| link.role(role))?;
    }
    let tags = ["it's", "new"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;

    let pages = UserPage::query().all(&db)?;
    assert_eq!(
        pages[0],
        UserPage {
            id: alice.id,
            drafts: vec![hidden.clone(), one.clone()],
            number: 2,
            last: vec![hidden.clone()],
            rated: vec![one.clone()],
            quiet: vec![hidden.clone()],
            main: None,
            led: vec![clubs[0].clone()],
            tags: vec![tags[1].clone()],
            draft_comments: vec![ham.clone(), spam.clone()],
            comments: vec![ham.clone(), late],
            comments_on_drafts: vec![ham, spam],
        }
    );
    assert_eq!((pages[1].main.as_ref(), pages[1].drafts.len()), (Some(&badge), 0));
    assert_eq!(alice.main().get(&db)?, None);
    Ok(())
}

#[test]
fn a_parent_that_does_not_meet_the_filter_is_none() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Membership)]
    struct MembershipPage {
        role: String,
        open_club: Option<Club>,
    }

    let (db, alice, _) = database()?;
    let (open, closed) = (Club::create().open(true).insert(&db)?, Club::create().open(false).insert(&db)?);
    let seen = alice.clubs().link_with(&db, &open, |link| link.role("head"))?;
    let mut hidden = alice.clubs().link_with(&db, &closed, |link| link.role("head"))?;
    assert_eq!((seen.open_club().get(&db)?, hidden.open_club().get(&db)?), (Some(open.clone()), None));
    let pages = MembershipPage::query().order_by(Membership::CLUB_ID.asc()).all(&db)?;
    assert_eq!((pages[0].open_club.as_ref(), &pages[1].open_club), (Some(&open), &None));
    let count = |filter| Membership::query().filter(filter).count(&db);
    assert_eq!(count(Membership::OPEN_CLUB.is(&closed))?, 0);
    assert_eq!(count(Membership::OPEN_CLUB.is(&open))?, 1);
    assert_eq!(count(Membership::OPEN_CLUB.is_none())?, 1);
    assert_eq!(count(Membership::OPEN_CLUB.has(Club::ID.ge(0)))?, 1);
    // A parent that is left out has no value to order by.
    let ordered = Membership::query().order_by(Membership::OPEN_CLUB.order(Club::ID.desc()));
    assert_eq!(ordered.clone().all(&db)?, [seen.clone(), hidden.clone()]);
    let first = ordered.clone().page(1).read(&db)?;
    assert_eq!(ordered.page(1).after(first.next).read(&db)?.rows, std::slice::from_ref(&hidden));
    // The inverse has no filter, and writing goes by the foreign key.
    assert_eq!(closed.members().count(&db)?, 1);
    Membership::OPEN_CLUB.set(&db, &mut hidden, Key::of(&closed))?;
    assert_eq!(hidden.club_id, closed.id);
    Ok(())
}
