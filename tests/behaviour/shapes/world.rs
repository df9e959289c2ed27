//! Models with relations by keys of every form, and a few rows.

use relations::{ColumnType, Model, Result, Schema, rusqlite::Connection, schema};

/// A key that is a newtype.
#[derive(ColumnType, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub String);

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(staff: Person, inverse = team, order_by(name desc))]
pub struct Team {
    #[key]
    pub code: Code,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(orders: Order)]
#[has_one(profile: Profile)]
#[many_to_many(skills: Skill, through = "person_skill")]
#[many_to_many(clubs: Club, through = Member)]
#[has_many(lines: Line, through = orders)]
#[has_many(reports: Person, inverse = boss)]
pub struct Person {
    pub id: i64,
    pub name: String,
    #[belongs_to(team: Team)]
    pub team_code: Code,
    #[belongs_to(boss: Person)]
    pub boss_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(person: Person)]
    pub person_id: i64,
    pub bio: Option<String>,
    pub r#type: String,
}

/// An order has a composite key.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, number), without_rowid)]
#[has_many(lines: Line)]
pub struct Order {
    #[belongs_to(person: Person)]
    pub person_id: i64,
    pub number: i64,
    pub note: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(person_id, order_number, sku), index(person_id, order_number))]
#[belongs_to(order: Order, key(person_id, order_number))]
pub struct Line {
    pub id: i64,
    pub person_id: i64,
    pub order_number: i64,
    pub sku: String,
    pub amount: f64,
    pub pieces: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Skill {
    pub id: i64,
    #[unique]
    pub name: String,
    pub level: u8,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Club {
    #[key]
    pub slug: String,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, club_slug))]
pub struct Member {
    #[belongs_to(person: Person)]
    pub person_id: i64,
    #[belongs_to(club: Club)]
    pub club_slug: String,
    pub name: String,
}

pub const SCHEMA: Schema = schema![Team, Person, Profile, Order, Line, Skill, Club, Member];

/// Creates a database with three people of two teams.
///
/// Ann (boss of Bob) has orders 1 with 2 lines and 2 with 1; Bob has order 1 without lines; Cid has nothing.
pub fn world() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "INSERT INTO team (code, name) VALUES ('a', 'Alpha'), ('b', 'Beta');
         INSERT INTO person (id, name, team_code, boss_id) VALUES (1, 'Ann', 'a', NULL), (2, 'Bob', 'b', 1), (3, 'Cid', 'a', 2);
         INSERT INTO profile (id, person_id, bio, type) VALUES (1, 1, 'engineer', 'long'), (2, 2, NULL, 'short');
         INSERT INTO \"order\" (person_id, number, note) VALUES (1, 1, 'first'), (1, 2, NULL), (2, 1, 'other');
         INSERT INTO line (id, person_id, order_number, sku, amount, pieces)
             VALUES (1, 1, 1, 'x', 1.5, 2), (2, 1, 1, 'y', 2.5, NULL), (3, 1, 2, 'x', 10, 7);
         INSERT INTO skill (id, name, level) VALUES (1, 'rust', 5), (2, 'sql', 3), (3, 'c', 1);
         INSERT INTO person_skill (person_id, skill_id) VALUES (1, 1), (1, 2), (2, 2);
         INSERT INTO club (slug, name) VALUES ('chess', 'Chess'), ('go', 'Go');
         INSERT INTO member (person_id, club_slug, name) VALUES (1, 'go', 'chair'), (2, 'go', 'guest'), (1, 'chess', 'guest');",
    )?;
    Ok(db)
}
