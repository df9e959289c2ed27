//! Values with several spellings, dates above all.

use chrono::{DateTime, NaiveDateTime, Utc};
use relations::{Error, Load, Model, Schema, prelude::*, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "event")]
struct Event {
    id: i64,
    #[column(default = "CURRENT_TIMESTAMP")]
    at: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    done: bool,
    weight: f32,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "reading", primary_key(sensor, at))]
#[has_many(notes: Note)]
struct Reading {
    sensor: i64,
    at: NaiveDateTime,
    celsius: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "note")]
#[belongs_to(reading: Reading, key(sensor, at))]
struct Note {
    id: i64,
    sensor: i64,
    at: NaiveDateTime,
}

#[derive(Load, Debug, PartialEq)]
#[load(Reading)]
struct Noted {
    celsius: f64,
    #[load(count = notes)]
    number: i64,
}

const SCHEMA: Schema = schema![Event, Reading, Note];

/// Reads all rows by pages of two.
fn paged(
    db: &relations::rusqlite::Connection,
    query: impl Fn() -> relations::Query<Event>,
) -> relations::Result<Vec<i64>> {
    let (mut found, mut last) = (Vec::new(), None::<Event>);
    while found.len() < 20 {
        let page = query().limit(2).after(last.as_ref()).all(db)?;
        let Some(end) = page.last() else { break };
        last = Some(end.clone());
        found.extend(page.iter().map(|event| event.id));
    }
    Ok(found)
}

#[test]
fn pages_begin_behind_what_is_stored() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(&SCHEMA.ddl().replace(" STRICT", ""))?;
    for id in 1..=6_i64 {
        db.execute(
            "INSERT INTO event (id, at, until, done, weight)
             VALUES (?1, '2024-05-01 10:00:00', iif(?1 % 2, NULL, '2024-05-01T10:00:00Z'), 1, 0.1)",
            [id],
        )?;
    }
    let forward = [1, 2, 3, 4, 5, 6];
    let backward = [6, 5, 4, 3, 2, 1];
    assert_eq!(paged(&db, || Event::query().order_by(Event::AT.asc()))?, forward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::AT.desc()))?, backward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::DONE.asc()))?, forward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::DONE.desc()))?, backward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::WEIGHT.asc()))?, forward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::WEIGHT.desc()))?, backward);
    assert_eq!(paged(&db, || Event::query().order_by(Event::UNTIL.asc()))?, [1, 3, 5, 2, 4, 6]);
    assert_eq!(paged(&db, || Event::query().order_by(Event::UNTIL.desc()))?, [6, 4, 2, 5, 3, 1]);
    let mixed = || Event::query().order_by(Event::AT.desc()).order_by(Event::ID.asc());
    assert_eq!(paged(&db, mixed)?, forward);

    // A deleted row has the place of the value that its type writes.
    let page = Event::query().order_by(Event::AT.asc()).limit(2).all(&db)?;
    page[1].delete(&db)?;
    let rest = Event::query().order_by(Event::AT.asc()).after(&page[1]).all(&db)?;
    assert_eq!(rest, []);
    Ok(())
}

#[test]
fn a_key_that_its_type_spells_otherwise_is_an_error() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "INSERT INTO reading VALUES (1, '2024-05-01T10:00:00', 20.5), (2, '2024-05-01 10:00:00', 21.5);
         INSERT INTO note VALUES (1, 1, '2024-05-01T10:00:00'), (2, 1, '2024-05-01T10:00:00'), (3, 2, '2024-05-01 10:00:00');",
    )?;
    // A value that is written as it is stored is found as before.
    let mut reading = Reading::query().filter(Reading::SENSOR.eq(2)).one(&db)?;
    assert_eq!(reading.notes().count(&db)?, 1);
    assert_eq!(
        reading.notes().first(&db)?.map(|note| note.reading().get(&db)).transpose()?,
        Some(reading.clone())
    );
    reading.update(&db)?;

    // A value that would be written otherwise cannot be read, so that no handle misses its rows.
    for read in [
        Reading::query().filter(Reading::SENSOR.eq(1)).one(&db).map(drop),
        Note::query().filter(Note::ID.eq(1)).one(&db).map(drop),
    ] {
        let error = read.unwrap_err();
        let Error::Decode { column: "at", .. } = error else { panic!("{error:?}") };
        let says = error.to_string();
        assert!(says.contains("2024-05-01T10:00:00") && says.contains("2024-05-01 10:00:00"), "{says}");
    }
    // A shape compares stored values, and needs no spelling.
    let noted = Noted::query().order_by(Reading::SENSOR.asc()).all(&db)?;
    assert_eq!(noted.iter().map(|noted| noted.number).collect::<Vec<_>>(), [2, 1]);
    Ok(())
}

#[test]
fn years_that_do_not_sort_are_refused() {
    fn refused<T: relations::ColumnType>(value: &T) {
        let error = Error::from(value.encode().map(drop).unwrap_err());
        assert!(matches!(error, Error::Encode { .. }) && format!("{error:?}").contains("year"), "{error:?}");
    }
    fn stored<T: relations::ColumnType>(value: &T) {
        assert!(value.encode().is_ok());
    }
    let date = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    for year in [-1, 10_000, 99_999] {
        let moment = date(year).and_hms_opt(0, 0, 0).unwrap_or_default();
        refused(&date(year));
        refused(&moment);
        refused(&moment.and_utc());
        refused(&moment.and_utc().fixed_offset());
        refused(&Some(moment.and_utc()));
    }
    for year in [0, 1, 9_999] {
        let moment = date(year).and_hms_opt(0, 0, 0).unwrap_or_default();
        stored(&date(year));
        stored(&moment.and_utc().fixed_offset());
    }
    let jiff = jiff::civil::date(-1, 1, 1);
    refused(&jiff);
    refused(&jiff.at(0, 0, 0, 0));
    stored(&jiff::civil::date(9_999, 12, 31));
    refused(&jiff::Timestamp::MIN);
    stored(&jiff::Timestamp::UNIX_EPOCH);
    let time = time::Date::from_ordinal_date(-1, 1).unwrap_or(time::Date::MAX);
    refused(&time);
    refused(&time.midnight());
    refused(&time.midnight().assume_utc());
    stored(&time::Date::MAX);
}
