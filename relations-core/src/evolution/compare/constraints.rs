//! The constraints that only one side has, and what those of both do on conflict.

use crate::{
    catalog::info::{ForeignKeyInfo, TableInfo},
    evolution::{
        change::ChangeKind,
        compare::{Comparison, Found, indexes::stands_for, names_of},
        normal, sayable,
    },
};

impl Comparison<'_> {
    /// The constraints that only one side has. One that the database keeps by a unique index is kept: there is
    /// no difference in effect.
    pub(super) fn uniques(&mut self) {
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

    pub(super) fn checks(&mut self) {
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

    pub(super) fn foreign_keys(&mut self) {
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

    /// What constraints that both sides have do on conflict.
    pub(super) fn conflicts(&mut self) {
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
pub(in crate::evolution) fn changes_conflict(found: &[Found], constraint: &str, columns: &[String]) -> bool {
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
