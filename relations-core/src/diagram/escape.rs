//! Escapes names of any kind for the three languages.

/// Returns `text` in one line, without the control characters that XML cannot represent.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            // Direction marks would reverse the text after them in the same line.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {
                char::REPLACEMENT_CHARACTER
            }
            _ if char.is_control() => char::REPLACEMENT_CHARACTER,
            _ => char,
        })
        .collect()
}

/// Returns `text` in one line as the content or an attribute of an XML element.
pub(super) fn xml(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for char in one_line(text).chars() {
        match char {
            '&' => xml += "&amp;",
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '"' => xml += "&quot;",
            '\'' => xml += "&#39;",
            _ => xml.push(char),
        }
    }
    xml
}

/// Shortens `text` to `most` characters, with an ellipsis if it is cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
