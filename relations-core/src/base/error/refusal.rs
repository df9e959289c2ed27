//! Reasons why a plan of evolution is refused: [`Refusal`].

use std::fmt;

/// A reason why a plan was not carried out or not written. The database is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Changes would destroy values, or lose a constraint or the like, without [`Consent`](crate::evolution::Consent)
    /// to them.
    Consent {
        /// The changes, as text.
        changes: Vec<String>,
    },
    /// Rows are in the way of changes.
    Data {
        /// The changes, as text.
        changes: Vec<String>,
    },
    /// Changes are impossible.
    Impossible {
        /// The changes, as text.
        changes: Vec<String>,
    },
    /// The schema of the database changed after the plan was made.
    Outdated,
    /// A transaction is active, in which foreign keys cannot be turned off.
    InTransaction,
    /// The connection has a temporary trigger that would be dropped with its table, though the table is only
    /// rebuilt; or a temporary table that hides the one of the same name while SQLite alters that.
    Temporary {
        /// The kind of object, such as `trigger`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// A pragma did not take effect.
    Pragma {
        /// Its name.
        name: &'static str,
    },
    /// Foreign keys that held before would not hold afterwards.
    ForeignKeys {
        /// The rows and their tables, as text.
        violations: Vec<String>,
    },
    /// A view or a trigger would no longer work.
    Dependent {
        /// The object, such as ``view `recent` ``.
        object: String,
        /// The error message of SQLite.
        problem: String,
    },
    /// The plan was carried out, but the database would not have the wanted schema.
    Incomplete {
        /// The remaining differences, as text.
        changes: Vec<String>,
    },
    /// A migration file cannot be written or read.
    File {
        /// The file or directory.
        path: std::path::PathBuf,
        /// The reason.
        problem: String,
    },
    /// The arguments are not a command of [`command`](crate::evolution::command()).
    Usage {
        /// The arguments.
        given: String,
        /// The valid commands.
        usage: &'static str,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut listed = |heading: &str, list: &[String]| {
            f.write_str(heading)?;
            list.iter().try_for_each(|each| write!(f, "\n  {each}"))
        };
        match self {
            Self::Consent { changes } => listed(
                "the plan destroys values, or loses what the database has and the models do not say; give `Consent::Destructive` (to a command, `--destructive`), or consent to each of:",
                changes,
            ),
            Self::Data { changes } => listed(
                "rows stand in the way; change them first, or say by `Planner::value` what becomes of them:",
                changes,
            ),
            Self::Impossible { changes } => listed("the plan cannot be carried out:", changes),
            Self::Outdated => {
                f.write_str("the schema of the database changed after the plan was made: make a new plan")
            }
            Self::InTransaction => f.write_str(
                "a plan cannot be carried out inside of a transaction, in which foreign keys cannot be \
                 turned off: commit it first",
            ),
            Self::Temporary { kind, name } => write!(
                f,
                "the temporary {kind} `{name}` of this connection is in the way: drop it, or use another connection"
            ),
            Self::Pragma { name } => write!(f, "`PRAGMA {name}` has no effect on this connection"),
            Self::ForeignKeys { violations } => {
                listed("nothing was changed, since foreign keys would no longer hold:", violations)
            }
            Self::Dependent { object, problem } => {
                write!(f, "nothing was changed, since {object} would no longer work: {problem}")
            }
            Self::Incomplete { changes } => listed(
                "nothing was changed, since the outcome would not be the schema that was asked for:",
                changes,
            ),
            Self::Usage { given, usage } => write!(f, "there is no command `{given}`\n{}", usage.trim_end()),
            Self::File { path, problem } => write!(f, "`{}`: {problem}", path.display()),
        }
    }
}

impl From<Refusal> for crate::Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
