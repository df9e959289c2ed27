//! Reads and writes the pairs of a junction table: [`Pairs`].
//!
//! The code here is not generic over models, so that it is compiled once: a pair is given as a function that
//! binds the keys of the near row and of the far row.

use rusqlite::{CachedStatement, Connection};

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::atomic,
        compile::Compile,
        diagnose::{self, mapping::TouchedTables},
        no_change,
        run::{self, Written},
    },
    handle::{
        has_many::Changes,
        key_difference::{StoredKeys, compare_keys, key_list::KeyList},
    },
    relation::junction::Linking,
    row::bind::{self, Bind},
    schema::metadata::{path::Path, table::Table},
    statement::{
        comparison::{self, FixedSql},
        junction::JunctionSql,
    },
};

/// A function that binds a key, or the two keys of a pair.
pub(crate) type Write<'w> = &'w dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>;

/// The junction table of a relation.
pub(crate) struct Pairs {
    pub table: &'static Table,
    pub sql: &'static JunctionSql,
    pub touched: TouchedTables,
    pub path: &'static Path,
}

impl Pairs {
    /// Returns the junction table of the relation `R`.
    #[inline]
    pub(crate) fn of<R: Linking>() -> Self {
        Self { table: R::JUNCTION, sql: R::write(), touched: TouchedTables::along::<R>(), path: &R::PATH }
    }

    /// Adds a pair, and returns `true` if it was not there.
    pub(crate) fn link(&self, db: &Connection, pair: Write<'_>) -> Result<bool> {
        no_change::retry_in_transaction(db, self.table, || {
            let written = run::write(db, &self.fixed(&self.sql.link), pair)
                .map_err(|error| self.unlinked(db, error, pair))?;
            self.linked(db, written, pair)
        })
    }

    /// Returns `true` if the statement that adds a pair has found it missing.
    fn linked(&self, db: &Connection, written: Written, pair: Write<'_>) -> Result<bool> {
        if written.rows > 0 {
            return Ok(true);
        }
        if self.has(db, pair)? && !written.by_triggers {
            return Ok(false);
        }
        no_change::check_inserted(db, self.table, written).map(|()| true)
    }

    /// Removes a pair, and returns `true` if it was there.
    pub(crate) fn unlink(&self, db: &Connection, pair: Write<'_>) -> Result<bool> {
        let unlink = || {
            run::write(db, &self.fixed(&self.sql.unlink), pair)
                .map_err(|error| self.remaining(db, error, pair))
        };
        Ok(no_change::write_one(db, self.table, unlink, || self.has(db, pair))? > 0)
    }

    /// Returns `true` if a pair is there.
    pub(crate) fn has(&self, db: &Connection, pair: Write<'_>) -> Result<bool> {
        run::exists(db, self.touched, &self.fixed(&self.sql.contains), pair)
    }

    /// Removes all pairs of a near row and returns their number.
    pub(crate) fn clear(&self, db: &Connection, near: Write<'_>) -> Result<usize> {
        let clear = || {
            run::write(db, &self.fixed(&self.sql.clear), near).map_err(|error| {
                let near = bind::collect(near).unwrap_or_default();
                diagnose::explain_delete(db, error, self.table, self.path.step(0).to, &near)
            })
        };
        let count = || {
            let mut count = 0;
            self.keys(db, near, &mut |_| {
                count += 1;
                Ok(())
            })?;
            Ok(count)
        };
        no_change::write_several(db, self.table, clear, count)
    }

