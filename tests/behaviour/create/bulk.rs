//! `insert_all`: many rows at once, which are returned with the keys that they really have.

use std::collections::HashSet;

use relations::{Error, Model, Result, Schema, insert::Insertable, prelude::*, rusqlite::Connection, schema};

use crate::verbs::all_or_nothing::{fails_whole, refuse};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(parts: Part)]
pub struct Whole {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Part {
    id: i64,
    #[belongs_to(whole: Whole, on_delete = cascade)]
    whole_id: i64,
    #[unique]
    serial: i64,
    #[column(default = "'raw'")]
    state: String,
}

const SCHEMA: Schema = schema![Whole, Part];

/// Numbers of rows around the limits of one statement, and beyond.
const SIZES: [usize; 9] = [0, 1, 2, 49, 50, 51, 99, 101, 1000];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn wholes(names: impl IntoIterator<Item = usize>) -> Vec<impl Insertable<Model = Whole>> {
    names.into_iter().map(|name| Whole::create().name(format!("{name}"))).collect()
}

/// Inserts `count` rows, and checks that each is returned as it is stored, under its own key.
fn insert_checked(db: &Connection, count: usize) -> Result<Vec<Whole>> {
    let inserted = Whole::insert_all(db, wholes(0..count))?;
    assert_eq!(inserted.len(), count);
    for (name, row) in inserted.iter().enumerate() {
        assert_eq!(row.name, name.to_string(), "rows come back in the order in which they were given");
        assert_eq!(Whole::find(db, row.id)?.as_ref(), Some(row));
    }
    let ids: HashSet<i64> = inserted.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), count);
    Ok(inserted)
}

#[test]
fn any_number_of_rows_comes_back_with_the_right_keys() -> Result<()> {
    for count in SIZES {
        let db = database()?;
        let inserted = insert_checked(&db, count)?;
        assert!(inserted.iter().map(|row| row.id).eq((1..).take(count)));
        assert_eq!(Whole::query().order_by(Whole::ID.asc()).all(&db)?, inserted);
    }
    Ok(())
}

#[test]
fn keys_go_on_behind_the_greatest_whatever_the_gaps() -> Result<()> {
    for greatest in [-1000, -20, 0, 700] {
        let db = database()?;
        insert_checked(&db, 3)?;
        db.execute("DELETE FROM whole", [])?;
        Whole::create().id(-2000).name("least").insert(&db)?;
        Whole::create().id(greatest).name("greatest").insert(&db)?;
        let inserted = insert_checked(&db, 130)?;
        assert_eq!(inserted[0].id, greatest + 1);
        assert_eq!(Whole::query().count(&db)?, 132);
    }
    Ok(())
}

#[test]
fn a_trigger_that_inserts_into_the_same_table_does_not_confuse_the_keys() -> Result<()> {
    // The trigger fires after each row, and after one row of many, at places before, at and behind the end of a
    // statement.
    for condition in ["true", "new.name = '0'", "new.name = '70'", "new.name = '99'", "new.name = '149'"] {
        let db = database()?;
        db.execute_batch(&format!(
            "CREATE TRIGGER copy AFTER INSERT ON whole WHEN new.name <> 'copy' AND {condition}
             BEGIN INSERT INTO whole (name) VALUES ('copy'); END"
        ))?;
        let inserted = insert_checked(&db, 150)?;
        let copies = Whole::query().filter(Whole::NAME.eq("copy")).count(&db)?;
        assert_eq!(copies, if condition == "true" { 150 } else { 1 });
        assert_eq!(Whole::query().count(&db)?, inserted.len() as u64 + copies);
    }
    Ok(())
}

#[test]
fn a_trigger_that_inserts_elsewhere_does_not_confuse_the_keys() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, name);
         INSERT INTO log VALUES (5000, 'old');
         CREATE TRIGGER log BEFORE INSERT ON whole BEGIN INSERT INTO log (name) VALUES (new.name); END",
    )?;
    insert_checked(&db, 120)?;
    let logged: i64 = db.query_row("SELECT count(*) FROM log", [], |row| row.get(0))?;
    assert_eq!(logged, 121);
    Ok(())
}

#[test]
fn a_trigger_that_ignores_a_row_does_not_shift_the_keys_of_the_others() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "CREATE TRIGGER hush BEFORE INSERT ON whole WHEN new.name = '70' BEGIN SELECT RAISE(IGNORE); END",
    )?;
    match Whole::insert_all(&db, wholes(0..150)) {
        Ok(inserted) => {
            for row in inserted {
                assert_eq!(Whole::find(&db, row.id)?, Some(row));
            }
        }
        Err(_) => assert_eq!(Whole::query().count(&db)?, 0),
    }
    Ok(())
}

