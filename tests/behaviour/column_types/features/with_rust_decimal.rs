//! `rust_decimal`: decimals of 15 digits come back, sort as numbers, and longer ones are refused.

use relations::{Error, Result, prelude::*};
use rust_decimal::Decimal;

use super::column_of;

column_of!(decimal: ::rust_decimal::Decimal);

use decimal::{Holder, database};

fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().expect("a decimal")).collect()
}

#[test]
fn decimals_come_back_and_sort_as_numbers() -> Result<()> {
    let ascending = decimals(&[
        "-99999999999999900000",
        "-123456789012345",
        "-10",
        "-9.99",
        "-0.000000000000001",
        "0",
        "0.1",
        "0.3",
        "1.5",
        "9",
        "10",
        "19.99",
        "999999999999.999",
        "123456789012345000000000000",
    ]);
    decimal::assert_comes_back(&ascending)?;
    decimal::assert_sorts(&ascending)
}

#[test]
fn every_decimal_of_fifteen_digits_comes_back() -> Result<()> {
    let db = database()?;
    let mut digits = 123_456_789_012_345_i64;
    for scale in 0..=28 {
        for sign in [1, -1] {
            digits = digits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1) % 1_000_000_000_000_000;
            let value = Decimal::new(digits.abs() * sign, scale);
            let row = Holder::create().of(value).insert(&db)?;
            assert_eq!(Holder::get(&db, row.id)?.of, value);
        }
    }
    Ok(())
}

#[test]
fn a_decimal_of_more_digits_is_refused() -> Result<()> {
    let db = database()?;
    for value in decimals(&["1234567890123456", "0.1234567890123456", "79228162514264337593543950335"]) {
        let refused = Holder::create().of(value).insert(&db).expect_err("too many digits");
        assert!(matches!(refused, Error::Encode { .. }), "{refused:?}");
        assert!(format!("{refused:?}").contains("15 significant digits"), "{refused:?}");
    }
    assert_eq!(Holder::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn what_is_no_decimal_is_an_error() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "DROP TABLE holder; CREATE TABLE holder (id INTEGER PRIMARY KEY, of, maybe);
         INSERT INTO holder VALUES (1, 3, NULL), (2, 0.1 + 0.2, NULL), (3, 9e999, NULL), (4, 1e300, NULL), (5, 'x', NULL)",
    )?;
    assert_eq!(Holder::get(&db, 1)?.of, Decimal::from(3));
    assert_eq!(Holder::get(&db, 2)?.of, decimals(&["0.3"])[0]);
    for id in [3, 4, 5] {
        let unread = Holder::get(&db, id).expect_err("no decimal");
        assert!(matches!(unread, Error::Decode { column: "of", .. }), "{unread:?}");
    }
    Ok(())
}
