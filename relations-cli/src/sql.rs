//! SQL and parts of a catalog as text, for all commands.

use relations::catalog::{ForeignKeyInfo, Generated, IndexTerm, IndexedValue};

/// Returns `name` as a quoted SQL identifier.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Returns `names` as quoted SQL identifiers with commas between.
pub fn quoted_list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// Returns the REFERENCES clause of a foreign key.
pub fn references(key: &ForeignKeyInfo) -> String {
    let references = format!("REFERENCES {} ({})", key.parent, key.parent_columns.join(", "));
    std::iter::once(references).chain(key.rules()).collect::<Vec<_>>().join(" ")
}

/// Returns the AS clause of a generated column, with `expression` as its text.
pub fn generated(generated: &Generated, expression: &str) -> String {
    let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
    format!("AS ({expression}) {kind}")
}

/// Returns the column of a term, or `None` for an expression.
pub fn column_of(term: &IndexTerm) -> Option<&str> {
    match &term.of {
        IndexedValue::Column(name) => Some(name),
        IndexedValue::Expression(_) => None,
    }
}

/// Returns the text of a term's column or expression.
pub fn text_of(term: &IndexTerm) -> &str {
    let (IndexedValue::Column(text) | IndexedValue::Expression(text)) = &term.of;
    text
}
