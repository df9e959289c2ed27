//! Carrying out a plan.

pub(crate) mod settings;
pub(crate) mod violations;

use rusqlite::{Connection, ErrorCode};

use crate::{
    base::{
        error::{Error, Result},
        quote::quoted,
    },
    catalog::{
        definition::tokens::{tokens, unquoted},
        info::Catalog,
    },
    connection::atomic::atomic_or,
    evolution::{
        apply::settings::Settings,
        plan::{Consent, Plan, Steps},
        refusal::Refusal,
        step::{Copy, Step},
    },
};

/// How many rows are copied between two reports of progress.
const PIECE: u64 = 10_000;

/// How far a plan has been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The statement that is next, or is under way.
    pub statement: &'a str,
    /// How many rows have been copied.
    pub rows: u64,
    /// How many rows are to be copied in all.
    pub rows_in_all: u64,
}

impl Plan {
    /// Carries out the plan, wholly or not at all. Foreign keys are off meanwhile, and as they were afterwards;
    /// those that do not hold already are no obstacle.
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
    /// and what else SQLite reports. The database is as it was then.
    pub fn apply(&self, db: &mut Connection, consent: Consent<'_>) -> Result<()> {
        self.apply_with(db, consent, |_| {})
    }

    /// The same, with a report before each statement and, while the rows of a large table are copied, after
    /// every ten thousand.
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
    /// As of [`apply`](Self::apply).
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
        // Nobody else can write from here on. What was compared must still be what there is.
        if Catalog::read(db)? != self.live {
            return Err(Refusal::Outdated.into());
        }
        self.recount(db)?;
        let mut rows = Rows { done: 0, in_all: 0, progress };
        for step in &self.steps.renames {
            rows.run(db, step)?;
        }
        no_temporary_triggers(db, &self.steps)?;
        let before = violations::find(db)?;
        rows.in_all = self.rows_in_all(db)?;
        for step in self.steps.after_renames() {
            rows.run(db, step)?;
        }
        rows.report("PRAGMA foreign_key_check");
        violations::find(db)?.none_besides(&before)?;
        for dependent in &self.dependents {
            db.prepare(&dependent.sql).map_err(|error| {
                Error::from(Refusal::Dependent {
                    object: dependent.object.clone(),
                    problem: error.to_string(),
                })
            })?;
        }
        let left = self.again.plan(db)?;
        if !left.is_empty() {
            let changes = left.changes().iter().map(ToString::to_string).collect();
            return Err(Refusal::Incomplete { changes }.into());
        }
        rows.report("COMMIT");
        Ok(())
    }

    /// Counts the rows in the way once more, now that none can be added.
    fn recount(&self, db: &Connection) -> Result<()> {
        let mut found = Vec::new();
        for need in &self.needs {
            let rows = need.count(db)?;
            if rows > 0 {
                found.push(format!("{rows} row(s) {}", need.reason));
            }
        }
        if found.is_empty() { Ok(()) } else { Err(Refusal::Data { changes: found }.into()) }
    }

    fn rows_in_all(&self, db: &Connection) -> Result<u64> {
        let mut rows = 0;
        for step in self.steps.after_renames() {
            if let Step::Copy(copy) = step {
                let sql = format!("SELECT count(*) FROM main.{}", quoted(&copy.from));
                rows += db.query_row(&sql, [], |row| row.get::<_, u64>(0))?;
            }
        }
        Ok(rows)
    }
}

/// A temporary trigger goes with its table, and with one that is made anew too. It follows its table through renames, so
/// this is asked after them.
fn no_temporary_triggers(db: &Connection, steps: &Steps) -> Result<()> {
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
        // Without a schema before its name, a temporary table is meant where there is one.
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

/// What it means that a statement fails: SQLite reads the statements of all indexes and triggers anew when it renames
/// anything, and takes a temporary table of the same name for theirs.
fn taken_for_another(db: &Connection, sql: &str, error: rusqlite::Error) -> Error {
    // An interrupt, say, or a full disk is what it is.
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

/// The rows that are copied.
struct Rows<'a> {
    done: u64,
    in_all: u64,
    progress: &'a mut dyn FnMut(&Progress<'_>),
}

impl Rows<'_> {
    fn report(&mut self, statement: &str) {
        (self.progress)(&Progress { statement, rows: self.done, rows_in_all: self.in_all });
    }

    fn run(&mut self, db: &Connection, step: &Step) -> Result<()> {
        let sql = step.in_main();
        self.report(&sql);
        match step {
            Step::Copy(copy) => self.copy(db, copy, &sql),
            // Some pragmas answer with a row, which this passes over.
            _ => db.execute_batch(&sql).map_err(|error| taken_for_another(db, &sql, error)),
        }
    }

    /// Copies piece by piece along the rowids, where there are any.
    fn copy(&mut self, db: &Connection, copy: &Copy, sql: &str) -> Result<()> {
        let Some(rowid) = copy.rowid else {
            self.done += db.execute(sql, [])? as u64;
            self.report(sql);
            return Ok(());
        };
        let from = format!("main.{}", quoted(&copy.from));
        let mut next = db.prepare(&format!(
            "SELECT {rowid} FROM {from} WHERE {rowid} > ?1 ORDER BY {rowid} LIMIT 1 OFFSET {PIECE}"
        ))?;
        let mut piece =
            db.prepare(&format!("{sql} WHERE {rowid} > ?1 AND {rowid} <= ?2 ORDER BY {rowid}"))?;
        let mut first = db.prepare(&format!("{sql} WHERE {rowid} = ?1"))?;
        // Greater than the least there can be leaves that one out.
        self.done += first.execute([i64::MIN])? as u64;
        let mut after = i64::MIN;
        loop {
            let last = match next.query_row([after], |row| row.get(0)) {
                Ok(last) => Some(last),
                Err(rusqlite::Error::QueryReturnedNoRows) => None,
                Err(error) => return Err(error.into()),
            };
            self.done += piece.execute([after, last.unwrap_or(i64::MAX)])? as u64;
            self.report(sql);
            match last {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }
}
