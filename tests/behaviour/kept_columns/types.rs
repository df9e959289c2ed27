//! The types that hold a moment, and those that count.

use std::{
    fmt::Debug,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use relations::{
    ColumnType, Model, Result,
    column_type::{Counter, Moment},
    prelude::*,
    schema,
};

/// Requires a moment to be the same after it is stored and read, and later moments to sort behind it.
#[allow(dead_code, reason = "used by the types behind features")]
fn is_stored<T: Moment + PartialEq + PartialOrd + Debug>() {
    use relations::rusqlite::types::{ToSqlOutput, Value, ValueRef};

    let text = |moment: &T| match moment.encode() {
        Ok(ToSqlOutput::Owned(Value::Text(text))) => text,
        other => panic!("{other:?}"),
    };
    let mut before: Option<(T, String)> = None;
    for nanos in [0, 1_000_000_000, 1_500_000_000, 1_500_000_100, 1_700_000_000_123_456_789] {
        let moment = T::at(UNIX_EPOCH + Duration::from_nanos(nanos)).expect("the type reaches so far");
        let stored = text(&moment);
        assert_eq!(T::decode(ValueRef::Text(stored.as_bytes())).unwrap(), moment);
        if let Some((earlier, earlier_text)) = before {
            assert!(earlier < moment && earlier_text < stored, "{earlier_text} {stored}");
        }
        before = Some((moment, stored));
    }
    assert!(T::at(UNIX_EPOCH - Duration::from_millis(500)) < T::at(UNIX_EPOCH));
}

#[cfg(feature = "chrono")]
#[test]
fn moments_of_chrono() {
    use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, Utc};

    is_stored::<DateTime<Utc>>();
    is_stored::<NaiveDateTime>();
    is_stored::<DateTime<Local>>();
    is_stored::<DateTime<FixedOffset>>();
    let half = UNIX_EPOCH + Duration::from_millis(500);
    assert_eq!(<DateTime<Utc>>::at(half), DateTime::from_timestamp_millis(500));
    assert_eq!(
        NaiveDateTime::at(half).map(|moment| moment.to_string()),
        Some("1970-01-01 00:00:00.500".into())
    );
}

#[cfg(feature = "jiff")]
#[test]
fn moments_of_jiff() {
    is_stored::<jiff::Timestamp>();
    is_stored::<jiff::civil::DateTime>();
    let half = UNIX_EPOCH + Duration::from_millis(500);
    assert_eq!(jiff::Timestamp::at(half), jiff::Timestamp::from_millisecond(500).ok());
    assert_eq!(
        jiff::civil::DateTime::at(half).map(|moment| moment.to_string()),
        Some("1970-01-01T00:00:00.5".into())
    );
}

#[cfg(feature = "time")]
#[test]
fn moments_of_time() {
    is_stored::<time::OffsetDateTime>();
    is_stored::<time::PrimitiveDateTime>();
    let half = UNIX_EPOCH + Duration::from_millis(500);
    assert_eq!(
        time::OffsetDateTime::at(half),
        Some(time::OffsetDateTime::UNIX_EPOCH + Duration::from_millis(500))
    );
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
struct Seconds(i64);

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
struct Revision(u64);

#[derive(Model, Clone, Debug, PartialEq)]
struct Page {
    id: i64,
    #[column(version, default = "1")]
    revision: Revision,
    #[column(created_at, default = "0")]
    created: Seconds,
    #[column(updated_at)]
    changed: Option<Seconds>,
}

#[test]
fn newtypes_and_defaults() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Page].create_all(&db)?;
    // The defaults are for rows that another program inserts, or that were there before the columns.
    db.execute("INSERT INTO page(id) VALUES(1)", [])?;
    let mut page = Page::get(&db, 1)?;
    assert_eq!(page, Page { id: 1, revision: Revision(1), created: Seconds(0), changed: None });
    page.update(&db)?;
    assert_eq!(Page::get(&db, 1)?, page);
    assert!(page.revision == Revision(2) && page.created == Seconds(0) && page.changed.is_some());

    let new = Page::create().insert(&db)?;
    assert_eq!((new.revision, Some(new.created)), (Revision(1), new.changed));
    assert!(new.created.0 > 1_700_000_000);
    assert_eq!(Page::get(&db, new.id)?, new);
    Ok(())
}

#[test]
fn every_integer_from_32_bits_on_counts() {
    fn counts<T: Counter>() {}
    counts::<i32>();
    counts::<u32>();
    counts::<isize>();
    counts::<u64>();
    counts::<Revision>();
}

/// A type that reaches to 1970 only.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Past;

impl relations::column_type::Scalar for Past {}

impl ColumnType for Past {
    type UnsetKey<Column> = relations::insert::Missing<Column>;

    const SQL_TYPE: schema::SqlType = schema::SqlType::Integer;

    fn decode(
        _: relations::rusqlite::types::ValueRef<'_>,
    ) -> relations::rusqlite::types::FromSqlResult<Self> {
        Ok(Self)
    }

    fn encode(&self) -> relations::rusqlite::Result<relations::rusqlite::types::ToSqlOutput<'_>> {
        Ok(0.into())
    }
}

impl Moment for Past {
    fn at(time: SystemTime) -> Option<Self> {
        (time < UNIX_EPOCH).then_some(Self)
    }
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Relic {
    id: i64,
    #[column(updated_at)]
    changed: Past,
}

#[test]
fn a_moment_beyond_its_type_is_refused() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Relic].create_all(&db)?;
    let message = "a value cannot be stored in SQLite";
    assert_eq!(Relic::create().insert(&db).unwrap_err().to_string(), message);
    assert_eq!(Relic::insert_all(&db, [Relic::create()]).unwrap_err().to_string(), message);
    let mut given = Relic::create().changed(Past).insert(&db)?;
    assert_eq!(given.update(&db).unwrap_err().to_string(), message);
    assert_eq!(Relic::query().set(Relic::ID, 5).update(&db).unwrap_err().to_string(), message);
    assert_eq!(Relic::get(&db, given.id)?, given);
    Ok(())
}
