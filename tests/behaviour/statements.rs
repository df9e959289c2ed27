//! The statements that are sent to SQLite: their number, that each is compiled once, and that each uses an
//! index.
//!
//! Runs only with the bundled SQLite: the system's may be older than rusqlite's trace needs (3.44), and may
//! have been compiled without the statistics that make a plan depend on values.
#![cfg(feature = "bundled")]

mod bulk;
mod counts;
mod links;
mod plans;
mod preparing;

use relations::{Model, Schema, prelude::*, rusqlite::Connection, schema};

use crate::trace::{Trace, trace};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(reports: Person, inverse = boss)]
#[has_many(posts: Post, order_by(title desc, id))]
#[has_many(tokens: Token)]
#[has_one(profile: Profile)]
#[many_to_many(tags: Tag, through = "person_tag")]
#[many_to_many(friends: Person, through = "friendship", from = one_id, to = other_id)]
#[many_to_many(clubs: Club, through = Membership, order_by(slug))]
#[has_many(comments: Comment, through = posts)]
#[has_many(events: Event, through = clubs)]
pub struct Person {
    id: i64,
    #[unique]
    email: String,
    #[index]
    age: Option<i64>,
    #[belongs_to(boss: Person, on_delete = set_null)]
    boss_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Post {
    id: i64,
    #[belongs_to(person: Person, on_delete = cascade)]
    person_id: i64,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
    text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Token {
    id: i64,
    #[belongs_to(owner: Person, references = email, on_delete = cascade)]
    owner_email: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(person: Person, on_delete = cascade)]
    person_id: i64,
    bio: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(people: Person, through = "person_tag")]
pub struct Tag {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: Person, through = Membership)]
#[has_many(events: Event)]
pub struct Club {
    #[key]
    slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, club_slug))]
pub struct Membership {
    #[belongs_to(person: Person, on_delete = cascade)]
    person_id: i64,
    #[belongs_to(club: Club, on_delete = cascade)]
    club_slug: String,
    role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Event {
    id: i64,
    #[belongs_to(club: Club, on_delete = cascade)]
    club_slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, column))]
#[has_many(pieces: Piece)]
pub struct Square {
    row: i64,
    column: i64,
    colour: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(square: Square, key(row, column), on_delete = set_null)]
pub struct Piece {
    id: i64,
    row: Option<i64>,
    column: Option<i64>,
}

const SCHEMA: Schema =
    schema![Person, Post, Comment, Token, Profile, Tag, Club, Membership, Event, Square, Piece];

const PEOPLE: i64 = 60;

/// Creates sixty people, each with more of everything than the one before, and statistics: SQLite compiles a
/// statement anew if its plan may depend on a value.
fn populated() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch("BEGIN")?;
    let mut people: Vec<Person> = Vec::new();
    for number in 0..PEOPLE {
        let person = Person::create()
            .email(format!("{number}@x"))
            .age((number % 5 > 0).then_some(number / 3))
            .boss_id(people.last().filter(|_| number % 7 > 0).map(|boss| boss.id))
            .insert(&db)?;
        let tag = person.tags().create().name(format!("tag {number}")).insert(&db)?;
        let club = Club::create().slug(format!("club {number}")).insert(&db)?;
        person.clubs().link_with(&db, &club, |link| link.role("founder"))?;
        Square { row: number / 8, column: number % 8, colour: "white".to_owned() }.insert(&db)?;
        for other in people.iter().rev().take(5) {
            person.friends().link(&db, other)?;
            other.tags().link(&db, &tag)?;
            other.clubs().link_with(&db, &club, |link| link.role("guest"))?;
        }
        for at in 0..=number / 4 {
            let post = person.posts().create().title(format!("post {at}")).insert(&db)?;
            post.comments().create().text("text").insert(&db)?;
            club.events().create().insert(&db)?;
            person.tokens().create().insert(&db)?;
            Piece::create().row(number / 8).column(number % 8).insert(&db)?;
        }
        person.profile().create().bio("bio").insert(&db)?;
        people.push(person);
    }
    // There are so many that scanning all of them is not the quickest path to a few.
    Club::insert_all(&db, (0..500).map(|number| Club::create().slug(format!("empty {number}"))))?;
    db.execute_batch("COMMIT; ANALYZE")?;
    // New statistics make SQLite compile every statement once more: here each begins anew.
    db.flush_prepared_statement_cache();
    Ok(db)
}
