//! Keys of several columns, or of other types than integers.

use rusqlite::types::Value;

use super::restriction::VALUE;
use crate::{
    filter::{Sql, list},
    statement::parts::push_column,
};

/// The keys as a JSON array of arrays.
pub(super) fn array(keys: &[Vec<Value>]) -> String {
    pack(keys).json
}

fn pack(keys: &[Vec<Value>]) -> list::Packed {
    let mut packed = list::Packed::default();
    for key in keys {
        packed.json.push(if packed.json.is_empty() { '[' } else { ',' });
        packed.push_array(key);
    }
    packed.json += if packed.json.is_empty() { "[]" } else { "]" };
    packed
}

/// Appends `t."org" = json_extract(k."~value", '$[0]') AND …`.
pub(super) fn push_condition(sql: &mut Sql, alias: &str, columns: &[&str], keys: &[Vec<Value>]) {
    let mut blob = None;
    for (part, column) in columns.iter().enumerate() {
        if part > 0 {
            sql.text += " AND ";
        }
        push_column(&mut sql.text, alias, column);
        sql.text += " = ";
        let plain = format!("json_extract({VALUE}, '$[{part}]')");
        if !keys.iter().any(|key| list::is_beside(&key[part])) {
            sql.text += &plain;
            continue;
        }
        let cut = list::cut(VALUE, &format!("$[{part}]"), "?");
        sql.text += &format!("CASE json_type({VALUE}, '$[{part}]') WHEN 'array' THEN {cut} ELSE {plain} END");
        let blob = Value::Blob(blob.get_or_insert_with(|| pack(keys).blob).clone());
        sql.values.push(blob);
    }
}
