//! The problems that a check finds, for people and for programs.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// The columns that identify a row, with their values.
pub type Row = serde_json::Map<String, Value>;

/// A problem that [`check`](crate::check()) found. [`Display`](fmt::Display) formats it for people; as JSON
/// it is an object with the `kind`, in snake case, beside the fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Finding {
    /// Rows refer to a missing parent.
    MissingParent {
        /// The table with the foreign key.
        table: String,
        /// The columns of the foreign key.
        columns: Vec<String>,
        /// The table that it refers to.
        parent: String,
        /// The columns there.
        parent_columns: Vec<String>,
        /// The number of these rows.
        count: i64,
        /// The first of them: the columns of their key, or the `rowid`, and of the foreign key.
        rows: Vec<Row>,
    },
    /// A foreign key refers to columns that it cannot refer to, so that SQLite refuses to write.
    Mismatch {
        /// The table with the foreign key.
        table: String,
        /// The columns of the foreign key.
        columns: Vec<String>,
        /// The table that it refers to.
        parent: String,
        /// The reason.
        problem: String,
    },
    /// Rows violate a CHECK.
    BrokenCheck {
        /// The table.
        table: String,
        /// The expression of the CHECK.
        check: String,
        /// The number of these rows.
        count: i64,
    },
    /// A row violates NOT NULL, or the type of its column.
    BrokenConstraint {
        /// The message of SQLite.
        message: String,
    },
    /// A primary key accepts NULL, and a row with NULL in its key can be neither found nor referred to.
    NullableKey {
        /// The table.
        table: String,
        /// The columns of the key that accept NULL.
        columns: Vec<String>,
        /// The number of rows with NULL there.
        nulls: i64,
    },
    /// A foreign key has no index, so that deleting a parent reads all rows of the table.
    NoIndex {
        /// The table with the foreign key.
        table: String,
        /// The columns of the foreign key.
        columns: Vec<String>,
        /// The table that it refers to.
        parent: String,
        /// The statement that creates the index.
        remedy: String,
    },
    /// A table has no primary key, so that its rows cannot be told apart.
    NoKey {
        /// The table.
        table: String,
    },
}

/// Lists names as a sentence does.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingParent { table, columns, parent, parent_columns, count, rows } => {
                write!(
                    f,
                    "`{table}`: {count} row(s) refer by {} to a row that `{parent}` does not have by {}",
                    list(columns),
                    list(parent_columns)
                )?;
                for row in rows {
                    let values: Vec<String> =
                        row.iter().map(|(column, value)| format!("{column} = {value}")).collect();
                    write!(f, "\n    {}", values.join(", "))?;
                }
                let rest = usize::try_from(*count).unwrap_or(usize::MAX).saturating_sub(rows.len());
                if rest > 0 { write!(f, "\n    and {rest} more") } else { Ok(()) }
            }
            Self::Mismatch { table, columns, parent, problem } => write!(
                f,
                "`{table}`: the foreign key {} to `{parent}` cannot work, and every write fails: {problem}",
                list(columns)
            ),
            Self::BrokenCheck { table, check, count } => {
                write!(f, "`{table}`: {count} row(s) do not pass the check `{check}`")
            }
            Self::BrokenConstraint { message } => write!(f, "{message}"),
            Self::NullableKey { table, columns, nulls } => write!(
                f,
                "`{table}`: the key accepts NULL in {}, and {nulls} row(s) have it: declare NOT NULL",
                list(columns)
            ),
            Self::NoIndex { table, columns, parent, remedy } => write!(
                f,
                "`{table}`: the foreign key {} to `{parent}` has no index, so that each deleted parent reads the \
                 whole table\n    {remedy}",
                list(columns)
            ),
            Self::NoKey { table } => {
                write!(f, "`{table}`: there is no primary key, so that rows cannot be told apart")
            }
        }
    }
}
