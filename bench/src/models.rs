//! The models of the tables that are read and written.

use ground::sum::{self, Sum};
use relations::{Model, Schema, schema};
use rusqlite::Connection;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post)]
#[many_to_many(groups: Group, through = "user_group")]
#[many_to_many(sorted_groups: Group, through = "user_sorted_group", order_by(name))]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
#[has_many(comments: Comment)]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "comments")]
pub struct Comment {
    pub id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    pub post_id: i64,
    pub body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "groups")]
pub struct Group {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes")]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub score: i64,
}

impl Sum for User {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.name, &self.email, &self.age])
    }
}

impl Sum for Post {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.user_id, &self.title])
    }
}

impl Sum for Comment {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.post_id, &self.body])
    }
}

impl Sum for Group {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.name])
    }
}

impl Sum for Note {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.title, &self.score])
    }
}

const SCHEMA: Schema = schema![User, Post, Comment, Group, Note];

/// A database in memory that holds what the script says.
pub fn open(script: &str) -> Result<Connection, ground::Error> {
    let tables = ground::data::TABLES;
    if SCHEMA.ddl() != tables {
        return Err(
            format!("the models have other tables than ground/src/tables.sql:\n{}", SCHEMA.ddl()).into()
        );
    }
    let db = relations::open_in_memory()?;
    db.execute_batch(script)?;
    Ok(db)
}

/// Empties what the workloads fill.
pub fn reset(db: &mut Connection) -> Result<(), ground::Error> {
    db.execute_batch("DELETE FROM notes")?;
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "others have to ask their connection")]
pub fn sqlite(_: &mut Connection) -> Result<String, ground::Error> {
    Ok(format!("SQLite {}", rusqlite::version()))
}
