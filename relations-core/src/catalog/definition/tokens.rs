//! SQL as a list of tokens, for comparing texts and for finding places in them.

use sqlite3_parser::{
    dialect::TokenType,
    lexer::{Scanner, sql::Tokenizer},
};

/// A token and its place.
#[derive(Clone, Debug)]
pub(crate) struct Token<'sql> {
    pub(crate) kind: TokenKind,
    /// As written.
    pub(crate) text: &'sql str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The kind of a token, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A keyword, an operator, a number, a bare name or a text in single quotes.
    Other,
    /// A name in double quotes, grave accents or brackets.
    QuotedName,
}

impl Token<'_> {
    /// Returns `true` if it is this keyword or sign.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind == TokenKind::Other && self.text.eq_ignore_ascii_case(word)
    }
}

/// Splits `sql` into tokens, without spaces and comments. It ends early at characters that begin no token,
/// which cannot be in a statement that SQLite accepted.
pub(crate) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner::new(Tokenizer::new());
    let mut found = Vec::new();
    while let Ok((start, Some((_, token)), end)) = scanner.scan(sql.as_bytes()) {
        // The tokenizer reports the text between the quotes, so the whole token is cut out here.
        let Some(text) = sql.get(start..end) else { break };
        let quoted = token == TokenType::TK_ID && text.starts_with(['"', '`', '[']);
        let kind = if quoted { TokenKind::QuotedName } else { TokenKind::Other };
        found.push(Token { kind, text, start, end });
    }
    found
}

/// Removes the quotes around a name.
pub(crate) fn unquoted(name: &str) -> String {
    let Some(quote) = name.chars().next().filter(|first| "\"`'[".contains(*first)) else {
        return name.to_owned();
    };
    let close = if quote == '[' { ']' } else { quote };
    let inner = name.get(1..).and_then(|rest| rest.strip_suffix(close)).unwrap_or(name);
    if quote == '[' {
        inner.to_owned()
    } else {
        inner.replace(&format!("{quote}{quote}"), &quote.to_string())
    }
}
