//! `ddl()`: the script that `create_all` runs.

use relations::{Model, Schema, schema};

use super::{created, picture};
use crate::seed::{Address, Post, Profile, User};

#[derive(Model)]
#[model(table = "Order Details", rename_all = "PascalCase", primary_key(order, line), check = "\"Line\" > 0")]
#[has_many(notes: Note)]
pub struct OrderDetail {
    #[belongs_to(group: Group, on_delete = restrict, on_update = cascade, deferrable)]
    order: i64,
    line: i64,
    #[column(default = "'it''s new'", collate = NOCASE, check = "length(\"State\") < 20")]
    state: String,
    #[index]
    r#type: Option<bool>,
}

#[derive(Model)]
#[model(without_rowid, unique(text, order))]
#[belongs_to(detail: OrderDetail, key(order, line), on_delete = cascade)]
pub struct Note {
    #[key]
    code: String,
    order: i64,
    line: i64,
    text: String,
}

#[derive(Model)]
#[model(table = "group", strict = false)]
#[has_many(order_details: OrderDetail)]
#[many_to_many(notes: Note, through = "select")]
pub struct Group {
    id: i64,
    #[column(name = "a \"quoted\" name", type = "VARCHAR(20)")]
    name: Option<String>,
}

const AWKWARD: Schema = schema![Note, OrderDetail, Group];

#[test]
fn the_script_makes_the_same_tables_as_create_all() -> relations::Result<()> {
    for schema in [crate::seed::SCHEMA, AWKWARD, schema![Address, Profile, Post, User]] {
        let by_script = relations::open_in_memory()?;
        by_script.execute_batch(&schema.ddl())?;
        assert_eq!(picture(&by_script)?, picture(&created(&schema)?)?);
    }
    Ok(())
}

#[test]
fn the_script_is_the_same_at_every_run() {
    assert_eq!(AWKWARD.ddl(), schema![Note, OrderDetail, Group].ddl());
    assert_eq!(crate::seed::SCHEMA.ddl(), crate::seed::SCHEMA.ddl());
}

/// Returns `true` if each table of a schema comes after those that its foreign keys refer to.
fn parents_come_first(schema: &Schema) -> bool {
    let tables = schema.tables();
    tables.iter().enumerate().all(|(at, table)| {
        table.foreign_keys.iter().all(|key| tables[..=at].iter().any(|other| other.name == key.parent))
    })
}

#[test]
fn parents_come_before_their_children() {
    for schema in [crate::seed::SCHEMA, AWKWARD, schema![Profile, Post, Address, User]] {
        assert!(parents_come_first(&schema), "{}", schema.ddl());
        let script = schema.ddl();
        let places: Vec<Option<usize>> = schema
            .tables()
            .iter()
            .map(|table| script.find(&format!("CREATE TABLE \"{}\"", table.name)))
            .collect();
        assert!(places.iter().all(Option::is_some));
        assert!(places.is_sorted(), "{script}");
    }
}

#[test]
fn the_seed_script_reads_like_this() {
    let users = r#"CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL UNIQUE,
    "phone_number" INTEGER NOT NULL UNIQUE
) STRICT;
"#;
    let posts = r#"CREATE TABLE "posts" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "user_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_posts_user_id" ON "posts" ("user_id");
"#;
    let association = r#"CREATE TABLE "user_address_association" (
    "user_id" INTEGER NOT NULL,
    "address_id" INTEGER NOT NULL,
    PRIMARY KEY ("user_id", "address_id"),
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("address_id") REFERENCES "address" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"#;
    let script = crate::seed::SCHEMA.ddl();
    for part in [users, posts, association] {
        assert!(script.contains(part), "{script}");
    }
}
