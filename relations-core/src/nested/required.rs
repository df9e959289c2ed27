//! Which columns a row must have values for, and which of them a struct has, as far as is known when a program is
//! compiled.

use crate::{
    base::const_message::{contains, str_eq},
    nested::facts::GivenField,
    schema::{
        column_type::{SqlType, ValueCheck},
        metadata::{column::ColumnDef, foreign_key::ForeignKey, one_of::OneOfDef, table::Table},
    },
};

/// Returns `true` if a struct of these fields lacks a column of the foreign key of this relation, for which it has no
/// field. Where a shorter key has all of it that is lacking, that is what the struct lacks.
pub(crate) const fn lacks_key(table: &Table, fields: &[GivenField], relation: &str) -> bool {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if str_eq(key.relation, relation) && has_lacking(table, fields, key) {
            let (mut other, mut shorter) = (0, false);
            while other < table.foreign_keys.len() {
                let other_key = &table.foreign_keys[other];
                shorter |= other_key.columns.len() < key.columns.len()
                    && has_lacking(table, fields, other_key)
                    && has_all_lacking(table, fields, key, other_key.columns);
                other += 1;
            }
            return !shorter;
        }
        at += 1;
    }
    false
}

/// Returns `true` if a struct of these fields lacks a column of this foreign key, for whose parent it has no field.
const fn has_lacking(table: &Table, fields: &[GivenField], key: &ForeignKey) -> bool {
    find_parent(table, fields, key).is_none() && !has_all_lacking(table, fields, key, &[])
}

/// Returns `true` if all columns of a foreign key that a struct of these fields lacks are among `columns`.
const fn has_all_lacking(table: &Table, fields: &[GivenField], key: &ForeignKey, columns: &[&str]) -> bool {
    let mut part = 0;
    while part < key.columns.len() {
        if let Some(column) = column_named(table, key.columns[part])
            && lacks(table, fields, column)
            && !contains(columns, column.name)
        {
            return false;
        }
        part += 1;
    }
    true
}

/// Returns `true` if a row must have a value for the column, and a struct of these fields may have none.
pub(crate) const fn lacks(table: &Table, fields: &[GivenField], column: &ColumnDef) -> bool {
    if !is_required(table, column) || find(fields, column.field).is_some() {
        return false;
    }
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        // Where no row can be without the parent, an `Option` is a mistake of its own.
        if let Some(parent) = find_parent(table, fields, key)
            && contains(key.columns, column.name)
            && !(parent.optional && is_optional(table, key, &[]))
        {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns `true` if a row can be without the parent that this foreign key refers to: a column of it, besides these, is
/// NULL then, or left to its default.
pub(crate) const fn is_optional(table: &Table, key: &ForeignKey, besides: &[&str]) -> bool {
    let mut part = 0;
    while part < key.columns.len() {
        if let Some(column) = column_named(table, key.columns[part])
            && !is_required(table, column)
            && !contains(besides, column.name)
        {
            return true;
        }
        part += 1;
    }
    false
}

/// Returns the first parent among these fields whose foreign key has the column.
pub(crate) const fn parent_of<'f>(
    table: &Table,
    fields: &'f [GivenField],
    column: &ColumnDef,
) -> Option<&'f GivenField> {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        let parent = find_parent(table, fields, key);
        if contains(key.columns, column.name) && parent.is_some() {
            return parent;
        }
        at += 1;
    }
    None
}

/// Returns `true` if a row must have a value for the column: nothing fills it in otherwise.
pub(crate) const fn is_required(table: &Table, column: &ColumnDef) -> bool {
    !column.nullable && column.default.is_none() && column.role.is_none() && !is_automatic(table, column)
}

/// Returns `true` if SQLite assigns the column: the only column of the key of a table with rowids, an integer that no
/// parent decides.
pub(crate) const fn is_automatic(table: &Table, column: &ColumnDef) -> bool {
    let integer = match column.declared_type {
        Some(declared) => declared.eq_ignore_ascii_case("integer"),
        None => true,
    };
    table.primary_key.len() == 1
        && str_eq(table.primary_key[0], column.name)
        && !table.without_rowid
        && column.default.is_none()
        && integer
        && matches!(column.sql_type, SqlType::Integer)
        && matches!(column.value_check, ValueCheck::Any)
        && !is_foreign_key(table, column)
}

