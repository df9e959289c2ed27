//! Models with a relation of each kind, for the tests of loading and of predicates.

use relations::{Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(reports: Person, inverse = boss, order_by(name desc, id))]
#[has_many(posts: Post, inverse = author, order_by(title desc, id))]
#[has_many(reviews: Post, inverse = reviewer, order_by(id))]
#[has_many(tokens: Token, order_by(id))]
#[has_one(profile: Profile)]
#[many_to_many(tags: Tag, through = "person_tag", order_by(name, id))]
#[many_to_many(clubs: Club, through = Membership, order_by(slug desc))]
#[many_to_many(following: Person, through = "follows", from = follower_id, to = followed_id, order_by(id))]
#[many_to_many(followers: Person, through = "follows", from = followed_id, to = follower_id, order_by(id))]
#[has_many(comments: Comment, through = posts, order_by(id))]
#[has_many(events: Event, through = clubs, order_by(id desc))]
#[has_many(fellows: Person, through = tags, source = people, order_by(id))]
pub struct Person {
    pub id: i64,
    pub name: String,
    #[unique]
    pub email: String,
    #[belongs_to(boss: Person)]
    pub boss_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id))]
pub struct Post {
    pub id: i64,
    #[belongs_to(author: Person)]
    pub author_id: i64,
    #[belongs_to(reviewer: Person)]
    pub reviewer_id: Option<i64>,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    pub id: i64,
    #[belongs_to(post: Post)]
    pub post_id: i64,
    pub text: Option<String>,
}

/// A model that refers to a unique column which is not a key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Token {
    pub id: i64,
    #[belongs_to(owner: Person, references = email)]
    pub owner_email: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(person: Person)]
    pub person_id: i64,
    pub bio: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(people: Person, through = "person_tag", order_by(id))]
#[many_to_many(squares: Square, through = Mark, order_by(column, row))]
pub struct Tag {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: Person, through = Membership, order_by(id))]
#[has_many(events: Event, order_by(id))]
pub struct Club {
    #[key]
    pub slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, club_slug))]
pub struct Membership {
    #[belongs_to(person: Person)]
    pub person_id: i64,
    #[belongs_to(club: Club)]
    pub club_slug: String,
    pub role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Event {
    pub id: i64,
    #[belongs_to(club: Club)]
    pub club_slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, column))]
#[has_many(pieces: Piece, order_by(id))]
#[many_to_many(tags: Tag, through = Mark, order_by(id))]
pub struct Square {
    pub row: i64,
    pub column: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(square: Square, key(row, column))]
pub struct Piece {
    pub id: i64,
    pub row: Option<i64>,
    pub column: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, column, tag_id))]
#[belongs_to(square: Square, key(row, column))]
pub struct Mark {
    pub row: i64,
    pub column: String,
    #[belongs_to(tag: Tag)]
    pub tag_id: i64,
}

pub const SCHEMA: Schema =
    schema![Person, Post, Comment, Token, Profile, Tag, Club, Membership, Event, Square, Piece, Mark];

/// Creates an empty database.
pub fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

/// Creates a database of `people` people, of whom the first has nothing and each later one more of everything.
pub fn populated(people: i64) -> Result<Connection> {
    let db = database()?;
    populate(&db, people)?;
    Ok(db)
}

fn place(at: i64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

pub fn populate(db: &Connection, people: i64) -> Result<()> {
    db.execute_batch("BEGIN")?;
    let mut before: Vec<Person> = Vec::new();
    for n in 0..people {
        let person = Person::create()
            .name(format!("name {}", n % 3))
            .email(format!("{n}@x"))
            .boss_id(before.get(place(n / 2)).map(|boss| boss.id))
            .insert(db)?;
        let tag = Tag::create().name(format!("tag {}", (n * 7) % 5)).insert(db)?;
        let club = Club { slug: format!("club '{n}\"") };
        club.insert(db)?;
        let square = Square { row: n / 3, column: format!("c{}", n % 3) };
        square.insert(db)?;
        for at in 0..n.min(4) {
            let reviewer = before.get(place(at)).filter(|_| at > 0).map(|reviewer| reviewer.id);
            let post =
                person.posts().create().title(format!("{}", at % 2)).reviewer_id(reviewer).insert(db)?;
            for text in [None, Some("a".to_owned()), Some("b".to_owned())].into_iter().take(place(at)) {
                post.comments().create().text(text).insert(db)?;
            }
            person.tokens().create().insert(db)?;
            Piece::create()
                .row(Some(square.row))
                .column((at > 1).then(|| square.column.clone()))
                .insert(db)?;
            Token::create().insert(db)?;
            club.events().create().insert(db)?;
        }
        if n % 2 == 1 {
            person.profile().create().bio(format!("bio {n}")).insert(db)?;
        }
        if n > 0 {
            person.tags().link(db, &tag)?;
            square.tags().link(db, &tag)?;
            person.clubs().link_with(db, &club, |link| link.role("founder"))?;
        }
        for other in before.iter().rev().take(3) {
            person.following().link(db, other)?;
            other.clubs().link_with(db, &club, |link| link.role("guest"))?;
            other.tags().link(db, &tag)?;
        }
        before.push(person);
    }
    db.execute_batch("COMMIT")?;
    Ok(())
}

/// A shape that can also be built row by row, by the accessors.
pub trait Naive: Load {
    fn naive(db: &Connection, row: Self::Model) -> Result<Self>;
}

/// Builds the shape of each row, by the accessors.
pub fn each<S: Naive>(db: &Connection, rows: Vec<S::Model>) -> Result<Vec<S>> {
    rows.into_iter().map(|row| S::naive(db, row)).collect()
}

/// Builds the shape of an optional row, by the accessors.
pub fn maybe<S: Naive>(db: &Connection, row: Option<S::Model>) -> Result<Option<S>> {
    row.map(|row| S::naive(db, row)).transpose()
}

macro_rules! itself {
    ($($model:ident)*) => {
        $(impl Naive for $model {
            fn naive(_db: &Connection, row: Self) -> Result<Self> {
                Ok(row)
            }
        })*
    };
}

itself!(Person Post Comment Token Profile Tag Club Membership Event Square Piece Mark);

impl<S: Naive> Naive for Box<S> {
    fn naive(db: &Connection, row: S::Model) -> Result<Self> {
        S::naive(db, row).map(Box::new)
    }
}
