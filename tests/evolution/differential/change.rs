//! Random changes of a schema.

use super::model::{Key, Schema, TYPES, Table, default_of, quoted};
use crate::random::Random;

/// The renames of a change.
#[derive(Debug, Default)]
pub struct Renamed {
    pub tables: Vec<(String, String)>,
    /// The last name of the table, and the old and the new name of the column.
    pub columns: Vec<(String, String, String)>,
}

/// Returns the schema with random changes.
pub fn change(before: &Schema, random: &mut Random) -> (Schema, Renamed) {
    let mut schema = before.clone();
    for _ in 0..=random.below(4) {
        change_once(&mut schema, random);
    }
    if random.one_in(4) {
        rename_table(&mut schema, random);
    }
    if random.one_in(3) {
        rename_column(&mut schema, random);
    }
    let mut renamed = Renamed::default();
    for table in &schema.tables {
        let Some(old) = before.by_identity(table.identity) else { continue };
        if old.name != table.name {
            renamed.tables.push((old.name.clone(), table.name.clone()));
        }
        for column in &table.columns {
            if let Some(old) = old.columns.iter().find(|old| old.identity == column.identity)
                && old.name != column.name
            {
                renamed.columns.push((table.name.clone(), old.name.clone(), column.name.clone()));
            }
        }
    }
    (schema, renamed)
}

fn change_once(schema: &mut Schema, random: &mut Random) {
    let at = random.below(schema.tables.len());
    match random.below(14) {
        0 => {
            let mut column = schema.column(random);
            // In most cases, existing rows can have the column.
            if column.default.is_none() && !random.one_in(6) {
                column.not_null = false;
            }
            if column.parent.is_some_and(|(parent, _)| parent == schema.tables[at].identity) {
                column.parent = None;
            }
            schema.tables[at].columns.push(column);
        }
        1 => drop_column(&mut schema.tables[at], random),
        2 => with_column(schema, at, random, |column, _| {
            column.not_null = !column.not_null && column.generated.is_none();
        }),
        3 => with_column(schema, at, random, |column, _| {
            column.unique = !column.unique && column.generated.is_none();
        }),
        4 => with_column(schema, at, random, |column, random| {
            if column.generated.is_none() && column.parent.is_none() {
                column.default = (!random.one_in(3)).then(|| default_of(column.ty, random));
            }
        }),
        5 => with_column(schema, at, random, |column, random| {
            if column.generated.is_none() && column.parent.is_none() {
                column.ty = random.pick(&TYPES);
                column.default = None;
                column.nocase = false;
            }
        }),
        6 => {
            let table = schema.tables[at].clone();
            let index = schema.index(&table, random);
            schema.tables[at].indexes.push(index);
        }
        7 => drop(schema.tables[at].indexes.pop()),
        8 => schema.tables[at].check = !schema.tables[at].check,
        9 => schema.tables[at].strict = !schema.tables[at].strict,
        10 => {
            let table = &mut schema.tables[at];
            table.without_rowid = !table.without_rowid && matches!(table.key, Key::Text | Key::Composite);
        }
        11 => schema.add_table(random),
        12 => with_column(schema, at, random, |column, _| {
            column.parent = column
                .parent
                .map(|(parent, action)| (parent, if action == "CASCADE" { "SET NULL" } else { "CASCADE" }));
        }),
        _ => drop_table(schema, at),
    }
}

fn with_column(
    schema: &mut Schema,
    at: usize,
    random: &mut Random,
    change: impl FnOnce(&mut super::model::Column, &mut Random),
) {
    let table = &mut schema.tables[at];
    let place = random.below(table.columns.len());
    change(&mut table.columns[place], random);
}

fn drop_column(table: &mut Table, random: &mut Random) {
    if table.columns.len() > 1 {
        let gone = table.columns.remove(random.below(table.columns.len()));
        table.indexes.retain(|index| !index.over.contains(&gone.identity));
    }
}

fn drop_table(schema: &mut Schema, at: usize) {
    let identity = schema.tables[at].identity;
    let is_parent = (schema.tables.iter()).any(|table| {
        table.columns.iter().any(|column| column.parent.is_some_and(|(parent, _)| parent == identity))
    });
    // The first table has dependents of its own.
    if at > 0 && !is_parent {
        schema.tables.remove(at);
    }
}

fn rename_table(schema: &mut Schema, random: &mut Random) {
    let at = random.below(schema.tables.len());
    schema.tables[at].name = schema.fresh_name(random).1;
}

fn rename_column(schema: &mut Schema, random: &mut Random) {
    let name = schema.fresh_name(random).1;
    let at = random.below(schema.tables.len());
    let table = &mut schema.tables[at];
    let place = random.below(table.columns.len());
    let column = &mut table.columns[place];
    let old = std::mem::replace(&mut column.name, name.clone());
    if let Some(check) = &mut column.check {
        *check = check.replace(&quoted(&old), &quoted(&name));
    }
    for index in table.indexes.iter_mut().filter(|index| index.over.contains(&column.identity)) {
        index.terms = index.terms.replace(&quoted(&old), &quoted(&name));
    }
}
