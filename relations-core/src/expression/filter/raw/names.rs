//! The names in a piece of SQL written by hand.

use crate::{expression::filter::raw::Part, schema::metadata::table::Table};

/// Keywords of expressions, which name no column.
pub(super) const WORDS: [&str; 21] = [
    "and", "as", "between", "case", "cast", "collate", "distinct", "else", "end", "escape", "glob", "in",
    "is", "isnull", "like", "not", "notnull", "null", "or", "then", "when",
];

/// Returns `true` if the parts name only functions and columns of `table`, and so concern only a row of it. Any other
/// name could be that of another table or column.
pub(in crate::expression::filter) fn names_only(parts: &[Part], table: &Table) -> bool {
    parts.iter().all(|part| match part {
        Part::Sql(text) => names_only_in(text, table),
        Part::Column(_) | Part::Value(_) => true,
    })
}

/// Returns `true` if the text names only functions and columns of `table`.
fn names_only_in(text: &str, table: &Table) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let is_column = |name: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let (mut rest, mut previous) = (text, ' ');
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '\'' | '"' | '`' => Some(first),
            '[' => Some(']'),
            _ => None,
        };
        let known = if let Some(close) = close {
            let inside = &rest[first.len_utf8()..];
            let end = inside.find(close).unwrap_or(inside.len());
            rest = inside.get(end + close.len_utf8()..).unwrap_or_default();
            first == '\'' || previous != '.' && is_column(&inside[..end])
        } else if is_word(first) {
            let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            let word = &rest[..end];
            rest = &rest[end..];
            let is = |name: &str| name.eq_ignore_ascii_case(word);
            let is_function = rest.trim_start().starts_with('(') && !is("exists");
            first.is_ascii_digit()
                || previous != '.' && (is_function || is_column(word) || WORDS.into_iter().any(is))
        } else {
            rest = &rest[first.len_utf8()..];
            true
        };
        if !known {
            return false;
        }
        if !first.is_whitespace() {
            previous = first;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::names_only_in;
    use crate::schema::{ColumnDef, Entity, Table};

    const INTEGER: crate::schema::column_type::Storage =
        <i64 as crate::schema::column_type::ColumnType>::STORAGE;

    const COLUMNS: &[ColumnDef] =
        &[ColumnDef::new("id", "id", INTEGER), ColumnDef::new("age", "~age", INTEGER)];

    const USERS: Table =
        Table::new(Entity { name: "User", table: "users", identity: "" }, COLUMNS, &["id"], &[]);

    #[test]
    fn only_columns_functions_and_keywords_are_of_a_table() {
        for own in
            ["", "abs(ID) > 3", "\"~age\" NOT IN (1, 2.5)", "[id] = 'o''name t.x' AND `id` IS NULL", "id*1e3"]
        {
            assert!(names_only_in(own, &USERS), "{own}");
        }
        for other in
            ["name = id", "t.id", "t . \"id\" = 1", "\"age\"", "id = (SELECT 1)", "EXISTS (VALUES (1))"]
        {
            assert!(!names_only_in(other, &USERS), "{other}");
        }
    }
}
