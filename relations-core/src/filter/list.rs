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
pub(crate) fn json_array(list: &[Value]) -> Option<String> {
    let mut array = String::from("[");
    for (at, value) in list.iter().enumerate() {
        if at > 0 {
            array.push(',');
        }
        match value {
            Value::Integer(integer) => array += &integer.to_string(),
            // A text with NUL ends there in the JSON of SQLite before 3.42.
            Value::Text(text) if !text.contains('\0') => push_json_text(&mut array, text),
            Value::Text(_) | Value::Null | Value::Real(_) | Value::Blob(_) => return None,
        }
    }
    array.push(']');
    Some(array)
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
