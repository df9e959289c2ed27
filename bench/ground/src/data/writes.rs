//! Rows that are inserted or updated.

use super::inserts::{Inserts, script};

/// The number of items.
const ITEMS: i64 = 1_000;

/// Returns the statements that fill the tables.
pub(super) fn inserts() -> String {
    let mut items = Inserts::new("items (id, code, amount)");
    for item in 1..=ITEMS {
        items.push(&format!("{item}, '{}', 0", code(item)));
    }
    script([items])
}

fn code(item: i64) -> String {
    format!("item-{item}")
}

/// Returns the codes of all items, each with a new amount.
#[must_use]
pub fn amounts(run: i64) -> Vec<(String, i64)> {
    (1..=ITEMS).map(|item| (code(item), run + item)).collect()
}

/// Returns the titles and scores of 40 notes to insert.
#[must_use]
pub fn few_drafts() -> Vec<(String, i64)> {
    (0..40).map(|at| (format!("note number {at}"), at)).collect()
}

/// Returns the values of 100 rows of 30 columns, without the key.
#[must_use]
pub fn wide_drafts() -> Vec<([String; 9], [i64; 20])> {
    (0..100)
        .map(|row| {
            let texts = std::array::from_fn(|at| format!("text {at} of {row}"));
            let numbers = std::array::from_fn(|at| row * 100 + i64::try_from(at).unwrap_or(0));
            (texts, numbers)
        })
        .collect()
}
