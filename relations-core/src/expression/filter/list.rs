//! Lists of values as SQL.

use rusqlite::types::Value;

use crate::{
    base::{
        error::{Error, sqlite},
        sql::JSON_EACH,
    },
    statement::sql::Sql,
};

/// How many values are bound one by one; a longer list is bound as one JSON array, so that its length
/// changes neither the statement nor runs into SQLite's limit on parameters.
///
/// To read a value out of JSON costs SQLite twice what it costs to bind it and to look for it. Of a hundred it is more than the
/// length of the statement, which is hashed to find it prepared; beyond, statements of many lengths would be kept for little.
const VALUES_BOUND_SINGLY: usize = 128;

/// Up to so many values a statement has as many parameters as there are. A longer list is filled up with its last value,
/// which says the same, so that lists of all lengths have a few statements between them.
const LENGTHS_OF_THEIR_OWN: usize = 16;

/// How many parameters every SQLite since 3.32 admits in one statement, less some for the rest of it.
const PARAMETERS_A_LIST: usize = 32_000;

/// Appends what stands in the parentheses of `IN (…)`.
pub(crate) fn render(sql: &mut Sql, list: &[Value]) -> Result<(), Error> {
    if list.len() <= VALUES_BOUND_SINGLY {
        let filled = list.last().into_iter().cycle().take(filled(list.len()) - list.len());
        each(sql, list.iter().chain(filled), ("+", ""));
        return Ok(());
    }
    // The JSON of SQLite need not read the digits of a real back as the very same number.
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

/// How many parameters a list of so many values has: four lengths up to each power of two.
const fn filled(length: usize) -> usize {
    if length <= LENGTHS_OF_THEIR_OWN {
        return length;
    }
    length.next_multiple_of(length.next_power_of_two() / 8)
}

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

/// Values as JSON, as far as it can tell them: blobs stand in one long blob beside it, and texts with NUL, which end there
/// in the JSON of SQLite before 3.42, have other characters instead.
///
/// Such a value is an array in the JSON: a blob its place in the long one, which is the offset, counted from 1, the length
/// and 0; a text with NUL the text with something else for each NUL, that, and 1. A text is
/// never cut out of a blob, since [the bytes of one](https://sqlite.org/lang_expr.html#castexpr) are taken for the
/// encoding of the database.
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

/// Whether a value does not fit into JSON by itself.
pub(crate) fn is_beside(value: &Value) -> bool {
    match value {
        Value::Blob(_) => true,
        Value::Text(text) => text.contains('\0'),
        _ => false,
    }
}

/// What stands for NUL in `text`: one U+0001, and more of U+0002 than the text has anywhere in a row, so that it begins
/// nowhere but where it was put.
fn stand_in(text: &str) -> String {
    let longest = text.split(|character| character != '\u{2}').map(str::len).max();
    format!("\u{1}{}", "\u{2}".repeat(longest.unwrap_or_default() + 1))
}

/// What gives the value that is told at `path` in this JSON, out of `blob` if it is one.
pub(crate) fn cut(json: &str, path: &str, blob: &str) -> String {
    let part = |at: u8| format!("json_extract({json}, '{path}[{at}]')");
    let (first, second) = (part(0), part(1));
    format!(
        "CASE {} WHEN 1 THEN replace({first}, {second}, char(0)) ELSE substr({blob}, {first}, {second}) END",
        part(2)
    )
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
