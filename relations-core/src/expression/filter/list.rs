//! Lists of values in SQL: the parentheses of `IN (…)`.

use rusqlite::types::Value;

use crate::{
    base::{
        error::{Error, sqlite},
        sql::JSON_EACH,
    },
    statement::sql::Sql,
};

/// The most values that are bound one by one. A longer list is bound as one JSON array, so that its length
/// neither changes the statement nor runs into SQLite's limit on parameters.
///
/// Reading a value out of JSON costs SQLite twice as much as binding it and looking for it. For a hundred values that
/// is more than the longer statement costs, whose text is hashed to find it prepared; beyond, statements of many
/// lengths would be kept for little gain.
const VALUES_BOUND_SINGLY: usize = 128;

/// The most values for which a statement has exactly as many parameters. A longer list is filled up with its last
/// value, which does not change its meaning, so that lists of all lengths share a few statements.
const LENGTHS_OF_THEIR_OWN: usize = 16;

/// The most parameters of a list: the number that every SQLite since 3.32 admits in one statement, less some for the
/// rest of it.
const PARAMETERS_A_LIST: usize = 32_000;

/// Appends the contents of the parentheses of `IN (…)`.
pub(crate) fn render(sql: &mut Sql, list: &[Value]) -> Result<(), Error> {
    if list.len() <= VALUES_BOUND_SINGLY {
        let filled = list.last().into_iter().cycle().take(filled(list.len()) - list.len());
        each(sql, list.iter().chain(filled), ("+", ""));
        return Ok(());
    }
    // SQLite's JSON does not always read the digits of a real back as the very same number.
    if list.iter().any(|value| matches!(value, Value::Real(_))) {
        if list.len() > PARAMETERS_A_LIST {
            return Err(sqlite::unsupported(format!(
                "a list of {} floating point numbers goes beyond the {PARAMETERS_A_LIST} that one statement takes: \
                 ask with shorter lists, or with `between`",
                list.len()
            )));
        }
        sql.text += "VALUES ";
        each(sql, list.iter(), ("(", ")"));
        return Ok(());
    }
    let mut packed = Packed::default();
    packed.push_array(list);
    if packed.cut {
        let cut = cut("e.value", "$", "b.bytes");
        sql.text += &format!("SELECT CASE e.type WHEN 'array' THEN {cut} ELSE e.value END FROM {JSON_EACH}(");
        sql.push_parameter(Value::Text(packed.json));
        sql.text += ") AS e CROSS JOIN (SELECT ";
        sql.push_parameter(Value::Blob(packed.blob));
        sql.text += " AS bytes) AS b";
    } else {
        sql.text.extend(["SELECT e.value FROM ", JSON_EACH, "("]);
        sql.push_parameter(Value::Text(packed.json));
        sql.text += ") AS e";
    }
    Ok(())
}

/// Returns the number of parameters for a list of `length` values: there are four lengths up to each power of two.
const fn filled(length: usize) -> usize {
    if length <= LENGTHS_OF_THEIR_OWN {
        return length;
    }
    length.next_multiple_of(length.next_power_of_two() / 8)
}

/// Appends a parameter for each value, between `before` and `after`.
fn each<'v>(sql: &mut Sql, list: impl Iterator<Item = &'v Value>, (before, after): (&str, &str)) {
    let count = list.size_hint().0;
    sql.text.reserve(count * (3 + before.len() + after.len()));
    sql.values.reserve(count + 1);
    let mut separator = "";
    for value in list {
        sql.text.extend([separator, before]);
        sql.push_parameter(value.clone());
        sql.text += after;
        separator = ", ";
    }
}

/// Values as JSON, and those that JSON cannot represent: blobs are placed in one long blob beside it, and texts with
/// NUL, which would end there in the JSON of SQLite before 3.42, have other characters instead.
///
/// Such a value is an array in the JSON. For a blob it is `[offset, length, 0]`, its place in the long blob, counted
/// from 1. For a text with NUL it is `[text, stand_in, 1]`, where the text has the stand-in for each NUL. A text is
/// never cut out of a blob, since [the bytes of one](https://sqlite.org/lang_expr.html#castexpr) are interpreted in
/// the encoding of the database.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    /// The array, or arrays, of values.
    pub json: String,
    /// The bytes of all blobs.
    pub blob: Vec<u8>,
    /// Set if there is a value that JSON cannot represent, also if it is a blob of no bytes.
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

    /// Appends a value.
    fn push(&mut self, value: &Value) {
        if !is_beside(value) {
            return push_json(&mut self.json, value);
        }
        // SQLite cuts NULL out of a blob of no bytes.
        if self.blob.is_empty() {
            self.blob.push(0);
        }
        match value {
            Value::Text(text) => {
                let stand_in = stand_in(text);
                self.json.push('[');
                push_json_text(&mut self.json, &text.replace('\0', &stand_in));
                self.json.push(',');
                push_json_text(&mut self.json, &stand_in);
                self.json += ",1]";
            }
            Value::Blob(bytes) => {
                self.json += &format!("[{},{},0]", self.blob.len() + 1, bytes.len());
                self.blob.extend(bytes);
            }
            _ => {}
        }
        self.cut = true;
    }
}

/// Returns `true` if JSON cannot represent the value by itself.
pub(crate) fn is_beside(value: &Value) -> bool {
    match value {
        Value::Blob(_) => true,
        Value::Text(text) => text.contains('\0'),
        _ => false,
    }
}

/// Returns the stand-in for NUL in `text`: one U+0001, and more of U+0002 than the text has anywhere in a row, so
/// that it occurs nowhere but where it was put.
fn stand_in(text: &str) -> String {
    let longest = text.split(|character| character != '\u{2}').map(str::len).max();
    format!("\u{1}{}", "\u{2}".repeat(longest.unwrap_or_default() + 1))
}

/// Returns the SQL expression of the value at `path` in `json` that is represented by an array, with `blob` as the
/// long blob.
pub(crate) fn cut(json: &str, path: &str, blob: &str) -> String {
    let part = |at: u8| format!("json_extract({json}, '{path}[{at}]')");
    let (first, second) = (part(0), part(1));
    format!(
        "CASE {} WHEN 1 THEN replace({first}, {second}, char(0)) ELSE substr({blob}, {first}, {second}) END",
        part(2)
    )
}

/// Appends a value as JSON, unless it is a blob.
fn push_json(json: &mut String, value: &Value) {
    match value {
        Value::Null | Value::Blob(_) => *json += "null",
        Value::Integer(integer) => *json += &integer.to_string(),
        // The shortest digits that read back as the same number. A number too large for 64 bits is read as infinite.
        Value::Real(real) if real.is_infinite() => *json += if *real > 0.0 { "9e999" } else { "-9e999" },
        Value::Real(real) => *json += &format!("{real:?}"),
        Value::Text(text) => push_json_text(json, text),
    }
}

/// Appends a text as a JSON string.
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
