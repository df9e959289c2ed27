//! A program's own command for the schema of its models, which no tool from outside can know.

use rusqlite::Connection;

use super::plan::{Consent, Plan};
use crate::{error::Result, schema::Schema};

const USAGE: &str = "\
usage:
  plan                    say what would have to be done, and at which risk
  plan --sql              print the script that does it
  migrate                 do it, unless it would destroy values
  migrate --destructive   do it, even so
  verify                  fail if there is anything to do
";

/// Does what `arguments` say with the schema and the database, and says what there is to print. A program gives
/// its users these commands in three lines:
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
/// The commands are `plan`, `plan --sql`, `migrate`, `migrate --destructive` and `verify`; anything else
/// gives a text that says so.
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
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Those of [`Schema::plan`], of [`Plan::apply`](super::Plan::apply) and of [`Schema::verify`]: a program that
/// returns them from `main` ends with a code other than 0.
pub fn command<A: AsRef<str>>(
    schema: &Schema,
    db: &mut Connection,
    arguments: impl IntoIterator<Item = A>,
) -> Result<String> {
    let arguments: Vec<A> = arguments.into_iter().collect();
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    match arguments[..] {
        ["plan"] => Ok(listed("", &schema.plan(db)?)),
        ["plan", "--sql"] => Ok(schema.plan(db)?.sql()),
        ["migrate"] => migrate(schema, db, Consent::None),
        ["migrate", "--destructive"] => migrate(schema, db, Consent::Destructive),
        ["verify"] => {
            schema.verify(db)?;
            Ok("the database has the schema of the models\n".to_owned())
        }
        _ => Ok(USAGE.to_owned()),
    }
}

fn migrate(schema: &Schema, db: &mut Connection, consent: Consent<'_>) -> Result<String> {
    let plan = schema.plan(db)?;
    plan.apply(db, consent)?;
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
