//! Compares a table of the database with the wanted one, by their normal forms. The result lists the
//! differences, and what is kept since the models cannot declare it. Begin with `compare`; it calls one
//! function for each part of a table. `constraints` and `indexes` compare those.

mod constraints;
mod indexes;

use super::{
    change::ChangeKind,
    declarable::{self, DeclaredBy},
    kept::Kept,
    normalize,
};

use crate::catalog::{ColumnInfo, IndexTerm, IndexedValue, TableInfo, contains_name};

pub(super) use self::constraints::changes_conflict;

/// The result of comparing two tables.
#[derive(Clone, Debug, Default)]
pub(super) struct TableDiff {
    pub(super) differences: Vec<Difference>,
    pub(super) kept: Vec<Kept>,
}

/// A change that the comparison asks for.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) kind: ChangeKind,
    /// The position among the UNIQUE constraints, the CHECKs or the foreign keys: those of the database if it
    /// is dropped, those of the wanted table if it is added.
    pub(super) position: usize,
}

impl TableDiff {
    pub(super) fn kinds(&self) -> Vec<ChangeKind> {
        self.differences.iter().map(|difference| difference.kind.clone()).collect()
    }
}

/// Lists the changes that turn `live`, whose names are already the wanted ones, into `wanted`. The order of
/// columns and of constraints has no effect and is no difference; nor is anything that `declared_by` cannot
/// declare.
pub(super) fn compare(live: &TableInfo, wanted: &TableInfo, declared_by: DeclaredBy<'_>) -> TableDiff {
    let dropped = declarable::dropped_columns(live, wanted, declared_by);
    let mut comparison = Comparison { live, wanted, declared_by, dropped, diff: TableDiff::default() };
    comparison.compare_columns();
    comparison.compare_key();
    comparison.compare_options();
    comparison.compare_uniques();
    comparison.compare_checks();
    comparison.compare_foreign_keys();
    comparison.compare_indexes();
    comparison.compare_conflicts();
    comparison.diff
}

struct Comparison<'a> {
    live: &'a TableInfo,
    wanted: &'a TableInfo,
    declared_by: DeclaredBy<'a>,
    /// The columns that are dropped.
    dropped: Vec<&'a str>,
    diff: TableDiff,
}

impl Comparison<'_> {
    fn change(&mut self, kind: ChangeKind) {
        self.change_at(0, kind);
    }

    fn change_at(&mut self, position: usize, kind: ChangeKind) {
        self.diff.differences.push(Difference { kind, position });
    }

    fn keep(&mut self, what: String, why: &'static str) {
        self.diff.kept.push(Kept { table: self.live.name.clone(), what, why });
    }

    fn is_dropped(&self, column: &str) -> bool {
        contains_name(&self.dropped, column)
    }

    fn mentions_dropped(&self, sql: &str) -> bool {
        self.dropped.iter().any(|dropped| normalize::mentions(sql, dropped))
    }

    fn compare_columns(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        for column in live.columns.iter().filter(|column| wanted.column(&column.name).is_none()) {
            if self.is_dropped(&column.name) {
                self.change(ChangeKind::DropColumn { column: column.name.clone() });
            } else {
                self.keep(format!("the generated column `{}`", column.name), declarable::GENERATED);
            }
        }
        for column in &wanted.columns {
            match live.column(&column.name) {
                None => self.change(ChangeKind::AddColumn { column: column.name.clone() }),
                Some(old) => self.compare_column(old, column),
            }
        }
    }

    fn compare_column(&mut self, old: &ColumnInfo, new: &ColumnInfo) {
        let column = || new.name.clone();
        if normalize::declared_type(&old.declared_type) != normalize::declared_type(&new.declared_type) {
            let (from, to) = (old.declared_type.clone(), new.declared_type.clone());
            self.change(ChangeKind::ChangeType { column: column(), from, to });
        }
        match (normalize::refuses_null(self.live, old), normalize::refuses_null(self.wanted, new)) {
            (false, true) if declarable::keeps_null_in_key(self.live, self.wanted, new, self.declared_by) => {
                self.keep(format!("NULL in the key `{}`", new.name), declarable::KEY_WITH_NULL);
            }
            (false, true) => self.change(ChangeKind::SetNotNull { column: column() }),
            (true, false) => self.change(ChangeKind::DropNotNull { column: column() }),
            _ => {}
        }
        let keeps_generated =
            self.declared_by.is_models() && old.generated.is_some() && new.generated.is_none();
        if keeps_generated {
            self.keep(format!("how `{}` is generated", new.name), declarable::GENERATED);
        } else if normalize::default(old) != normalize::default(new) {
            let (from, to) = (old.default.clone(), new.default.clone());
            self.change(ChangeKind::ChangeDefault { column: column(), from, to });
        }
        let (from, to) = (normalize::collation(old), normalize::collation(new));
        if from != to {
            self.change(ChangeKind::ChangeCollation { column: column(), from, to });
        }
        if !keeps_generated && normalize::generated(old) != normalize::generated(new) {
            self.change(ChangeKind::ChangeGenerated { column: column() });
        }
    }

    fn compare_key(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let same_columns = normalize::names(&live.primary_key) == normalize::names(&wanted.primary_key);
        let (from, to) = (normalize::primary_key(live), normalize::primary_key(wanted));
        let differs = if same_columns && self.declared_by.is_models() {
            // A key that only looks like the rowid accepts NULL and is not numbered.
            let becomes_rowid = wanted.rowid_key && !live.rowid_key;
            let own = from.iter().any(|(_, descending, collation)| *descending || collation.is_some());
            if own && !becomes_rowid {
                let what = format!("the primary key ({})", normalize::primary_key_as_sql(live).join(", "));
                self.keep(what, declarable::TERMS);
            }
            becomes_rowid && !self.changes_type_of_key()
        } else {
            !same_columns || from != to
        };
        if differs {
            self.change(ChangeKind::ChangeKey {
                from: normalize::primary_key_as_sql(live),
                to: normalize::primary_key_as_sql(wanted),
            });
        }
    }

    fn changes_type_of_key(&self) -> bool {
        self.diff.differences.iter().any(|found| {
            matches!(&found.kind, ChangeKind::ChangeType { column, .. }
                if contains_name(&self.wanted.primary_key, column))
        })
    }

    fn compare_options(&mut self) {
        let autoincrement = declarable::is_autoincrement(self.live, self.wanted, self.declared_by);
        if autoincrement && !self.wanted.autoincrement {
            self.keep("AUTOINCREMENT".to_owned(), declarable::AUTOINCREMENT);
        }
        let text = |strict: bool, without_rowid: bool, autoincrement: bool| {
            let table = TableInfo { strict, without_rowid, autoincrement, ..TableInfo::default() };
            let set = table.options();
            if set.is_empty() { "none".to_owned() } else { set.join(", ") }
        };
        let (live, wanted) = (self.live, self.wanted);
        let from = text(live.strict, live.without_rowid, live.autoincrement);
        let to = text(wanted.strict, wanted.without_rowid, autoincrement);
        if from != to {
            self.change(ChangeKind::ChangeOptions { from, to });
        }
    }

    fn use_dropped(&self, terms: &[IndexTerm]) -> bool {
        terms.iter().any(|term| match &term.of {
            IndexedValue::Column(column) => self.is_dropped(column),
            IndexedValue::Expression(sql) => self.mentions_dropped(sql),
        })
    }
}

/// Returns the columns and expressions of an index or a UNIQUE constraint.
pub(super) fn names_of(terms: &[IndexTerm]) -> Vec<String> {
    terms.iter().map(|term| term.text().to_owned()).collect()
}
