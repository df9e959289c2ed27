//! The models, and rows with known keys.

use relations::{Load, Model, Patch, Result, Schema, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post, on_delete = cascade)]
#[has_one(profile: Profile)]
#[many_to_many(addresses: Address, through = "user_address")]
pub struct User {
    pub id: i64,
    pub name: String,
    #[unique]
    pub email: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
    #[column(default = "'draft'")]
    pub state: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "profile")]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub bio: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "address")]
#[many_to_many(users: User, through = "user_address")]
pub struct Address {
    pub id: i64,
    pub street: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "category")]
#[has_many(children: Category)]
pub struct Category {
    pub id: i64,
    #[belongs_to(parent: Category)]
    pub parent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "clubs")]
#[many_to_many(members: User, through = Membership)]
pub struct Club {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "membership", primary_key(club_id, user_id))]
pub struct Membership {
    #[belongs_to(club: Club, on_delete = cascade)]
    pub club_id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub role: String,
}

#[derive(Patch)]
#[patch(User)]
pub struct UserPatch {
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Load, Debug)]
#[load(User)]
#[allow(dead_code, reason = "it is shown")]
pub struct Page {
    name: String,
    profile: Option<Profile>,
    posts: Vec<Post>,
    addresses: Vec<Address>,
    #[load(count = posts)]
    post_count: i64,
}

#[derive(Load, Debug)]
#[load(Category)]
#[allow(dead_code, reason = "it is shown")]
pub struct Tree {
    id: i64,
    children: Vec<Tree>,
}

pub const SCHEMA: Schema = schema![User, Post, Profile, Address, Category, Club, Membership];

/// A model whose table is created and dropped.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "boxes")]
#[has_many(things: Thing)]
pub struct Crate {
    pub id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "things")]
pub struct Thing {
    pub id: i64,
    #[belongs_to(holder: Crate)]
    pub holder_id: Option<i64>,
}

pub const MORE: Schema = schema![Crate, Thing];

/// Returns a text that does not fit on a page.
pub fn long(text: &str) -> String {
    format!("{text} ").repeat(200)
}

pub fn user(id: i64) -> User {
    User { id, name: format!("user {id}"), email: format!("{id}@example.com") }
}

pub fn post(id: i64) -> Post {
    Post { id, user_id: 1 + id % 3, title: format!("post {id}"), state: "draft".to_owned() }
}

pub fn profile(id: i64) -> Profile {
    Profile { id, user_id: id, bio: format!("bio {id}") }
}

pub fn address(id: i64) -> Address {
    Address { id, street: format!("street {id}") }
}

pub fn category(id: i64) -> Category {
    Category { id, parent_id: (id > 1).then_some(id / 2) }
}

pub fn club(id: i64) -> Club {
    Club { id, name: format!("club {id}") }
}

/// Creates a database with the tables, and one of the test's own.
pub fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    // Pages are small and none is free, so that a new row needs some.
    db.pragma_update(None, "page_size", 512)?;
    db.pragma_update(None, "auto_vacuum", "full")?;
    SCHEMA.create_all(&db)?;
    db.execute_batch("CREATE TABLE mine (n INTEGER)")?;
    fill(&db)?;
    Ok(db)
}

/// Inserts the rows that every case begins with.
pub fn fill(db: &Connection) -> Result<()> {
    db.execute_batch(
        "BEGIN; DELETE FROM membership; DELETE FROM clubs; DELETE FROM user_address; DELETE FROM address;
         DELETE FROM posts; DELETE FROM profile; DELETE FROM users; DELETE FROM category; DELETE FROM mine;
         WITH n(i) AS (VALUES (1),(2),(3),(4)) INSERT INTO users SELECT i, 'user ' || i, i || '@example.com' FROM n;
         WITH n(i) AS (VALUES (1),(2),(3),(4),(5),(6)) INSERT INTO posts SELECT i, 1 + i % 3, 'post ' || i, 'draft' FROM n;
         INSERT INTO profile VALUES (1, 1, 'bio 1'), (2, 2, 'bio 2');
         WITH n(i) AS (VALUES (1),(2),(3)) INSERT INTO address SELECT i, 'street ' || i FROM n;
         INSERT INTO user_address VALUES (1, 1), (1, 2), (2, 1);
         WITH n(i) AS (VALUES (1),(2),(3),(4),(5)) INSERT INTO category SELECT i, CASE WHEN i > 1 THEN i / 2 END FROM n;
         INSERT INTO clubs VALUES (1, 'club 1'); INSERT INTO membership VALUES (1, 1, 'chair'); COMMIT",
    )?;
    Ok(())
}

/// Returns the content of the database as text.
pub fn dump(db: &Connection) -> String {
    let read = || -> relations::rusqlite::Result<String> {
        let mut tables = db
            .prepare_cached("SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
        let tables: Vec<(String, String)> =
            tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut text = String::new();
        for (name, sql) in tables {
            if !sql.starts_with("CREATE TABLE") {
                text += &sql;
                continue;
            }
            text += &format!("\n{sql}\n{name}:");
            let mut statement = db
                .prepare_cached(&format!("SELECT * FROM main.\"{name}\" ORDER BY 1, 2"))
                .or_else(|_| db.prepare_cached(&format!("SELECT * FROM main.\"{name}\" ORDER BY 1")))?;
            let width = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                text += " (";
                for at in 0..width {
                    text += &format!("{:?},", row.get_ref(at)?);
                }
                text += ")";
            }
        }
        Ok(text)
    };
    read().unwrap_or_else(|error| format!("cannot be read: {error}"))
}
