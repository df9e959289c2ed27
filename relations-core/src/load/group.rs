//! Related rows by the near rows that they belong to.

use std::cell::Cell;

use rusqlite::{Connection, ErrorCode, Row, types::ValueRef};

use super::{
    field::FarShape,
    keys::Keys,
    reader::{Above, Loader, keys_of},
    slots::Slots,
    source::{Columns, Source},
    statement::{self, Access, FarStatement, Restriction, Wanted},
};
use crate::{
    cells::Cells,
    compared::{self, Text, Unless},
    diagnose::Touched,
    error::{Error, Result},
    model::Model,
    query::Query,
    relation::Relation,
    run,
};

/// The far rows of one near row: a `Vec` of any number, an `Option` of at most one.
pub(super) trait Group<T>: Default {
    /// Makes room for so many.
    fn reserve(&mut self, _count: usize) {}

    /// How many there are.
    fn count(&self) -> usize;

    /// Adds one; says whether it could be one more.
    fn put(&mut self, far: T) -> bool;
}

impl<T> Group<T> for Vec<T> {
    fn reserve(&mut self, count: usize) {
        self.reserve_exact(count);
    }

    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn put(&mut self, far: T) -> bool {
        self.push(far);
        true
    }
}

impl<T> Group<T> for Option<T> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    #[inline]
    fn put(&mut self, far: T) -> bool {
        self.replace(far).is_none()
    }
}

/// How a relation's rows are read together.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How the table with the near rows' keys is read.
    pub(super) access: Access,
    /// Whether each row of that table belongs to some near row, so that of all near rows all of it is wanted.
    pub(super) exhaustive: bool,
}

/// The groups of all near rows, and the keys that their rows were found by.
pub(super) struct Groups<G> {
    pub groups: Vec<G>,
    pub keys: Keys,
}

