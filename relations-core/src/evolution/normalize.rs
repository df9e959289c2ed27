//! Normal forms, by which two things of two catalogs are equal if they are the same to SQLite, however they
//! are written.

use crate::{
    base::{quote::text_literal, sql::direction},
    catalog::{
        ColumnInfo, ForeignKeyInfo, IndexInfo, IndexTerm, IndexedValue, NullRule, TableInfo, tokens, unquoted,
    },
};

/// Returns a name in lower case, since SQLite ignores the case of ASCII letters.
pub(super) fn name(name: &str) -> String {
    name.to_ascii_lowercase()
}

pub(super) fn names(list: &[String]) -> Vec<String> {
    list.iter().map(|each| name(each)).collect()
}

/// Returns an expression in a form that ignores spacing, the case of names and keywords, quotes around names,
/// the table before a column, and parentheses around the whole.
pub(super) fn expression(sql: &str) -> String {
    words(sql).join(" ")
}

/// The normal form of a CHECK.
#[derive(Debug, PartialEq)]
pub(super) enum Check {
    /// Which columns are NULL.
    Nulls(NullRule),
    Expression(String),
}

/// Returns a CHECK in its normal form. One that only asks which columns are NULL is known by what it lets in.
pub(super) fn check(sql: &str) -> Check {
    NullRule::of(sql).map_or_else(|| Check::Expression(expression(sql)), Check::Nulls)
}

/// Returns the words of the normalized [`expression`].
pub(super) fn words(sql: &str) -> Vec<String> {
    let all = tokens(sql);
    let is_dot = |at: usize| all.get(at).is_some_and(|token| token.is("."));
    let mut words: Vec<String> =
        (all.iter().enumerate())
            .filter(|(at, _)| !is_dot(*at) && !is_dot(at + 1))
            .map(|(_, token)| {
                if token.text.starts_with('\'') { token.text.to_owned() } else { name(&unquoted(token.text)) }
            })
            .collect();
    while is_parenthesized(&words) {
        words.pop();
        words.remove(0);
    }
    words
}

/// Reports whether the first parenthesis closes at the end.
pub(super) fn is_parenthesized(words: &[String]) -> bool {
    if words.first().is_none_or(|first| first != "(") {
        return false;
    }
    let mut depth = 0_usize;
    for (at, part) in words.iter().enumerate() {
        match part.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1 == words.len();
        }
    }
    false
}

pub(super) fn declared_type(ty: &str) -> String {
    tokens(ty).iter().map(|token| token.text.to_ascii_uppercase()).collect::<Vec<_>>().join(" ")
}

pub(super) fn default(column: &ColumnInfo) -> Option<String> {
    column.default.as_deref().map(default_value).filter(|text| text != "null")
}

/// Returns the normalized expression of a DEFAULT, in which a single word is a text and not a name.
fn default_value(sql: &str) -> String {
    const VALUES: [&str; 6] = ["null", "true", "false", "current_time", "current_date", "current_timestamp"];

    let tokens = tokens(sql);
    let [word] = &tokens[..] else { return expression(sql) };
    let word = word.text;
    let bare = word.chars().all(|char| char.is_alphanumeric() || char == '_')
        && !word.starts_with(|first: char| first.is_ascii_digit());
    let text = match word.chars().next() {
        Some('"' | '`' | '[') => unquoted(word),
        _ if bare && !VALUES.contains(&name(word).as_str()) => word.to_owned(),
        _ => return expression(sql),
    };
    text_literal(&text)
}

pub(super) fn collation(column: &ColumnInfo) -> String {
    column.collation.as_deref().unwrap_or("BINARY").to_ascii_uppercase()
}

pub(super) fn generated(column: &ColumnInfo) -> Option<(String, bool)> {
    column.generated.as_ref().map(|generated| (expression(&generated.expression), generated.stored))
}

/// Reports whether the column refuses NULL. The rowid does too: NULL asks for a new number there.
pub(super) fn refuses_null(table: &TableInfo, column: &ColumnInfo) -> bool {
    column.not_null || is_rowid(table, column)
}

