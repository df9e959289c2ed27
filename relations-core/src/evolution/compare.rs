//! What tells a table of the database from the one that is wanted.

use super::{change::ChangeKind, normal};
use crate::catalog::{ColumnInfo, IndexInfo, TableInfo};

/// What has to be done to `live`, whose names are those that are wanted already, to make it `wanted`. The
/// order of columns and of constraints has no effect, and is no difference.
pub(super) fn differences(live: &TableInfo, wanted: &TableInfo) -> Vec<ChangeKind> {
    let mut found = Vec::new();
    columns(live, wanted, &mut found);
    if normal::names(&live.primary_key) != normal::names(&wanted.primary_key) {
        found.push(ChangeKind::ChangeKey { from: live.primary_key.clone(), to: wanted.primary_key.clone() });
    }
    if options(live) != options(wanted) {
        found.push(ChangeKind::ChangeOptions { from: options(live), to: options(wanted) });
    }
    uniques(live, wanted, &mut found);
    checks(live, wanted, &mut found);
    foreign_keys(live, wanted, &mut found);
    indexes(live, wanted, &mut found);
    found
}

fn columns(live: &TableInfo, wanted: &TableInfo, found: &mut Vec<ChangeKind>) {
    for column in &live.columns {
        if wanted.column(&column.name).is_none() {
            found.push(ChangeKind::DropColumn { column: column.name.clone() });
        }
    }
    for column in &wanted.columns {
        match live.column(&column.name) {
            None => found.push(ChangeKind::AddColumn { column: column.name.clone() }),
            Some(old) => column_differences(live, wanted, old, column, found),
        }
    }
}

fn column_differences(
    live: &TableInfo,
    wanted: &TableInfo,
    old: &ColumnInfo,
    new: &ColumnInfo,
    found: &mut Vec<ChangeKind>,
) {
    let column = || new.name.clone();
    if normal::declared_type(&old.declared_type) != normal::declared_type(&new.declared_type) {
        let (from, to) = (old.declared_type.clone(), new.declared_type.clone());
        found.push(ChangeKind::ChangeType { column: column(), from, to });
    }
    match (normal::refuses_null(live, old), normal::refuses_null(wanted, new)) {
        (false, true) => found.push(ChangeKind::SetNotNull { column: column() }),
        (true, false) => found.push(ChangeKind::DropNotNull { column: column() }),
        _ => {}
    }
    if normal::default(old) != normal::default(new) {
        let (from, to) = (old.default.clone(), new.default.clone());
        found.push(ChangeKind::ChangeDefault { column: column(), from, to });
    }
    let (from, to) = (normal::collation(old), normal::collation(new));
    if from != to {
        found.push(ChangeKind::ChangeCollation { column: column(), from, to });
    }
    if normal::generated(old) != normal::generated(new) {
        found.push(ChangeKind::ChangeGenerated { column: column() });
    }
}

/// The options of a table as its definition has them.
fn options(table: &TableInfo) -> String {
    let set = table.options();
    if set.is_empty() { "none".to_owned() } else { set.join(", ") }
}

/// What is in one list and not in the other, each as often as it is there more.
fn apart<'a, T, K: PartialEq>(
    live: &'a [T],
    wanted: &'a [T],
    key: impl Fn(&T) -> K,
) -> (Vec<&'a T>, Vec<&'a T>) {
    let mut gone: Vec<&T> = live.iter().collect();
    let mut new = Vec::new();
    for each in wanted {
        match gone.iter().position(|other| key(other) == key(each)) {
            Some(at) => {
                gone.remove(at);
            }
            None => new.push(each),
        }
    }
    (gone, new)
}

/// The constraints that only one side has. One that the database keeps by a unique index is kept: there is
/// no difference in effect.
fn uniques(live: &TableInfo, wanted: &TableInfo, found: &mut Vec<ChangeKind>) {
    let (gone, new) = apart(&live.uniques, &wanted.uniques, |terms| normal::terms(terms));
    found.extend(gone.into_iter().map(|terms| ChangeKind::DropUnique { columns: names_of(terms) }));
    found.extend(
        new.into_iter()
            .filter(|terms| !live.indexes.iter().any(|index| stands_for(live, wanted, index, terms)))
            .map(|terms| ChangeKind::AddUnique { columns: names_of(terms) }),
    );
}

/// Whether the index keeps the table unique by these terms.
pub(super) fn keeps(index: &IndexInfo, terms: &[crate::catalog::IndexTerm]) -> bool {
    index.unique && index.condition.is_none() && normal::terms(&index.terms) == normal::terms(terms)
}

pub(super) fn names_of(terms: &[crate::catalog::IndexTerm]) -> Vec<String> {
    use crate::catalog::IndexedValue::{Column, Expression};
    terms
        .iter()
        .map(|term| match &term.of {
            Column(text) | Expression(text) => text.clone(),
        })
        .collect()
}

fn checks(live: &TableInfo, wanted: &TableInfo, found: &mut Vec<ChangeKind>) {
    let (gone, new) = apart(&live.checks, &wanted.checks, |check| normal::expression(&check.expression));
    found
        .extend(gone.into_iter().map(|check| ChangeKind::DropCheck { expression: check.expression.clone() }));
    found.extend(new.into_iter().map(|check| ChangeKind::AddCheck { expression: check.expression.clone() }));
}

