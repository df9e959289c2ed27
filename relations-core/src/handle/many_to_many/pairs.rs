//! Removes the pairs of a junction table, and makes them those that are wanted: more of [`Pairs`].

use rusqlite::{CachedStatement, Connection, types::Value};

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
    row::bind::{self, Bind, Write},
    schema::metadata::role::VerbTime,
    statement::comparison::{self, FixedSql},
    write::pairs::{Pairs, completed},
};

impl Pairs {
    /// Removes a pair, and returns `true` if it was there.
    pub(crate) fn unlink(&self, db: &Connection, pair: Write<'_>) -> Result<bool> {
        let unlink = || {
            run::write(db, &self.fixed(&self.sql.unlink), pair)
                .map_err(|error| self.remaining(db, error, pair))
        };
        Ok(no_change::write_one(db, self.table, unlink, || self.has(db, pair))? > 0)
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
            let filled = self.sql.filled(&VerbTime::new())?;
            let mut writing = Writing { pairs: self, db, link: None, unlink: None, filled };
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

    /// Returns the error of the library for an error of removing a pair.
    #[cold]
    fn remaining(&self, db: &Connection, error: rusqlite::Error, pair: Write<'_>) -> Error {
        let pair = bind::collect(pair).unwrap_or_default();
        diagnose::explain_delete(db, error, self.table, &self.columns(), &pair)
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
    /// The values that are filled in for each new pair.
    filled: Vec<Value>,
}

impl Writing<'_, '_> {
    /// Adds a pair, and returns `true` if it was not there.
    fn link(&mut self, pair: Write<'_>) -> Result<bool> {
        let (pairs, db) = (self.pairs, self.db);
        let new = completed(pair, &self.filled);
        let written = run_kept(db, &mut self.link, pairs.fixed(&pairs.sql.link), &new)
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
