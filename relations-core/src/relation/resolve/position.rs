//! Finds what is known of the column that gives a junction its order.

use crate::{
    base::const_message::{contains, str_eq},
    schema::{
        column_type::{SqlType, ValueCheck},
        metadata::{foreign_key::ForeignKey, table::Table},
    },
};

/// Returns `true` if this column of a table holds integers of every value.
#[must_use]
pub const fn holds_integers(table: &Table, column: &str) -> bool {
    let mut at = 0;
    while at < table.columns.len() {
        let definition = &table.columns[at];
        if str_eq(definition.name, column) {
            return matches!(
                (definition.sql_type, definition.value_check),
                (SqlType::Integer, ValueCheck::Any)
            );
        }
        at += 1;
    }
    false
}

/// Returns `true` if a row of the table is complete with the columns of these two foreign keys and this one.
#[must_use]
pub const fn completes(table: &Table, near: &ForeignKey, far: &ForeignKey, column: &str) -> bool {
    let mut at = 0;
    while at < table.columns.len() {
        let definition = &table.columns[at];
        let given = str_eq(definition.name, column)
            || contains(near.columns, definition.name)
            || contains(far.columns, definition.name);
        let assigned = table.primary_key.len() == 1
            && str_eq(table.primary_key[0], definition.name)
            && matches!(definition.sql_type, SqlType::Integer);
        let filled = definition.nullable || definition.default.is_some() || definition.role.is_some();
        if !(given || assigned || filled) {
            return false;
        }
        at += 1;
    }
    true
}
