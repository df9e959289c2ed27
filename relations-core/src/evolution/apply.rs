//! Carries out a plan: [`Plan::apply`] runs the steps in one transaction, checks the outcome and rolls
//! everything back if a check fails. `settings` turns foreign keys off meanwhile, `violations` compares the
//! violations before and after.

mod settings;
mod violations;

use rusqlite::{Connection, ErrorCode};

use self::settings::Settings;
use super::{
    Refusal,
    plan::{Consent, Plan, Steps},
    step::{Copy, Step},
};

use crate::{
    base::{
        error::{Error, Result},
        sql::table as table_in_main,
    },
    catalog::{Catalog, tokens, unquoted},
    connection::atomic::atomic_or,
};

/// The number of rows that are copied between two reports of progress.
const BATCH_ROWS: u64 = 10_000;

/// The progress of a plan that is being carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The statement that runs now or next.
    pub statement: &'a str,
    /// The number of rows that have been copied.
    pub rows: u64,
    /// The number of rows to copy in total.
    pub rows_in_all: u64,
}

impl Plan {
    /// Carries out the plan, as a whole or not at all. Foreign keys are turned off meanwhile and restored
    /// afterwards; violations that exist already do not block the plan.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
    /// use relations::evolution::Consent;
    ///
    /// db.execute_batch("ALTER TABLE users ADD COLUMN fax TEXT")?;
    /// let plan = SCHEMA.plan(&db)?;
    /// assert!(plan.apply(&mut db, Consent::None).is_err()); // the models do not have the column
    /// plan.apply(&mut db, Consent::Destructive)?;
    /// assert!(SCHEMA.plan(&db)?.is_empty());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] if the plan cannot or may not be carried out; [`Error::ReadOnly`], [`Error::Busy`],
    /// and any other error that SQLite reports. The database is then unchanged.
    pub fn apply(&self, db: &mut Connection, consent: Consent<'_>) -> Result<()> {
        self.apply_with(db, consent, |_| {})
    }

    /// Carries out the plan as [`apply`](Self::apply) does, and reports its progress before each statement
    /// and, while the rows of a large table are copied, after every ten thousand rows.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
    /// use relations::evolution::Consent;
    ///
    /// db.execute_batch("ALTER TABLE users ADD COLUMN fax TEXT CHECK (fax <> name)")?; // only a rebuild can drop it
    /// let mut copied = 0;
    /// SCHEMA.plan(&db)?.apply_with(&mut db, Consent::Destructive, |progress| {
    ///     println!("{} of {} rows: {}", progress.rows, progress.rows_in_all, progress.statement);
    ///     copied = progress.rows;
    /// })?;
    /// assert_eq!(copied, User::query().count(&db)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`apply`](Self::apply).
    pub fn apply_with(
        &self,
        db: &mut Connection,
        consent: Consent<'_>,
        mut progress: impl FnMut(&Progress<'_>),
    ) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        self.permit(consent)?;
        if !db.is_autocommit() {
            return Err(Refusal::InTransaction.into());
        }
        let settings = Settings::set(db)?;
        let done = atomic_or(db, None, || self.carry_out(db, &mut progress));
        let restored = settings.restore();
        done?;
        restored
    }

