//! Changes the options of the table, AUTOINCREMENT and ON CONFLICT clauses.

use super::Edit;

use crate::{
    catalog::{ConstraintKind, Item, Statement, TableInfo},
    evolution::normalize,
};

impl Edit<'_> {
    pub(super) fn change_options(&mut self, target: &TableInfo) -> Option<()> {
        let live = self.live;
        if (live.strict, live.without_rowid) != (target.strict, target.without_rowid) {
            let set = [(target.strict, "STRICT"), (target.without_rowid, "WITHOUT ROWID")];
            let set: Vec<&str> = set.into_iter().filter_map(|(set, option)| set.then_some(option)).collect();
            if !set.is_empty() {
                self.insertions.push((self.old.options.start, format!(" {}", set.join(", "))));
            }
            self.removals.push(self.old.options.clone());
        }
        // Only WITHOUT ROWID made the keys refuse NULL.
        if live.without_rowid && !target.without_rowid {
            for column in target.columns.iter().filter(|column| column.not_null) {
                let refuses = live.column(&column.name).is_some_and(|column| column.not_null);
                let item = self.old.column(&column.name);
                let written =
                    |item: &Item| item.constraints.iter().any(|each| each.kind == ConstraintKind::NotNull);
                if refuses && item.is_some_and(|item| !written(item)) {
                    self.add_to_column(&column.name, "NOT NULL")?;
                }
            }
        }
        if live.autoincrement && !target.autoincrement {
            let all = self.old.constraints(ConstraintKind::PrimaryKey);
            let spans: Vec<_> = all.filter_map(|(_, key)| key.autoincrement.clone()).collect();
            for span in spans {
                self.remove(span);
            }
        }
        Some(())
    }

    pub(super) fn change_conflict(&mut self, constraint: &str, columns: &[String], action: Option<&str>) {
        let kind = match constraint {
            "PRIMARY KEY" => ConstraintKind::PrimaryKey,
            "NOT NULL" => ConstraintKind::NotNull,
            _ => ConstraintKind::Unique,
        };
        for (item, part) in self.old.constraints(kind) {
            let own: Vec<String> = item.terms(part).into_iter().map(|(column, _, _)| column).collect();
            if normalize::names(&own) == normalize::names(columns) {
                if let Some(action) = action {
                    self.insertions.push((part.conflict.end, format!(" ON CONFLICT {action}")));
                }
                self.removals.push(part.conflict.clone());
            }
        }
    }
}

/// Adds AUTOINCREMENT to the primary key of the statement.
pub(super) fn with_autoincrement(sql: &str) -> Option<String> {
    let statement = Statement::parse(sql)?;
    let (_, key) = statement.constraints(ConstraintKind::PrimaryKey).next()?;
    if key.autoincrement.is_some() {
        return Some(sql.to_owned());
    }
    Some(format!("{} AUTOINCREMENT{}", &sql[..key.autoincrement_at], &sql[key.autoincrement_at..]))
}
