//! The words of SQLite.

/// What SQLite says of a statement, without the statement and a place in it. rusqlite puts those behind it, except for 0.40
/// with the system's SQLite.
pub(crate) fn said(error: &rusqlite::Error, sql: &str) -> String {
    let mut said = error.to_string();
    if let Some(end) = said.rfind(&format!(" in {sql} at offset ")) {
        said.truncate(end);
    }
    said
}
