//! Interprets the few expressions that have a meaning for models.

/// Returns the expression of a DEFAULT for use in parentheses, where the derive puts it.
///
/// SQLite reads a bare word as a text in a DEFAULT, but in parentheses as a column, which a default cannot
/// name.
pub fn as_default(expression: &str) -> String {
    const VALUES: [&str; 6] = ["NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"];

    let expression = expression.trim();
    let is_value = VALUES.iter().any(|value| expression.eq_ignore_ascii_case(value));
    match unquoted(expression) {
        Some(word) if !is_value => format!("'{}'", word.replace('\'', "''")),
        _ => expression.to_owned(),
    }
}

/// Returns the name if `text` is one, bare or in one of the quotes that SQLite accepts for names.
fn unquoted(text: &str) -> Option<String> {
    let bare = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    if !text.is_empty() && text.chars().all(bare) && !text.starts_with(|first: char| first.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    for (open, close) in [('"', '"'), ('`', '`'), ('[', ']')] {
        let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) else { continue };
        let doubled = format!("{close}{close}");
        let rest = if open == close { inner.replace(&doubled, "") } else { inner.to_owned() };
        return (!rest.contains(close)).then(|| inner.replace(&doubled, &close.to_string()));
    }
    None
}

/// Reports whether a CHECK restricts `column` to 0 and 1, which is what a `bool` field adds.
pub fn is_bool_check(expression: &str, column: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|char| !char.is_whitespace() && !matches!(char, '"' | '`' | '[' | ']'))
            .collect::<String>()
            .to_lowercase()
    };
    let mut expression = bare(expression);
    while let Some(inner) = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        expression = inner.to_owned();
    }
    ["0,1", "1,0"].iter().any(|values| expression == format!("{}in({values})", bare(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_as_a_default_is_a_text() {
        for (declared, expected) in [
            ("draft", "'draft'"),
            ("\"it's\"", "'it''s'"),
            ("`a``b`", "'a`b'"),
            ("CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"),
            ("true", "true"),
            ("-1", "-1"),
            ("0", "0"),
            ("'x'", "'x'"),
            ("\"a\" || \"b\"", "\"a\" || \"b\""),
            ("datetime('now')", "datetime('now')"),
        ] {
            assert_eq!(as_default(declared), expected, "{declared}");
        }
    }

    #[test]
    fn a_check_for_0_and_1_is_a_bools() {
        for expression in ["done IN (0, 1)", "\"Done\" in (1,0)", "(done IN (0,1))"] {
            assert!(is_bool_check(expression, "done"), "{expression}");
        }
        for expression in ["done IN (0, 1, 2)", "undone IN (0, 1)", "done IN (0, 1) OR (1)"] {
            assert!(!is_bool_check(expression, "done"), "{expression}");
        }
    }
}
