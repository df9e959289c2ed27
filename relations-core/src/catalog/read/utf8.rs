//! Errors for text that is not UTF-8.

use rusqlite::{Row, types::Type};

use crate::base::error::Error;

/// The problem of a statement that is not UTF-8.
pub(super) const NOT_UTF8: &str = "its statement is no text";

/// Reads a name or a type. The error names `what` it is if it is not UTF-8.
pub(super) fn text(row: &Row<'_>, at: usize, what: impl FnOnce() -> String) -> rusqlite::Result<String> {
    let bytes = row.get_ref(at)?.as_bytes()?;
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        not_utf8(at, format!("{}, `{}`, is no text: {error}", what(), String::from_utf8_lossy(bytes)))
    })
}

/// The error for a text that is not UTF-8.
#[derive(Debug)]
struct NotUtf8(String);

impl std::fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotUtf8 {}

fn not_utf8(at: usize, problem: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(NotUtf8(problem)))
}

/// Returns the problem if an error is about text that is not UTF-8.
pub(in crate::catalog) fn not_utf8_problem(error: &rusqlite::Error) -> Option<String> {
    match error {
        rusqlite::Error::FromSqlConversionFailure(_, _, source) => {
            source.downcast_ref::<NotUtf8>().map(ToString::to_string)
        }
        _ => None,
    }
}

/// Returns the error for a table whose statement has to be read and cannot be, for `problem` as in
/// [`TableInfo::unread`](crate::catalog::TableInfo::unread).
pub(crate) fn unread_error(table: &str, problem: &str) -> Error {
    let object = format!("table `{table}`");
    if !problem.contains(NOT_UTF8) {
        return Error::Definition { object, problem: problem.to_owned() };
    }
    let problem = format!("{object}: {problem}");
    let source = Box::new(not_utf8(0, problem.clone()));
    Error::Unreadable { problem, source }
}