    /// Makes the far rows with these keys the only ones that are linked to a near row.
    pub(crate) fn set(&self, db: &Connection, near: Write<'_>, wanted: &KeyList) -> Result<Changes> {
        atomic(db, self.table, || {
            let far = self.path.step(1);
            let pairs = comparison::column_pairs(self.path.step(0).table, far).collect();
            let stored_in = StoredKeys { table: far.table, columns: far.to, pairs };
            let rows = TouchedTables::table((far.of)());
            let difference = compare_keys(db, rows, &stored_in, &|visit| self.keys(db, near, visit), wanted)?;
            let mut changes = Changes::default();
            let mut writing = Writing { pairs: self, db, link: None, unlink: None };
            for far in 0..difference.removed.len() {
                changes.removed += usize::from(writing.unlink(&both(near, &difference.removed, far))?);
            }
            for far in difference.added {
                changes.added += usize::from(writing.link(&both(near, wanted, far))?);
            }
            Ok(changes)
        })
    }

    /// Hands the far row's key of each pair of a near row to `visit`.
    fn keys(
        &self,
        db: &Connection,
        near: Write<'_>,
        visit: &mut dyn FnMut(&rusqlite::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        run::rows(db, self.touched, &self.fixed(&self.sql.keys), near, visit)
    }

    /// Returns one of the fixed statements that write the junction table.
    fn fixed(&self, text: &'static str) -> FixedSql<'static> {
        self.sql.fixed(text)
    }

    /// Returns the error of the library for an error of adding a pair.
    #[cold]
    fn unlinked(&self, db: &Connection, error: rusqlite::Error, pair: Write<'_>) -> Error {
        let pair = bind::collect(pair).unwrap_or_default();
        diagnose::explain_write(db, error, self.table, &self.columns(), &pair)
    }

    /// Returns the error of the library for an error of removing a pair.
    #[cold]
    fn remaining(&self, db: &Connection, error: rusqlite::Error, pair: Write<'_>) -> Error {
        let pair = bind::collect(pair).unwrap_or_default();
        diagnose::explain_delete(db, error, self.table, &self.columns(), &pair)
    }

    /// Returns the columns that refer to the near row, then those that refer to the far row.
    fn columns(&self) -> Vec<&'static str> {
        [self.path.step(0).to, self.path.step(1).from].concat()
    }
}

/// Returns the function that binds a pair: a near row's key, and the key at `at` of the far rows.
fn both(near: Write<'_>, far: &KeyList, at: usize) -> impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()> {
    move |bind| {
        near(bind)?;
        far.bind(at, bind)
    }
}

/// Writes pairs one after the other in one transaction, by statements that are kept meanwhile.
struct Writing<'p, 'db> {
    pairs: &'p Pairs,
    db: &'db Connection,
    link: Option<CachedStatement<'db>>,
    unlink: Option<CachedStatement<'db>>,
}

impl Writing<'_, '_> {
    /// Adds a pair, and returns `true` if it was not there.
    fn link(&mut self, pair: Write<'_>) -> Result<bool> {
        let (pairs, db) = (self.pairs, self.db);
        let written = run_kept(db, &mut self.link, pairs.fixed(&pairs.sql.link), pair)
            .map_err(|error| pairs.unlinked(db, error, pair))?;
        pairs.linked(db, written, pair)
    }

    /// Removes a pair, and returns `true` if it was there.
    fn unlink(&mut self, pair: Write<'_>) -> Result<bool> {
        let (pairs, db) = (self.pairs, self.db);
        let written = run_kept(db, &mut self.unlink, pairs.fixed(&pairs.sql.unlink), pair)
            .map_err(|error| pairs.remaining(db, error, pair))?;
        let rows = if written.rows > 0 {
            written.rows
        } else {
            no_change::explain(db, pairs.table, written, pairs.has(db, pair)?)?
        };
        Ok(rows > 0)
    }
}

/// Runs a statement for a pair, and keeps it prepared.
fn run_kept<'db>(
    db: &'db Connection,
    kept: &mut Option<CachedStatement<'db>>,
    sql: FixedSql<'_>,
    pair: Write<'_>,
) -> rusqlite::Result<Written> {
    let statement = match kept {
        Some(statement) => statement,
        None => kept.insert(sql.compile(db)?),
    };
    pair(&mut Bind::statement(statement))?;
    run::run_to_end(db, statement)
}
