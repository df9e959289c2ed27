//! Rows that give values to the same columns: [`Form`].

use crate::nested::stored::{Level, Slot};

/// The rows of a level that give values to the same columns, so that one statement inserts them.
#[derive(Debug)]
pub(crate) struct Form {
    pub columns: Vec<&'static str>,
    /// The slots of these columns.
    pub slots: Vec<Slot>,
    /// The rows, in order.
    pub rows: Vec<usize>,
}

/// The number of rows whose order is kept even if each has another form than the one before.
const FEW_ROWS: usize = 32;

/// The number of rows from which it is worth a statement to keep their order.
const ROWS_PER_RUN: usize = 8;

/// Returns the forms of these rows: mostly one. Rows are inserted in their order, unless there are many whose forms
/// alternate: then those of one form are together.
pub(crate) fn forms(level: &Level, rows: Vec<usize>) -> Vec<Form> {
    let all: Vec<(&'static str, Slot)> = level.columns().collect();
    let form = |given: &dyn Fn(Slot) -> bool| {
        let (mut columns, mut slots): (Vec<_>, Vec<_>) =
            all.iter().filter(|(_, slot)| given(*slot)).copied().unzip();
        for (name, slot) in level.filled() {
            if !columns.contains(&name) {
                columns.push(name);
                slots.push(slot);
            }
        }
        Form { columns, slots, rows: Vec::new() }
    };
    if !level.has_defaults() {
        return vec![Form { rows, ..form(&|_| true) }];
    }
    let mut runs: Vec<(Vec<bool>, Form)> = Vec::new();
    for row in rows {
        let given: Vec<bool> = all.iter().map(|(_, slot)| level.get(row, *slot).is_some()).collect();
        match runs.last_mut() {
            Some((last, run)) if *last == given => run.rows.push(row),
            _ => runs.push((given, Form { rows: vec![row], ..form(&|slot| level.get(row, slot).is_some()) })),
        }
    }
    let rows: usize = runs.iter().map(|(_, run)| run.rows.len()).sum();
    if rows <= FEW_ROWS || runs.len() * ROWS_PER_RUN <= rows {
        return runs.into_iter().map(|(_, run)| run).collect();
    }
    let mut forms: Vec<(Vec<bool>, Form)> = Vec::new();
    for (given, run) in runs {
        match forms.iter_mut().find(|(known, _)| *known == given) {
            Some((_, form)) => form.rows.extend(run.rows),
            None => forms.push((given, run)),
        }
    }
    forms.into_iter().map(|(_, form)| form).collect()
}
