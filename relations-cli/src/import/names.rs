//! Turns names of tables and columns into names of Rust. `unique` keeps them apart and free of clashes,
//! `case` finds a `rename_all`.

mod case;
mod unique;

pub use self::{
    case::{is_written, shared_case},
    unique::{Members, Structs},
};

use heck::ToSnakeCase;

use super::words;

/// The words that need `r#` to be a name, including those of future editions.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The words that cannot be a name even with `r#`.
const NEVER_NAMES: [&str; 4] = ["crate", "self", "super", "_"];

/// Returns `name` in snake case, as a name of Rust without `r#`; `fallback` is used if no character can be
/// kept, or as a prefix before a digit.
pub fn snake(name: &str, fallback: &str) -> String {
    let kept: String =
        name.chars().map(|char| if unicode_ident::is_xid_continue(char) { char } else { ' ' }).collect();
    let snake = kept.to_snake_case();
    match snake.chars().next() {
        None => fallback.to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("{fallback}_{snake}"),
        Some(_) if NEVER_NAMES.contains(&snake.as_str()) => format!("{snake}_"),
        Some(_) => snake,
    }
}

/// Returns the name as source code: `r#type` for `type`.
pub fn escape_keyword(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// The name of a table in singular and plural, in snake case.
pub struct Noun {
    pub singular: String,
    pub plural: String,
}

impl Noun {
    /// Derives both forms from the name of a table in either form: only the last word changes.
    pub fn of(table: &str) -> Self {
        let name = snake(table, "table");
        let (before, last) = match name.rsplit_once('_') {
            Some((before, last)) => (format!("{before}_"), last),
            None => (String::new(), name.as_str()),
        };
        let one = words::singular(last);
        // The plural that the table itself uses is better than one made by a rule.
        let many = if one == last { words::plural(last) } else { last.to_owned() };
        Self { singular: before.clone() + &one, plural: before + &many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_one_of_rust() {
        for (name, expected) in [
            ("AlbumId", "album_id"),
            ("Order Details", "order_details"),
            ("2fa", "column_2fa"),
            ("", "column"),
            ("%", "column"),
            ("self", "self_"),
            ("größe", "größe"),
            ("a\"b", "a_b"),
            ("x²", "x"),
            ("_id", "id"),
        ] {
            assert_eq!(snake(name, "column"), expected);
        }
        assert_eq!(escape_keyword("type"), "r#type");
    }
}