#[test]
fn behind_the_greatest_possible_key_any_free_one_is_taken() -> Result<()> {
    for room in [0, 1, 60, 149] {
        let db = database()?;
        Whole::create().id(i64::MAX - room).name("greatest").insert(&db)?;
        let inserted = insert_checked(&db, 150)?;
        assert_eq!(Whole::query().count(&db)?, 151);
        let in_order = (i64::MAX - room..i64::MAX).map(|id| id + 1);
        assert!(in_order.zip(&inserted).all(|(id, row)| row.id == id));
    }
    Ok(())
}

#[test]
fn given_keys_are_kept() -> Result<()> {
    let db = database()?;
    let given = (0..120).map(|n| Whole::create().id(1000 - 3 * n).name(format!("{n}")));
    let inserted = Whole::insert_all(&db, given)?;
    assert!(inserted.iter().map(|row| row.id).eq((0..120).map(|n| 1000 - 3 * n)));
    assert_eq!(Whole::query().order_by(Whole::ID.desc()).all(&db)?, inserted);
    Ok(())
}

#[test]
fn builders_made_by_a_handle_keep_their_foreign_key() -> Result<()> {
    let db = database()?;
    let [first, second] = [0, 1].map(|n| Whole::create().name(format!("{n}")).insert(&db));
    let (first, second) = (first?, second?);
    let new = (0..200).map(|n| {
        let parent = if n % 3 == 0 { &first } else { &second };
        parent.parts().create().serial(n).state("cut")
    });
    let parts = Part::insert_all(&db, new)?;
    assert_eq!(Part::query().order_by(Part::ID.asc()).all(&db)?, parts);
    assert!(parts.iter().all(|part| (part.whole_id == first.id) == (part.serial % 3 == 0)));
    assert_eq!((first.parts().count(&db)?, second.parts().count(&db)?), (67, 133));
    Ok(())
}

#[test]
fn defaults_of_many_rows_are_read_back() -> Result<()> {
    let db = database()?;
    let whole = Whole::create().name("w").insert(&db)?;
    let parts = Part::insert_all(&db, (0..70).map(|n| whole.parts().create().serial(n)))?;
    assert!(parts.iter().all(|part| part.state == "raw"));
    assert_eq!(Part::query().order_by(Part::ID.asc()).all(&db)?, parts);

    // Some rows have the default, and some do not.
    let mixed = (70..140).map(|n| {
        let begun = whole.parts().create().serial(n);
        if n == 100 { begun.state("cut") } else { begun }
    });
    let mixed = Part::insert_all(&db, mixed)?;
    let cut: Vec<i64> = mixed.iter().filter(|part| part.state == "cut").map(|part| part.serial).collect();
    assert_eq!(cut, [100]);
    assert_eq!(Part::query().filter(Part::STATE.eq("raw")).count(&db)?, 139);
    Ok(())
}

#[test]
fn one_refused_row_leaves_nothing_of_the_others() -> Result<()> {
    let db = database()?;
    let whole = Whole::create().name("w").insert(&db)?;
    whole.parts().create().serial(-1).insert(&db)?;
    // The bad value is in the first row, alone or in a statement of many, in the last, and twice in one batch.
    for (count, bad) in [(10, 9), (49, 0), (50, 49), (51, 50), (175, 0), (175, 30), (175, 174)] {
        let complete = |n: i64| whole.parts().create().serial(if n == bad { -1 } else { n }).state("cut");
        let error = fails_whole(&db, |db| Part::insert_all(db, (0..count).map(complete)))?;
        assert!(matches!(&error, Error::Unique { columns, .. } if columns == &["serial"]), "{error:?}");

        let defaulted = |n: i64| whole.parts().create().serial(if n == bad { -1 } else { n });
        let error = fails_whole(&db, |db| Part::insert_all(db, (0..count).map(defaulted)))?;
        assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    }
    let within = (0..100).map(|n| whole.parts().create().serial(n % 99).state("cut"));
    let within: Vec<_> = within.collect();
    assert!(Part::insert_all(&db, within).is_err());
    assert_eq!(Part::query().count(&db)?, 1);
    Ok(())
}

#[test]
fn a_missing_parent_among_many_rows_is_named() -> Result<()> {
    let db = database()?;
    let whole = Whole::create().name("w").insert(&db)?;
    let new = |n: i64| {
        let parent = if n == 120 { 99 } else { whole.id };
        Part::create().whole_id(parent).serial(n).state("cut")
    };
    let error = fails_whole(&db, |db| Part::insert_all(db, (0..175).map(new)))?;
    assert!(
        matches!(&error, Error::MissingParent { relation, key, .. } if relation == "whole" && key == "id = 99"),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn a_failure_behind_keys_that_are_not_in_order_leaves_nothing_either() -> Result<()> {
    let db = database()?;
    Whole::create().id(i64::MAX - 60).name("greatest").insert(&db)?;
    refuse(&db, "INSERT", "whole", "new.name = '148'")?;
    fails_whole(&db, |db| Whole::insert_all(db, wholes(0..150)))?;
    Ok(())
}
