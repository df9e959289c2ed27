//! The table after its changes: everything else stays as it was.

use super::{
    change::ChangeKind,
    compare::{TableDiff, changes_conflict},
    declarable::{self, DeclaredBy},
    edit, normalize,
};

use crate::catalog::{ConflictInfo, ConstraintKind, IndexTerm, TableInfo, collated_terms};

/// Returns the table with the changes made. Its statement is empty if it could not be edited.
pub(super) fn resulting_table(
    live: &TableInfo,
    wanted: &TableInfo,
    diff: &TableDiff,
    declared_by: DeclaredBy<'_>,
) -> TableInfo {
    let mut table = live.clone();
    if diff.differences.is_empty() {
        return table;
    }
    // From the last to the first, so that the positions of dropped items stay valid.
    for difference in diff.differences.iter().rev() {
        match &difference.kind {
            ChangeKind::DropUnique { .. } => drop(table.uniques.remove(difference.position)),
            ChangeKind::DropCheck { .. } => drop(table.checks.remove(difference.position)),
            ChangeKind::DropForeignKey { .. } => drop(table.foreign_keys.remove(difference.position)),
            _ => {}
        }
    }
    for difference in &diff.differences {
        apply_change(&mut table, wanted, &difference.kind, difference.position);
    }
    table.autoincrement = declarable::is_autoincrement(live, wanted, declared_by);
    adopt_conflicts(&mut table, live, wanted, diff);
    adopt_collations(&mut table, live);
    table.sql = edit::edit_statement(live, wanted, diff, &table).unwrap_or_default();
    table
}

fn apply_change(table: &mut TableInfo, wanted: &TableInfo, change: &ChangeKind, position: usize) {
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
        Kind::AddUnique { .. } => table.uniques.extend(wanted.uniques.get(position).cloned()),
        Kind::AddCheck { .. } => table.checks.extend(wanted.checks.get(position).cloned()),
        Kind::AddForeignKey { .. } => table.foreign_keys.extend(wanted.foreign_keys.get(position).cloned()),
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

/// Updates the ON CONFLICT clauses: an added constraint brings its own, a dropped one takes it along.
fn adopt_conflicts(table: &mut TableInfo, live: &TableInfo, wanted: &TableInfo, diff: &TableDiff) {
    let changed = |conflict: &&ConflictInfo| {
        changes_conflict(&diff.differences, conflict.constraint, &conflict.columns)
            || diff.differences.iter().any(|difference| {
                matches!(&difference.kind, ChangeKind::ChangeConflict { constraint, columns, .. }
                    if *constraint == conflict.constraint && normalize::names(columns) == normalize::names(&conflict.columns))
            })
    };
    table.conflicts = (live.conflicts.iter().filter(|conflict| !changed(conflict)))
        .chain(wanted.conflicts.iter().filter(changed))
        .cloned()
        .collect();
}

/// Updates the collating sequence of terms that name none, which follow their columns.
fn adopt_collations(table: &mut TableInfo, live: &TableInfo) {
    let columns = table.columns.clone();
    let follow = |terms: &mut Vec<IndexTerm>, collated: Option<Vec<bool>>| {
        let plain = terms.iter_mut().zip(collated.unwrap_or_default()).filter(|(_, collated)| !collated);
        for (term, _) in plain {
            let Some(name) = term.column() else { continue };
            let column = columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
            if let (Some(old), Some(new)) = (live.column(name), column)
                && normalize::collation(old) != normalize::collation(new)
            {
                term.collation = normalize::collation(new);
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
