//! The keys of rows that are there, in a field of related rows: [`KnownItems`].

use crate::{
    base::error::Result,
    model::{Model, key::Key},
    nested::item::{Batches, Known, Misplaced, Place, Sorted},
    row::bind,
};

/// The keys of rows of `M` that are there, with their places.
pub struct KnownItems<M: Model>(Vec<(Place, Key<M>)>);

impl<M: Model> Default for KnownItems<M> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<M: Model> KnownItems<M> {
    /// Adds a key.
    pub(crate) fn push(&mut self, place: Place, key: Key<M>) {
        self.0.push((place, key));
    }
}

impl<M: Model> Sorted for KnownItems<M>
where
    M::Key: 'static,
{
    fn batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced> {
        batches.known.reserve(self.0.len());
        for (place, key) in self.0 {
            let key = bind::collect(|bind| M::bind_keyed(key.value(), bind))
                .map_err(|error| Misplaced { place, error })?;
            batches.known.push(Known { place, key });
        }
        Ok(())
    }
}
