//! Queries of extreme size: the answer is right, or the error is clear.

use std::collections::BTreeSet;

use relations::{Error, Filter, Model, Result, prelude::*};

use super::{Article, Author, library};

/// A row with a column that can have every storage class.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Value {
    id: i64,
    whole: Option<i64>,
    real: Option<f64>,
    text: Option<String>,
    bytes: Option<Vec<u8>>,
}

const MANY: i32 = 100_000;

#[test]
fn a_hundred_thousand_values_are_found_or_refused() -> Result<()> {
    let db = relations::open_in_memory()?;
    relations::schema![Value].create_all(&db)?;
    for at in [0_i32, 1, 99_999, 100_000, 200_000] {
        Value {
            id: i64::from(at) + 1,
            whole: Some(i64::from(at)),
            real: Some(f64::from(at)),
            text: Some(format!("{at}\0'\"")),
            bytes: Some(at.to_be_bytes().to_vec()),
        }
        .insert(&db)?;
    }
    Value { id: 300_000, whole: None, real: None, text: None, bytes: None }.insert(&db)?;
    Value { id: 400_000, whole: Some(-1), real: Some(-1.0), text: Some(String::new()), bytes: Some(vec![]) }
        .insert(&db)?;

    let found = |filter: Filter<Value>| -> Result<BTreeSet<i64>> {
        Ok(Value::query().filter(filter).values(&db, Value::ID)?.into_iter().collect())
    };
    let (within, with_null) = (BTreeSet::from([1, 2, 100_000]), BTreeSet::from([1, 2, 100_000, 300_000]));
    let blob = |at: i32| Some(at.to_be_bytes().to_vec());
    let text = |at: i32| Some(format!("{at}\0'\""));
    assert_eq!(found(Value::WHOLE.in_((0..MANY).map(i64::from)))?, within);
    assert_eq!(found(Value::WHOLE.in_((0..MANY).map(|at| Some(i64::from(at))).chain([None])))?, with_null);
    assert_eq!(found(Value::TEXT.in_((0..MANY).map(text)))?, within);
    assert_eq!(found(Value::TEXT.in_((0..MANY).map(text).chain([None])))?, with_null);
    assert_eq!(found(Value::BYTES.in_((0..MANY).map(blob)))?, within);
    assert_eq!(found(Value::BYTES.in_((0..MANY).map(blob).chain([None])))?, with_null);
    let others = BTreeSet::from([100_001, 200_001, 300_000, 400_000]);
    assert_eq!(found(!Value::BYTES.in_((0..MANY).map(blob)))?, others);
    // The text and the blob of this row are empty.
    let empty = BTreeSet::from([400_000]);
    assert_eq!(found(Value::BYTES.in_((0..200).map(|_| Vec::new())))?, empty);
    assert_eq!(found(Value::TEXT.in_((0..200).map(|at| "\0".repeat(at % 20))))?, empty);

    let error = found(Value::REAL.in_((0..MANY).map(f64::from))).unwrap_err();
    assert!(matches!(error, Error::Query { .. }), "{error:?}");
    assert!(error.to_string().starts_with("a list of 100000 floating point numbers"), "{error}");
    assert_eq!(
        found(Value::REAL.in_((0..30_000).map(|at| Some(f64::from(at))).chain([None])))?,
        BTreeSet::from([1, 2, 300_000])
    );
    assert_eq!(Value::query().filter(Value::BYTES.in_((0..MANY).map(blob))).delete(&db)?, 3);
    Ok(())
}

/// Asserts that the condition is right, or that beyond `least` levels it is refused by an error about its
/// depth.
#[track_caller]
fn assert_right_or_refused(filter: Filter<Author>, depth: usize, least: usize) {
    let (db, _) = library().expect("the library");
    let counted = Author::query().filter(filter.clone()).count(&db);
    let changed = Author::query().filter(filter).set(Author::AGE, 1).update(&db);
    match (counted, changed) {
        (Ok(counted), Ok(changed)) => assert_eq!((counted, changed), (1, 1), "{depth}"),
        (Err(counted), Err(changed)) => {
            for error in [counted, changed] {
                assert!(matches!(error, Error::Query { .. }), "{depth}: {error:?}");
                assert!(error.to_string().starts_with("conditions nest deeper than"), "{depth}: {error}");
            }
            assert!(depth > least, "{depth}");
        }
        other => panic!("{depth}: {other:?}"),
    }
}

/// Returns the depth that conditions must be able to have: the parser of SQLite before 3.46 has a stack of 100
/// entries.
fn required_depth(now: usize, before: usize) -> usize {
    if relations::rusqlite::version_number() < 3_046_000 { before } else { now }
}

#[test]
fn a_condition_may_nest_hundreds_deep() {
    for depth in [30, 200, 400, 990, 3_000] {
        let mut not = Author::NAME.eq("Ada");
        let mut and_or = Author::NAME.eq("Ada");
        for at in 0..depth {
            not = !not;
            and_or = if at % 2 == 0 { and_or.or(Author::ID.eq(-1)) } else { and_or.and(Author::ID.ne(-1)) };
        }
        assert_right_or_refused(not, depth, required_depth(400, 30));
        assert_right_or_refused(and_or, depth, required_depth(400, 30));
    }
}

#[test]
fn relations_that_nest_too_deep_are_an_error() {
    for depth in [6, 20, 40, 100, 200, 400, 990, 3_000] {
        let mut there = Author::NAME.eq("Ada");
        for _ in 0..depth / 2 {
            there = Author::ARTICLES.any(Article::AUTHOR.has(there));
        }
        assert_right_or_refused(there, depth, required_depth(20, 6));
    }
}

#[test]
fn a_long_chain_of_conditions_is_not_a_deep_one() -> Result<()> {
    let (db, _) = library()?;
    let any = (1..500).fold(Author::ID.eq(1), |filter, at| filter.or(Author::ID.eq(at)));
    assert_eq!(Author::query().filter(any).count(&db)?, 3);
    let mut query = Author::query();
    for _ in 0..500 {
        query = query.filter(Author::ID.ge(1));
    }
    assert_eq!(query.count(&db)?, 3);
    Ok(())
}

#[test]
fn limits_of_any_size_and_no_rows_at_all_are_right() -> Result<()> {
    let (db, _) = library()?;
    assert_eq!(Author::query().limit(0).all(&db)?, []);
    assert_eq!(Author::query().limit(u64::MAX).offset(0).count(&db)?, 3);
    assert_eq!(Author::query().limit(1).offset(u64::MAX).count(&db)?, 0);
    assert_eq!(Author::query().filter(Author::ID.in_([0; 0])).set(Author::AGE, 1).update(&db)?, 0);
    assert_eq!(Author::query().filter(Author::ID.in_([0; 0])).delete(&db)?, 0);
    assert_eq!(Author::query().filter(Author::ID.in_([0; 0])).count_each(&db, Author::ARTICLES)?, []);
    Ok(())
}
