//! Keys of several columns, or of other types than integers.

use rusqlite::types::Value;

use super::push_column;
use crate::filter::{Sql, list};

/// The keys as a JSON array of arrays.
///
/// What JSON cannot tell, blobs and texts with NUL, stands as its place in one long blob: the offset,
/// counted from 1, the length, and whether it is a text.
pub(super) fn array(keys: &[Vec<Value>]) -> String {
    let mut json = String::from("[");
    let mut offset = 1;
    for (at, key) in keys.iter().enumerate() {
        json.push_str(if at == 0 { "[" } else { ",[" });
        for (part, value) in key.iter().enumerate() {
            if part > 0 {
                json.push(',');
            }
            if let Some((bytes, text)) = beside(value) {
                json += &format!("[{offset},{},{}]", bytes.len(), u8::from(text));
                offset += bytes.len();
            } else {
                list::push_json(&mut json, value);
            }
        }
        json.push(']');
    }
    json.push(']');
    json
}

/// What does not fit into JSON, and whether it is a text.
fn beside(value: &Value) -> Option<(&[u8], bool)> {
    match value {
        Value::Blob(bytes) => Some((bytes, false)),
        Value::Text(text) if text.contains('\0') => Some((text.as_bytes(), true)),
        _ => None,
    }
}

/// Appends `t."org" = json_extract(k.value, '$[0]') AND …`.
pub(super) fn push_condition(sql: &mut Sql, alias: &str, columns: &[&str], keys: &[Vec<Value>]) {
    // One byte more than is read: a part of what is empty would be NULL.
    let blob: Vec<u8> =
        keys.iter().flatten().filter_map(beside).flat_map(|(bytes, _)| bytes).copied().chain([0]).collect();
    for (part, column) in columns.iter().enumerate() {
        if part > 0 {
            sql.text += " AND ";
        }
        push_column(&mut sql.text, alias, column);
        sql.text += " = ";
        let plain = format!("json_extract(k.value, '$[{part}]')");
        if keys.iter().all(|key| beside(&key[part]).is_none()) {
            sql.text += &plain;
            continue;
        }
        let cut = format!(
            "substr(?, json_extract(k.value, '$[{part}][0]'), json_extract(k.value, '$[{part}][1]'))"
        );
        sql.text += &format!(
            "CASE json_type(k.value, '$[{part}]') WHEN 'array' THEN \
             CASE json_extract(k.value, '$[{part}][2]') WHEN 1 THEN CAST({cut} AS TEXT) ELSE {cut} END \
             ELSE {plain} END"
        );
        sql.values.extend([Value::Blob(blob.clone()), Value::Blob(blob.clone())]);
    }
}
