//! How values compare, wherever the library compares them itself.

use rusqlite::types::Value;

/// The integer that a floating point number equals.
pub(crate) fn integral(real: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let fits = real.fract() == 0.0 && (-LIMIT..LIMIT).contains(&real);
    #[expect(clippy::cast_possible_truncation, reason = "within the limit, and without a fraction")]
    fits.then_some(real as i64)
}

/// The value in one form of those that are equal: SQLite compares an integer and a floating point number as numbers.
pub(crate) fn one_form(value: &Value) -> Value {
    match value {
        Value::Real(real) => integral(*real).map_or(Value::Real(*real), Value::Integer),
        other => other.clone(),
    }
}
