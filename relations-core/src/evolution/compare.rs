//! What tells a table of the database from the one that is wanted.

pub(crate) mod constraints;
pub(crate) mod indexes;

use crate::{
    catalog::info::{ColumnInfo, IndexTerm, IndexedValue, TableInfo},
    evolution::{
        change::ChangeKind,
        kept::Kept,
        normal,
        sayable::{self, Said},
    },
};

/// What was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Compared {
    pub(super) found: Vec<Found>,
    pub(super) kept: Vec<Kept>,
}

/// Something that has to be done.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: ChangeKind,
    /// Which of the UNIQUE constraints, the CHECKs or the foreign keys: of the database if it is dropped, of what is
    /// wanted if it is added.
    pub(super) place: usize,
}

impl Compared {
    pub(super) fn kinds(&self) -> Vec<ChangeKind> {
        self.found.iter().map(|found| found.kind.clone()).collect()
    }
}

/// What has to be done to `live`, whose names are those that are wanted already, to make it `wanted`. The
/// order of columns and of constraints has no effect, and is no difference; nor is what `said` cannot say.
pub(super) fn compare(live: &TableInfo, wanted: &TableInfo, said: Said<'_>) -> Compared {
    let gone = sayable::gone(live, wanted, said);
    let mut comparison = Comparison { live, wanted, said, gone, out: Compared::default() };
    comparison.columns();
    comparison.key();
    comparison.options();
    comparison.uniques();
    comparison.checks();
    comparison.foreign_keys();
    comparison.indexes();
    comparison.conflicts();
    comparison.out
}

struct Comparison<'a> {
    live: &'a TableInfo,
    wanted: &'a TableInfo,
    said: Said<'a>,
    /// The columns that go.
    gone: Vec<&'a str>,
    out: Compared,
}

impl Comparison<'_> {
    fn change(&mut self, kind: ChangeKind) {
        self.at(0, kind);
    }

    fn at(&mut self, place: usize, kind: ChangeKind) {
        self.out.found.push(Found { kind, place });
    }

    fn keep(&mut self, what: String, why: &'static str) {
        self.out.kept.push(Kept { table: self.live.name.clone(), what, why });
    }

    fn goes(&self, column: &str) -> bool {
        self.gone.iter().any(|gone| gone.eq_ignore_ascii_case(column))
    }

    fn mentions_gone(&self, sql: &str) -> bool {
        self.gone.iter().any(|gone| normal::mentions(sql, gone))
    }

    fn columns(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        for column in live.columns.iter().filter(|column| wanted.column(&column.name).is_none()) {
            if self.goes(&column.name) {
                self.change(ChangeKind::DropColumn { column: column.name.clone() });
            } else {
                self.keep(format!("the generated column `{}`", column.name), sayable::GENERATED);
            }
        }
        for column in &wanted.columns {
            match live.column(&column.name) {
                None => self.change(ChangeKind::AddColumn { column: column.name.clone() }),
                Some(old) => self.column(old, column),
            }
        }
    }

    fn column(&mut self, old: &ColumnInfo, new: &ColumnInfo) {
        let column = || new.name.clone();
        if normal::declared_type(&old.declared_type) != normal::declared_type(&new.declared_type) {
            let (from, to) = (old.declared_type.clone(), new.declared_type.clone());
            self.change(ChangeKind::ChangeType { column: column(), from, to });
        }
        match (normal::refuses_null(self.live, old), normal::refuses_null(self.wanted, new)) {
            (false, true) if sayable::is_key_with_null(self.live, self.wanted, new, self.said) => {
                self.keep(format!("NULL in the key `{}`", new.name), sayable::KEY_WITH_NULL);
            }
            (false, true) => self.change(ChangeKind::SetNotNull { column: column() }),
            (true, false) => self.change(ChangeKind::DropNotNull { column: column() }),
            _ => {}
        }
        let keeps_generated = self.said.by_models() && old.generated.is_some() && new.generated.is_none();
        if keeps_generated {
            self.keep(format!("how `{}` is generated", new.name), sayable::GENERATED);
        } else if normal::default(old) != normal::default(new) {
            let (from, to) = (old.default.clone(), new.default.clone());
            self.change(ChangeKind::ChangeDefault { column: column(), from, to });
        }
        let (from, to) = (normal::collation(old), normal::collation(new));
        if from != to {
            self.change(ChangeKind::ChangeCollation { column: column(), from, to });
        }
        if !keeps_generated && normal::generated(old) != normal::generated(new) {
            self.change(ChangeKind::ChangeGenerated { column: column() });
        }
    }

    fn key(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let same_columns = normal::names(&live.primary_key) == normal::names(&wanted.primary_key);
        let (from, to) = (normal::key(live), normal::key(wanted));
        let differs = if same_columns && self.said.by_models() {
            // A key that only looks like the rowid takes NULL, and numbers nothing.
            let becomes_rowid = wanted.rowid_key && !live.rowid_key;
            let own = from.iter().any(|(_, descending, collation)| *descending || collation.is_some());
            if own && !becomes_rowid {
                let what = format!("the primary key ({})", normal::key_text(live).join(", "));
                self.keep(what, sayable::TERMS);
            }
            becomes_rowid && !self.changes_type_of_key()
        } else {
            !same_columns || from != to
        };
        if differs {
            self.change(ChangeKind::ChangeKey { from: normal::key_text(live), to: normal::key_text(wanted) });
        }
    }

    fn changes_type_of_key(&self) -> bool {
        self.out.found.iter().any(|found| {
            matches!(&found.kind, ChangeKind::ChangeType { column, .. }
                if self.wanted.primary_key.iter().any(|key| key.eq_ignore_ascii_case(column)))
        })
    }

    fn options(&mut self) {
        let autoincrement = sayable::counts(self.live, self.wanted, self.said);
        if autoincrement && !self.wanted.autoincrement {
            self.keep("AUTOINCREMENT".to_owned(), sayable::AUTOINCREMENT);
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

    fn are_over_gone(&self, terms: &[IndexTerm]) -> bool {
        terms.iter().any(|term| match &term.of {
            IndexedValue::Column(column) => self.goes(column),
            IndexedValue::Expression(sql) => self.mentions_gone(sql),
        })
    }
}

/// The columns and expressions that an index or a UNIQUE constraint is over.
pub(super) fn names_of(terms: &[IndexTerm]) -> Vec<String> {
    use IndexedValue::{Column, Expression};
    terms
        .iter()
        .map(|term| match &term.of {
            Column(text) | Expression(text) => text.clone(),
        })
        .collect()
}
