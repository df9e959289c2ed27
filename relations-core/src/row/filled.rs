//! The values that the library keeps, in the structs of the program: filled into a `create()` builder, and set in a row
//! that was written.

use crate::{
    row::{bind::Bind, proven::Proven},
    schema::{
        column_type::{
            ColumnType,
            moment::{Counter, Moment},
        },
        metadata::role::{VerbTime, out_of_range},
    },
};

impl VerbTime {
    /// Sets the version of a new row, unless it has been set. `P` proves that `T` counts.
    pub fn fill_version<T, P>(&self, version: &mut Option<T::Type>)
    where
        T: Proven<P, Type: Counter>,
    {
        if version.is_none() {
            *version = T::Type::counting(1);
        }
    }

    /// Sets a moment of a new row to this one, unless it has been set. `P` proves that `T` holds one.
    ///
    /// If the type does not reach so far it stays unset, and [`Bind::moment`] reports that.
    pub fn fill_moment<T, P>(&self, moment: &mut Option<T::Type>)
    where
        T: Proven<P, Type: Moment>,
    {
        if moment.is_none() {
            *moment = T::Type::at(self.get());
        }
    }

    /// Raises the version of a row that was updated. `P` proves that `T` counts.
    pub fn raise_version<T, P>(&self, version: &mut T::Type)
    where
        T: Proven<P, Type: Counter>,
    {
        let next = version.number().and_then(|number| T::Type::counting(number.checked_add(1)?));
        if let Some(next) = next {
            *version = next;
        }
    }

    /// Sets the moment of a row that was updated to this one. `P` proves that `T` holds one.
    pub fn set_moment<T, P>(&self, moment: &mut T::Type)
    where
        T: Proven<P, Type: Moment>,
    {
        if let Some(now) = T::Type::at(self.get()) {
            *moment = now;
        }
    }
}

impl Bind<'_, '_> {
    /// Binds the version of a new row, which is the first unless it has been set. `P` proves that `T` counts.
    pub fn version<T, P>(&mut self, version: &Option<T::Type>) -> &mut Self
    where
        T: Proven<P, Type: Counter>,
    {
        match (version, T::Type::counting(1)) {
            (Some(version), _) => self.encoded(version.encode()),
            (None, Some(first)) => self.encoded(first.encode()),
            (None, None) => self.encoded(Err(out_of_range("a version"))),
        }
    }

    /// Binds a moment of a new row: the one in which the first is bound, unless it has been set. `P` proves that `T` holds
    /// one.
    ///
    /// Verbs set it before. Only a statement that is wanted as data is without it.
    pub fn moment<T, P>(&mut self, moment: &Option<T::Type>) -> &mut Self
    where
        T: Proven<P, Type: Moment>,
    {
        if let Some(moment) = moment {
            return self.encoded(moment.encode());
        }
        match T::Type::at(self.time()) {
            Some(now) => self.encoded(now.encode()),
            None => self.encoded(Err(out_of_range("the time of the clock"))),
        }
    }
}
