//! A program's own command for the schema of its models, which no external tool knows.

use rusqlite::Connection;

use super::{
    Refusal,
    apply::Progress,
    plan::{Consent, Plan},
};

use crate::{base::error::Result, schema::Schema};

const USAGE: &str = "\
usage:
  plan                    say what would have to be done, and at which risk
  plan --sql              print the script that does it
  migrate                 do it, unless it would destroy values, or lose a constraint, a foreign key or an index
  migrate --destructive   do it, even so
  verify                  fail if there is anything to do
  verify --mapping        fail if what the models map cannot be read and written, and ask no more
  verify --reading        the same for a program that only reads
  diagram                 draw the models as Mermaid
  diagram --svg           draw them as a picture
  diagram --dot           draw them in the language of Graphviz
  ddl                     print the script that creates their tables
";

/// Runs the command that `arguments` give on the schema and the database, and returns the text to print. A
/// program gives its users the commands `plan`, `migrate`, `verify` and `diagram` in three lines:
///
/// ```no_run
/// # use seed::*;
/// # fn main() -> relations::Result<()> {
/// let mut db = relations::open("app.db")?;
/// print!("{}", relations::evolution::command(&SCHEMA, &mut db, std::env::args().skip(1))?);
/// Ok(())
/// # }
/// ```
///
/// Errors that `main` returns are printed in their `Debug` form. To show users a readable message, print the
/// error instead:
///
/// ```no_run
/// # use seed::*;
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     let arguments = std::env::args().skip(1);
///     relations::open("app.db")
///         .and_then(|mut db| relations::evolution::command(&SCHEMA, &mut db, arguments))
///         .inspect(|text| print!("{text}"))
///         .inspect_err(|error| eprintln!("error: {error}"))
///         .map_or(ExitCode::FAILURE, |_| ExitCode::SUCCESS)
/// }
/// ```
///
/// `help`, or no argument, returns a text that lists all commands. The package `relations-cli` has the same
/// commands, with the database as an argument, in its function `manage`.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
/// use relations::evolution::command;
///
/// db.execute_batch("DROP INDEX ix_posts_user_id")?;
/// assert!(command(&SCHEMA, &mut db, ["verify"]).is_err());
/// assert_eq!(
///     command(&SCHEMA, &mut db, ["plan"])?,
///     "create index `ix_posts_user_id` on `posts` (the database does not have it): safe\n"
/// );
/// command(&SCHEMA, &mut db, ["migrate"])?;
/// assert_eq!(command(&SCHEMA, &mut db, ["verify"])?, "the database has the schema of the models\n");
/// assert!(command(&SCHEMA, &mut db, ["diagram"])?.starts_with("erDiagram"));
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Those of [`Schema::plan`], [`Plan::apply`](super::Plan::apply) and [`Schema::verify`], and
/// [`Refusal::Usage`] if the arguments are not a command: a program that returns them from `main` ends with a
/// code other than 0.
pub fn command<A: AsRef<str>>(
    schema: &Schema,
    db: &mut Connection,
    arguments: impl IntoIterator<Item = A>,
) -> Result<String> {
    command_with(schema, db, arguments, |_| {})
}

/// Runs a command as [`command`] does, and reports the progress of `migrate` as
/// [`Plan::apply_with`](super::Plan::apply_with) does.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
/// let mut statements = Vec::new();
/// db.execute_batch("DROP INDEX ix_posts_user_id")?;
/// relations::evolution::command_with(&SCHEMA, &mut db, ["migrate"], |progress| {
///     statements.push(progress.statement.to_owned());
/// })?;
/// assert!(statements[0].starts_with("CREATE INDEX"));
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Those of [`command`].
pub fn command_with<A: AsRef<str>>(
    schema: &Schema,
    db: &mut Connection,
    arguments: impl IntoIterator<Item = A>,
    progress: impl FnMut(&Progress<'_>),
) -> Result<String> {
    let arguments: Vec<A> = arguments.into_iter().collect();
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    match arguments[..] {
        ["plan"] => {
            let plan = schema.plan(db)?;
            let mut text = listed("", &plan);
            if !plan.is_empty() {
                plan.kept().iter().for_each(|kept| text += &format!("{kept}\n"));
            }
            Ok(text)
        }
        ["plan", "--sql"] => Ok(schema.plan(db)?.sql()),
        ["migrate"] => migrate(schema, db, Consent::None, progress),
        ["migrate", "--destructive"] => migrate(schema, db, Consent::Destructive, progress),
        ["verify"] => {
            schema.verify(db)?;
            Ok("the database has the schema of the models\n".to_owned())
        }
        ["verify", "--mapping"] => {
            schema.check_mapping(db)?;
            Ok("what the models map can be read and written\n".to_owned())
        }
        ["verify", "--reading"] => {
            schema.check_reading(db)?;
            Ok("what the models map can be read\n".to_owned())
        }
        ["diagram"] | ["diagram", "--mermaid"] => Ok(schema.diagram().mermaid()),
        ["diagram", "--svg"] => Ok(schema.diagram().svg()),
        ["diagram", "--dot"] => Ok(schema.diagram().dot()),
        ["ddl"] => Ok(schema.ddl()),
        [] | ["help" | "--help" | "-h"] => Ok(USAGE.to_owned()),
        _ => Err(Refusal::Usage { given: arguments.join(" "), usage: USAGE }.into()),
    }
}

fn migrate(
    schema: &Schema,
    db: &mut Connection,
    consent: Consent<'_>,
    progress: impl FnMut(&Progress<'_>),
) -> Result<String> {
    let plan = schema.plan(db)?;
    plan.apply_with(db, consent, progress)?;
    Ok(listed("done: ", &plan))
}

fn listed(prefix: &str, plan: &Plan) -> String {
    if plan.is_empty() {
        return "nothing to do\n".to_owned();
    }
    let mut text = String::new();
    for change in plan.changes() {
        text += &format!("{prefix}{change}\n");
    }
    text
}
