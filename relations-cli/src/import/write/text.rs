//! Texts as Rust literals and in comments.

/// Returns `text` as a Rust literal, raw where that saves backslashes.
pub fn literal(text: &str) -> String {
    let quoted = text.contains(['"', '\\']);
    if quoted && !text.contains('#') && printable(text) == text {
        format!("r#\"{text}\"#")
    } else {
        format!("{text:?}")
    }
}

/// Returns `text` as it may be written in a comment: invisible characters are escaped, such as the direction
/// marks that the compiler refuses.
pub fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|char| {
            let shown = char == '\t' || char.escape_debug().count() == 1 || matches!(char, '"' | '\'' | '\\');
            if shown { vec![char] } else { char.escape_debug().collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_read_well_and_hide_nothing() {
        for (text, expected) in [
            ("a", r#""a""#),
            ("\"a\" > 'b'", r##"r#""a" > 'b'"#"##),
            ("\"#", r##""\"#""##),
            ("a\nb", r#""a\nb""#),
            ("\u{202e}", r#""\u{202e}""#),
        ] {
            assert_eq!(literal(text), expected);
        }
        assert_eq!(printable("it's \"a\"\r\u{202e}"), "it's \"a\"\\r\\u{202e}");
    }
}
