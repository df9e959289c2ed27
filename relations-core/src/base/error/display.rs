//! The messages and sources of [`Error`].
//!
//! They are written by hand because of `source`: the error of SQLite is boxed, to keep errors small, and has to be
//! in the chain as a `rusqlite::Error`, not as a box.

use std::{error, fmt};

use rusqlite::ffi;

use crate::base::error::Error;

impl fmt::Display for Error {
    #[expect(clippy::too_many_lines, reason = "it has a message for each variant")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { model, key } => write!(f, "no `{model}` with {key}"),
            Self::Stale { model, key } => {
                write!(f, "`{model}` with {key} was changed by another after it was read: reload it and try again")
            }
            Self::MultipleRows { model } => {
                write!(f, "several rows of `{model}` where at most one was expected")
            }
            Self::Cardinality { model, relation, key, several } => {
                let found = if *several { "are several rows" } else { "is no row" };
                write!(f, "`{model}`.`{relation}` leads to one row, but there {found} for key {key}")
            }
            Self::Cycle { model, relation, key } => {
                write!(f, "`{model}`.`{relation}` leads from key {key} back to it: there is no end to load")
            }
            Self::TooDeep { model, relation, levels } => write!(
                f,
                "`{model}`.`{relation}` goes down more than {levels} levels: take them level by level instead"
            ),
            Self::Repeated { model, key } => {
                write!(f, "the `{model}` with key {key} is named twice: leave one out")
            }
            Self::Nested { path, error } => write!(f, "{path}: {error}"),
            Self::NotUnique { model, columns } => {
                let columns = columns.join(", ");
                write!(
                    f,
                    "`{model}` is not known by {columns}: name its key, or columns that are `unique` together"
                )
            }
            Self::Query { message } => f.write_str(message),
            Self::Cursor { problem } => f.write_str(problem),
            Self::Unique { table, columns, .. } => {
                write!(f, "table `{table}` has a row with the same {} already", columns.join(", "))
            }
            Self::MissingParent { child, relation, parent, key, .. } => {
                write!(f, "`{child}`.`{relation}` has no parent: `{parent}` has no row with {key}")
            }
            Self::ChildrenRemain { parent, child, relation, count, .. } => {
                write!(f, "`{parent}` still has {count} row(s) of `{child}` referring to it by `{relation}`")
            }
            Self::ForeignKey { .. } => f.write_str("a foreign key does not hold"),
            Self::NotNull { table, column, .. } => {
                write!(f, "column `{column}` of table `{table}` cannot be NULL")
            }
            Self::Check { table, check, .. } => {
                write!(f, "a row of table `{table}` does not pass the check `{check}`")
            }
            Self::WrongType { table, message, .. } => {
                write!(f, "table `{table}` refuses the type of a value: {message}")
            }
            Self::Ignored { table } => write!(
                f,
                "the database passed over a row of table `{table}`, because of a trigger or a constraint"
            ),
            Self::ForeignKeysOff => f.write_str(
                "foreign keys are off on this connection: open it with `relations::open`, or call \
                 `relations::configure` on it outside of a transaction",
            ),
            Self::Mapping { model, table, column, .. } => {
                write!(f, "`{model}` maps ")?;
                if let Some(column) = column {
                    write!(f, "column `{column}` of ")?;
                }
                write!(f, "table `{table}`, which the database does not have")
            }
            Self::MissingKey { model, table, columns, .. } => write!(
                f,
                "`{model}` declares {} as a key of table `{table}`, on which the database has neither PRIMARY KEY nor \
                 UNIQUE for it",
                columns.join(", ")
            ),
            Self::Decode { model, table, column, found, source } => {
                write!(
                    f,
                    "`{model}` cannot read column `{column}` of table `{table}`: found {found}, {source}"
                )
            }
            Self::Encode { .. } => f.write_str("a value cannot be stored in SQLite"),
            Self::Open { path, .. } => write!(f, "cannot open the database `{}`", path.display()),
            Self::ReadOnly { .. } => f.write_str("the database is read-only"),
            Self::Busy { source } if snapshot_is_old(source) => f.write_str(
                "the database has been written by another connection since this transaction read it: begin it by \
                 `relations::transaction`, which takes the lock before it reads",
            ),
            Self::Busy { .. } => f.write_str(
                "the database is locked by another connection; a transaction that has read does not wait to write: \
                 `relations::transaction` takes the lock before it reads",
            ),
            #[cfg(feature = "evolution")]
            Self::Unreadable { problem, .. } => write!(f, "the database cannot be read: {problem}"),
            Self::Definition { object, problem } => {
                write!(f, "the definition of {object} cannot be understood: {problem}")
            }
            #[cfg(feature = "evolution")]
            Self::Drift { differences } => {
                f.write_str("the database does not have the schema of the models; it would need to")?;
                differences.iter().try_for_each(|difference| write!(f, "\n  {difference}"))
            }
            #[cfg(feature = "evolution")]
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Sqlite(source) => source.fmt(f),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NotFound { .. }
            | Self::Stale { .. }
            | Self::MultipleRows { .. }
            | Self::Cardinality { .. }
            | Self::Cycle { .. }
            | Self::TooDeep { .. }
            | Self::NotUnique { .. }
            | Self::Repeated { .. }
            | Self::Query { .. }
            | Self::Cursor { .. }
            | Self::Ignored { .. }
            | Self::Definition { .. }
            | Self::ForeignKeysOff => None,
            #[cfg(feature = "evolution")]
            Self::Drift { .. } | Self::Refused(_) => None,
            #[cfg(feature = "evolution")]
            Self::Unreadable { source, .. } => Some(&**source),
            // The message has the error's own, and so its source follows.
            Self::Nested { error, .. } => error.source(),
            Self::Decode { source, .. } => Some(source),
            Self::Unique { source, .. }
            | Self::MissingParent { source, .. }
            | Self::ChildrenRemain { source, .. }
            | Self::ForeignKey { source }
            | Self::NotNull { source, .. }
            | Self::Check { source, .. }
            | Self::WrongType { source, .. }
            | Self::Mapping { source, .. }
            | Self::MissingKey { source, .. }
            | Self::Encode { source }
            | Self::Open { source, .. }
            | Self::ReadOnly { source }
            | Self::Busy { source } => Some(&**source),
            // It has the message of rusqlite's error, and so the source of that error.
            Self::Sqlite(source) => source.source(),
        }
    }
}

/// Returns `true` if a transaction that began by reading came too late to write.
fn snapshot_is_old(source: &rusqlite::Error) -> bool {
    source.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_BUSY_SNAPSHOT)
}
