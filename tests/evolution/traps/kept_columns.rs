//! Versions and moments that come to a table with rows.

use relations::{Model, evolution::Consent, prelude::*, schema};

use crate::steps::{database, rows, texts};

#[derive(Model, Clone, Debug, PartialEq)]
struct Note {
    id: i64,
    text: String,
    #[column(version, default = "1")]
    version: i64,
    #[column(created_at, default = "0")]
    created_at: i64,
    #[column(updated_at)]
    updated_at: Option<i64>,
}

#[test]
fn rows_that_are_there_have_the_defaults_until_they_are_written() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
         INSERT INTO note VALUES (1, 'old'), (2, 'older')",
    );
    let plan = schema![Note].plan(&db)?;
    assert_eq!(plan.changes().len(), 3, "{:?}", texts(&plan));
    plan.apply(&mut db, Consent::None)?;
    schema![Note].verify(&db)?;
    assert_eq!(rows(&db, "SELECT * FROM note"), ["1|old|1|0|NULL", "2|older|1|0|NULL"]);

    let mut note = Note::get(&db, 1)?;
    note.update(&db)?;
    assert!(note.version == 2 && note.created_at == 0 && note.updated_at > Some(0));
    let new = Note::create().text("new").insert(&db)?;
    assert!(new.version == 1 && new.updated_at == Some(new.created_at));
    assert_eq!(Note::get(&db, new.id)?, new);
    Ok(())
}
