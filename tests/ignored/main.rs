//! What a verb says where its statement changed no row: the row is not there, the database passed over it, or a trigger did
//! the work in its place.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod keys;
// The system's SQLite may be older than what rusqlite's trace needs (3.44).
#[cfg(feature = "bundled")]
mod moment;

use relations::{
    Error, Model, Result, Schema,
    prelude::*,
    rusqlite::{self, Connection},
    schema,
};

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

/// A verb, the table that it writes, and by what.
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

/// All rows of the models' tables.
fn dump(db: &Connection) -> Result<String> {
    let mut text = String::new();
    for table in ["item", "part", "label", "tag", "item_tag"] {
        let mut statement = db
            .prepare(&format!("SELECT * FROM main.{table} ORDER BY 1, 2"))
            .or_else(|_| db.prepare(&format!("SELECT * FROM main.{table} ORDER BY 1")))?;
        let width = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            text += table;
            for at in 0..width {
                text += &format!(" {:?}", row.get::<_, rusqlite::types::Value>(at)?);
            }
            text += "\n";
        }
    }
    Ok(text)
}

#[test]
fn a_verb_that_a_trigger_ignores_says_so_and_changes_nothing() -> Result<()> {
    // A trigger may write of its own before it ignores the row, which changes none of the tables' rows.
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
                    matches!(&result, Err(Error::Ignored { table: told }) if *told == table),
                    "{name}: {result:?}"
                );
                assert_eq!(dump(&db)?, before, "{name}");
                assert_eq!(db.is_autocommit(), !within, "{name}");
                // Nothing is in the way of the next.
                db.execute_batch("DROP TRIGGER ignore")?;
                verb(&db)?;
                assert_eq!(dump(&db)?, effect, "{name}");
            }
        }
    }
    Ok(())
}

/// A verb that goes from row to row meets each that is passed over; one statement for all tells only how many it changed.
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
        ("set takes away", "item_tag", "DELETE", |db| item(1).tags().set(db, []).map(drop)),
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
            matches!(&result, Err(Error::Ignored { table: told }) if *told == table),
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
fn a_constraint_that_ignores_is_told_as_a_trigger_is() -> Result<()> {
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

/// Items as a view over another table, whose triggers do what they say.
fn view(insert: &str, update: &str, delete: &str) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(&format!(
        "CREATE TABLE base (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO base VALUES (1, 'one'), (2, 'two');
         CREATE VIEW item AS SELECT id, name FROM base;
         CREATE TRIGGER i INSTEAD OF INSERT ON item BEGIN {insert}; END;
         CREATE TRIGGER u INSTEAD OF UPDATE ON item BEGIN {update}; END;
         CREATE TRIGGER d INSTEAD OF DELETE ON item BEGIN {delete}; END"
    ))?;
    Ok(db)
}

fn items(db: &Connection) -> Result<Vec<(i64, String)>> {
    Ok(Item::query().order_by(Item::ID.asc()).all(db)?.into_iter().map(|item| (item.id, item.name)).collect())
}

#[test]
fn a_writable_view_is_written() -> Result<()> {
    let db = view(
        "INSERT INTO base VALUES (new.id, new.name)",
        "UPDATE base SET name = new.name WHERE id = old.id",
        "DELETE FROM base WHERE id = old.id",
    )?;
    item(3).insert(&db)?;
    assert_eq!(Item::create().id(4).name("four").insert(&db)?.id, 4);
    item(1).update(&db)?;
    Item { id: 2, name: String::new() }.delete(&db)?;
    let other = || "other".to_owned();
    assert_eq!(items(&db)?, [(1, other()), (3, other()), (4, "four".to_owned())]);
    assert!(matches!(item(77).update(&db), Err(Error::NotFound { .. })));
    assert!(matches!(item(77).delete(&db), Err(Error::NotFound { .. })));
    // A view does not tell a key that its table assigns: nothing is stored.
    let before = items(&db)?;
    assert!(matches!(Item::create().name("five").insert(&db), Err(Error::Decode { column: "id", .. })));
    let many = (0..120).map(|nth| Item::create().name(format!("{nth}")));
    assert!(Item::insert_all(&db, many).is_err());
    assert_eq!(items(&db)?, before);
    assert!(db.is_autocommit());
    Ok(())
}

