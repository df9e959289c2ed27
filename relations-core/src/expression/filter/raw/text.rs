//! Words and signs in the texts of a piece of SQL.

/// Returns `true` if there is a subquery in the text.
pub(super) fn has_subquery(sql: &str) -> bool {
    words(sql).any(|(_, word, _)| word.eq_ignore_ascii_case("select"))
}

/// Returns `true` if the text contains `name` as a name by itself: neither that of a column after its table, nor that
/// of a table before its column or its own alias.
pub(super) fn names_table(sql: &str, name: &str) -> bool {
    words(sql).any(|(before, word, behind)| {
        word.eq_ignore_ascii_case(name)
            && !before.trim_end().ends_with('.')
            && !behind.trim_start().starts_with(['.', '('])
            && !words(behind).next().is_some_and(|(_, next, _)| next.eq_ignore_ascii_case("as"))
    })
}

/// Returns the words and quoted names of a text, each with the text before and behind it. Words in strings are among
/// them, which does not matter here.
fn words(sql: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + sql[at..].find(is_part)?;
        let end =
            sql[start..].find(|character| !is_part(character)).map_or(sql.len(), |length| start + length);
        at = end;
        let unquoted = |side: &'static str| move |character: char| side.contains(character);
        let before = sql[..start].trim_end_matches(unquoted("\"`["));
        let behind = sql[end..].trim_start_matches(unquoted("\"`]"));
        Some((before, &sql[start..end], behind))
    })
}

/// Finds a character in `sql`, outside of its strings and quoted names, that would shift the bound values or hide the
/// rest of the statement.
pub(super) fn find_forbidden(sql: &str) -> Option<char> {
    let mut quote = None;
    let mut previous = ' ';
    for character in sql.chars() {
        match (quote, character) {
            (Some(open), close) if close == open => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(character),
            (None, '[') => quote = Some(']'),
            (None, '?' | ':' | '@' | '$' | ';') => return Some(character),
            (None, '-') if previous == '-' => return Some('-'),
            (None, '*') if previous == '/' => return Some('*'),
            (Some(_) | None, _) => {}
        }
        previous = if quote.is_some() { ' ' } else { character };
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::{find_forbidden, names_table};

    #[test]
    fn a_table_of_an_alias_is_found_where_it_is_named_and_not_where_its_columns_are() {
        for of_it in ["SELECT 1 FROM t", "SELECT 1 FROM \"t\" WHERE", "FROM posts AS T, x", "JOIN [t] ON"] {
            assert!(names_table(of_it, "t"), "{of_it}");
        }
        for other in [
            "SELECT t.id FROM posts",
            "WHERE p.t = 1",
            "p . \"t\"",
            "\"t\".x",
            "t1",
            "at",
            "t(1)",
            "FROM t AS o",
        ] {
            assert!(!names_table(other, "t"), "{other}");
        }
    }

    #[test]
    fn parameters_and_comments_are_found_outside_of_strings_only() {
        for plain in ["", "length(", "'?' || \":a\" || `@` || [$]", "a - -b", "'it''s' * 2 / 3"] {
            assert_eq!(find_forbidden(plain), None, "{plain}");
        }
        for (wrong, found) in [("a = ?", '?'), (":x", ':'), ("1 -- b", '-'), ("1 /* b", '*'), ("'a", '\'')] {
            assert_eq!(find_forbidden(wrong), Some(found), "{wrong}");
        }
    }
}
