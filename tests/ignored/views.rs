//! Models of views, whose [INSTEAD OF triggers](https://sqlite.org/lang_createtrigger.html#instead_of_triggers)
//! write the rows.

use relations::{Error, Result, prelude::*, rusqlite::Connection};

use super::{Item, Part, ROWS, item};

/// Creates items as a view over another table, with triggers that run these statements.
fn items_view(insert: &str, update: &str, delete: &str) -> Result<Connection> {
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
    let db = items_view(
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
    // A view does not report a key that its table assigns: nothing is stored.
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
    let db = items_view(
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
    let db = items_view("SELECT 1", "SELECT 1", "SELECT 1")?;
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

/// Creates parts, labels and links as views over other tables.
fn views_of_items() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE tag (id INTEGER PRIMARY KEY);
         CREATE TABLE parts (id INTEGER PRIMARY KEY, item_id INTEGER);
         CREATE TABLE labels (id INTEGER PRIMARY KEY, item_id INTEGER);
         CREATE TABLE item_tags (item_id INTEGER, tag_id INTEGER);
         CREATE VIEW part AS SELECT * FROM parts;
         CREATE TRIGGER part_u INSTEAD OF UPDATE ON part BEGIN
             UPDATE parts SET item_id = new.item_id WHERE id = old.id; END;
         CREATE VIEW label AS SELECT * FROM labels;
         CREATE TRIGGER label_d INSTEAD OF DELETE ON label BEGIN DELETE FROM labels WHERE id = old.id; END;
         CREATE VIEW item_tag AS SELECT * FROM item_tags;
         CREATE TRIGGER item_tag_d INSTEAD OF DELETE ON item_tag BEGIN
             DELETE FROM item_tags WHERE item_id = old.item_id AND tag_id = old.tag_id; END;",
    )?;
    db.execute_batch(
        &ROWS
            .replace("INTO part ", "INTO parts ")
            .replace("INTO label ", "INTO labels ")
            .replace("INTO item_tag ", "INTO item_tags "),
    )?;
    Ok(db)
}

#[test]
fn children_and_links_that_are_views_are_cleared_and_counted() -> Result<()> {
    let db = views_of_items()?;
    for (parts, label, tags) in [(2, true, 1), (0, false, 0)] {
        assert_eq!(item(1).parts().clear(&db)?, parts);
        assert_eq!(item(1).label().clear(&db)?, label);
        assert_eq!(item(1).tags().clear(&db)?, tags);
        assert_eq!((item(1).parts().count(&db)?, item(1).tags().count(&db)?), (0, 0));
    }
    assert!(db.is_autocommit());
    Ok(())
}