/// Returns `true` if a struct of these fields has one for the column, or for a parent that decides it.
pub(crate) const fn is_given(table: &Table, fields: &[&str], column: &ColumnDef) -> bool {
    if contains(fields, column.field) {
        return true;
    }
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if contains(key.columns, column.name)
            && (contains(fields, key.relation) || contains(fields, set_of(table, key)))
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns `true` if a struct of these fields has a value of its own for a column that its place fills in: the column's
/// field, or a parent whose whole key the place fills in. A parent with more columns may share some.
pub(crate) const fn is_given_besides(
    table: &Table,
    fields: &[GivenField],
    column: &ColumnDef,
    filled: &[&str],
) -> bool {
    if find(fields, column.field).is_some() {
        return true;
    }
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        let (mut part, mut all) = (0, true);
        while part < key.columns.len() {
            all &= contains(filled, key.columns[part]);
            part += 1;
        }
        if all && contains(key.columns, column.name) && find_parent(table, fields, key).is_some() {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns `true` if the column belongs to a foreign key.
pub(crate) const fn is_foreign_key(table: &Table, column: &ColumnDef) -> bool {
    may_be_filled(table, &[], column)
}

/// Returns `true` if a place could fill the column in: it belongs to a foreign key for whose parent there is no field.
pub(crate) const fn may_be_filled(table: &Table, fields: &[GivenField], column: &ColumnDef) -> bool {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if contains(key.columns, column.name) && find_parent(table, fields, key).is_none() {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns the field for the parent that a foreign key refers to: for its relation, or for the `one_of` that has it.
const fn find_parent<'f>(
    table: &Table,
    fields: &'f [GivenField],
    key: &ForeignKey,
) -> Option<&'f GivenField> {
    match find(fields, key.relation) {
        None => find(fields, set_of(table, key)),
        found => found,
    }
}

/// Returns the name of the `one_of` that has a foreign key; no name if none has.
const fn set_of(table: &Table, key: &ForeignKey) -> &'static str {
    let mut at = 0;
    while at < table.one_ofs.len() {
        if contains(table.one_ofs[at].members, key.relation) {
            return table.one_ofs[at].name;
        }
        at += 1;
    }
    ""
}

/// Returns `true` if a row must have one of several parents, and a struct of these fields has none of them, besides what
/// the columns `filled` refer to.
pub(crate) const fn lacks_one_of(
    table: &Table,
    fields: &[GivenField],
    one_of: &OneOfDef,
    filled: &[&str],
) -> bool {
    !one_of.optional
        && find(fields, one_of.name).is_none()
        && given_member(table, fields, one_of, filled).is_none()
}

/// Returns the first relation of a `one_of` for which a struct of these fields has a value, or which the columns `filled`
/// refer to.
pub(crate) const fn given_member(
    table: &Table,
    fields: &[GivenField],
    one_of: &OneOfDef,
    filled: &[&str],
) -> Option<&'static str> {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if contains(one_of.members, key.relation)
            && (find(fields, key.relation).is_some() || has_nullable(table, fields, key, filled))
        {
            return Some(key.relation);
        }
        at += 1;
    }
    None
}

/// Returns `true` if no other foreign key than `key` has the column.
const fn is_own(table: &Table, key: &ForeignKey, column: &str) -> bool {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let other = &table.foreign_keys[at];
        if !str_eq(other.relation, key.relation) && contains(other.columns, column) {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns `true` if a struct of these fields has one for a column of the foreign key that can be NULL, or if that is among
/// the columns `filled`.
const fn has_nullable(table: &Table, fields: &[GivenField], key: &ForeignKey, filled: &[&str]) -> bool {
    let mut part = 0;
    while part < key.columns.len() {
        if let Some(column) = column_named(table, key.columns[part])
            && column.nullable
            && is_own(table, key, column.name)
            && (find(fields, column.field).is_some() || contains(filled, column.name))
        {
            return true;
        }
        part += 1;
    }
    false
}

/// Returns the field of this name.
pub(crate) const fn find<'f>(fields: &'f [GivenField], name: &str) -> Option<&'f GivenField> {
    let mut at = 0;
    while at < fields.len() {
        if str_eq(fields[at].name, name) {
            return Some(&fields[at]);
        }
        at += 1;
    }
    None
}

/// Returns `true` if all names are fields or relations of the model of `table`.
pub(crate) const fn are_known(table: &Table, names: &[GivenField]) -> bool {
    let mut at = 0;
    while at < names.len() {
        let mut relation = 0;
        let mut known = column_of(table, names[at].name).is_some();
        while relation < table.relations.len() {
            known |= str_eq(table.relations[relation].name, names[at].name);
            relation += 1;
        }
        let mut one_of = 0;
        while one_of < table.one_ofs.len() {
            known |= str_eq(table.one_ofs[one_of].name, names[at].name);
            one_of += 1;
        }
        if !known {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns the column of a field of the model.
pub(crate) const fn column_of<'t>(table: &'t Table, field: &str) -> Option<&'t ColumnDef> {
    let mut at = 0;
    while at < table.columns.len() {
        if str_eq(table.columns[at].field, field) {
            return Some(&table.columns[at]);
        }
        at += 1;
    }
    None
}

/// Returns the column of this name.
pub(crate) const fn column_named<'t>(table: &'t Table, name: &str) -> Option<&'t ColumnDef> {
    let mut at = 0;
    while at < table.columns.len() {
        if str_eq(table.columns[at].name, name) {
            return Some(&table.columns[at]);
        }
        at += 1;
    }
    None
}

/// Returns `true` if two lists have the same columns in the same order.
pub(crate) const fn same(one: &[&str], other: &[&str]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if !str_eq(one[at], other[at]) {
            return false;
        }
        at += 1;
    }
    one.len() == other.len()
}
