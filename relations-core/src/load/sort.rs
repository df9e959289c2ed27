//! Sorts the rows of each near row where SQLite did not.

use std::cmp::Ordering;

use rusqlite::{Row, types::ValueRef};

use crate::base::values::compare_values;

/// The orders of the groups whose rows are still to be sorted. One list holds all of them, since there may be
/// one for each near row.
#[derive(Debug, Default)]
pub(crate) struct GroupOrders {
    /// The first slot of each group, and the end of its order in the list.
    ends: Vec<(u32, usize)>,
    /// The orders: each index is that of a row among those of its group, as they were read.
    indexes: Vec<usize>,
}

impl GroupOrders {
    /// Hands the first slot of each group and the order of its rows to `visit`.
    pub(crate) fn for_each(&mut self, mut visit: impl FnMut(u32, &mut [usize])) {
        let mut start = 0;
        for (slot, end) in &self.ends {
            visit(*slot, &mut self.indexes[start..*end]);
            start = *end;
        }
    }
}

/// Finds the order of each group while its rows are read, one group after the other.
#[derive(Debug)]
pub(crate) struct GroupSorter {
    /// The indexes of the columns to sort by, each with `true` if its order descends.
    columns: Vec<(usize, bool)>,
    /// The values in these columns of the current group's rows.
    values: Vec<SortValue>,
    /// `true` if the current group's rows were read in their order.
    in_order: bool,
    orders: GroupOrders,
}

/// A value to sort by, in a column that compares texts by their bytes.
#[derive(Debug)]
enum SortValue {
    Null,
    Integer(i64),
    Real(f64),
    Text(Box<[u8]>),
    Blob(Box<[u8]>),
}

impl GroupSorter {
    /// Creates the sorter by the columns at these indexes, each with `true` if its order descends.
    pub(crate) fn new(columns: Vec<(usize, bool)>) -> Self {
        Self { columns, values: Vec::new(), in_order: true, orders: GroupOrders::default() }
    }

    /// Returns the orders of the groups that were not read in order.
    pub(crate) fn into_orders(self) -> GroupOrders {
        self.orders
    }

    /// Adds a row to the current group.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        for (index, _) in &self.columns {
            self.values.push(match row.get_ref(*index)? {
                ValueRef::Null => SortValue::Null,
                ValueRef::Integer(integer) => SortValue::Integer(integer),
                ValueRef::Real(real) => SortValue::Real(real),
                ValueRef::Text(bytes) => SortValue::Text(bytes.into()),
                ValueRef::Blob(bytes) => SortValue::Blob(bytes.into()),
            });
        }
        let width = self.columns.len();
        if self.in_order && self.values.len() > width {
            let (before, last) = self.values.split_at(self.values.len() - width);
            self.in_order = self.compare(&before[before.len() - width..], last) != Ordering::Greater;
        }
        Ok(())
    }

    /// Ends the current group, whose first slot is `slot`, and finds the order of its rows.
    pub(crate) fn end_group(&mut self, slot: Option<u32>) {
        if !self.in_order
            && let Some(slot) = slot
        {
            let mut orders = std::mem::take(&mut self.orders);
            let width = self.columns.len();
            let row = |at: usize| &self.values[at * width..(at + 1) * width];
            let start = orders.indexes.len();
            orders.indexes.extend(0..self.values.len() / width);
            orders.indexes[start..].sort_by(|one, other| self.compare(row(*one), row(*other)));
            orders.ends.push((slot, orders.indexes.len()));
            self.orders = orders;
        }
        self.values.clear();
        self.in_order = true;
    }

    /// Compares two rows by their values.
    fn compare(&self, one: &[SortValue], other: &[SortValue]) -> Ordering {
        let values = one.iter().zip(other).zip(&self.columns);
        values
            .map(|((one, other), (_, descending))| {
                let order = compare_values(one.value(), other.value());
                if *descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl SortValue {
    /// Returns the value as SQLite has it.
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

/// Moves the items into an order, which gives for each place the index of the item that belongs there. Uses
/// the order up.
pub(crate) fn apply_order<T>(items: &mut [T], order: &mut [usize]) {
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
