//! Rows that give values to the same columns: [`SameColumns`].

use crate::nested::stored::{Level, Slot};

/// The rows of a level that give values to the same columns, so that one statement inserts them.
#[derive(Debug)]
pub(crate) struct SameColumns {
    pub columns: Vec<&'static str>,
    /// The slots of these columns.
    pub slots: Vec<Slot>,
    /// The rows, in order.
    pub rows: Vec<usize>,
}

/// The number of rows whose order is kept even if each has other columns than the one before.
const FEW_ROWS: usize = 32;

/// The number of rows from which it is worth a statement to keep their order.
const ROWS_PER_RUN: usize = 8;

/// Returns these rows by the columns that they give values to: mostly one group. Rows are inserted in their order, unless
/// there are many whose columns alternate: then those of one group are together.
pub(crate) fn by_columns(level: &Level, rows: Vec<usize>) -> Vec<SameColumns> {
    let all: Vec<(&'static str, Slot)> = level.columns().collect();
    let group = |given: &dyn Fn(Slot) -> bool| {
        let (mut columns, mut slots): (Vec<_>, Vec<_>) =
            all.iter().filter(|(_, slot)| given(*slot)).copied().unzip();
        for (name, slot) in level.filled() {
            if !columns.contains(&name) {
                columns.push(name);
                slots.push(slot);
            }
        }
        SameColumns { columns, slots, rows: Vec::new() }
    };
    if !level.has_defaults() {
        return vec![SameColumns { rows, ..group(&|_| true) }];
    }
    let mut runs: Vec<(Vec<bool>, SameColumns)> = Vec::new();
    for row in rows {
        let given: Vec<bool> = all.iter().map(|(_, slot)| level.get(row, *slot).is_some()).collect();
        match runs.last_mut() {
            Some((last, run)) if *last == given => run.rows.push(row),
            _ => runs.push((
                given,
                SameColumns { rows: vec![row], ..group(&|slot| level.get(row, slot).is_some()) },
            )),
        }
    }
    let rows: usize = runs.iter().map(|(_, run)| run.rows.len()).sum();
    if rows <= FEW_ROWS || runs.len() * ROWS_PER_RUN <= rows {
        return runs.into_iter().map(|(_, run)| run).collect();
    }
    let mut groups: Vec<(Vec<bool>, SameColumns)> = Vec::new();
    for (given, run) in runs {
        match groups.iter_mut().find(|(known, _)| *known == given) {
            Some((_, group)) => group.rows.extend(run.rows),
            None => groups.push((given, run)),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
