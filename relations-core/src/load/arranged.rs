//! The rows of one near row, brought into their order where SQLite did not sort them.

use std::cmp::Ordering;

use rusqlite::{Row, types::ValueRef};

use crate::compared::order_of_numbers;

/// The rows of a near row whose order is still to be made.
#[derive(Debug)]
pub(super) struct Arranged {
    /// The first slot of the near row.
    pub slot: u32,
    /// The place of each of its rows among those that were read.
    pub order: Vec<usize>,
}

/// What the rows of one near row are compared by, as they are read one after the other.
#[derive(Debug)]
pub(super) struct Arranging {
    /// The places of the columns, and whether their order descends.
    columns: Vec<(usize, bool)>,
    /// The values of the rows of the near row that is being read.
    values: Vec<Part>,
    /// Whether these are in order.
    in_order: bool,
    made: Vec<Arranged>,
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

impl Arranging {
    pub(super) fn new(columns: Vec<(usize, bool)>) -> Self {
        Self { columns, values: Vec::new(), in_order: true, made: Vec::new() }
    }

    /// The orders that have been found out.
    pub(super) fn into_made(self) -> Vec<Arranged> {
        self.made
    }

    /// Takes in a row.
    pub(super) fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
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
    pub(super) fn end(&mut self, slot: Option<u32>) {
        if !self.in_order
            && let Some(slot) = slot
        {
            let rows: Vec<&[Part]> = self.values.chunks(self.columns.len()).collect();
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by(|one, other| self.compare(rows[*one], rows[*other]));
            self.made.push(Arranged { slot, order });
        }
        self.values.clear();
        self.in_order = true;
    }

    fn compare(&self, one: &[Part], other: &[Part]) -> Ordering {
        let parts = one.iter().zip(other).zip(&self.columns);
        parts
            .map(|((one, other), (_, descending))| {
                let order = one.order(other);
                if *descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl Part {
    /// [As SQLite compares](https://sqlite.org/datatype3.html#sort_order): NULL, numbers, texts, blobs.
    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.cmp(other),
            (Self::Real(one), Self::Real(other)) => one.partial_cmp(other).unwrap_or(Ordering::Equal),
            (Self::Integer(one), Self::Real(other)) => order_of_numbers(*one, *other),
            (Self::Real(one), Self::Integer(other)) => order_of_numbers(*other, *one).reverse(),
            (Self::Text(one), Self::Text(other)) | (Self::Blob(one), Self::Blob(other)) => one.cmp(other),
            _ => self.class().cmp(&other.class()),
        }
    }

    fn class(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Integer(_) | Self::Real(_) => 1,
            Self::Text(_) => 2,
            Self::Blob(_) => 3,
        }
    }
}

/// Brings items into this order: each place says which item is to stand there.
pub(super) fn arrange<T>(items: &mut [T], order: &mut [usize]) {
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
