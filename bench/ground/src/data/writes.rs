//! Rows that are written, or written again.

use super::rows::{Rows, finish};

/// How many items there are.
pub const ITEMS: i64 = 1_000;

/// Statements that fill the tables.
pub(super) fn rows() -> String {
    let mut items = Rows::new("items (id, code, amount)");
    for item in 1..=ITEMS {
        items.push(&format!("{item}, '{}', 0", code(item)));
    }
    finish([items])
}

fn code(item: i64) -> String {
    format!("item-{item}")
}

/// The codes of all items, each with a new amount.
#[must_use]
pub fn amounts(run: i64) -> Vec<(String, i64)> {
    (1..=ITEMS).map(|item| (code(item), run + item)).collect()
}

/// Titles and scores of a few notes.
#[must_use]
pub fn few_drafts() -> Vec<(String, i64)> {
    (0..40).map(|at| (format!("note number {at}"), at)).collect()
}

/// The values of 100 rows of 30 columns, but for the key.
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
