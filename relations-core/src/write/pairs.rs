//! Adds the pairs of a junction table: [`Pairs`], and the link that a new row gets, [`Link`].
//!
//! The code of [`Pairs`] is not generic over models, so that it is compiled once: a pair is given as a function
//! that binds the keys of the near row and of the far row.

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::atomic_or,
        columns::compare_differently,
        diagnose::{self, mapping::TouchedTables},
        no_change,
        run::{self, Written},
    },
    relation::junction::Linking,
    row::bind::{self, Bind, Write},
    schema::metadata::{path::Path, role::VerbTime, table::Table},
    statement::{comparison::FixedSql, insert::insert_many_unless_present, junction::JunctionSql},
    write::{bulk::Halt, multi_row::sizes},
};

/// The junction table of a relation.
#[derive(Clone, Copy)]
pub(crate) struct Pairs {
    pub table: &'static Table,
    pub sql: &'static JunctionSql,
    pub touched: TouchedTables,
    pub path: &'static Path,
}

/// A function that binds the pair of this number.
type BindPair<'b> = &'b dyn Fn(usize, &mut Bind<'_, '_>) -> rusqlite::Result<()>;

impl Pairs {
    /// Returns the junction table of the relation `R`.
    #[inline]
    pub(crate) fn of<R: Linking>() -> Self {
        Self { table: R::JUNCTION, sql: R::write(), touched: TouchedTables::along::<R>(), path: &R::PATH }
    }

    /// Adds a pair, and returns `true` if it was not there.
    pub(crate) fn link(&self, db: &Connection, pair: Write<'_>, time: &VerbTime) -> Result<bool> {
        let filled = self.sql.filled(time)?;
        no_change::retry_in_transaction(db, self.table, || {
            let written = run::write(db, &self.fixed(&self.sql.link), completed(pair, &filled))
                .map_err(|error| self.unlinked(db, error, pair))?;
            self.linked(db, written, pair)
        })
    }

    /// Returns `true` if the statement that adds a pair has found it missing.
    pub(crate) fn linked(&self, db: &Connection, written: Written, pair: Write<'_>) -> Result<bool> {
        if written.rows > 0 {
            return Ok(true);
        }
        let is_there = run::exists(db, self.touched, &self.sql.contains_any(), pair)?;
        if is_there && !written.by_triggers {
            return Ok(false);
        }
        no_change::check_inserted(db, self.table, written).map(|()| true)
    }

    /// Returns `true` if a pair is there.
    pub(crate) fn has(&self, db: &Connection, pair: Write<'_>) -> Result<bool> {
        run::exists(db, self.touched, &self.fixed(&self.sql.contains), pair)
    }

    /// Adds so many pairs, with statements of many rows if possible. It runs in a transaction.
    fn link_all(&self, db: &Connection, count: usize, bind: BindPair<'_>, time: &VerbTime) -> Result<()> {
        let filled = self.sql.filled(time)?;
        let sizes = sizes(self.columns().len() + filled.len());
        let enough = sizes.iter().any(|size| (1..=count).contains(size));
        if enough && !self.sql.comparisons().iter().any(|part| compare_differently(db, &part.pairs)) {
            match atomic_or(db, None, || self.link_many(db, sizes, count, bind, &filled)) {
                Ok(()) => return Ok(()),
                Err(Halt::Failed(error)) => return Err(error),
                // Which of the pairs is there already, or was ignored, shows one by one.
                Err(Halt::NotConsecutive) => {}
            }
        }
        for nth in 0..count {
            self.link(db, &|target| bind(nth, target), time)?;
        }
        Ok(())
    }

