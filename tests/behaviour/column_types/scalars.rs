//! Floating point numbers, booleans, texts, blobs, and NULL in each of these columns.

use relations::{
    Error, Model, Schema,
    prelude::*,
    rusqlite::{Connection, types::Value},
    schema,
};

use super::assert_unreadable;

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Scalars {
    id: i64,
    double: f64,
    single: f32,
    flag: bool,
    text: String,
    blob: Vec<u8>,
    maybe_double: Option<f64>,
    maybe_single: Option<f32>,
    maybe_flag: Option<bool>,
    maybe_text: Option<String>,
    maybe_blob: Option<Vec<u8>>,
}

const SCHEMA: Schema = schema![Scalars];

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn plain(id: i64) -> Scalars {
    Scalars {
        id,
        double: 0.0,
        single: 0.0,
        flag: false,
        text: String::new(),
        blob: Vec::new(),
        maybe_double: None,
        maybe_single: None,
        maybe_flag: None,
        maybe_text: None,
        maybe_blob: None,
    }
}

#[test]
fn floating_point_numbers_come_back_bit_by_bit() -> relations::Result<()> {
    let db = database()?;
    let doubles =
        [0.1, 3.0, -1.5e-7, f64::MAX, f64::MIN_POSITIVE, 5e-324, f64::INFINITY, f64::NEG_INFINITY, 1e15];
    let singles =
        [0.1, 3.0, -1.5e-7, f32::MAX, f32::MIN_POSITIVE, 1e-45, f32::INFINITY, f32::NEG_INFINITY, 7.0];
    for (id, (double, single)) in (1..).zip(doubles.into_iter().zip(singles)) {
        let row =
            Scalars { double, single, maybe_double: Some(double), maybe_single: Some(single), ..plain(id) };
        row.insert(&db)?;
        let stored = Scalars::get(&db, id)?;
        assert_eq!((stored.double.to_bits(), stored.single.to_bits()), (double.to_bits(), single.to_bits()));
        assert_eq!(stored, row);
        assert_eq!(Scalars::query().filter(Scalars::DOUBLE.eq(double)).one(&db)?, row);
        assert_eq!(Scalars::query().filter(Scalars::SINGLE.eq(single)).one(&db)?, row);
    }
    Ok(())
}

#[test]
fn nan_is_null_to_sqlite() -> relations::Result<()> {
    let db = database()?;
    let refused = Scalars { double: f64::NAN, ..plain(1) }.insert(&db);
    assert!(matches!(&refused, Err(Error::NotNull { column, .. }) if column == "double"), "{refused:?}");
    assert_eq!(Scalars::query().count(&db)?, 0);

    Scalars { maybe_double: Some(f64::NAN), ..plain(1) }.insert(&db)?;
    assert_eq!(Scalars::get(&db, 1)?.maybe_double, None);
    Ok(())
}

