//! Values and names that are SQL themselves: each comes back byte for byte, and no table is lost.

mod names;
mod values;

use relations::{Schema, prelude::*, rusqlite::Connection};

use crate::seed::{self, User};

/// Texts that would do harm wherever they were parsed as SQL.
const HARMFUL: [&str; 18] = [
    "'; DROP TABLE users; --",
    "\"; DROP TABLE users; --",
    "`; DROP TABLE users; --",
    "]; DROP TABLE users; --",
    "') OR 1 = 1; --",
    "\") OR 1 = 1; --",
    "' OR ''='",
    "'' OR 1 = 1",
    "'",
    "\"",
    "\\'; DELETE FROM users; --",
    "x'); DELETE FROM users; SELECT ('",
    "\0'; DROP TABLE users; --",
    "/* */ UNION SELECT * FROM users --",
    "?1 :name @name $name %s {0}",
    "\"]}, {\"DROP TABLE users\": [\"",
    "%' OR '%'='",
    "',(SELECT group_concat(email) FROM users),'",
];

/// Creates a database with the tables of `schema` beside the seed tables, whose rows must not be lost.
fn database(schema: &Schema) -> relations::Result<Connection> {
    let db = seed::database();
    schema.create_all(&db)?;
    let victim = seed::user(&db, "Victim")?;
    victim.posts().create().title("t").content("c").insert(&db)?;
    Ok(db)
}

/// Asserts that the seed tables have not changed.
fn assert_unharmed(db: &Connection) -> relations::Result<()> {
    let victim = User::query().one(db)?;
    assert_eq!((victim.name.as_str(), victim.email.as_str()), ("Victim", "Victim@example.com"));
    assert_eq!(victim.posts().one(db)?.title, "t");
    seed::SCHEMA.tables().iter().try_for_each(|table| {
        db.prepare(&format!("SELECT 1 FROM {}", table.name)).map(drop).map_err(Into::into)
    })
}
