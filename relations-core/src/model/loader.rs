//! The state of a load while it goes down from relation to relation: [`Loader`].

use std::{any::TypeId, vec};

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    model::{arguments::Arguments, keys::Keys},
};

/// The rows of a shape whose relations are to be loaded: for each relation, the keys by which the far rows
/// are found.
#[derive(Debug)]
pub struct Loader<'l> {
    pub(crate) db: &'l Connection,
    keys: vec::IntoIter<Keys>,
    /// Set if these are all rows of their table.
    pub(crate) whole: bool,
    /// The relation that led to these rows; none for those that the load began with.
    descent: Option<Descent<'l>>,
    /// The position of the stack when the load began.
    stack_start: usize,
    /// The arguments of the load.
    pub(crate) arguments: Arguments<'l>,
}

/// The relation that led to some rows, and the near row that each of them belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Descent<'l> {
    /// The relation.
    pub ancestor: &'l Ancestor<'l>,
    /// The index of the near row of each row.
    pub owners: &'l [u32],
}

/// A relation that a load follows, apart from its types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UntypedRelation {
    /// The marker of the relation.
    pub marker: TypeId,
    /// The name of the model that declares it.
    pub model: &'static str,
    /// The name of the relation.
    pub name: &'static str,
}

/// A relation on the path from the first rows of the load to the current ones, with the rows that it starts
/// from.
#[derive(Debug)]
pub(crate) struct Ancestor<'l> {
    marker: TypeId,
    keys: &'l Keys,
    descent: Option<Descent<'l>>,
    /// The number of times that the same relation is followed further up.
    repeated: usize,
}

/// The number of times that a relation may be followed on one path down. Beyond this, a program that walks
/// the result would come near to the end of its stack.
const MAX_REPEATS: usize = 200;

/// The part of the stack that a load may take, in bytes. A level of a small shape takes 8 KiB without
/// optimisation, one of sixteen fields 35 KiB; the smallest stack in common use, of the main thread on
/// Windows, has 1 MiB.
const MAX_STACK: usize = 768 << 10;

impl<'l> Loader<'l> {
    /// Creates the loader for the rows that a load begins with.
    pub(crate) fn new(db: &'l Connection, keys: Vec<Keys>, whole: bool) -> Self {
        let arguments = Arguments::default();
        Self { db, keys: keys.into_iter(), whole, descent: None, stack_start: stack_position(), arguments }
    }

    /// Returns the loader with the arguments of the load.
    pub(crate) fn with_arguments(self, arguments: Arguments<'l>) -> Self {
        Self { arguments, ..self }
    }

    /// Creates the loader for the rows that one of the relations has led to.
    pub(crate) fn below<'b>(&self, keys: Vec<Keys>, whole: bool, descent: Descent<'b>) -> Loader<'b>
    where
        'l: 'b,
    {
        let keys = keys.into_iter();
        let Self { db, stack_start, arguments, .. } = *self;
        Loader { db, keys, whole, descent: Some(descent), stack_start, arguments }
    }

    /// Creates the loader of the same rows for one relation, by these keys.
    pub(crate) fn by_keys(&self, keys: Keys) -> Loader<'l> {
        let keys = vec![keys].into_iter();
        let Self { db, whole, descent, stack_start, arguments, .. } = *self;
        Loader { db, keys, whole, descent, stack_start, arguments }
    }

    /// Takes the keys of the next relation.
    pub(crate) fn next_keys(&mut self) -> Keys {
        self.keys.next().unwrap_or(Keys::new(1))
    }

    /// Follows a relation from the rows with these keys.
    ///
    /// # Errors
    ///
    /// [`Error::Cycle`] if a row is related to itself through others, so that it would be loaded within
    /// itself without end; [`Error::TooDeep`] if the relation is followed too often, or the stack is nearly
    /// used up.
    pub(crate) fn follow<'k>(&'k self, relation: UntypedRelation, keys: &'k Keys) -> Result<Ancestor<'k>> {
        let UntypedRelation { marker, model, name } = relation;
        let before = self
            .descent
            .iter()
            .flat_map(|descent| descent.ancestor.and_above())
            .find(|ancestor| ancestor.marker == marker);
        let repeated = before.map_or(0, |ancestor| ancestor.repeated + 1);
        let multiplied = before.is_some_and(|ancestor| ancestor.keys.len() < keys.len());
        let ancestor = Ancestor { marker, keys, descent: self.descent, repeated };
        // Cycles are searched at the repeats 1, 2, 4, 8…: that is often enough, since a cycle stays one, and
        // each row is compared with few others. Where the rows multiply with each repeat, they are searched
        // each time.
        if (repeated.is_power_of_two() || multiplied)
            && let Some(at) = ancestor.find_cycle()
        {
            return Err(Error::Cycle { model, relation: name, key: keys.display(at) });
        }
        if repeated > MAX_REPEATS || repeated > 0 && self.stack_start.abs_diff(stack_position()) > MAX_STACK {
            return Err(Error::TooDeep { model, relation: name, levels: repeated - 1 });
        }
        Ok(ancestor)
    }
}

impl<'l> Ancestor<'l> {
    /// Returns this relation and those above it.
    fn and_above(&'l self) -> impl Iterator<Item = &'l Self> {
        std::iter::successors(Some(self), |ancestor| ancestor.descent.map(|descent| descent.ancestor))
    }

    /// Returns the index of a row that is loaded within itself, if there is one.
    fn find_cycle(&self) -> Option<usize> {
        (0..self.keys.len()).find(|row| self.is_within_itself(*row))
    }

    /// Returns `true` if a row further up, from which the same relation was followed, has the key of this
    /// row.
    fn is_within_itself(&self, row: usize) -> bool {
        let mut ancestor = self;
        let mut at = row;
        while let Some(descent) = ancestor.descent {
            let Some(owner) = descent.owners.get(at) else { return false };
            at = *owner as usize;
            ancestor = descent.ancestor;
            if ancestor.marker == self.marker && ancestor.keys.is_same(at, self.keys, row) {
                return true;
            }
        }
        false
    }
}

/// Returns about where the stack is now.
#[inline(never)]
fn stack_position() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}
