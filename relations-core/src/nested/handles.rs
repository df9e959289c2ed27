//! The verbs of relations that take structs: inserting them under a row, and making them the only ones of a row.

mod children;
mod links;

use rusqlite::types::Value;

use crate::{
    base::error::Result,
    nested::{
        item::{Batches, Item, Place, Sorted as _},
        stored::{Of, Part},
        way::Way,
    },
};

/// The place of the row that a handle is of.
const OWNER: [Place; 1] = [Place { owner: 0, index: 0 }];

/// Returns the columns that the row of a handle fills in.
fn filled(columns: &[&'static str], key: Vec<Value>) -> Part {
    Part { columns: columns.to_vec(), values: key.into_iter().map(Some).collect(), of: Of::Owner }
}

/// Returns the items of a list as data.
fn batches<I: Item>(items: impl IntoIterator<Item = I>, way: &Way<'_>) -> Result<Batches> {
    let mut sorted = I::Sorted::default();
    for (item, index) in items.into_iter().zip(0..) {
        item.sort(Place { owner: 0, index }, &mut sorted);
    }
    let mut batches = Batches::default();
    Box::new(sorted).batches(&mut batches).map_err(|misplaced| way.misplaced(misplaced))?;
    Ok(batches)
}