#[test]
fn a_flag_is_0_or_1() -> relations::Result<()> {
    let db = database()?;
    for (id, flag) in [(1, false), (2, true)] {
        Scalars { flag, maybe_flag: Some(flag), ..plain(id) }.insert(&db)?;
    }
    let stored: Vec<(i64, i64)> = db
        .prepare("SELECT flag, maybe_flag FROM scalars ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    assert_eq!(stored, [(0, 0), (1, 1)]);
    for column in ["flag", "maybe_flag"] {
        let refused = db.execute(&format!("UPDATE scalars SET {column} = 2"), []).map_err(Error::from);
        assert!(matches!(&refused, Err(Error::Check { check, .. }) if check.contains(column)), "{refused:?}");
    }
    db.execute("UPDATE scalars SET maybe_flag = NULL", [])?;
    let rows = Scalars::query().order_by(Scalars::ID.asc()).all(&db)?;
    assert_eq!(
        rows.iter().map(|row| (row.flag, row.maybe_flag)).collect::<Vec<_>>(),
        [(false, None), (true, None)]
    );
    Ok(())
}

/// Holds for a table without the CHECK: a `true` that was read from a 2 would not be found by `eq(true)`.
#[test]
fn what_is_neither_0_nor_1_is_no_flag() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        &relations::schema![Scalars]
            .ddl()
            .replace(" CHECK (\"flag\" IN (0, 1))", "")
            .replace(" CHECK (\"maybe_flag\" IN (0, 1))", ""),
    )?;
    plain(1).insert(&db)?;
    for column in ["flag", "maybe_flag"] {
        for (other, truth) in [("0", Some(false)), ("1", Some(true)), ("2", None), ("-1", None)] {
            db.execute(&format!("UPDATE scalars SET flag = 0, maybe_flag = 0, {column} = {other}"), [])?;
            match Scalars::get(&db, 1) {
                Ok(row) => {
                    assert_eq!(
                        truth,
                        Some(if column == "flag" { row.flag } else { row.maybe_flag == Some(true) })
                    );
                    assert_eq!(Scalars::query().filter(Scalars::FLAG.eq(row.flag)).count(&db)?, 1);
                    assert_eq!(
                        Scalars::query().filter(Scalars::MAYBE_FLAG.eq(row.maybe_flag)).count(&db)?,
                        1
                    );
                }
                Err(Error::Decode { column: found, .. }) => assert_eq!((found, truth), (column, None)),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

#[test]
fn texts_and_blobs_come_back_byte_by_byte() -> relations::Result<()> {
    let db = database()?;
    let texts =
        ["", "\0", "a\0b\0", "🦀🇮🇳👩‍👩‍👧", "e\u{301} é", "'\"`;--\\%_", "\r\n\t\u{1f}\u{7f}\u{feff}\u{10ffff}"];
    for (id, text) in (1..).zip(texts) {
        let row = Scalars {
            text: text.to_owned(),
            blob: text.as_bytes().to_vec(),
            maybe_text: Some(text.to_owned()),
            maybe_blob: Some(text.as_bytes().to_vec()),
            ..plain(id)
        };
        row.insert(&db)?;
        assert_eq!(Scalars::get(&db, id)?, row);
        assert_eq!(Scalars::query().filter(Scalars::TEXT.eq(text)).one(&db)?, row);
        assert_eq!(Scalars::query().filter(Scalars::BLOB.eq(text.as_bytes())).one(&db)?, row);
    }
    let every_byte = Scalars { blob: (0..=255).collect(), ..plain(99) };
    every_byte.insert(&db)?;
    assert_eq!(Scalars::get(&db, 99)?, every_byte);
    let long = Scalars { text: "é".repeat(1_000_000), blob: vec![0; 1_000_000], ..plain(100) };
    long.insert(&db)?;
    assert_eq!(Scalars::get(&db, 100)?, long);
    Ok(())
}

#[test]
fn the_absence_of_a_value_is_null() -> relations::Result<()> {
    let db = database()?;
    plain(1).insert(&db)?;
    let storage: String = db.query_row(
        "SELECT typeof(maybe_double) || typeof(maybe_single) || typeof(maybe_flag) || typeof(maybe_text) \
         || typeof(maybe_blob) FROM scalars",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(storage, "null".repeat(5));
    assert_eq!(Scalars::get(&db, 1)?, plain(1));

    let mut some = Scalars {
        maybe_double: Some(0.0),
        maybe_single: Some(0.0),
        maybe_flag: Some(false),
        maybe_text: Some(String::new()),
        maybe_blob: Some(Vec::new()),
        ..plain(1)
    };
    some.update(&db)?;
    assert_eq!(Scalars::get(&db, 1)?, some);
    Ok(())
}

/// A table that another program created: without STRICT and without NOT NULL, it can hold anything.
const FOREIGN: &str = "CREATE TABLE scalars (id INTEGER PRIMARY KEY, double, single, flag, text, blob,
    maybe_double, maybe_single, maybe_flag, maybe_text, maybe_blob);
    INSERT INTO scalars VALUES (1, 0.5, 0.5, 1, 'text', x'00', NULL, NULL, NULL, NULL, NULL);";

#[test]
fn a_value_of_another_storage_class_is_an_error_that_names_its_place() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(FOREIGN)?;
    assert_eq!(Scalars::get(&db, 1)?.text, "text");
    let cases = [
        ("double", "'text'", "Text"),
        ("double", "NULL", "Null"),
        ("single", "x'00'", "Blob"),
        ("flag", "0.5", "Real"),
        ("flag", "NULL", "Null"),
        ("text", "1", "Integer"),
        ("text", "x'61'", "Blob"),
        ("text", "NULL", "Null"),
        ("blob", "'text'", "Text"),
        ("blob", "NULL", "Null"),
        ("maybe_double", "'1.5'", "Text"),
        ("maybe_flag", "'true'", "Text"),
        ("maybe_text", "1.5", "Real"),
        ("maybe_blob", "1", "Integer"),
    ];
    for (column, value, found) in cases {
        db.execute_batch("SAVEPOINT before")?;
        db.execute(&format!("UPDATE scalars SET {column} = {value}"), [])?;
        assert_unreadable::<Scalars>(&db, column, found);
        db.execute_batch("ROLLBACK TO before; RELEASE before")?;
    }
    Ok(())
}

#[test]
fn text_that_is_not_utf_8_is_an_error_and_no_other_text() -> relations::Result<()> {
    let db = database()?;
    plain(1).insert(&db)?;
    db.execute("UPDATE scalars SET text = CAST(x'61ff62' AS TEXT)", [])?;
    assert_unreadable::<Scalars>(&db, "text", "Text");
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Whatever {
    id: i64,
    value: Value,
    maybe: Option<Value>,
}

#[test]
fn a_value_is_whatever_was_stored() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    schema![Whatever].create_all(&db)?;
    let values =
        [Value::Integer(7), Value::Real(7.0), Value::Text("7".to_owned()), Value::Blob(vec![7]), 0.into()];
    for value in values {
        let row = Whatever::create().value(value.clone()).maybe(value.clone()).insert(&db)?;
        assert_eq!((&row.value, row.maybe.as_ref()), (&value, Some(&value)));
        // SQLite compares the integer and the floating point number as equal, but each is read with its own
        // type.
        let same = Whatever::VALUE.eq(value).and(Whatever::ID.eq(row.id));
        assert_eq!(Whatever::query().filter(same).one(&db)?, row);
    }
    let refused = Whatever::create().value(Value::Null).insert(&db);
    assert!(matches!(&refused, Err(Error::NotNull { column, .. }) if column == "value"), "{refused:?}");
    assert_eq!(Whatever::create().value(Value::from(1)).insert(&db)?.maybe, None);
    Ok(())
}