fn foreign_keys(live: &TableInfo, wanted: &TableInfo, found: &mut Vec<ChangeKind>) {
    let (gone, new) = apart(&live.foreign_keys, &wanted.foreign_keys, normal::foreign_key);
    found.extend(
        gone.into_iter().map(|key| ChangeKind::DropForeignKey {
            columns: key.columns.clone(),
            parent: key.parent.clone(),
        }),
    );
    found.extend(
        new.into_iter().map(|key| ChangeKind::AddForeignKey {
            columns: key.columns.clone(),
            parent: key.parent.clone(),
        }),
    );
}

/// The indexes that only one side has, by what they are over: models name theirs by rule, and a database that
/// was there before them need not. One that serves no search which a key does not serve as well is none that
/// models could ask for, and is let be.
fn indexes(live: &TableInfo, wanted: &TableInfo, found: &mut Vec<ChangeKind>) {
    let mut gone: Vec<&IndexInfo> = live.indexes.iter().collect();
    let mut new = Vec::new();
    for index in &wanted.indexes {
        let same = |other: &&IndexInfo| normal::index(other) == normal::index(index);
        let named = |other: &&IndexInfo| other.name.eq_ignore_ascii_case(&index.name);
        let place = gone
            .iter()
            .position(|other| same(other) && named(other))
            .or_else(|| gone.iter().position(|other| same(other) && !is_in_the_way(wanted, other)));
        match place {
            Some(place) => {
                gone.remove(place);
            }
            None => new.push(index),
        }
    }
    found.extend(
        gone.into_iter()
            .filter(|index| !wanted.uniques.iter().any(|terms| stands_for(live, wanted, index, terms)))
            .filter(|index| is_in_the_way(wanted, index) || !is_needless(wanted, index))
            .map(|index| ChangeKind::DropIndex { index: index.name.clone() }),
    );
    found.extend(new.into_iter().map(|index| ChangeKind::CreateIndex { index: index.name.clone() }));
}

/// Whether an index that is wanted over something else needs the name of this one.
fn is_in_the_way(wanted: &TableInfo, index: &IndexInfo) -> bool {
    let mut others = wanted.indexes.iter().filter(|other| other.name.eq_ignore_ascii_case(&index.name));
    others.any(|other| normal::index(other) != normal::index(index))
}

/// Whether the primary key, a UNIQUE constraint or an index that is wanted begins with all that this one is over.
fn is_needless(wanted: &TableInfo, index: &IndexInfo) -> bool {
    if index.unique || index.condition.is_some() {
        return false;
    }
    let terms = normal::terms(&index.terms);
    let key: Vec<_> = wanted
        .primary_key
        .iter()
        .map(|name| {
            let collation = wanted.column(name).map_or_else(|| "BINARY".to_owned(), normal::collation);
            (format!("column {}", normal::name(name)), false, collation)
        })
        .collect();
    let whole = wanted.indexes.iter().filter(|other| other.condition.is_none()).map(|other| &other.terms);
    key.starts_with(&terms)
        || wanted.uniques.iter().chain(whole).any(|other| normal::terms(other).starts_with(&terms))
}

/// Whether the index is what keeps the table unique by these terms, for want of a constraint.
fn stands_for(
    live: &TableInfo,
    wanted: &TableInfo,
    index: &IndexInfo,
    terms: &[crate::catalog::IndexTerm],
) -> bool {
    keeps(index, terms)
        && !live.uniques.iter().any(|own| normal::terms(own) == normal::terms(terms))
        && !wanted.indexes.iter().any(|other| keeps(other, terms))
}

#[cfg(test)]
mod tests {
    use crate::{catalog::Catalog, error::Result};

    /// What has to be done to a table that has these indexes, for the model's one over `a`.
    fn changes(indexes: &str) -> Result<Vec<String>> {
        let table = "CREATE TABLE t (id INTEGER NOT NULL, a TEXT, b TEXT, PRIMARY KEY (id, b));";
        let live = Catalog::of_script(&format!("{table} {indexes}"))?;
        let wanted = Catalog::of_script(&format!("{table} CREATE INDEX ix_t_a ON t (a)"))?;
        let found = super::differences(&live.tables[0], &wanted.tables[0]);
        Ok(found.into_iter().map(|kind| format!("{kind:?}")).collect())
    }

    #[test]
    fn an_index_is_known_by_what_it_is_over() -> Result<()> {
        let none: [&str; 0] = [];
        assert_eq!(changes("CREATE INDEX another ON t (a)")?, none);
        assert_eq!(changes("CREATE INDEX ix_t_a ON t (a); CREATE INDEX needless ON t (id)")?, none);
        let (create, drop) = ("CreateIndex { index: \"ix_t_a\" }", "DropIndex { index: \"ix_t_a\" }");
        assert_eq!(changes("CREATE INDEX other ON t (a) WHERE a > 'x'")?.len(), 2);
        assert_eq!(changes("CREATE INDEX ix_t_a ON t (id)")?, [drop, create]);
        assert_eq!(changes("CREATE INDEX twice ON t (a); CREATE INDEX ix_t_a ON t (a)")?, none);
        Ok(())
    }
}
