//! The SQL of a condition with its values as literals: that of a relation's filter.
//!
//! It is part of statements that are rendered once, whose parameters are the keys of rows. A partial index serves a
//! literal as it serves the one in its WHERE clause, and no plan depends on a value that is bound.

use std::cell::Cell;

use rusqlite::types::Value;

use crate::{
    base::{
        error::Result,
        quote::{quoted, text_literal},
    },
    expression::filter::condition::Condition,
    schema::metadata::layer::FilterSql,
    statement::sql::{AliasDepth, Sql},
};

impl FilterSql {
    /// Renders a condition. What is wrong with it becomes the name of a function, so that SQLite reports it when a
    /// statement that has the condition is compiled.
    pub(crate) fn of(condition: &Condition) -> Self {
        let sql = |level| {
            let rendered = Nesting::begin()
                .ok_or_else(|| TOO_DEEP.to_owned())
                .and_then(|_nesting| render(condition, level).map_err(|error| error.to_string()));
            rendered.unwrap_or_else(|message| format!("{}()", quoted(&message)))
        };
        Self {
            far: sql(AliasDepth::default()),
            junction: sql(AliasDepth::JUNCTION),
            is_plain: has_only(condition, |part| !matches!(part, Condition::Raw(_) | Condition::Related(_))),
            has_raw: !has_only(condition, |part| !matches!(part, Condition::Raw(_))),
        }
    }
}

/// The message about a filter that leads to itself.
const TOO_DEEP: &str = "the filter of a relation leads to itself through the relations that it names";

/// The most filters of relations that are rendered within each other: SQLite takes no more conditions on relations in
/// each other.
const MOST: usize = 16;

thread_local! {
    static NESTED: Cell<usize> = const { Cell::new(0) };
}

/// The filter that is being rendered, within others.
struct Nesting;

impl Nesting {
    /// Begins a filter; `None` if it is in too many others.
    fn begin() -> Option<Self> {
        let nested = NESTED.get();
        (nested < MOST).then(|| {
            NESTED.set(nested + 1);
            Self
        })
    }
}

impl Drop for Nesting {
    fn drop(&mut self) {
        NESTED.set(NESTED.get() - 1);
    }
}

/// Renders the condition on the rows of `level` in parentheses. Keys are compared by the columns of parents, which is
/// right in any database, since the text is the same in all of them.
fn render(condition: &Condition, level: AliasDepth) -> Result<String> {
    let mut sql = Sql::default();
    condition.render(&mut sql, level)?;
    Ok(format!("({})", with_literals(&sql.exact(), &sql.values)))
}

/// Returns `true` if the condition and all within it are as required.
fn has_only(condition: &Condition, is: fn(&Condition) -> bool) -> bool {
    is(condition)
        && match condition {
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().all(|condition| has_only(condition, is))
            }
            Condition::Not(condition) => has_only(condition, is),
            Condition::Related(related) => related.far.as_ref().is_none_or(|far| has_only(far, is)),
            _ => true,
        }
}

/// Returns the text with a literal in place of each parameter and of the plus before it.
fn with_literals(text: &str, values: &[Value]) -> String {
    let mut sql = String::with_capacity(text.len() + 16 * values.len());
    let mut values = values.iter();
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (None, '?') => {
                if sql.ends_with('+') {
                    sql.pop();
                }
                if let Some(value) = values.next() {
                    push_literal(&mut sql, value);
                }
                continue;
            }
            (Some(open), close) if close == open => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(character),
            (None, '[') => quote = Some(']'),
            _ => {}
        }
        sql.push(character);
    }
    sql
}

/// Appends a value as a literal.
fn push_literal(sql: &mut String, value: &Value) {
    match value {
        Value::Null => *sql += "NULL",
        // In parentheses, since two minus signs would begin a comment.
        Value::Integer(integer) if *integer < 0 => *sql += &format!("({integer})"),
        Value::Integer(integer) => *sql += &integer.to_string(),
        Value::Real(real) if real.is_nan() => *sql += "NULL",
        Value::Real(real) if real.is_infinite() => *sql += if *real > 0.0 { "9e999" } else { "(-9e999)" },
        Value::Real(real) if real.is_sign_negative() => *sql += &format!("({real:?})"),
        Value::Real(real) => *sql += &format!("{real:?}"),
        // A statement ends at a NUL.
        Value::Text(text) if text.contains('\0') => {
            let parts: Vec<String> = text.split('\0').map(text_literal).collect();
            *sql += &format!("({})", parts.join("||char(0)||"));
        }
        Value::Text(text) => *sql += &text_literal(text),
        Value::Blob(bytes) => {
            *sql += "x'";
            for byte in bytes {
                *sql += &format!("{byte:02x}");
            }
            *sql += "'";
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::with_literals;

    #[test]
    fn a_value_is_a_literal_and_a_sign_in_quotes_stays() {
        let values = [
            Value::Integer(-1),
            Value::Real(-0.5),
            Value::Real(f64::INFINITY),
            Value::Text("it's ? \0".to_owned()),
            Value::Blob(vec![0, 255]),
            Value::Null,
        ];
        let sql = with_literals(r#"t."a?" = +? AND `b?` -+? [?] '?' ? ? ? ?"#, &values);
        let expected =
            r#"t."a?" = (-1) AND `b?` -(-0.5) [?] '?' 9e999 ('it''s ? '||char(0)||'') x'00ff' NULL"#;
        assert_eq!(sql, expected);
    }
}