    /// Adds so many pairs by statements of these numbers of rows, and the last few one by one.
    fn link_many(
        &self,
        db: &Connection,
        sizes: [usize; 3],
        count: usize,
        bind: BindPair<'_>,
        filled: &[Value],
    ) -> Result<(), Halt> {
        let texts = self.sql.link_many.get_or_init(|| {
            let (columns, filled) = (self.columns(), self.sql.filled_columns().collect::<Vec<_>>());
            sizes.map(|rows| insert_many_unless_present(self.table.name, &columns, &filled, rows))
        });
        let mut first = 0;
        while first < count {
            let left = count - first;
            let fits = sizes.into_iter().zip(texts).find(|(rows, _)| (1..=left).contains(rows));
            let (rows, text) = fits.unwrap_or((1, &self.sql.link));
            let these = first..first + rows;
            let pairs = |target: &mut Bind<'_, '_>| these.clone().try_for_each(|nth| bind(nth, target));
            let completed = |target: &mut Bind<'_, '_>| {
                these.clone().try_for_each(|nth| {
                    bind(nth, target)?;
                    target.owned_values(filled)
                })
            };
            let written =
                run::write(db, text, completed).map_err(|error| self.unlinked(db, error, &pairs))?;
            if written.rows != rows {
                return Err(Halt::NotConsecutive);
            }
            first = these.end;
        }
        Ok(())
    }

    /// Returns one of the fixed statements that write the junction table.
    pub(crate) fn fixed(&self, text: &'static str) -> FixedSql<'static> {
        self.sql.fixed(text)
    }

    /// Returns the error of the library for an error of adding pairs.
    #[cold]
    pub(crate) fn unlinked(&self, db: &Connection, error: rusqlite::Error, pairs: Write<'_>) -> Error {
        let pairs = bind::collect(pairs).unwrap_or_default();
        diagnose::explain_write(db, error, self.table, &self.columns(), &pairs)
    }

    /// Returns the columns that refer to the near row, then those that refer to the far row.
    pub(crate) fn columns(&self) -> Vec<&'static str> {
        [self.path.step(0).to, self.path.step(1).from].concat()
    }
}

/// Returns the function that binds a new pair: its keys, and the values that are filled in.
pub(crate) fn completed(
    pair: Write<'_>,
    filled: &[Value],
) -> impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()> {
    move |bind| {
        pair(bind)?;
        bind.owned_values(filled)
    }
}

/// The link of a new row of `M` to a row that is there: what belongs to the INSERT of the new row.
pub(crate) struct Link<M> {
    pairs: Pairs,
    /// The values of the near row, unless SQLite cannot hold one.
    near: rusqlite::Result<Vec<Value>>,
    bind_far: fn(&M, &mut Bind<'_, '_>) -> rusqlite::Result<()>,
}

impl<M> Link<M> {
    /// Returns the link to the near row with these values.
    pub(crate) fn new(
        pairs: Pairs,
        near: rusqlite::Result<Vec<Value>>,
        bind_far: fn(&M, &mut Bind<'_, '_>) -> rusqlite::Result<()>,
    ) -> Self {
        Self { pairs, near, bind_far }
    }

    /// Adds the pair of the near row and this far row.
    pub(crate) fn add(self, db: &Connection, far: &M, time: &VerbTime) -> Result<()> {
        let Self { pairs, near, bind_far } = self;
        let near = near?;
        let pair = |bind: &mut Bind<'_, '_>| {
            bind.owned_values(&near)?;
            bind_far(far, bind)
        };
        pairs.link(db, &pair, time).map(drop)
    }
}

/// Adds the links of these rows, as far as they have one, in their order.
pub(crate) fn link_all<M>(
    db: &Connection,
    links: Vec<Option<Link<M>>>,
    rows: &[M],
    time: &VerbTime,
) -> Result<()> {
    let mut pending: Vec<(Pairs, Vec<Value>, Far<'_, M>)> = Vec::new();
    for (link, row) in links.into_iter().zip(rows) {
        if let Some(Link { pairs, near, bind_far }) = link {
            pending.push((pairs, near?, (row, bind_far)));
        }
    }
    // Links of one relation mostly stand together.
    for links in pending.chunk_by(|(one, ..), (next, ..)| std::ptr::eq(one.sql, next.sql)) {
        let [(pairs, ..), ..] = links else { continue };
        let bind = |nth: usize, bind: &mut Bind<'_, '_>| {
            let (_, near, (row, bind_far)) = &links[nth];
            bind.owned_values(near)?;
            bind_far(row, bind)
        };
        pairs.link_all(db, links.len(), &bind, time)?;
    }
    Ok(())
}

/// A far row, and the function that binds its key.
type Far<'r, M> = (&'r M, fn(&M, &mut Bind<'_, '_>) -> rusqlite::Result<()>);