/// Reports whether the column is [another name of the rowid](https://sqlite.org/lang_createtable.html#rowid).
pub(super) fn is_rowid(table: &TableInfo, column: &ColumnInfo) -> bool {
    table.rowid_key && table.primary_key.iter().any(|key| name(key) == name(&column.name))
}

/// Returns the columns of a primary key, each with its order (`true` for descending) and its collating
/// sequence, if that differs from the column's.
pub(super) fn primary_key(table: &TableInfo) -> Vec<(String, bool, Option<String>)> {
    (table.key_terms.iter())
        .filter_map(|term| Some((term.column()?, term)))
        .map(|(column, term)| {
            let own = table.column(column).map(collation);
            let collation = term.collation.to_ascii_uppercase();
            let other = !table.rowid_key && own.as_ref() != Some(&collation);
            (name(column), term.descending && !table.rowid_key, other.then_some(collation))
        })
        .collect()
}

/// Returns the terms of [`primary_key`] as SQL.
pub(super) fn primary_key_as_sql(table: &TableInfo) -> Vec<String> {
    let words = primary_key(table).into_iter().zip(&table.key_terms);
    words
        .map(|((_, descending, collation), term)| {
            let of = term.text();
            let collation = collation.map_or_else(String::new, |name| format!(" COLLATE {name}"));
            format!("{of}{collation}{}", direction(descending))
        })
        .collect()
}

/// Returns the terms of an index or a UNIQUE constraint: text, order and collating sequence.
pub(super) fn terms(terms: &[IndexTerm]) -> Vec<(String, bool, String)> {
    terms
        .iter()
        .map(|term| {
            let of = match &term.of {
                IndexedValue::Column(column) => format!("column {}", name(column)),
                IndexedValue::Expression(sql) => expression(sql),
            };
            (of, term.descending, term.collation.to_ascii_uppercase())
        })
        .collect()
}

/// An index without its name, which has no effect.
pub(super) type Index = (bool, Vec<(String, bool, String)>, Option<String>);

pub(super) fn index(index: &IndexInfo) -> Index {
    (index.unique, terms(&index.terms), index.condition.as_deref().map(expression))
}

/// A foreign key without its name and the order of its columns, which have no effect.
pub(super) type ForeignKey = (Vec<(String, Option<String>)>, String, &'static str, &'static str, bool);

pub(super) fn foreign_key(key: &ForeignKeyInfo) -> ForeignKey {
    let parents = key.parent_columns.iter().map(|column| Some(name(column))).chain(std::iter::repeat(None));
    let mut columns: Vec<_> = key.columns.iter().map(|column| name(column)).zip(parents).collect();
    columns.sort();
    (columns, name(&key.parent), key.on_delete.as_sql(), key.on_update.as_sql(), key.deferred)
}

/// Returns the columns of a foreign key, each with the one that it refers to, and the parent.
pub(super) fn endpoints(key: &ForeignKeyInfo) -> (Vec<(String, Option<String>)>, String) {
    let (columns, parent, ..) = foreign_key(key);
    (columns, parent)
}

/// Reports whether `sql` mentions `wanted` as a name.
pub(super) fn mentions(sql: &str, wanted: &str) -> bool {
    tokens(sql).iter().any(|token| unquoted(token.text).eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::{default_value, expression};

    #[test]
    fn spelling_does_not_tell_expressions_apart() {
        assert_eq!(expression("( \"Age\">=0 AND [x] in(1, 2) )"), expression("age >= 0 and x IN (1,2)"));
        assert_eq!(expression("t.\"a\" > 0.5"), expression("a > 0.5"));
        assert_ne!(expression("a = 'X'"), expression("a = 'x'"));
        assert_ne!(expression("(a) + (b)"), expression("a) + (b"));
    }

    #[test]
    fn a_default_that_is_a_word_is_a_text() {
        for (word, value) in [("Draft", "'Draft'"), ("\"it's\"", "'it''s'"), ("(x)", "x"), ("TRUE", "true")] {
            assert_eq!(default_value(word), value);
        }
        for other in ["'a'", "x'00ff'", "7", ".5", "- 1"] {
            assert_eq!(default_value(other), other);
        }
    }
}
