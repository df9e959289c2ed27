//! Order, number, and the methods that return the rows.

use relations::{Error, prelude::*, rusqlite::params_from_iter};

use super::{Sample, samples};

fn ids(rows: &[Sample]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn rows_come_in_the_order_of_several_columns() -> relations::Result<()> {
    let db = samples()?;
    let rows = Sample::query().order_by(Sample::WHOLE.desc()).order_by(Sample::MAYBE_WHOLE.asc()).all(&db)?;
    assert_eq!(ids(&rows), [3, 4, 2, 1]);
    let rows = Sample::query().order_by(Sample::FLAG.asc()).order_by(Sample::MAYBE_TEXT.desc()).all(&db)?;
    assert_eq!(ids(&rows), [1, 3, 2, 4]);
    Ok(())
}

#[test]
fn limit_and_offset_cut_a_window() -> relations::Result<()> {
    let db = samples()?;
    let window = |limit: Option<u64>, offset: Option<u64>| {
        let mut query = Sample::query().order_by(Sample::ID.asc());
        if let Some(limit) = limit {
            query = query.limit(limit);
        }
        if let Some(offset) = offset {
            query = query.offset(offset);
        }
        query
    };
    let cases: [(Option<u64>, Option<u64>, &[i64]); 12] = [
        (None, None, &[1, 2, 3, 4]),
        (Some(0), None, &[]),
        (Some(2), None, &[1, 2]),
        (Some(u64::MAX), None, &[1, 2, 3, 4]),
        (None, Some(0), &[1, 2, 3, 4]),
        (None, Some(3), &[4]),
        (None, Some(u64::MAX), &[]),
        (Some(2), Some(1), &[2, 3]),
        (Some(9), Some(3), &[4]),
        (Some(0), Some(1), &[]),
        (Some(u64::MAX), Some(2), &[3, 4]),
        (Some(u64::MAX), Some(u64::MAX), &[]),
    ];
    for (limit, offset, expected) in cases {
        let case = format!("limit {limit:?}, offset {offset:?}");
        assert_eq!(ids(&window(limit, offset).all(&db)?), expected, "{case}");
        assert_eq!(window(limit, offset).count(&db)?, expected.len() as u64, "{case}");
        assert_eq!(window(limit, offset).exists(&db)?, !expected.is_empty(), "{case}");
        let first = window(limit, offset).first(&db)?.map(|row| row.id);
        assert_eq!(first, expected.first().copied(), "{case}");
    }
    Ok(())
}

#[test]
fn a_later_limit_takes_the_place_of_an_earlier_one() -> relations::Result<()> {
    let db = samples()?;
    let rows = Sample::query().limit(1).offset(2).limit(3).offset(1).order_by(Sample::ID.asc()).all(&db)?;
    assert_eq!(ids(&rows), [2, 3, 4]);
    Ok(())
}

#[test]
fn one_demands_exactly_one_row() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(Sample::query().filter(Sample::WHOLE.eq(7)).one(&db)?.id, 3);
    let none = Sample::query().filter(Sample::WHOLE.eq(8)).one(&db).unwrap_err();
    assert!(matches!(none, Error::NotFound { model: "Sample", .. }), "{none:?}");
    let several = Sample::query().filter(Sample::WHOLE.eq(0)).one(&db).unwrap_err();
    assert!(matches!(several, Error::MultipleRows { model: "Sample" }), "{several:?}");
    assert_eq!(Sample::query().order_by(Sample::ID.desc()).limit(1).one(&db)?.id, 4);
    Ok(())
}

#[test]
fn first_is_none_where_nothing_is_found() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(Sample::query().filter(Sample::WHOLE.eq(8)).first(&db)?, None);
    let first = Sample::query().order_by(Sample::ID.desc()).first(&db)?;
    assert_eq!(first.map(|row| row.id), Some(4));
    Ok(())
}

#[test]
fn for_each_visits_the_rows_in_order_and_ends_at_the_first_error() -> relations::Result<()> {
    let db = samples()?;
    let mut visited = Vec::new();
    Sample::query().order_by(Sample::ID.desc()).for_each(&db, |row| {
        visited.push(row.id);
        Ok(())
    })?;
    assert_eq!(visited, [4, 3, 2, 1]);

    visited.clear();
    let ended = Sample::query().order_by(Sample::ID.asc()).for_each(&db, |row| {
        visited.push(row.id);
        if row.id == 2 { Err(Error::MultipleRows { model: "stop" }) } else { Ok(()) }
    });
    assert!(matches!(ended, Err(Error::MultipleRows { model: "stop" })));
    assert_eq!(visited, [1, 2]);
    // The unfinished statement keeps no lock: the table can be written and read again.
    Sample::get(&db, 1)?.delete(&db)?;
    assert_eq!(Sample::query().count(&db)?, 3);
    Ok(())
}

#[test]
fn for_each_can_write_the_row_that_it_visits() -> relations::Result<()> {
    let db = samples()?;
    Sample::query().order_by(Sample::ID.asc()).for_each(&db, |mut row| {
        row.text = format!("row {}", row.id);
        row.update(&db)
    })?;
    let texts: Vec<String> =
        Sample::query().order_by(Sample::ID.asc()).all(&db)?.into_iter().map(|row| row.text).collect();
    assert_eq!(texts, ["row 1", "row 2", "row 3", "row 4"]);
    Ok(())
}

#[test]
fn a_clone_of_a_query_goes_its_own_way_and_both_run_twice() -> relations::Result<()> {
    let db = samples()?;
    let query = Sample::query().filter(Sample::WHOLE.ge(0)).order_by(Sample::ID.asc());
    let narrower = query.clone().filter(Sample::MAYBE_WHOLE.is_not_null()).limit(1);
    for _ in 0..2 {
        assert_eq!(ids(&query.clone().all(&db)?), [2, 3, 4]);
        assert_eq!(ids(&narrower.clone().all(&db)?), [2]);
        assert_eq!(query.clone().count(&db)?, 3);
    }
    Sample::get(&db, 3)?.delete(&db)?;
    assert_eq!(ids(&query.all(&db)?), [2, 4]);
    Ok(())
}

#[test]
fn a_statement_says_what_all_would_run() -> relations::Result<()> {
    let db = samples()?;
    let query = Sample::query()
        .filter(Sample::TEXT.in_(["it's", "é"]).and(Sample::MAYBE_WHOLE.ne(0)))
        .filter(!Sample::BYTES.eq([9]))
        .order_by(Sample::WHOLE.desc())
        .limit(5)
        .offset(1);
    let said = query.statement()?;
    assert_eq!(said, query.statement()?, "the same query says the same");
    let mut prepared = db.prepare(&said.sql)?;
    assert_eq!(prepared.parameter_count(), said.values.len());
    let mut rows = prepared.query(params_from_iter(&said.values))?;
    let mut by_hand = Vec::new();
    while let Some(row) = rows.next()? {
        by_hand.push(Sample::from_row(row, 0)?);
    }
    assert_eq!(ids(&by_hand), [4]);
    assert_eq!(by_hand, query.all(&db)?);
    Ok(())
}
