//! When two things of two catalogs are the same to SQLite, however they are written.

use crate::catalog::{
    ColumnInfo, ForeignKeyInfo, IndexInfo, IndexTerm, IndexedValue, TableInfo, tokens, unquoted,
};

/// A name without regard to the case of ASCII letters.
pub(super) fn name(name: &str) -> String {
    name.to_ascii_lowercase()
}

pub(super) fn names(list: &[String]) -> Vec<String> {
    list.iter().map(|each| name(each)).collect()
}

/// An expression without regard to spacing, the case of names and keywords, quotes around names, the name
/// of the table before that of a column, and parentheses around the whole.
pub(super) fn expression(sql: &str) -> String {
    let all = tokens(sql);
    let is_dot = |at: usize| all.get(at).is_some_and(|token| token.is("."));
    let mut parts: Vec<String> =
        (all.iter().enumerate())
            .filter(|(at, _)| !is_dot(*at) && !is_dot(at + 1))
            .map(|(_, token)| {
                if token.text.starts_with('\'') { token.text.to_owned() } else { name(&unquoted(token.text)) }
            })
            .collect();
    while is_enclosed(&parts) {
        parts.pop();
        parts.remove(0);
    }
    parts.join(" ")
}

/// Whether the first parenthesis closes at the end.
fn is_enclosed(parts: &[String]) -> bool {
    if parts.first().is_none_or(|first| first != "(") {
        return false;
    }
    let mut depth = 0_usize;
    for (at, part) in parts.iter().enumerate() {
        match part.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1 == parts.len();
        }
    }
    false
}

pub(super) fn declared_type(ty: &str) -> String {
    tokens(ty).iter().map(|token| token.text.to_ascii_uppercase()).collect::<Vec<_>>().join(" ")
}

pub(super) fn default(column: &ColumnInfo) -> Option<String> {
    column.default.as_deref().map(expression).filter(|text| text != "null")
}

pub(super) fn collation(column: &ColumnInfo) -> String {
    column.collation.as_deref().unwrap_or("BINARY").to_ascii_uppercase()
}

pub(super) fn generated(column: &ColumnInfo) -> Option<(String, bool)> {
    column.generated.as_ref().map(|generated| (expression(&generated.expression), generated.stored))
}

/// Whether NULL is refused: also by being the rowid, in which NULL asks for a new number.
pub(super) fn refuses_null(table: &TableInfo, column: &ColumnInfo) -> bool {
    column.not_null || is_rowid(table, column)
}

/// Whether the column is [another name of the rowid](https://sqlite.org/lang_createtable.html#rowid).
pub(super) fn is_rowid(table: &TableInfo, column: &ColumnInfo) -> bool {
    !table.without_rowid
        && table.primary_key.len() == 1
        && name(&table.primary_key[0]) == name(&column.name)
        && column.declared_type.eq_ignore_ascii_case("INTEGER")
}

/// What an index or a UNIQUE constraint is over.
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

pub(super) type Index = (String, bool, Vec<(String, bool, String)>, Option<String>);

pub(super) fn index(index: &IndexInfo) -> Index {
    (name(&index.name), index.unique, terms(&index.terms), index.condition.as_deref().map(expression))
}

/// All of a foreign key but its name, which has no effect.
pub(super) type ForeignKey = (Vec<String>, String, Vec<String>, &'static str, &'static str, bool);

pub(super) fn foreign_key(key: &ForeignKeyInfo) -> ForeignKey {
    (
        names(&key.columns),
        name(&key.parent),
        names(&key.parent_columns),
        key.on_delete.as_sql(),
        key.on_update.as_sql(),
        key.deferred,
    )
}

/// Whether `sql` mentions `wanted` as a name.
pub(super) fn mentions(sql: &str, wanted: &str) -> bool {
    tokens(sql).iter().any(|token| unquoted(token.text).eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn spelling_does_not_tell_expressions_apart() {
        assert_eq!(expression("( \"Age\">=0 AND [x] in(1, 2) )"), expression("age >= 0 and x IN (1,2)"));
        assert_eq!(expression("t.\"a\" > 0.5"), expression("a > 0.5"));
        assert_ne!(expression("a = 'X'"), expression("a = 'x'"));
        assert_ne!(expression("(a) + (b)"), expression("a) + (b"));
    }
}
