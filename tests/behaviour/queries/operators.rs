//! Each operator on each kind of column.

use relations::{Column, ColumnType, Order, prelude::*, rusqlite::Connection};

use super::{Sample, ids, samples};

fn ordered(db: &Connection, order: Order<Sample>) -> relations::Result<Vec<i64>> {
    let rows = Sample::query().order_by(order).order_by(Sample::ID.asc()).all(db)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Asserts which rows each operator finds in a column whose rows 1 to 4 hold `low`, `mid`, `high` and `mid`.
fn compares<T: ColumnType + Clone>(
    column: Column<Sample, T>,
    [low, mid, high]: [T; 3],
) -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(ids(&db, column.eq(mid.clone()))?, [2, 4]);
    assert_eq!(ids(&db, column.ne(mid.clone()))?, [1, 3]);
    assert_eq!(ids(&db, column.lt(mid.clone()))?, [1]);
    assert_eq!(ids(&db, column.le(mid.clone()))?, [1, 2, 4]);
    assert_eq!(ids(&db, column.gt(mid.clone()))?, [3]);
    assert_eq!(ids(&db, column.ge(mid.clone()))?, [2, 3, 4]);
    assert_eq!(ids(&db, column.between(low.clone(), mid.clone()))?, [1, 2, 4]);
    assert_eq!(ids(&db, column.between(high.clone(), low.clone()))?, [0; 0]);
    assert_eq!(ids(&db, column.in_([low.clone(), high.clone()]))?, [1, 3]);
    assert_eq!(ids(&db, !column.in_([low, high]))?, [2, 4]);
    assert_eq!(ordered(&db, column.asc())?, [1, 2, 4, 3]);
    assert_eq!(ordered(&db, column.desc())?, [3, 2, 4, 1]);
    Ok(())
}

/// Asserts which rows each operator finds in a nullable column whose rows 1 to 4 hold `low`, `mid`, `high` and
/// NULL.
fn compares_with_null<T>(column: Column<Sample, Option<T>>, [low, mid, high]: [T; 3]) -> relations::Result<()>
where
    T: ColumnType + Clone,
    Option<T>: ColumnType,
{
    let db = samples()?;
    assert_eq!(ids(&db, column.eq(mid.clone()))?, [2]);
    assert_eq!(ids(&db, column.eq(Some(mid.clone())))?, [2]);
    assert_eq!(ids(&db, column.eq(None))?, [4]);
    assert_eq!(ids(&db, column.ne(mid.clone()))?, [1, 3, 4]);
    assert_eq!(ids(&db, column.ne(None))?, [1, 2, 3]);
    assert_eq!(ids(&db, column.is_null())?, [4]);
    assert_eq!(ids(&db, column.is_not_null())?, [1, 2, 3]);
    assert_eq!(ids(&db, column.lt(mid.clone()))?, [1]);
    assert_eq!(ids(&db, column.le(mid.clone()))?, [1, 2]);
    assert_eq!(ids(&db, column.gt(mid.clone()))?, [3]);
    assert_eq!(ids(&db, column.ge(mid.clone()))?, [2, 3]);
    assert_eq!(ids(&db, column.lt(None))?, [0; 0]);
    assert_eq!(ids(&db, column.ge(None))?, [0; 0]);
    assert_eq!(ids(&db, column.between(low.clone(), mid.clone()))?, [1, 2]);
    assert_eq!(ids(&db, column.between(low.clone(), None))?, [0; 0]);
    assert_eq!(ids(&db, column.in_([low.clone(), high.clone()]))?, [1, 3]);
    assert_eq!(ids(&db, column.in_([Some(low.clone()), None]))?, [1, 4]);
    assert_eq!(ids(&db, column.in_([None::<T>]))?, [4]);
    assert_eq!(ids(&db, !column.in_([low.clone(), high]))?, [2, 4]);
    assert_eq!(ids(&db, !column.in_([Some(low), None]))?, [2, 3]);
    assert_eq!(ordered(&db, column.asc())?, [4, 1, 2, 3]);
    assert_eq!(ordered(&db, column.desc())?, [3, 2, 1, 4]);
    Ok(())
}

#[test]
fn integers_compare() -> relations::Result<()> {
    compares(Sample::WHOLE, [-5, 0, 7])?;
    compares_with_null(Sample::MAYBE_WHOLE, [-5, 0, 7])
}

