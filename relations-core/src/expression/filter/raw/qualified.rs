//! SQL written by hand as an expression over one row, among tables whose columns have the same names.

use crate::{
    base::{quote::push_quoted, sql::push_column},
    expression::filter::raw::{names::WORDS, text::has_subquery},
    schema::metadata::table::Table,
};

/// The names of the rowid.
const ROWIDS: [&str; 3] = ["rowid", "_rowid_", "oid"];

/// Renders the expression in parentheses, in which each name of a column means that of the row of `table` with
/// this alias, whatever other tables the statement reads.
pub(crate) fn of_row(text: &str, table: &Table, alias: &str) -> String {
    let mut sql = String::with_capacity(2 * text.len() + 16);
    if has_subquery(text) {
        // In a subquery a name can mean a column of a table there. So the columns are given their names once
        // more, around it.
        sql.push_str("(SELECT (");
        sql.push_str(text);
        sql.push_str(") FROM (SELECT ");
        for (at, column) in table.columns.iter().enumerate() {
            sql.push_str(if at > 0 { ", " } else { "" });
            push_column(&mut sql, alias, column.name);
            sql.push_str(" AS ");
            push_quoted(&mut sql, column.name);
        }
        sql.push_str("))");
        return sql;
    }
    sql.push('(');
    push_qualified(&mut sql, text, table, alias);
    sql.push(')');
    sql
}

/// Appends the text, with the alias before each name of a column.
fn push_qualified(sql: &mut String, text: &str, table: &Table, alias: &str) {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let column = |name: &str| table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    let (mut rest, mut previous, mut word_before) = (text, ' ', "");
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '\'' | '"' | '`' => Some(first),
            '[' => Some(']'),
            _ => None,
        };
        let length = if let Some(close) = close {
            let inside = &rest[first.len_utf8()..];
            inside.find(close).map_or(rest.len(), |end| first.len_utf8() + end + close.len_utf8())
        } else if is_word(first) {
            rest.find(|character| !is_word(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, behind) = rest.split_at(length);
        let named = match close {
            Some('\'') => None,
            Some(_) => column(token.get(1..token.len() - 1).unwrap_or_default()),
            None if !is_word(first) || behind.trim_start().starts_with('(') || is_any(token, &WORDS) => None,
            None => column(token),
        };
        // Behind these words there is the name of a collating sequence or a type, behind a dot of any column.
        let is_other = previous == '.'
            || is_any(word_before, &["collate", "as"])
            || behind.trim_start().starts_with('.');
        match named {
            Some(column) if !is_other => push_column(sql, alias, column.name),
            None if close.is_none() && !is_other && is_any(token, &ROWIDS) => {
                sql.extend([alias, ".", token]);
            }
            _ => sql.push_str(token),
        }
        if !first.is_whitespace() {
            previous = first;
            word_before = token;
        }
        rest = behind;
    }
}

/// Returns `true` if the word is one of these, in any case.
fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}
