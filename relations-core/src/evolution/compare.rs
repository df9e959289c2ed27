//! What tells a table of the database from the one that is wanted.

use super::{
    change::ChangeKind,
    kept::Kept,
    normal,
    sayable::{self, Said},
};
use crate::catalog::{ColumnInfo, ForeignKeyInfo, IndexInfo, IndexTerm, IndexedValue, TableInfo};

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

    /// The constraints that only one side has. One that the database keeps by a unique index is kept: there is
    /// no difference in effect.
    fn uniques(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (gone, new) = apart(&live.uniques, &wanted.uniques, |terms| normal::terms(terms));
        for place in gone {
            let terms = &live.uniques[place];
            if self.are_over_gone(terms) || sayable::terms(live, wanted, terms, self.said) {
                self.at(place, ChangeKind::DropUnique { columns: names_of(terms) });
            } else {
                let names = names_of(terms);
                let mapped = names.iter().all(|name| wanted.column(name).is_some());
                let why = if mapped { sayable::TERMS } else { sayable::COLUMN };
                self.keep(format!("UNIQUE ({})", names.join(", ")), why);
            }
        }
        for place in new {
            let terms = &wanted.uniques[place];
            if !live.indexes.iter().any(|index| stands_for(live, wanted, index, terms)) {
                self.at(place, ChangeKind::AddUnique { columns: names_of(terms) });
            }
        }
    }

    fn are_over_gone(&self, terms: &[IndexTerm]) -> bool {
        terms.iter().any(|term| match &term.of {
            IndexedValue::Column(column) => self.goes(column),
            IndexedValue::Expression(sql) => self.mentions_gone(sql),
        })
    }

    fn checks(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (gone, new) = apart(&live.checks, &wanted.checks, |check| normal::expression(&check.expression));
        for (place, check) in live.checks.iter().enumerate() {
            if !gone.contains(&place) {
                if let Some(name) = check.name.as_ref().filter(|_| self.said.by_models()) {
                    self.keep(format!("the name `{name}` of a check"), sayable::NAME);
                }
            } else if self.mentions_gone(&check.expression)
                || sayable::check(live, wanted, &check.expression, self.said)
            {
                self.at(place, ChangeKind::DropCheck { expression: check.expression.clone() });
            } else {
                self.keep(format!("the check `{}`", check.expression), sayable::COLUMN);
            }
        }
        for place in new {
            let check = &wanted.checks[place];
            match sayable::is_without_check(live, wanted, check, self.said) {
                Some(column) => {
                    let what = format!("`{column}` without a check of its values");
                    self.keep(what, sayable::NO_CHECK);
                }
                None => self.at(place, ChangeKind::AddCheck { expression: check.expression.clone() }),
            }
        }
    }

    fn foreign_keys(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (gone, new) = apart(&live.foreign_keys, &wanted.foreign_keys, normal::foreign_key);
        let mut kept: Vec<&ForeignKeyInfo> = Vec::new();
        for (place, key) in live.foreign_keys.iter().enumerate() {
            let (columns, parent) = (key.columns.clone(), key.parent.clone());
            if !gone.contains(&place) {
                if let Some(name) = key.name.as_ref().filter(|_| self.said.by_models()) {
                    self.keep(format!("the name `{name}` of a foreign key"), sayable::NAME);
                }
            } else if columns.iter().any(|column| self.goes(column))
                || sayable::foreign_key(wanted, key, self.said)
            {
                self.at(place, ChangeKind::DropForeignKey { columns, parent });
            } else {
                let what = format!("the foreign key ({}) to `{parent}`", columns.join(", "));
                self.keep(what, sayable::FOREIGN_KEY);
                kept.push(key);
            }
        }
        for place in new {
            let key = &wanted.foreign_keys[place];
            if !kept.iter().any(|other| normal::ends(other) == normal::ends(key)) {
                let (columns, parent) = (key.columns.clone(), key.parent.clone());
                self.at(place, ChangeKind::AddForeignKey { columns, parent });
            }
        }
    }

    /// The indexes that only one side has, by what they are over: models name theirs by rule, and a database that
    /// was there before them need not. One that serves no search which a key does not serve as well is none that
    /// models could ask for, and is let be.
    fn indexes(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
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
        gone.retain(|index| !wanted.uniques.iter().any(|terms| stands_for(live, wanted, index, terms)));
        for index in gone {
            let condition = index.condition.as_ref();
            let dropped = is_in_the_way(wanted, index)
                || self.are_over_gone(&index.terms)
                || condition.is_some_and(|condition| self.mentions_gone(condition));
            let why = match sayable::index(live, wanted, index, self.said) {
                Err(why) => Some(why),
                Ok(()) => is_needless(wanted, index).then_some(sayable::NEEDLESS),
            };
            match why.filter(|_| !dropped) {
                None => self.change(ChangeKind::DropIndex { index: index.name.clone() }),
                Some(why) if self.said.by_models() => self.keep(format!("index `{}`", index.name), why),
                Some(_) => {}
            }
        }
        for index in new {
            self.change(ChangeKind::CreateIndex { index: index.name.clone() });
        }
    }

    /// What constraints that both sides have do on conflict.
    fn conflicts(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        if self.said.by_models() {
            for conflict in &live.conflicts {
                if !changes_conflict(&self.out.found, conflict.constraint, &conflict.columns) {
                    let columns = conflict.columns.join(", ");
                    let what =
                        format!("ON CONFLICT {} of {} ({columns})", conflict.action, conflict.constraint);
                    self.keep(what, sayable::CONFLICT);
                }
            }
            return;
        }
        let action = |table: &TableInfo, constraint: &str, columns: &[String]| {
            (table.conflicts.iter())
                .find(|other| {
                    other.constraint == constraint && normal::names(&other.columns) == normal::names(columns)
                })
                .map(|conflict| conflict.action.clone())
        };
        let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
        for conflict in live.conflicts.iter().chain(&wanted.conflicts) {
            let (constraint, columns) = (conflict.constraint, &conflict.columns);
            let id = (constraint, normal::names(columns));
            let (from, to) = (action(live, constraint, columns), action(wanted, constraint, columns));
            if from != to && !seen.contains(&id) && !changes_conflict(&self.out.found, constraint, columns) {
                seen.push(id);
                self.change(ChangeKind::ChangeConflict { constraint, columns: columns.clone(), from, to });
            }
        }
    }
}

