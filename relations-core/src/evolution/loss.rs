//! Finds what a change loses besides values: constraints, indexes, defaults and the like.

use super::{
    change::ChangeKind,
    declarable::{lists_values, only_lists_values},
    normalize,
};

use crate::catalog::{ForeignKeyInfo, IndexInfo, IndexTerm, IndexedValue, TableInfo};

/// Returns what the change loses besides values, unless another of `all` replaces it. Such a change is never
/// safe.
pub(super) fn find_loss(
    change: &ChangeKind,
    all: &[ChangeKind],
    live: &TableInfo,
    after: &TableInfo,
) -> Option<&'static str> {
    use ChangeKind as Kind;
    let coarser = |from: &str, to: &str| from.eq_ignore_ascii_case(to) || from.eq_ignore_ascii_case("BINARY");
    // A constraint follows its column to a coarser collating sequence, with which it refuses more rows.
    let follows = |column: &str, old: &IndexTerm, new: &IndexTerm| {
        let own = |table: &TableInfo| table.column(column).map(normalize::collation);
        own(live).is_some_and(|own| own.eq_ignore_ascii_case(&old.collation))
            && own(after).is_some_and(|own| own.eq_ignore_ascii_case(&new.collation))
            && coarser(&old.collation, &new.collation)
    };
    let same = |old: &IndexTerm, new: &IndexTerm| match (&old.of, &new.of) {
        (IndexedValue::Column(column), IndexedValue::Column(other)) => {
            column.eq_ignore_ascii_case(other)
                && (old.collation.eq_ignore_ascii_case(&new.collation) || follows(column, old, new))
        }
        _ => false,
    };
    let stays_unique = |old: &[IndexTerm]| {
        after
            .unique_terms()
            .chain([&after.key_terms])
            .any(|new| new.len() == old.len() && old.iter().zip(new).all(|(old, new)| same(old, new)))
    };
    match change {
        Kind::DropUnique { columns } => {
            let mut those = live.uniques.iter().filter(|terms| super::compare::names_of(terms) == *columns);
            (!those.all(|terms| stays_unique(terms))).then_some("a unique constraint")
        }
        Kind::ChangeKey { .. } => {
            (!live.primary_key.is_empty() && !stays_unique(&live.key_terms)).then_some("a primary key")
        }
        Kind::DropForeignKey { columns, parent } => {
            let same =
                |key: &&ForeignKeyInfo| key.columns == *columns && key.parent.eq_ignore_ascii_case(parent);
            let mut old = live.foreign_keys.iter().filter(same);
            let kept = old.all(|old| {
                after.foreign_keys.iter().any(|new| normalize::endpoints(old) == normalize::endpoints(new))
            });
            (!kept).then_some("a foreign key")
        }
        Kind::DropCheck { expression } => {
            let replaced = live.columns.iter().any(|column| {
                only_lists_values(expression, &column.name)
                    && all.iter().any(|other| {
                        matches!(other, Kind::AddCheck { expression } if lists_values(expression, &column.name))
                    })
            });
            (!replaced).then_some("a check")
        }
        Kind::DropNotNull { .. } => Some("NOT NULL"),
        Kind::DropIndex { index } => {
            let old = live.indexes.iter().find(|other| other.name == *index)?;
            let same = |new: &IndexInfo| {
                super::compare::names_of(&new.terms) == super::compare::names_of(&old.terms)
                    && new.condition.as_deref().map(normalize::expression)
                        == old.condition.as_deref().map(normalize::expression)
                    && (!old.unique || new.unique && stays_unique(&old.terms))
            };
            let kept = after.indexes.iter().any(same)
                || old.unique && old.condition.is_none() && stays_unique(&old.terms);
            (!kept).then_some(if old.unique { "a unique index" } else { "an index" })
        }
        Kind::DropColumn { column } => {
            live.column(column).filter(|column| column.generated.is_some()).map(|_| "a generated column")
        }
        Kind::ChangeGenerated { column } => {
            let generated =
                |table: &TableInfo| table.column(column).is_some_and(|column| column.generated.is_some());
            (generated(live) && !generated(after)).then_some("a generated column")
        }
        Kind::ChangeDefault { to: None, .. } => Some("a default"),
        Kind::ChangeCollation { from, to, .. } => (!coarser(from, to)).then_some("a collating sequence"),
        Kind::ChangeOptions { .. } => match (live, after) {
            _ if live.strict && !after.strict => Some("STRICT"),
            _ if live.autoincrement && !after.autoincrement => Some("AUTOINCREMENT"),
            _ => None,
        },
        Kind::ChangeConflict { from: Some(_), .. } => Some("ON CONFLICT"),
        _ => None,
    }
}
