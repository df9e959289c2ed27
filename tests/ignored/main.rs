//! The errors of a verb whose statement changed no row: the row does not exist, the database skipped it, or a
//! trigger did something else.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

#[path = "../support/content.rs"]
mod content;
mod keys;
// The system's SQLite may be older than rusqlite's trace needs (3.44).
#[cfg(feature = "bundled")]
mod moment;
mod views;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use content::{Content, content};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(parts: Part)]
#[has_one(label: Label)]
#[many_to_many(tags: Tag, through = "item_tag")]
struct Item {
    id: i64,
    #[unique]
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Part {
    id: i64,
    #[belongs_to(item: Item)]
    item_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Label {
    id: i64,
    #[unique]
    #[belongs_to(item: Item)]
    item_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Tag {
    id: i64,
}

const SCHEMA: Schema = schema![Item, Part, Label, Tag];

const ROWS: &str = "INSERT INTO item VALUES (1, 'one'), (2, 'two'); INSERT INTO part VALUES (1, 1), (2, 1);
    INSERT INTO label VALUES (1, 1); INSERT INTO tag VALUES (1), (2); INSERT INTO item_tag VALUES (1, 1);";

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(ROWS)?;
    Ok(db)
}

fn item(id: i64) -> Item {
    Item { id, name: "other".to_owned() }
}

fn part(id: i64) -> Part {
    Part { id, item_id: Some(1) }
}

/// A verb, the table that it writes, the event, and the function.
type Verb = (&'static str, &'static str, &'static str, fn(&Connection) -> Result<()>);

const VERBS: [Verb; 23] = [
    ("insert", "item", "INSERT", |db| item(9).insert(db)),
    ("create", "item", "INSERT", |db| Item::create().name("new").insert(db).map(drop)),
    ("create with its key", "item", "INSERT", |db| Item::create().id(9).name("new").insert(db).map(drop)),
    ("insert_all", "item", "INSERT", |db| {
        Item::insert_all(db, ["a", "b"].map(|name| Item::create().name(name))).map(drop)
    }),
    ("insert_all of many", "item", "INSERT", |db| {
        Item::insert_all(db, (0..120).map(|nth| Item::create().name(format!("{nth}")))).map(drop)
    }),
    ("upsert that inserts", "item", "INSERT", |db| {
        Item::create().name("new").on_conflict(Item::NAME).update_all().insert(db).map(drop)
    }),
    ("upsert that updates", "item", "UPDATE", |db| {
        Item::create().name("one").on_conflict(Item::NAME).update_all().insert(db).map(drop)
    }),
    ("upsert that ignores what is there", "item", "INSERT", |db| {
        Item::create().name("new").on_conflict(Item::NAME).ignore().insert(db).map(drop)
    }),
    ("update", "item", "UPDATE", |db| item(1).update(db)),
    ("delete", "tag", "DELETE", |db| Tag { id: 2 }.delete(db)),
    ("belongs_to set", "part", "UPDATE", |db| Part::ITEM.set(db, &mut part(1), &item(2))),
    ("belongs_to unset", "part", "UPDATE", |db| Part::ITEM.unset(db, &mut part(1))),
    ("has_many create", "part", "INSERT", |db| item(1).parts().create().insert(db).map(drop)),
    ("has_many add", "part", "UPDATE", |db| item(2).parts().add(db, &mut part(1))),
    ("has_many remove", "part", "UPDATE", |db| item(1).parts().remove(db, &mut part(1)).map(drop)),
    ("has_many clear", "part", "UPDATE", |db| item(1).parts().clear(db).map(drop)),
    ("has_many replace", "part", "UPDATE", |db| item(2).parts().replace(db, &mut [part(1)]).map(drop)),
    ("has_one clear", "label", "DELETE", |db| item(1).label().clear(db).map(drop)),
    ("has_one set", "label", "UPDATE", |db| item(2).label().set(db, &mut Label { id: 1, item_id: 1 })),
    ("link", "item_tag", "INSERT", |db| item(1).tags().link(db, &Tag { id: 2 }).map(drop)),
    ("unlink", "item_tag", "DELETE", |db| item(1).tags().unlink(db, &Tag { id: 1 }).map(drop)),
    ("many_to_many set", "item_tag", "INSERT", |db| item(1).tags().set(db, [&Tag { id: 2 }]).map(drop)),
    ("many_to_many clear", "item_tag", "DELETE", |db| item(1).tags().clear(db).map(drop)),
];

/// Returns all rows of the models' tables.
fn dump(db: &Connection) -> Result<Content> {
    let mut all = content(db)?;
    all.retain(|(table, _)| table != "audit");
    Ok(all)
}

#[test]
fn a_verb_that_a_trigger_ignores_says_so_and_changes_nothing() -> Result<()> {
    // A trigger may write rows of its own before it ignores the row, which changes none of the tables' rows.
    for written in ["", "INSERT INTO audit VALUES (1);"] {
        for (name, table, event, verb) in VERBS {
            let free = database()?;
            let before = dump(&free)?;
            verb(&free)?;
            let effect = dump(&free)?;
            for within in [false, true] {
                let db = database()?;
                db.execute_batch(&format!(
                    "CREATE TABLE audit (n); CREATE TRIGGER ignore BEFORE {event} ON {table} BEGIN
                     {written} SELECT RAISE(IGNORE); END"
                ))?;
                if within {
                    db.execute_batch("BEGIN")?;
                }
                let result = verb(&db);
                assert!(
                    matches!(&result, Err(Error::Ignored { table: reported }) if *reported == table),
                    "{name}: {result:?}"
                );
                assert_eq!(dump(&db)?, before, "{name}");
                assert_eq!(db.is_autocommit(), !within, "{name}");
                // The next verb succeeds.
                db.execute_batch("DROP TRIGGER ignore")?;
                verb(&db)?;
                assert_eq!(dump(&db)?, effect, "{name}");
            }
        }
    }
    Ok(())
}

/// A verb that goes from row to row notices each row that is skipped; one statement for all reports only the number
/// of changes.
#[test]
fn a_trigger_that_ignores_only_some_rows_is_met_row_by_row_and_counted_out_otherwise() -> Result<()> {
    let ignoring = |event: &str, table: &str, when: &str| -> Result<Connection> {
        let db = database()?;
        db.execute_batch(&format!(
            "INSERT INTO item_tag VALUES (1, 2); INSERT INTO part VALUES (3, 2), (4, 2);
             CREATE TRIGGER ignore BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(IGNORE); END"
        ))?;
        Ok(db)
    };
    let row_by_row: [Verb; 4] = [
        ("replace takes away", "part", "UPDATE", |db| item(1).parts().replace(db, &mut []).map(drop)),
        ("replace adds", "part", "UPDATE", |db| {
            item(1).parts().replace(db, &mut [part(1), part(2), part(3), part(4)]).map(drop)
        }),
        ("set takes away", "item_tag", "DELETE", |db| item(1).tags().set(db, [] as [&Tag; 0]).map(drop)),
        ("set adds", "item_tag", "INSERT", |db| {
            item(2).tags().set(db, [&Tag { id: 1 }, &Tag { id: 2 }]).map(drop)
        }),
    ];
    for (name, table, event, verb) in row_by_row {
        let row = if event == "INSERT" { "new" } else { "old" };
        let when = match table {
            "part" => format!("{row}.id IN (2, 4)"),
            _ => format!("{row}.tag_id = 2"),
        };
        let db = ignoring(event, table, &when)?;
        let before = dump(&db)?;
        let result = verb(&db);
        assert!(
            matches!(&result, Err(Error::Ignored { table: reported }) if *reported == table),
            "{name}: {result:?}"
        );
        assert_eq!((dump(&db)?, db.is_autocommit()), (before, true), "{name}");
    }

    let db = ignoring("UPDATE", "part", "old.id = 2")?;
    assert_eq!((item(1).parts().clear(&db)?, item(1).parts().count(&db)?), (1, 1));
    assert_eq!(Part::query().set(Part::ITEM_ID, 2).update(&db)?, 3);
    let db = ignoring("DELETE", "item_tag", "old.tag_id = 2")?;
    assert_eq!((item(1).tags().clear(&db)?, item(1).tags().count(&db)?), (1, 1));
    let db = ignoring("DELETE", "part", "old.id = 2")?;
    assert_eq!((Part::query().delete(&db)?, Part::query().count(&db)?), (3, 1));
    Ok(())
}

#[test]
fn what_is_not_there_is_not_ignored() -> Result<()> {
    let db = database()?;
    let before = dump(&db)?;
    assert!(matches!(item(77).update(&db), Err(Error::NotFound { .. })));
    assert!(matches!(item(77).delete(&db), Err(Error::NotFound { .. })));
    assert!(matches!(item(77).reload(&db), Err(Error::NotFound { .. })));
    assert!(matches!(item(1).parts().add(&db, &mut part(77)), Err(Error::NotFound { .. })));
    assert!(matches!(Part::ITEM.unset(&db, &mut part(77)), Err(Error::NotFound { .. })));
    assert!(!item(2).parts().remove(&db, &mut part(1))?);
    assert_eq!((item(2).parts().clear(&db)?, item(2).tags().clear(&db)?), (0, 0));
    assert!(!item(2).label().clear(&db)?);
    assert!(!item(1).tags().link(&db, &Tag { id: 1 })?);
    assert!(!item(2).tags().unlink(&db, &Tag { id: 1 })?);
    assert_eq!(Item::create().name("one").on_conflict(Item::NAME).ignore().insert(&db)?, None);
    assert_eq!(dump(&db)?, before);
    Ok(())
}

#[test]
fn a_constraint_that_ignores_is_reported_as_a_trigger_is() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE ON CONFLICT IGNORE);
         INSERT INTO item VALUES (1, 'one'), (2, 'two')",
    )?;
    let taken = |id| Item { id, name: "two".to_owned() };
    for result in
        [taken(1).update(&db), taken(3).insert(&db), Item::create().name("two").insert(&db).map(drop)]
    {
        assert!(matches!(result, Err(Error::Ignored { table: "item" })), "{result:?}");
    }
    assert_eq!(Item::query().filter(Item::NAME.eq("one")).count(&db)?, 1);
    assert_eq!(Item::query().count(&db)?, 2);
    Ok(())
}

/// An index can compare otherwise than its column, and it is the index that determines which rows exist.
#[test]
fn what_is_there_to_the_index_alone_is_not_ignored() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'one');
         CREATE UNIQUE INDEX names ON item (name COLLATE NOCASE); INSERT INTO item VALUES (1, 'one')",
    )?;
    let new = || Item::create().name("ONE").on_conflict(Item::NAME);
    assert_eq!(new().ignore().insert(&db)?, None);
    assert_eq!(new().update_all().insert(&db)?.id, 1);
    db.execute_batch(
        "CREATE TRIGGER ignore BEFORE INSERT ON item WHEN new.name <> 'ONE' BEGIN SELECT RAISE(IGNORE); END",
    )?;
    assert_eq!(new().ignore().insert(&db)?, None);
    let other = Item::create().name("two").on_conflict(Item::NAME).ignore().insert(&db);
    assert!(matches!(other, Err(Error::Ignored { .. })), "{other:?}");
    assert_eq!(Item::query().count(&db)?, 1);
    Ok(())
}