/// Loads the far rows of all near rows of `loader`, those of each in a group of its own.
pub(super) fn groups<R: Relation, T: FarShape<R>, G: Group<T>>(
    loader: &mut Loader<'_>,
    manner: Manner,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Groups<G>> {
    let keys = loader.next();
    let slots = Slots::new(&keys);
    let mut filling = Filling::new(keys.len());
    if !slots.is_empty() {
        let sources = T::sources();
        let mut columns = Columns::of("t");
        sources.columns(&mut columns);
        sources.near(&mut columns);
        let near = columns.near.clone();
        let wanted = Wanted::of(&slots.distinct, loader.whole && manner.exhaustive);
        let statements =
            Statements::<R> { db: loader.db, columns, keys: &keys, wanted, access: manner.access, narrowed };
        match sources.unrelated() {
            Some(mut none) => {
                statements.each_row(&slots, |_, cells, slot| {
                    let far = sources.value(sources.read(cells, &mut 0)?, &mut none);
                    filling.put(slot, far).ok_or_else(|| several::<R>(&keys, slot))
                })?;
            }
            None => {
                let mut rows = Vec::new();
                let mut owners = Vec::new();
                let mut far_keys = keys_of(&near);
                statements.each_row(&slots, |row, cells, slot| {
                    rows.push(sources.read(cells, &mut 0)?);
                    owners.push(slot);
                    far_keys.iter_mut().zip(&near).try_for_each(|(keys, places)| keys.push(row, places))
                })?;
                let level = loader.level::<R>(&keys)?;
                let above = Above { level: &level, owners: &owners };
                let whole = matches!(wanted, Wanted::Every) && is_whole::<R>(narrowed);
                let mut below = loader.below(far_keys, whole, above);
                let mut related = sources.relate(&mut below)?;
                for (row, slot) in rows.into_iter().zip(&owners) {
                    let far = sources.value(row, &mut related);
                    filling.put(*slot, far).ok_or_else(|| several::<R>(&keys, *slot))?;
                }
            }
        }
    }
    let groups = filling.groups;
    Ok(Groups { groups, keys })
}

/// Counts the far rows of all near rows of `loader`.
pub(super) fn counts<R: Relation>(
    loader: &mut Loader<'_>,
    manner: Manner,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Vec<i64>> {
    let keys = loader.next();
    let slots = Slots::new(&keys);
    let mut counts = vec![0; keys.len()];
    if !slots.is_empty() {
        let columns = Columns::counting();
        let wanted = Wanted::of(&slots.distinct, loader.whole && manner.exhaustive);
        let statements =
            Statements::<R> { db: loader.db, columns, keys: &keys, wanted, access: manner.access, narrowed };
        statements.each_row(&slots, |row, _, slot| {
            let count = row.get(0)?;
            counts[slot as usize] = narrowed.map_or(count, |query| within_limit(query, count));
            Ok(())
        })?;
    }
    Ok(counts)
}

/// How many of so many rows the query's offset and limit leave.
fn within_limit<M>(query: &Query<M>, count: i64) -> i64 {
    let behind = count.saturating_sub_unsigned(query.offset.unwrap_or(0)).max(0);
    query.limit.and_then(|limit| i64::try_from(limit).ok()).map_or(behind, |limit| behind.min(limit))
}

/// Groups that are being filled, mostly one after the other.
struct Filling<G> {
    groups: Vec<G>,
    last: usize,
}

impl<G> Filling<G> {
    fn new<T>(len: usize) -> Self
    where
        G: Group<T>,
    {
        let mut groups = Vec::new();
        groups.resize_with(len, G::default);
        Self { groups, last: 0 }
    }

    /// Adds a far row to the group in this slot; `None` if there was no room for it.
    #[inline]
    fn put<T>(&mut self, slot: u32, far: T) -> Option<()>
    where
        G: Group<T>,
    {
        let slot = slot as usize;
        if slot != self.last {
            // Groups tend to be of one size.
            let count = self.groups.get(self.last)?.count();
            let group = self.groups.get_mut(slot)?;
            if group.count() == 0 {
                group.reserve(count);
            }
            self.last = slot;
        }
        self.groups.get_mut(slot)?.put(far).then_some(())
    }
}

/// The statement for some near rows, by an index or without.
struct Statements<'s, R: Relation> {
    db: &'s Connection,
    columns: Columns,
    keys: &'s Keys,
    wanted: Wanted<'s>,
    access: Access,
    narrowed: Option<&'s Query<R::Far>>,
}

impl<R: Relation> Statements<'_, R> {
    /// Hands each row to `visit`, once for each slot that it belongs to.
    fn each_row(
        self,
        slots: &Slots,
        mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<()> {
        let restriction = Restriction::of(self.wanted, self.access);
        let statement = self.render(&restriction)?;
        // The index may be missing from the database, or have gone since the statement was compiled.
        if !restriction.relies_on_index() || self.db.prepare_cached(&statement.sql.text).is_ok() {
            let mut visited = false;
            let read = self.read(&statement, slots, |row, cells, slot| {
                visited = true;
                visit(row, cells, slot)
            });
            let uncompiled = restriction.relies_on_index() && read.as_ref().is_err_and(is_uncompiled);
            match read {
                Ok(true) => return Ok(()),
                Ok(false) => return self.exactly(visit),
                Err(error) if visited || !uncompiled => return Err(error),
                Err(_) => {}
            }
        }
        let statement = self.render(&Restriction::of(self.wanted, Access::Unknown))?;
        if self.read(&statement, slots, &mut visit)? { Ok(()) } else { self.exactly(visit) }
    }

    /// The same where the columns that relate the rows compare differently: each key is told to SQLite, which compares it
    /// by the parent's column, and a row finds its slot by the key's place in the list.
    fn exactly(&self, visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>) -> Result<()> {
        let listed = Slots::listed(self.keys);
        let restriction = Restriction::exact(&listed.distinct, R::Near::TABLE_NAME, R::PATH.step(0));
        let statement = self.render(&restriction)?;
        each_row::<R>(self.db, &statement.sql.text, &statement, &listed, visit)
    }

    fn render(&self, restriction: &Restriction) -> Result<FarStatement> {
        statement::render::<R>(self.columns.clone(), restriction, self.narrowed)
    }

    /// Reads the rows, unless the database relates them by other comparisons than the statement makes.
    fn read(
        &self,
        statement: &FarStatement,
        slots: &Slots,
        visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<bool> {
        let unless = Unless { text: &statement.sql.text, differ: &differ::<R>, held: Cell::new(true) };
        let read = each_row::<R>(self.db, &unless, statement, slots, visit);
        if unless.held.get() { read.map(|()| true) } else { Ok(false) }
    }
}

/// Whether the columns that relate the rows of `R` compare differently in the database.
fn differ<R: Relation>(db: &Connection) -> bool {
    let pairs: Vec<_> = compared::pairs(R::Near::TABLE_NAME, R::PATH.step(0)).collect();
    compared::differ(db, &pairs)
}

/// Whether SQLite says that the statement itself is wrong.
fn is_uncompiled(error: &Error) -> bool {
    matches!(error, Error::Sqlite(source) if source.sqlite_error_code() == Some(ErrorCode::Unknown))
}

/// Hands each row to `visit`, once for each slot that it belongs to.
fn each_row<R: Relation>(
    db: &Connection,
    text: &(impl Text + ?Sized),
    statement: &FarStatement,
    slots: &Slots,
    mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
) -> Result<()> {
    let (mut last, mut first) = (None, None);
    let bind = |bind: &mut crate::bind::Bind<'_, '_>| bind.owned_values(&statement.sql.values);
    run::rows(db, Touched::along::<R>(), text, bind, |row| {
        let stored = row.get_ref(statement.key)?;
        let (key, is_integer) = match stored {
            ValueRef::Integer(key) => (key, true),
            // In columns that convert neither, SQLite relates an integer to the same number as a real.
            ValueRef::Real(real) => match integral(real) {
                Some(key) => (key, false),
                None => return Ok(()),
            },
            // NULL and what equals no integer belong to no near row.
            _ => return Ok(()),
        };
        // Rows of one parent mostly follow each other.
        if last != Some(key) {
            last = Some(key);
            first = slots.first(key);
        }
        let cells = if is_integer { Cells::knowing(row, statement.key, key) } else { Cells::of(row) };
        let mut slot = first;
        while let Some(at) = slot {
            visit(row, &cells, at)?;
            slot = slots.next(at);
        }
        Ok(())
    })
}

/// The integer that a floating point number equals.
pub(crate) fn integral(real: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let fits = real.fract() == 0.0 && (-LIMIT..LIMIT).contains(&real);
    #[expect(clippy::cast_possible_truncation, reason = "within the limit, and without a fraction")]
    fits.then_some(real as i64)
}

/// Whether all rows of the far table are loaded where those of all near rows are.
fn is_whole<R: Relation>(narrowed: Option<&Query<R::Far>>) -> bool {
    let all = narrowed
        .is_none_or(|query| query.conditions.is_empty() && query.limit.is_none() && query.offset.is_none());
    let direct = R::PATH.len() == 1;
    let required = || {
        let [column] = R::PATH.step(0).to else { return false };
        R::Far::TABLE.column(column).is_some_and(|column| !column.nullable)
    };
    all && direct && required()
}

#[cold]
fn several<R: Relation>(keys: &Keys, slot: u32) -> Error {
    Error::Cardinality {
        model: R::Near::NAME,
        relation: R::NAME,
        key: keys.display(slot as usize),
        several: true,
    }
}