#[test]
fn floating_point_numbers_compare() -> relations::Result<()> {
    compares(Sample::REAL, [-0.5, 0.25, 1e300])?;
    compares_with_null(Sample::MAYBE_REAL, [-0.5, 0.25, 1e300])
}

#[test]
fn texts_compare() -> relations::Result<()> {
    let texts = ["", "it's", "é"].map(str::to_owned);
    compares(Sample::TEXT, texts.clone())?;
    compares_with_null(Sample::MAYBE_TEXT, texts)
}

#[test]
fn blobs_compare() -> relations::Result<()> {
    let blobs = [vec![], vec![0, 255], vec![1]];
    compares(Sample::BYTES, blobs.clone())?;
    compares_with_null(Sample::MAYBE_BYTES, blobs)
}

#[test]
fn flags_compare() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(ids(&db, Sample::FLAG.eq(true))?, [2, 3, 4]);
    assert_eq!(ids(&db, Sample::FLAG.ne(true))?, [1]);
    assert_eq!(ids(&db, Sample::FLAG.lt(true))?, [1]);
    assert_eq!(ids(&db, Sample::FLAG.in_([false]))?, [1]);
    assert_eq!(ids(&db, Sample::MAYBE_FLAG.eq(true))?, [2, 3]);
    assert_eq!(ids(&db, Sample::MAYBE_FLAG.ne(true))?, [1, 4]);
    assert_eq!(ids(&db, Sample::MAYBE_FLAG.eq(None))?, [4]);
    assert_eq!(ids(&db, !Sample::MAYBE_FLAG.eq(false))?, [2, 3, 4]);
    Ok(())
}

#[test]
fn like_matches_texts_by_a_pattern() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(ids(&db, Sample::TEXT.like("%'%"))?, [2, 4]);
    assert_eq!(ids(&db, Sample::TEXT.like("IT_S"))?, [2, 4]);
    assert_eq!(ids(&db, Sample::TEXT.like("_"))?, [3]);
    // Only ASCII letters match regardless of case.
    assert_eq!(ids(&db, Sample::TEXT.like("É"))?, [0; 0]);
    assert_eq!(ids(&db, Sample::TEXT.like("%"))?, [1, 2, 3, 4]);
    assert_eq!(ids(&db, Sample::MAYBE_TEXT.like("%"))?, [1, 2, 3]);
    assert_eq!(ids(&db, !Sample::MAYBE_TEXT.like("it%"))?, [1, 3, 4]);
    Ok(())
}

#[test]
fn values_of_every_convenient_type_are_taken() -> relations::Result<()> {
    let db = samples()?;
    let text = "it's".to_owned();
    assert_eq!(ids(&db, Sample::TEXT.eq(&text))?, [2, 4]);
    assert_eq!(ids(&db, Sample::TEXT.eq(text.into_boxed_str()))?, [2, 4]);
    assert_eq!(ids(&db, Sample::TEXT.eq('é'))?, [3]);
    assert_eq!(ids(&db, Sample::MAYBE_TEXT.eq("it's"))?, [2]);
    assert_eq!(ids(&db, Sample::MAYBE_TEXT.eq(Some("it's".to_owned())))?, [2]);
    assert_eq!(ids(&db, Sample::BYTES.eq(b"\x01"))?, [3]);
    assert_eq!(ids(&db, Sample::BYTES.eq(b"\x01".as_slice()))?, [3]);
    assert_eq!(ids(&db, Sample::MAYBE_BYTES.eq([0, 255]))?, [2]);
    Ok(())
}

#[test]
fn infinities_compare_and_nan_equals_nothing() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(ids(&db, Sample::REAL.lt(f64::INFINITY))?, [1, 2, 3, 4]);
    assert_eq!(ids(&db, Sample::REAL.gt(f64::NEG_INFINITY))?, [1, 2, 3, 4]);
    assert_eq!(ids(&db, Sample::REAL.eq(f64::NAN))?, [0; 0]);
    assert_eq!(ids(&db, Sample::MAYBE_REAL.eq(f64::NAN))?, [0; 0]);
    assert_eq!(ids(&db, Sample::REAL.in_([f64::NAN, 0.25]))?, [2, 4]);
    Ok(())
}
