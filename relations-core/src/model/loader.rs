//! What the relations of a shape are loaded with.

use std::{any::TypeId, vec};

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    model::keys::Keys,
};

/// The rows of a shape whose relations are to be loaded: of each relation, the keys that the far rows are
/// found by.
#[derive(Debug)]
pub struct Loader<'l> {
    pub(crate) db: &'l Connection,
    keys: vec::IntoIter<Keys>,
    /// Whether these are all rows of their table.
    pub(crate) whole: bool,
    /// The load that these rows came by.
    above: Option<Above<'l>>,
    /// Where the stack was when the load began.
    began: usize,
}

/// The load that some rows came by, and by which near row each of them did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Above<'l> {
    pub level: &'l Ancestor<'l>,
    pub owners: &'l [u32],
}

/// A relation that a load follows, apart from its types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Followed {
    /// The marker of the relation.
    pub relation: TypeId,
    /// The name of the model that declares it.
    pub model: &'static str,
    /// Its own name.
    pub name: &'static str,
}

/// One relation on the way down, with the rows that it starts from.
#[derive(Debug)]
pub(crate) struct Ancestor<'l> {
    relation: TypeId,
    keys: &'l Keys,
    above: Option<Above<'l>>,
    /// How often the relation has been followed already on the way here.
    repeated: usize,
}

/// How often a relation may be followed on one way down. Beyond this, a program that walks the result would
/// come near to the end of its stack.
const DEEPEST: usize = 200;

/// How much of the stack a load may take, in bytes. A level of a small shape takes 8 KiB without optimisation, one
/// of sixteen fields 35 KiB; the smallest stack in common use, of the main thread on Windows, has 1 MiB.
const STACK: usize = 768 << 10;

impl<'l> Loader<'l> {
    /// For the rows that a load begins with.
    pub(crate) fn new(db: &'l Connection, keys: Vec<Keys>, whole: bool) -> Self {
        Self { db, keys: keys.into_iter(), whole, above: None, began: stack() }
    }

    /// For the rows that one of the relations has led to.
    pub(crate) fn below<'b>(&self, keys: Vec<Keys>, whole: bool, above: Above<'b>) -> Loader<'b>
    where
        'l: 'b,
    {
        Loader { db: self.db, keys: keys.into_iter(), whole, above: Some(above), began: self.began }
    }

    /// The keys for the next relation.
    pub(crate) fn next(&mut self) -> Keys {
        self.keys.next().unwrap_or(Keys::new(1))
    }

    /// The level that starts from these keys.
    ///
    /// # Errors
    ///
    /// [`Error::Cycle`] if a row is related to itself by way of others, so that it would be loaded within
    /// itself without end; [`Error::TooDeep`].
    pub(crate) fn level<'k>(&'k self, followed: Followed, keys: &'k Keys) -> Result<Ancestor<'k>> {
        let Followed { relation, model, name } = followed;
        let before =
            self.above.iter().flat_map(|above| above.level.up()).find(|level| level.relation == relation);
        let repeated = before.map_or(0, |level| level.repeated + 1);
        let multiplied = before.is_some_and(|level| level.keys.len() < keys.len());
        let level = Ancestor { relation, keys, above: self.above, repeated };
        // Rows above are looked through at the levels 1, 2, 4, 8…: often enough, for a cycle stays one, and
        // each row is compared with few others. Rows that become more with each level cannot wait as long.
        if (repeated.is_power_of_two() || multiplied)
            && let Some(at) = level.cycle()
        {
            return Err(Error::Cycle { model, relation: name, key: keys.display(at) });
        }
        if repeated > DEEPEST || repeated > 0 && self.began.abs_diff(stack()) > STACK {
            return Err(Error::TooDeep { model, relation: name, levels: repeated - 1 });
        }
        Ok(level)
    }
}

impl<'l> Ancestor<'l> {
    /// This level and those above it.
    fn up(&'l self) -> impl Iterator<Item = &'l Self> {
        std::iter::successors(Some(self), |level| level.above.map(|above| above.level))
    }

    /// A row that stands above itself.
    fn cycle(&self) -> Option<usize> {
        (0..self.keys.len()).find(|row| self.is_above_itself(*row))
    }

    fn is_above_itself(&self, row: usize) -> bool {
        let mut level = self;
        let mut at = row;
        while let Some(above) = level.above {
            let Some(owner) = above.owners.get(at) else { return false };
            at = *owner as usize;
            level = above.level;
            if level.relation == self.relation && level.keys.same(at, self.keys, row) {
                return true;
            }
        }
        false
    }
}

/// Where the stack is now, about.
#[inline(never)]
fn stack() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

/// No keys yet, for each relation those of columns at these places.
pub(crate) fn keys_of(near: &[Vec<usize>]) -> Vec<Keys> {
    near.iter().map(|places| Keys::new(places.len())).collect()
}
