//! JSON values, which are stored as text.

use relations::prelude::*;
use serde_json::{Value, json};

use super::column_of;

column_of!(plain: serde_json::Value);

fn values() -> Vec<Value> {
    vec![
        json!({"a": [1, 2.5, null, true], "b": {"c": "it's \"\\ \u{0} 🦀"}}),
        json!([]),
        json!({}),
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(0.1),
        json!(1e300),
        json!(""),
        json!("text"),
        json!("null"),
        json!("1"),
    ]
}

#[test]
fn json_values_come_back_in_a_column_that_is_not_null() -> relations::Result<()> {
    let db = plain::database()?;
    for value in values() {
        let row = plain::Holder::create().of(value.clone()).insert(&db)?;
        assert_eq!(plain::Holder::get(&db, row.id)?.of, value);
        let storage: String =
            db.query_row("SELECT typeof(of) FROM holder WHERE id = ?1", [row.id], |row| row.get(0))?;
        assert_eq!(storage, "text", "{value}");
    }
    Ok(())
}

#[test]
fn json_values_are_found_by_themselves() -> relations::Result<()> {
    plain::assert_comes_back(&values())
}

#[test]
fn a_json_null_is_told_from_no_value() -> relations::Result<()> {
    let db = plain::database()?;
    let null = plain::Holder::create().of(json!(1)).maybe(json!(null)).insert(&db)?;
    let none = plain::Holder::create().of(json!(2)).insert(&db)?;
    assert_eq!(null.maybe, Some(json!(null)));
    assert_eq!(none.maybe, None);
    assert_eq!(plain::Holder::query().all(&db)?, [null, none]);
    Ok(())
}

#[test]
fn a_text_that_is_no_json_is_an_error() -> relations::Result<()> {
    plain::assert_unreadable(&["", "{", "{\"a\": [1, 2.5, nul", "text", "'a'", "[1,]", "1 2"])
}
