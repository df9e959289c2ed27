//! The command line, as clap parses it. The comments on its parts are the help texts of the tool.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::{Dates, form::Form};

/// Models from an existing SQLite database, its diagram, its faults, and what sets two databases apart.
///
/// Databases are only read: nothing is written to them, nor beside them.
#[derive(Parser)]
#[command(name = "relations", version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// How long to wait for a database that another program has locked
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5)]
    pub timeout: u64,
}

const EXIT_CODES: &str = "Exit codes: 0 if nothing was found, 1 if `check` or `diff` found something,
2 if the command could not run.";

#[derive(Subcommand)]
pub enum Command {
    /// Write the models of a database as Rust source
    ///
    /// The source compiles as it is, with the crate `relations`. Names are made Rust's,
    /// and the original ones kept in attributes; foreign keys become relations in both
    /// directions, junction tables many-to-many relations. What models cannot express,
    /// such as views and triggers, is a comment at its place.
    #[command(verbatim_doc_comment, after_help = "Example: relations import app.db > src/models.rs")]
    Import {
        /// The database file
        database: PathBuf,

        /// The crate for columns declared as DATE, TIME, DATETIME or TIMESTAMP, instead of text
        #[arg(long, value_enum, value_name = "CRATE")]
        dates: Option<DateCrate>,
    },

    /// Draw the entity-relationship diagram of a database
    #[command(after_help = "Example: relations diagram app.db --svg > app.svg")]
    Diagram {
        /// The database file
        database: PathBuf,

        #[command(flatten)]
        form: Form,
    },

    /// Look for what breaks the relations of a database, or makes them slow
    ///
    /// Reports rows whose foreign key leads nowhere, foreign keys that cannot work, rows
    /// that break a constraint, keys that accept NULL, foreign keys without an index, and
    /// tables without a key.
    #[command(verbatim_doc_comment)]
    Check {
        /// The database file
        database: PathBuf,

        /// How many rows to show of each foreign key that is violated
        #[arg(long, value_name = "ROWS", default_value_t = 10)]
        limit: usize,

        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },

    /// Tell what two databases define differently
    ///
    /// Each line is one difference: `-` for what only the first database has, `+` for
    /// what only the second has, `~` for what they define differently. Rows are not
    /// compared.
    #[command(verbatim_doc_comment)]
    Diff {
        /// The first database file
        left: PathBuf,

        /// The second database file
        right: PathBuf,

        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum DateCrate {
    Chrono,
    Jiff,
    Time,
}

impl From<DateCrate> for Dates {
    fn from(name: DateCrate) -> Self {
        match name {
            DateCrate::Chrono => Self::Chrono,
            DateCrate::Jiff => Self::Jiff,
            DateCrate::Time => Self::Time,
        }
    }
}
