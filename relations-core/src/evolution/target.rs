//! What a table is after its changes: what it was, but for them.

use crate::{
    catalog::{
        definition::statement::{ConstraintKind, collated_terms},
        info::{ConflictInfo, IndexTerm, IndexedValue, TableInfo},
    },
    evolution::{
        change::ChangeKind,
        compare::{Compared, constraints::changes_conflict},
        edit, normal,
        sayable::{self, Said},
    },
};

/// The table with what was found done; its statement is empty if that could not be made.
pub(super) fn target(live: &TableInfo, wanted: &TableInfo, compared: &Compared, said: Said<'_>) -> TableInfo {
    let mut table = live.clone();
    if compared.found.is_empty() {
        return table;
    }
    // From the last to the first, so that the places of what is dropped stay right.
    for found in compared.found.iter().rev() {
        match &found.kind {
            ChangeKind::DropUnique { .. } => drop(table.uniques.remove(found.place)),
            ChangeKind::DropCheck { .. } => drop(table.checks.remove(found.place)),
            ChangeKind::DropForeignKey { .. } => drop(table.foreign_keys.remove(found.place)),
            _ => {}
        }
    }
    for found in &compared.found {
        change(&mut table, wanted, &found.kind, found.place);
    }
    table.autoincrement = sayable::counts(live, wanted, said);
    adopt_conflicts(&mut table, live, wanted, compared);
    adopt_collations(&mut table, live);
    table.sql = edit::edited(live, wanted, compared, &table).unwrap_or_default();
    table
}

fn change(table: &mut TableInfo, wanted: &TableInfo, change: &ChangeKind, place: usize) {
    use ChangeKind as Kind;
    let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
    match change {
        Kind::AddColumn { column } => table.columns.extend(wanted.column(column).cloned()),
        Kind::DropColumn { column } => table.columns.retain(|own| !is(&own.name, column)),
        Kind::ChangeType { column, .. }
        | Kind::ChangeDefault { column, .. }
        | Kind::ChangeCollation { column, .. }
        | Kind::ChangeGenerated { column }
        | Kind::SetNotNull { column }
        | Kind::DropNotNull { column } => {
            let Some(new) = wanted.column(column) else { return };
            let of_key = table.primary_key.iter().any(|key| is(key, column));
            let Some(own) = table.columns.iter_mut().find(|own| is(&own.name, column)) else { return };
            match change {
                Kind::ChangeType { .. } => {
                    own.declared_type.clone_from(&new.declared_type);
                    if of_key {
                        table.rowid_key = wanted.rowid_key;
                    }
                }
                Kind::ChangeDefault { .. } => own.default.clone_from(&new.default),
                Kind::ChangeCollation { .. } => own.collation.clone_from(&new.collation),
                Kind::ChangeGenerated { .. } => own.generated.clone_from(&new.generated),
                _ => own.not_null = new.not_null || matches!(change, Kind::SetNotNull { .. }),
            }
        }
        Kind::ChangeKey { .. } => {
            table.primary_key.clone_from(&wanted.primary_key);
            table.key_terms.clone_from(&wanted.key_terms);
            table.rowid_key = wanted.rowid_key;
        }
        Kind::ChangeOptions { .. } => {
            table.strict = wanted.strict;
            table.without_rowid = wanted.without_rowid;
        }
        Kind::AddUnique { .. } => table.uniques.extend(wanted.uniques.get(place).cloned()),
        Kind::AddCheck { .. } => table.checks.extend(wanted.checks.get(place).cloned()),
        Kind::AddForeignKey { .. } => table.foreign_keys.extend(wanted.foreign_keys.get(place).cloned()),
        Kind::CreateIndex { index } => {
            table.indexes.extend(wanted.indexes.iter().filter(|other| other.name == *index).cloned());
        }
        Kind::DropIndex { index } => {
            if let Some(at) = table.indexes.iter().position(|other| other.name == *index) {
                table.indexes.remove(at);
            }
        }
        Kind::ChangeConflict { .. }
        | Kind::CreateTable
        | Kind::DropTable
        | Kind::RenameTable { .. }
        | Kind::RenameColumn { .. }
        | Kind::DropUnique { .. }
        | Kind::DropCheck { .. }
        | Kind::DropForeignKey { .. } => {}
    }
}

/// A constraint that is added comes with its ON CONFLICT, and one that is dropped goes with it.
fn adopt_conflicts(table: &mut TableInfo, live: &TableInfo, wanted: &TableInfo, compared: &Compared) {
    let changed = |conflict: &&ConflictInfo| {
        changes_conflict(&compared.found, conflict.constraint, &conflict.columns)
            || compared.found.iter().any(|found| {
                matches!(&found.kind, ChangeKind::ChangeConflict { constraint, columns, .. }
                    if *constraint == conflict.constraint && normal::names(columns) == normal::names(&conflict.columns))
            })
    };
    table.conflicts = (live.conflicts.iter().filter(|conflict| !changed(conflict)))
        .chain(wanted.conflicts.iter().filter(changed))
        .cloned()
        .collect();
}

/// A term that names no collating sequence follows its column.
fn adopt_collations(table: &mut TableInfo, live: &TableInfo) {
    let columns = table.columns.clone();
    let follow = |terms: &mut Vec<IndexTerm>, collated: Option<Vec<bool>>| {
        let plain = terms.iter_mut().zip(collated.unwrap_or_default()).filter(|(_, collated)| !collated);
        for (term, _) in plain {
            let IndexedValue::Column(name) = &term.of else { continue };
            let column = columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
            if let (Some(old), Some(new)) = (live.column(name), column)
                && normal::collation(old) != normal::collation(new)
            {
                term.collation = normal::collation(new);
            }
        }
    };
    let constraint = |kind, terms: &[IndexTerm]| edit::collated_terms(live, kind, terms);
    if table.key_terms == live.key_terms {
        follow(&mut table.key_terms, constraint(ConstraintKind::PrimaryKey, &live.key_terms));
    }
    for terms in table.uniques.iter_mut().filter(|terms| live.uniques.contains(terms)) {
        let collated = constraint(ConstraintKind::Unique, terms);
        follow(terms, collated);
    }
    for index in table.indexes.iter_mut().filter(|index| live.indexes.contains(index)) {
        follow(&mut index.terms, collated_terms(&index.sql));
    }
}
