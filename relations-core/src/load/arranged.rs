//! The rows of one near row, brought into their order where SQLite did not sort them.

use std::cmp::Ordering;

use rusqlite::{Row, types::ValueRef};

use crate::base::values::compare_values;

/// The near rows whose rows are still to be brought into their order. One list holds all orders, since there may be one for each
/// near row.
#[derive(Debug, Default)]
pub(crate) struct Arranged {
    /// The first slot of each near row, and where its order ends in the list.
    ends: Vec<(u32, usize)>,
    /// The places of its rows among those that were read.
    places: Vec<usize>,
}

impl Arranged {
    /// The first slot of each near row, and the order of its rows.
    pub(crate) fn each(&mut self, mut visit: impl FnMut(u32, &mut [usize])) {
        let mut start = 0;
        for (slot, end) in &self.ends {
            visit(*slot, &mut self.places[start..*end]);
            start = *end;
        }
    }
}

/// What the rows of one near row are compared by, as they are read one after the other.
#[derive(Debug)]
pub(crate) struct Arranger {
    /// The places of the columns, and whether their order descends.
    columns: Vec<(usize, bool)>,
    /// The values of the rows of the near row that is being read.
    values: Vec<Part>,
    /// Whether these are in order.
    in_order: bool,
    made: Arranged,
}

/// A value in a column that compares texts by their bytes.
#[derive(Debug)]
enum Part {
    Null,
    Integer(i64),
    Real(f64),
    Text(Box<[u8]>),
    Blob(Box<[u8]>),
}

impl Arranger {
    pub(crate) fn new(columns: Vec<(usize, bool)>) -> Self {
        Self { columns, values: Vec::new(), in_order: true, made: Arranged::default() }
    }

    /// The orders that have been found out.
    pub(crate) fn into_made(self) -> Arranged {
        self.made
    }

    /// Takes in a row.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        for (place, _) in &self.columns {
            self.values.push(match row.get_ref(*place)? {
                ValueRef::Null => Part::Null,
                ValueRef::Integer(integer) => Part::Integer(integer),
                ValueRef::Real(real) => Part::Real(real),
                ValueRef::Text(bytes) => Part::Text(bytes.into()),
                ValueRef::Blob(bytes) => Part::Blob(bytes.into()),
            });
        }
        let width = self.columns.len();
        if self.in_order && self.values.len() > width {
            let (before, last) = self.values.split_at(self.values.len() - width);
            self.in_order = self.compare(&before[before.len() - width..], last) != Ordering::Greater;
        }
        Ok(())
    }

    /// Notes the order of the rows of the near row at this slot, which have all been read.
    pub(crate) fn end(&mut self, slot: Option<u32>) {
        if !self.in_order
            && let Some(slot) = slot
        {
            let mut made = std::mem::take(&mut self.made);
            let width = self.columns.len();
            let row = |at: usize| &self.values[at * width..(at + 1) * width];
            let start = made.places.len();
            made.places.extend(0..self.values.len() / width);
            made.places[start..].sort_by(|one, other| self.compare(row(*one), row(*other)));
            made.ends.push((slot, made.places.len()));
            self.made = made;
        }
        self.values.clear();
        self.in_order = true;
    }

    fn compare(&self, one: &[Part], other: &[Part]) -> Ordering {
        let parts = one.iter().zip(other).zip(&self.columns);
        parts
            .map(|((one, other), (_, descending))| {
                let order = compare_values(one.value(), other.value());
                if *descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl Part {
    fn value(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Integer(integer) => ValueRef::Integer(*integer),
            Self::Real(real) => ValueRef::Real(*real),
            Self::Text(bytes) => ValueRef::Text(bytes),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }
    }
}

/// Brings items into this order: each place says which item is to stand there.
pub(crate) fn arrange<T>(items: &mut [T], order: &mut [usize]) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}
