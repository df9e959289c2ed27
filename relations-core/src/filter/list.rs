//! Lists of values as SQL.

use rusqlite::types::Value;

use super::Sql;

/// How many values are bound one by one; a longer list is bound as one JSON array, so that its length
/// changes neither the statement nor runs into SQLite's limit on parameters.
const VALUES_BOUND_SINGLY: usize = 16;

/// Appends what stands in the parentheses of `IN (…)`.
pub(crate) fn render(sql: &mut Sql, list: &[Value]) {
    if list.len() <= VALUES_BOUND_SINGLY {
        sql.text += &vec!["+?"; list.len()].join(", ");
        sql.values.extend(list.iter().cloned());
    } else if let Some(array) = json_array(list) {
        sql.text += "SELECT value FROM json_each(?)";
        sql.values.push(Value::Text(array));
    } else {
        // Blobs and infinities are not JSON. Each goes by itself, as far as SQLite's limit allows.
        sql.text += "VALUES ";
        sql.text += &vec!["(?)"; list.len()].join(", ");
        sql.values.extend(list.iter().cloned());
    }
}

/// The values as a JSON array, if all of them can be told in JSON without loss.
fn json_array(list: &[Value]) -> Option<String> {
    let mut array = String::from("[");
    for (at, value) in list.iter().enumerate() {
        if at > 0 {
            array.push(',');
        }
        match value {
            Value::Integer(_) => push_json(&mut array, value),
            // A text with NUL ends there in the JSON of SQLite before 3.42.
            Value::Text(text) if !text.contains('\0') => push_json(&mut array, value),
            Value::Text(_) | Value::Null | Value::Real(_) | Value::Blob(_) => return None,
        }
    }
    array.push(']');
    Some(array)
}

/// Appends a value that is no blob as JSON.
pub(crate) fn push_json(json: &mut String, value: &Value) {
    match value {
        Value::Null | Value::Blob(_) => *json += "null",
        Value::Integer(integer) => *json += &integer.to_string(),
        // The shortest digits that read back as the same number; what is too large for any is infinite.
        Value::Real(real) if real.is_infinite() => *json += if *real > 0.0 { "9e999" } else { "-9e999" },
        Value::Real(real) => *json += &format!("{real:?}"),
        Value::Text(text) => push_json_text(json, text),
    }
}

fn push_json_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => *json += &format!("\\u{:04x}", u32::from(control)),
            other => json.push(other),
        }
    }
    json.push('"');
}
