//! The way to a row within the rows around it, for messages: `posts[3].tags[0]`.

use crate::{
    base::error::Error,
    nested::{
        call::Call,
        item::{Misplaced, Place},
    },
};

/// The way to the rows of one field: the way to the rows that have the field, and its name. All ways of a call have what
/// its rows have in common with them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way<'w> {
    step: Step<'w>,
    pub call: &'w Call,
}

/// The last step of a way.
#[derive(Clone, Copy, Debug)]
enum Step<'w> {
    /// The row that is written.
    Root,
    /// One of the rows that are written, of which the first has this index.
    List(u32),
    /// A field of the rows at `above`, whose own places are `places`.
    Field { above: &'w Way<'w>, places: &'w [Place], relation: &'static str, list: bool },
}

impl<'w> Way<'w> {
    /// Returns the way to the only row that is written.
    pub(crate) const fn root(call: &'w Call) -> Self {
        Self { step: Step::Root, call }
    }

    /// Returns the way to the rows of a list, of which the first has the index `first`.
    pub(crate) const fn list(first: u32, call: &'w Call) -> Self {
        Self { step: Step::List(first), call }
    }

    /// Returns the way to the rows in a field of the rows at these places, which are reached by this way.
    pub(crate) const fn field(&'w self, places: &'w [Place], relation: &'static str, list: bool) -> Self {
        Self { step: Step::Field { above: self, places, relation, list }, call: self.call }
    }

    /// Returns the number of fields that lead here.
    pub(crate) fn depth(&self) -> usize {
        let mut way = self;
        let mut depth = 0;
        while let Step::Field { above, .. } = way.step {
            way = above;
            depth += 1;
        }
        depth
    }

    /// Returns the name of the last field.
    pub(crate) const fn relation(&self) -> &'static str {
        match self.step {
            Step::Field { relation, .. } => relation,
            Step::Root | Step::List(_) => "",
        }
    }

    /// Renders the way to the row at a place: `posts[3]`.
    fn render(&self, place: Place) -> String {
        match self.step {
            Step::Root => String::new(),
            Step::List(first) => format!("[{}]", first.saturating_add(place.index)),
            Step::Field { above, places, relation, list } => {
                let mut way =
                    places.get(place.owner as usize).map_or_else(String::new, |at| above.render(*at));
                if !way.is_empty() {
                    way.push('.');
                }
                way += relation;
                if list {
                    way += &format!("[{}]", place.index);
                }
                way
            }
        }
    }

    /// Returns the error of the row at a place, with the way to it.
    #[cold]
    pub(crate) fn error(&self, place: Place, error: Error) -> Error {
        let path = self.render(place);
        if path.is_empty() || matches!(error, Error::Nested { .. }) {
            return error;
        }
        Error::Nested { path, error: Box::new(error) }
    }

    /// Returns the error of an item of this field.
    #[cold]
    pub(crate) fn misplaced(&self, Misplaced { place, error }: Misplaced) -> Error {
        self.error(place, error.into())
    }
}