#[test]
fn rows_of_a_writable_view_are_changed_by_query_and_counted() -> Result<()> {
    let db = view(
        "INSERT INTO base VALUES (new.id, new.name)",
        "UPDATE base SET name = new.name WHERE id = old.id",
        "DELETE FROM base WHERE id = old.id",
    )?;
    db.execute_batch(
        "INSERT INTO base VALUES (3, 'three'), (4, 'four');
         CREATE TABLE part (id INTEGER PRIMARY KEY, item_id INTEGER); INSERT INTO part VALUES (1, 3), (2, 3)",
    )?;
    let names =
        || Ok::<_, Error>(items(&db)?.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" "));
    for _ in 0..2 {
        assert_eq!(Item::query().set(Item::NAME, "all").update(&db)?, 4);
        assert_eq!(names()?, "all all all all");
        assert_eq!(Item::query().filter(Item::ID.eq(2)).set(Item::NAME, "two").update(&db)?, 1);
        let either = Item::ID.eq(1).or(Item::ID.eq(4));
        assert_eq!(Item::query().filter(either).set(Item::NAME, "end").update(&db)?, 2);
        let louder = relations::raw("upper(").column(Item::NAME).sql(")");
        let last = Item::query().order_by(Item::ID.desc()).limit(1).set_raw(Item::NAME, louder);
        assert_eq!(last.update(&db)?, 1);
        let with_parts = Item::query().filter(Item::PARTS.any(Part::ID.gt(1)));
        assert_eq!(with_parts.set(Item::NAME, "parts").update(&db)?, 1);
        assert_eq!(Item::query().filter(Item::ID.eq(77)).set(Item::NAME, "none").update(&db)?, 0);
        assert_eq!(names()?, "end two parts END");
    }
    assert_eq!(Item::query().filter(Item::PARTS.any(Part::ID.gt(1))).delete(&db)?, 1);
    assert_eq!(Item::query().order_by(Item::ID.desc()).limit(1).delete(&db)?, 1);
    assert_eq!(names()?, "end two");
    assert_eq!((Item::query().delete(&db)?, Item::query().delete(&db)?), (2, 0));
    assert_eq!(names()?, "");
    assert!(db.is_autocommit());
    Ok(())
}

#[test]
fn a_view_whose_triggers_do_nothing_ignores() -> Result<()> {
    let db = view("SELECT 1", "SELECT 1", "SELECT 1")?;
    let before = items(&db)?;
    let by_query = [Item::query().set(Item::NAME, "x").update(&db), Item::query().limit(1).delete(&db)];
    let by_query = by_query.map(|result| result.map(drop));
    for result in [item(3).insert(&db), item(1).update(&db), item(1).delete(&db)].into_iter().chain(by_query)
    {
        assert!(matches!(result, Err(Error::Ignored { table: "item" })), "{result:?}");
    }
    assert!(matches!(item(77).update(&db), Err(Error::NotFound { .. })));
    assert_eq!(items(&db)?, before);
    Ok(())
}

/// Only INTEGER PRIMARY KEY is the rowid; a key of any other type would stay NULL beside the rowid that SQLite tells.
#[test]
fn a_key_that_sqlite_does_not_assign_is_an_error_and_nothing_is_stored() -> Result<()> {
    for declared in ["BIGINT", "INT", "INTEGER(8)", "UNSIGNED BIG INT", "", "NUMERIC"] {
        let db = relations::open_in_memory()?;
        db.execute_batch(&format!("CREATE TABLE item (id {declared} PRIMARY KEY, name TEXT)"))?;
        for key in 100..102 {
            // One whose key is given changes nothing of that.
            Item { id: key, name: "given".to_owned() }.insert(&db)?;
            let one = Item::create().name("new").insert(&db);
            assert!(matches!(one, Err(Error::Decode { column: "id", .. })), "{declared}: {one:?}");
            let few = Item::insert_all(&db, [Item::create().name("new")]);
            assert!(matches!(few, Err(Error::Decode { column: "id", .. })), "{declared}: {few:?}");
            let many = Item::insert_all(&db, (0..120).map(|nth| Item::create().name(format!("{nth}"))));
            assert!(matches!(many, Err(Error::Decode { column: "id", .. })), "{declared}: {many:?}");
        }
        let rows: i64 = db.query_row("SELECT count(*) FROM item", [], |row| row.get(0))?;
        assert_eq!((rows, db.is_autocommit()), (2, true), "{declared}");
        // With its key the row is stored.
        assert_eq!(Item::create().id(5).name("new").insert(&db)?.id, 5);
    }
    for declared in ["INTEGER", "integer", "Integer"] {
        let db = relations::open_in_memory()?;
        db.execute_batch(&format!("CREATE TABLE item (id {declared} PRIMARY KEY, name TEXT)"))?;
        assert_eq!(Item::create().name("new").insert(&db)?.id, 1);
    }
    Ok(())
}
