//! The commands of a program for its own models.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use relations::{
    Error, Schema,
    evolution::{command, command_with},
};

use crate::{
    Unreadable,
    console::{Failure, Outcome, exit, print, print_to_stderr},
    form::Form,
    open,
};

/// Gives a program the commands of [`relations::evolution::command`] for its own models, which no other
/// program can know, with the database as an argument: `plan`, `migrate`, `verify`, `diagram` and `ddl`. This
/// is the whole program:
///
/// ```no_run
/// # use relations::{Model, Schema, schema};
/// # #[derive(Model)]
/// # struct Planet {
/// #     id: i64,
/// # }
/// # const SCHEMA: Schema = schema![Planet];
/// fn main() -> std::process::ExitCode {
///     relations_cli::manage(&SCHEMA)
/// }
/// ```
///
/// It reads the arguments of the program, and returns its exit code: 0 if nothing was found, 1 if `plan` or
/// `verify` found something, 2 if the command could not run.
#[must_use]
pub fn manage(schema: &Schema) -> ExitCode {
    exit(run(schema, &Cli::parse().command))
}

/// Compare a database with the models of this program, and make it what they are.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 if nothing was found, 1 if `plan` or `verify` found something,
2 if the command could not run.";

#[derive(Subcommand)]
enum Command {
    /// Tell what would have to be done to a database, and at which risk
    Plan {
        /// The database file
        database: PathBuf,

        /// Print the script that does it
        #[arg(long)]
        sql: bool,
    },

    /// Make a database what the models are, wholly or not at all; it is created if it does not exist
    Migrate {
        /// The database file
        database: PathBuf,

        /// Do also what destroys values, such as dropping a column, or loses a constraint, a foreign key or an index
        #[arg(long)]
        destructive: bool,
    },

    /// Tell whether a database is what the models are
    Verify {
        /// The database file
        database: PathBuf,

        /// Ask only whether what the models map can be read and written, of a database that another program owns
        #[arg(long, conflicts_with = "reading")]
        mapping: bool,

        /// Ask only whether what the models map can be read
        #[arg(long)]
        reading: bool,
    },

    /// Draw the entity-relationship diagram of the models
    Diagram {
        #[command(flatten)]
        form: Form,
    },

    /// Print the script that creates the tables
    Ddl,
}

/// The time to wait for a locked database.
const TIMEOUT: Duration = Duration::from_secs(5);

fn run(schema: &Schema, chosen: &Command) -> Result<Outcome, Failure> {
    match chosen {
        Command::Plan { database, sql } => {
            let mut db = open(database, TIMEOUT)?;
            let arguments: &[&str] = if *sql { &["plan", "--sql"] } else { &["plan"] };
            let text =
                command(schema, &mut db, arguments).map_err(|error| Unreadable::explain(database, error))?;
            print(&text)?;
            let nothing = schema.verify(&db).is_ok();
            Ok(if nothing { Outcome::NothingFound } else { Outcome::Found })
        }
        Command::Migrate { database, destructive } => {
            let mut db = relations::open(database).map_err(|error| Unreadable::explain(database, error))?;
            let arguments: &[&str] = if *destructive { &["migrate", "--destructive"] } else { &["migrate"] };
            let mut reported = 0;
            let text = command_with(schema, &mut db, arguments, |progress| {
                // Rows are copied in batches of ten thousand; fewer take no time.
                if progress.rows > reported {
                    reported = progress.rows;
                    print_to_stderr(&format!("{reported} of {} rows", progress.rows_in_all));
                }
            })?;
            print(&text)?;
            Ok(Outcome::NothingFound)
        }
        Command::Verify { database, mapping, reading } => {
            let mut db = open(database, TIMEOUT)?;
            let option = [(*mapping, "--mapping"), (*reading, "--reading")];
            let option = option.into_iter().filter_map(|(set, option)| set.then_some(option));
            match command(schema, &mut db, std::iter::once("verify").chain(option)) {
                Ok(text) => {
                    print(&text)?;
                    Ok(Outcome::NothingFound)
                }
                Err(Error::Drift { differences }) => {
                    print(&differences.join("\n"))?;
                    Ok(Outcome::Found)
                }
                Err(error) => Err(Unreadable::explain(database, error).into()),
            }
        }
        Command::Diagram { form } => {
            print(&form.draw(&schema.diagram()))?;
            Ok(Outcome::NothingFound)
        }
        Command::Ddl => {
            print(&schema.ddl())?;
            Ok(Outcome::NothingFound)
        }
    }
}
