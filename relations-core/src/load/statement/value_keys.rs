//! Renders conditions on keys of several columns, or of other types than integers.

use rusqlite::types::Value;

use crate::{
    base::sql::{bare_columns, push_column, push_columns, source},
    expression::filter::list,
    load::statement::restriction::{VALUE, push_key_list},
    statement::sql::Sql,
};

/// Renders the keys as a JSON array of arrays.
pub(crate) fn array(keys: &[Vec<Value>]) -> String {
    pack(keys).json
}

/// Renders the statement that finds rows of `source`, a table of the alias `t`, by their keys in these columns. It selects the place of
/// each key that has a row, and the stored values of the columns `returned`.
pub(crate) fn look_up(source: &str, columns: &[&str], keys: &[Vec<Value>], returned: &[&str]) -> Sql {
    let mut sql = Sql::default();
    sql.text += "SELECT k.\"~key\", ";
    push_columns(&mut sql.text, "t", returned);
    push_rows(&mut sql, source, columns, keys);
    sql
}

/// Renders the condition that a row, whose own columns are these, is one of those with these keys:
/// `` (`org`,`number`) IN (SELECT …)``.
pub(crate) fn push_is_among(sql: &mut Sql, table: &str, columns: &[&str], keys: &[Vec<Value>]) {
    let (open, close) = if columns.len() > 1 { ("(", ")") } else { ("", "") };
    sql.text.extend([open, &bare_columns(columns), close, " IN (SELECT "]);
    push_columns(&mut sql.text, "t", columns);
    push_rows(sql, &source(table, "t"), columns, keys);
    sql.text.push(')');
}

/// Appends the FROM and WHERE clauses of the rows with these keys.
fn push_rows(sql: &mut Sql, source: &str, columns: &[&str], keys: &[Vec<Value>]) {
    sql.text += " FROM ";
    push_key_list(sql, array(keys));
    sql.text += source;
    sql.text += " WHERE ";
    push_condition(sql, "t", columns, keys);
}

/// Packs the keys as a JSON array of arrays, and the bytes that JSON cannot hold apart from it.
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
pub(crate) fn push_condition(sql: &mut Sql, alias: &str, columns: &[&str], keys: &[Vec<Value>]) {
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
