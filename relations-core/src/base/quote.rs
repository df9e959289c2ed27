//! The spelling of names, texts and numbers in SQL.

/// Returns `name` as a quoted SQL identifier.
pub(crate) fn quoted(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 2);
    push_quoted(&mut sql, name);
    sql
}

/// Appends a number in decimal digits.
pub(crate) fn push_number(sql: &mut String, number: usize) {
    if number >= 10 {
        push_number(sql, number / 10);
    }
    sql.push(char::from(b"0123456789"[number % 10]));
}

/// Appends `name` as a quoted SQL identifier; a quote within it is doubled.
pub(crate) fn push_quoted(sql: &mut String, name: &str) {
    push_between(sql, name, '"');
}

/// Appends `name` in grave accents, which unlike quotes [can never make it a
/// string](https://sqlite.org/lang_keywords.html).
pub(crate) fn push_short_name(sql: &mut String, name: &str) {
    push_between(sql, name, '`');
}

/// Appends `name` between two of `quote`; a `quote` within it is doubled.
fn push_between(sql: &mut String, name: &str, quote: char) {
    sql.push(quote);
    // Hardly any name has a quote in it, and there are many names.
    if name.as_bytes().contains(&(quote as u8)) {
        push_doubling(sql, name, quote);
    } else {
        sql.push_str(name);
    }
    sql.push(quote);
}

/// Appends `name` with each `quote` in it doubled.
#[cold]
fn push_doubling(sql: &mut String, name: &str, quote: char) {
    for part in name.split_inclusive(quote) {
        *sql += part;
        if part.ends_with(quote) {
            sql.push(quote);
        }
    }
}

/// Returns `names` as quoted SQL identifiers with commas between.
pub(crate) fn quoted_list(names: &[&str]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// Returns `text` as an SQL string literal; an apostrophe within it is doubled.
pub(crate) fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{push_short_name, quoted, text_literal};

    #[test]
    fn a_name_doubles_its_own_quotes_only() {
        for (name, expected) in
            [("id", "\"id\""), ("a\"b`c", "\"a\"\"b`c\""), ("\"", "\"\"\"\""), ("\"\"", "\"\"\"\"\"\"")]
        {
            assert_eq!(quoted(name), expected);
        }
        let mut short = String::new();
        push_short_name(&mut short, "a`b\"c");
        assert_eq!(short, "`a``b\"c`");
        assert_eq!(text_literal("it's \"b\""), "'it''s \"b\"'");
    }
}
