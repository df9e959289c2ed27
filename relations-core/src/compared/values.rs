//! How values compare, wherever the library compares them itself.

use std::cmp::Ordering;

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

/// How an integer compares with a floating point number, which may lie between two integers or beyond all of them.
pub(crate) fn order_of_numbers(integer: i64, real: f64) -> Ordering {
    match integral(real.floor()) {
        Some(below) => {
            integer.cmp(&below).then(if real > real.floor() { Ordering::Less } else { Ordering::Equal })
        }
        None if real > 0.0 => Ordering::Less,
        None => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::order_of_numbers;

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
            assert_eq!(order_of_numbers(integer, real), order, "{integer} and {real}");
        }
    }
}
