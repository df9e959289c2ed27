//! Compares UNIQUE constraints, CHECKs, foreign keys and ON CONFLICT clauses.

use super::{Comparison, Difference, indexes::replaces_unique, names_of};

use crate::{
    catalog::{ForeignKeyInfo, TableInfo, contains_name},
    evolution::{change::ChangeKind, declarable, normalize},
};

impl Comparison<'_> {
    /// Finds the UNIQUE constraints that only one side has. One that the database enforces by a unique index
    /// is kept: the effect is the same.
    pub(super) fn compare_uniques(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (only_live, only_wanted) =
            unmatched(&live.uniques, &wanted.uniques, |terms| normalize::terms(terms));
        for position in only_live {
            let terms = &live.uniques[position];
            if self.use_dropped(terms)
                || declarable::can_declare_unique(live, wanted, terms, self.declared_by)
            {
                self.change_at(position, ChangeKind::DropUnique { columns: names_of(terms) });
            } else {
                let names = names_of(terms);
                let mapped = names.iter().all(|name| wanted.column(name).is_some());
                let why = if mapped { declarable::TERMS } else { declarable::COLUMN };
                self.keep(format!("UNIQUE ({})", names.join(", ")), why);
            }
        }
        for position in only_wanted {
            let terms = &wanted.uniques[position];
            if !live.indexes.iter().any(|index| replaces_unique(live, wanted, index, terms)) {
                self.change_at(position, ChangeKind::AddUnique { columns: names_of(terms) });
            }
        }
    }

    pub(super) fn compare_checks(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (only_live, only_wanted) =
            unmatched(&live.checks, &wanted.checks, |check| normalize::check(&check.expression));
        for (position, check) in live.checks.iter().enumerate() {
            if !only_live.contains(&position) {
                if let Some(name) = check.name.as_ref().filter(|_| self.declared_by.is_models()) {
                    self.keep(format!("the name `{name}` of a check"), declarable::CONSTRAINT_NAME);
                }
            } else if self.mentions_dropped(&check.expression)
                || declarable::can_declare_check(live, wanted, &check.expression, self.declared_by)
            {
                self.change_at(position, ChangeKind::DropCheck { expression: check.expression.clone() });
            } else {
                self.keep(format!("the check `{}`", check.expression), declarable::COLUMN);
            }
        }
        for position in only_wanted {
            let check = &wanted.checks[position];
            match declarable::unchecked_column(live, wanted, check, self.declared_by) {
                Some(column) => {
                    let what = format!("`{column}` without a check of its values");
                    self.keep(what, declarable::UNCHECKED);
                }
                None => {
                    self.change_at(position, ChangeKind::AddCheck { expression: check.expression.clone() });
                }
            }
        }
    }

    pub(super) fn compare_foreign_keys(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let (only_live, only_wanted) =
            unmatched(&live.foreign_keys, &wanted.foreign_keys, normalize::foreign_key);
        let mut kept: Vec<&ForeignKeyInfo> = Vec::new();
        for (position, key) in live.foreign_keys.iter().enumerate() {
            let (columns, parent) = (key.columns.clone(), key.parent.clone());
            if !only_live.contains(&position) {
                if let Some(name) = key.name.as_ref().filter(|_| self.declared_by.is_models()) {
                    self.keep(format!("the name `{name}` of a foreign key"), declarable::CONSTRAINT_NAME);
                }
            } else if columns.iter().any(|column| self.is_dropped(column))
                || declarable::can_declare_foreign_key(wanted, key, self.declared_by)
            {
                self.change_at(position, ChangeKind::DropForeignKey { columns, parent });
            } else {
                let what = format!("the foreign key ({}) to `{parent}`", columns.join(", "));
                self.keep(what, declarable::FOREIGN_KEY);
                kept.push(key);
            }
        }
        for position in only_wanted {
            let key = &wanted.foreign_keys[position];
            if !kept.iter().any(|other| normalize::endpoints(other) == normalize::endpoints(key)) {
                let (columns, parent) = (key.columns.clone(), key.parent.clone());
                self.change_at(position, ChangeKind::AddForeignKey { columns, parent });
            }
        }
    }

    /// Compares the ON CONFLICT clauses of constraints that both sides have.
    pub(super) fn compare_conflicts(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        if self.declared_by.is_models() {
            for conflict in &live.conflicts {
                if !changes_conflict(&self.diff.differences, conflict.constraint, &conflict.columns) {
                    let columns = conflict.columns.join(", ");
                    let what =
                        format!("ON CONFLICT {} of {} ({columns})", conflict.action, conflict.constraint);
                    self.keep(what, declarable::CONFLICT);
                }
            }
            return;
        }
        let action = |table: &TableInfo, constraint: &str, columns: &[String]| {
            (table.conflicts.iter())
                .find(|other| {
                    other.constraint == constraint
                        && normalize::names(&other.columns) == normalize::names(columns)
                })
                .map(|conflict| conflict.action.clone())
        };
        let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
        for conflict in live.conflicts.iter().chain(&wanted.conflicts) {
            let (constraint, columns) = (conflict.constraint, &conflict.columns);
            let id = (constraint, normalize::names(columns));
            let (from, to) = (action(live, constraint, columns), action(wanted, constraint, columns));
            if from != to
                && !seen.contains(&id)
                && !changes_conflict(&self.diff.differences, constraint, columns)
            {
                seen.push(id);
                self.change(ChangeKind::ChangeConflict { constraint, columns: columns.clone(), from, to });
            }
        }
    }
}

/// Reports whether a constraint that has an ON CONFLICT clause is added or dropped as a whole.
pub(in crate::evolution) fn changes_conflict(
    differences: &[Difference],
    constraint: &str,
    columns: &[String],
) -> bool {
    use ChangeKind as Kind;
    let one = |column: &String| contains_name(columns, column);
    differences.iter().any(|difference| match &difference.kind {
        Kind::AddColumn { column } | Kind::DropColumn { column } => one(column),
        Kind::SetNotNull { column } | Kind::DropNotNull { column } => constraint == "NOT NULL" && one(column),
        Kind::ChangeKey { .. } => constraint == "PRIMARY KEY",
        Kind::AddUnique { columns: other } | Kind::DropUnique { columns: other } => {
            constraint == "UNIQUE" && normalize::names(other) == normalize::names(columns)
        }
        _ => false,
    })
}

/// Returns the positions of the items that only one list has. Equal items are matched one to one.
fn unmatched<T, K: PartialEq>(live: &[T], wanted: &[T], key: impl Fn(&T) -> K) -> (Vec<usize>, Vec<usize>) {
    let mut only_live: Vec<usize> = (0..live.len()).collect();
    let mut only_wanted = Vec::new();
    for (position, each) in wanted.iter().enumerate() {
        match only_live.iter().position(|other| key(&live[*other]) == key(each)) {
            Some(at) => {
                only_live.remove(at);
            }
            None => only_wanted.push(position),
        }
    }
    (only_live, only_wanted)
}
