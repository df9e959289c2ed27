//! Lists of values as SQL.

use rusqlite::types::Value;

use super::Sql;
use crate::{diagnose, error::Error};

/// How many values are bound one by one; a longer list is bound as one JSON array, so that its length
/// changes neither the statement nor runs into SQLite's limit on parameters.
const VALUES_BOUND_SINGLY: usize = 16;

/// How many parameters every SQLite since 3.32 admits in one statement, less some for the rest of it.
const PARAMETERS_A_LIST: usize = 32_000;

/// Appends what stands in the parentheses of `IN (…)`.
pub(crate) fn render(sql: &mut Sql, list: &[Value]) -> Result<(), Error> {
    if list.len() <= VALUES_BOUND_SINGLY {
        each(sql, list, ("+", ""));
        return Ok(());
    }
    // The JSON of SQLite need not read the digits of a real back as the very same number.
    if list.iter().any(|value| matches!(value, Value::Real(_))) {
        if list.len() > PARAMETERS_A_LIST {
            return Err(diagnose::unaskable(format!(
                "a list of {} floating point numbers goes beyond the {PARAMETERS_A_LIST} that one statement takes: \
                 ask with shorter lists, or with `between`",
                list.len()
            )));
        }
        sql.text += "VALUES ";
        each(sql, list, ("(", ")"));
        return Ok(());
    }
    let mut packed = Packed::default();
    packed.push_array(list);
    if packed.cut {
        let cut = cut("e", "$", "b.bytes");
        sql.text += &format!("SELECT CASE e.type WHEN 'array' THEN {cut} ELSE e.value END FROM json_each(");
        sql.push_parameter(Value::Text(packed.json));
        sql.text += ") AS e CROSS JOIN (SELECT ";
        sql.push_parameter(Value::Blob(packed.blob));
        sql.text += " AS bytes) AS b";
    } else {
        sql.text += "SELECT value FROM json_each(";
        sql.push_parameter(Value::Text(packed.json));
        sql.text += ")";
    }
    Ok(())
}

fn each(sql: &mut Sql, list: &[Value], (before, after): (&str, &str)) {
    for (at, value) in list.iter().enumerate() {
        sql.text += if at > 0 { ", " } else { "" };
        sql.text += before;
        sql.push_parameter(value.clone());
        sql.text += after;
    }
}

/// Values as JSON, and in one long blob what JSON cannot tell: other blobs, and texts with NUL, which end there in
/// the JSON of SQLite before 3.42.
///
/// Such a value stands in the JSON as its place in the blob: the offset, counted from 1, the length, and
/// whether it is a text.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    pub json: String,
    pub blob: Vec<u8>,
    /// Whether there is such a value, which can be of no bytes.
    cut: bool,
}

impl Packed {
    /// Appends an array of these values.
    pub(crate) fn push_array(&mut self, values: &[Value]) {
        self.json.push('[');
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.json.push(',');
            }
            self.push(value);
        }
        self.json.push(']');
    }

    fn push(&mut self, value: &Value) {
        let Some((bytes, text)) = beside(value) else {
            return push_json(&mut self.json, value);
        };
        // SQLite cuts NULL out of a blob of no bytes.
        if !self.cut {
            self.blob.push(0);
        }
        self.json += &format!("[{},{},{}]", self.blob.len() + 1, bytes.len(), u8::from(text));
        self.blob.extend(bytes);
        self.cut = true;
    }
}

/// What does not fit into JSON, and whether it is a text.
pub(crate) fn beside(value: &Value) -> Option<(&[u8], bool)> {
    match value {
        Value::Blob(bytes) => Some((bytes, false)),
        Value::Text(text) if text.contains('\0') => Some((text.as_bytes(), true)),
        _ => None,
    }
}

/// What cuts a value out of `blob`, by the place that is told at `path` in the JSON of `alias`.
pub(crate) fn cut(alias: &str, path: &str, blob: &str) -> String {
    let part = |at: u8| format!("json_extract({alias}.value, '{path}[{at}]')");
    let bytes = format!("substr({blob}, {}, {})", part(0), part(1));
    format!("CASE {} WHEN 1 THEN CAST({bytes} AS TEXT) ELSE {bytes} END", part(2))
}

/// Appends a value that is no blob as JSON.
fn push_json(json: &mut String, value: &Value) {
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