/// Whether a constraint that has an ON CONFLICT is added or dropped as a whole.
pub(super) fn changes_conflict(found: &[Found], constraint: &str, columns: &[String]) -> bool {
    use ChangeKind as Kind;
    let one = |column: &String| columns.iter().any(|other| other.eq_ignore_ascii_case(column));
    found.iter().any(|found| match &found.kind {
        Kind::AddColumn { column } | Kind::DropColumn { column } => one(column),
        Kind::SetNotNull { column } | Kind::DropNotNull { column } => constraint == "NOT NULL" && one(column),
        Kind::ChangeKey { .. } => constraint == "PRIMARY KEY",
        Kind::AddUnique { columns: other } | Kind::DropUnique { columns: other } => {
            constraint == "UNIQUE" && normal::names(other) == normal::names(columns)
        }
        _ => false,
    })
}

/// The places of what is in one list and not in the other, each as often as it is there more.
fn apart<T, K: PartialEq>(live: &[T], wanted: &[T], key: impl Fn(&T) -> K) -> (Vec<usize>, Vec<usize>) {
    let mut gone: Vec<usize> = (0..live.len()).collect();
    let mut new = Vec::new();
    for (place, each) in wanted.iter().enumerate() {
        match gone.iter().position(|other| key(&live[*other]) == key(each)) {
            Some(at) => {
                gone.remove(at);
            }
            None => new.push(place),
        }
    }
    (gone, new)
}

/// Whether the index keeps the table unique by these terms.
pub(super) fn keeps(index: &IndexInfo, terms: &[IndexTerm]) -> bool {
    index.unique && index.condition.is_none() && normal::terms(&index.terms) == normal::terms(terms)
}

pub(super) fn names_of(terms: &[IndexTerm]) -> Vec<String> {
    use IndexedValue::{Column, Expression};
    terms
        .iter()
        .map(|term| match &term.of {
            Column(text) | Expression(text) => text.clone(),
        })
        .collect()
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
    let whole = wanted.indexes.iter().filter(|other| other.condition.is_none()).map(|other| &other.terms);
    let mut others = wanted.uniques.iter().chain(whole).chain([&wanted.key_terms]);
    others.any(|other| normal::terms(other).starts_with(&terms))
}

/// Whether the index is what keeps the table unique by these terms, for want of a constraint.
fn stands_for(live: &TableInfo, wanted: &TableInfo, index: &IndexInfo, terms: &[IndexTerm]) -> bool {
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
        let found = super::compare(&live.tables[0], &wanted.tables[0], super::Said::InFull).kinds();
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