    fn carry_out(&self, db: &Connection, progress: &mut dyn FnMut(&Progress<'_>)) -> Result<()> {
        // No other connection can write from here on. The database must still have the schema that was
        // compared.
        if Catalog::read(db)? != self.live {
            return Err(Refusal::Outdated.into());
        }
        self.recount(db)?;
        let mut rows = Execution { done: 0, in_all: 0, progress };
        for step in &self.steps.renames {
            rows.run(db, step)?;
        }
        refuse_temporary_triggers(db, &self.steps)?;
        let before = violations::find(db)?;
        rows.in_all = self.rows_in_all(db)?;
        for step in self.steps.after_renames() {
            rows.run(db, step)?;
        }
        rows.report("PRAGMA foreign_key_check");
        violations::find(db)?.check_against(&before)?;
        for dependent in &self.dependents {
            db.prepare(&dependent.probe).map_err(|error| {
                Error::from(Refusal::Dependent {
                    object: dependent.object.clone(),
                    problem: error.to_string(),
                })
            })?;
        }
        let left = self.verifier.plan(db)?;
        if !left.is_empty() {
            let changes = left.changes().iter().map(ToString::to_string).collect();
            return Err(Refusal::Incomplete { changes }.into());
        }
        rows.report("COMMIT");
        Ok(())
    }

    /// Counts the rows that violate a precondition once more, now that none can be added.
    fn recount(&self, db: &Connection) -> Result<()> {
        let mut found = Vec::new();
        for precondition in &self.preconditions {
            let rows = precondition.count(db)?;
            if rows > 0 {
                found.push(format!("{rows} row(s) {}", precondition.reason));
            }
        }
        if found.is_empty() { Ok(()) } else { Err(Refusal::Data { changes: found }.into()) }
    }

    fn rows_in_all(&self, db: &Connection) -> Result<u64> {
        let mut rows = 0;
        for step in self.steps.after_renames() {
            if let Step::Copy(copy) = step {
                let sql = format!("SELECT count(*) FROM {}", table_in_main(&copy.from));
                rows += db.query_row(&sql, [], |row| row.get::<_, u64>(0))?;
            }
        }
        Ok(rows)
    }
}

/// Refuses the plan if it would drop a temporary trigger together with its table, also with a table that is
/// only rebuilt. The trigger follows its table through renames, so this is checked after them.
fn refuse_temporary_triggers(db: &Connection, steps: &Steps) -> Result<()> {
    let mut statement = db
        .prepare("SELECT name, tbl_name, sql FROM temp.sqlite_schema WHERE type = 'trigger' ORDER BY name")?;
    let triggers: Vec<(String, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut has = db.prepare(
        "SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE)",
    )?;
    for (name, table, sql) in triggers {
        let goes = |step: &Step| matches!(step, Step::DropTable(name) if name.eq_ignore_ascii_case(&table));
        if !steps.after_renames().any(goes) {
            continue;
        }
        // Without a schema before its name, the trigger is on the temporary table of that name if there is
        // one.
        let found = tokens(&sql);
        let on = found.iter().position(|token| token.is("ON")).unwrap_or(found.len());
        let schema = found.get(on + 2).filter(|dot| dot.is(".")).and_then(|_| found.get(on + 1));
        let of_main = match schema {
            Some(schema) => unquoted(schema.text).eq_ignore_ascii_case("main"),
            None => !has.query_row([&table], |row| row.get::<_, bool>(0))?,
        };
        if of_main {
            return Err(Refusal::Temporary { kind: "trigger".to_owned(), name }.into());
        }
    }
    Ok(())
}

/// Explains why a statement fails: SQLite parses the statements of all indexes and triggers again when it
/// renames anything, and a temporary table of the same name hides the one that they name.
fn explain_failure(db: &Connection, sql: &str, error: rusqlite::Error) -> Error {
    // Other errors, such as an interrupt or a full disk, need no explanation.
    let is_of_the_statement = error.sqlite_error_code() == Some(ErrorCode::Unknown);
    if !sql.starts_with("ALTER") || !is_of_the_statement {
        return error.into();
    }
    let temporary = db.query_row(
        "SELECT t.type, t.name FROM temp.sqlite_schema AS t JOIN main.sqlite_schema AS m ON lower(m.name) = lower(t.name)
         WHERE t.type IN ('table', 'view') AND m.type = 'table' ORDER BY t.name LIMIT 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    );
    match temporary {
        Ok((kind, name)) => Refusal::Temporary { kind, name }.into(),
        Err(_) => error.into(),
    }
}

/// The execution of the steps, with the number of rows copied so far.
struct Execution<'a> {
    done: u64,
    in_all: u64,
    progress: &'a mut dyn FnMut(&Progress<'_>),
}

impl Execution<'_> {
    fn report(&mut self, statement: &str) {
        (self.progress)(&Progress { statement, rows: self.done, rows_in_all: self.in_all });
    }

    fn run(&mut self, db: &Connection, step: &Step) -> Result<()> {
        let sql = step.in_main();
        self.report(&sql);
        match step {
            Step::Copy(copy) => self.copy(db, copy, &sql),
            // Some pragmas return a row, which this ignores.
            _ => db.execute_batch(&sql).map_err(|error| explain_failure(db, &sql, error)),
        }
    }

    /// Copies the rows in batches by rowid where there are rowids, else all at once.
    fn copy(&mut self, db: &Connection, copy: &Copy, sql: &str) -> Result<()> {
        let Some(rowid) = copy.rowid else {
            self.done += db.execute(sql, [])? as u64;
            self.report(sql);
            return Ok(());
        };
        let from = table_in_main(&copy.from);
        let mut next = db.prepare(&format!(
            "SELECT {rowid} FROM {from} WHERE {rowid} > ?1 ORDER BY {rowid} LIMIT 1 OFFSET {BATCH_ROWS}"
        ))?;
        let mut batch =
            db.prepare(&format!("{sql} WHERE {rowid} > ?1 AND {rowid} <= ?2 ORDER BY {rowid}"))?;
        let mut first = db.prepare(&format!("{sql} WHERE {rowid} = ?1"))?;
        // The condition `> i64::MIN` excludes the least rowid, so it is copied first.
        self.done += first.execute([i64::MIN])? as u64;
        let mut after = i64::MIN;
        loop {
            let last = match next.query_row([after], |row| row.get(0)) {
                Ok(last) => Some(last),
                Err(rusqlite::Error::QueryReturnedNoRows) => None,
                Err(error) => return Err(error.into()),
            };
            self.done += batch.execute([after, last.unwrap_or(i64::MAX)])? as u64;
            self.report(sql);
            match last {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }
}
