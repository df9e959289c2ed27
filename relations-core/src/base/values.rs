//! Values of SQLite: comparing them as SQLite does, and showing them in messages.

use std::cmp::Ordering;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// Returns the integer that a floating point number equals, if there is one.
pub(crate) fn as_integer(real: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let fits = real.fract() == 0.0 && (-LIMIT..LIMIT).contains(&real);
    #[expect(clippy::cast_possible_truncation, reason = "within the limit, and without a fraction")]
    fits.then_some(real as i64)
}

/// Returns the one form of all values that SQLite takes for equal: an integer for a floating point number that equals
/// it.
pub(crate) fn normalize(value: &Value) -> Value {
    match value {
        Value::Real(real) => as_integer(*real).map_or(Value::Real(*real), Value::Integer),
        other => other.clone(),
    }
}

/// Returns the one form of a borrowed value, as [`normalize`] does.
pub(crate) fn normalize_ref(value: ValueRef<'_>) -> ValueRef<'_> {
    match value {
        ValueRef::Real(real) => as_integer(real).map_or(value, ValueRef::Integer),
        other => other,
    }
}

/// Compares values in SQLite's order, with texts by their bytes: [NULL, numbers, texts,
/// blobs](https://sqlite.org/datatype3.html#sort_order).
pub(crate) fn compare_values(one: ValueRef<'_>, other: ValueRef<'_>) -> Ordering {
    match (one, other) {
        (ValueRef::Integer(one), ValueRef::Integer(other)) => one.cmp(&other),
        (ValueRef::Real(one), ValueRef::Real(other)) => one.partial_cmp(&other).unwrap_or(Ordering::Equal),
        (ValueRef::Integer(one), ValueRef::Real(other)) => compare_numbers(one, other),
        (ValueRef::Real(one), ValueRef::Integer(other)) => compare_numbers(other, one).reverse(),
        (ValueRef::Text(one), ValueRef::Text(other)) | (ValueRef::Blob(one), ValueRef::Blob(other)) => {
            one.cmp(other)
        }
        (one, other) => class(one).cmp(&class(other)),
    }
}

/// Returns the rank of the value's storage class in SQLite's order.
const fn class(value: ValueRef<'_>) -> u8 {
    match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    }
}

/// Compares an integer with a floating point number, which may be between two integers or beyond all of them.
fn compare_numbers(integer: i64, real: f64) -> Ordering {
    match as_integer(real.floor()) {
        Some(below) => {
            integer.cmp(&below).then(if real > real.floor() { Ordering::Less } else { Ordering::Equal })
        }
        None if real > 0.0 => Ordering::Less,
        None => Ordering::Greater,
    }
}

/// Converts an encoded value to one that borrows nothing.
pub(crate) fn owned(output: ToSqlOutput<'_>) -> rusqlite::Result<Value> {
    match output {
        ToSqlOutput::Owned(value) => Ok(value),
        ToSqlOutput::Borrowed(value) => {
            Value::try_from(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
        }
        other => Err(rusqlite::Error::ToSqlConversionFailure(
            format!("a value of SQLite's extensions cannot be kept: {other:?}").into(),
        )),
    }
}

/// Returns a key as text for error messages.
pub(crate) fn display(values: &[Value]) -> String {
    let one = |value: &Value| match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Real(real) => format!("{real:?}"),
        Value::Text(text) => format!("{text:?}"),
        Value::Blob(bytes) => format!("{bytes:02x?}"),
    };
    match values {
        [value] => one(value),
        several => format!("({})", several.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}

/// Returns a key as a text that only keys which SQLite takes for equal have in common.
pub(crate) fn key_text(key: &[Value]) -> String {
    display(&key.iter().map(normalize).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use rusqlite::types::Value;

    use super::{compare_numbers, compare_values};

    #[test]
    fn integers_and_reals_compare_as_numbers() {
        let cases = [
            (1, 1.0, Equal),
            (1, 1.5, Less),
            (2, 1.5, Greater),
            (-1, -1.5, Greater),
            (-2, -1.5, Less),
            (0, -0.0, Equal),
            ((1 << 53) + 1, 9_007_199_254_740_992.0, Greater),
            (i64::MAX, 9_223_372_036_854_775_808.0, Less),
            (i64::MIN, -9_223_372_036_854_775_808.0, Equal),
            (i64::MIN, -1e300, Greater),
            (i64::MAX, f64::INFINITY, Less),
            (i64::MIN, f64::NEG_INFINITY, Greater),
        ];
        for (integer, real, order) in cases {
            assert_eq!(compare_numbers(integer, real), order, "{integer} and {real}");
        }
    }

    #[test]
    fn only_the_same_values_are_equal() {
        let ascending = [
            Value::Null,
            Value::Integer(i64::MIN),
            Value::Integer(-1),
            Value::Real(-0.5),
            Value::Integer(3),
            Value::Integer(i64::MAX),
            Value::Real(1e300),
            Value::Text(String::new()),
            Value::Text("A".to_owned()),
            Value::Text("a".to_owned()),
            Value::Blob(Vec::new()),
            Value::Blob(b"A".to_vec()),
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (place, other) in ascending.iter().enumerate() {
                assert_eq!(compare_values(one.into(), other.into()), at.cmp(&place), "{one:?} {other:?}");
            }
        }
        let equal = |one: Value, other: Value| compare_values((&one).into(), (&other).into()) == Equal;
        assert!(equal(Value::Real(3.0), Value::Integer(3)));
        assert!(equal(Value::Real(-0.0), Value::Real(0.0)));
        assert!(!equal(Value::Real(9_007_199_254_740_992.0), Value::Integer(9_007_199_254_740_993)));
    }
}
