//! Assesses the risk of each change, by counting rows.

use rusqlite::Connection;

use super::Composer;

use crate::{
    base::{error::Result, quote::quoted},
    evolution::{
        change::{Change, ChangeKind, Risk},
        parent_keys,
        projection::Projection,
    },
};

impl Composer<'_> {
    /// Marks changes as impossible after which a parent would no longer be unique by the columns that foreign
    /// keys refer to.
    pub(super) fn check_parent_keys(&mut self) {
        let children = parent_keys::children_by_parent(self.wanted, self.renamed);
        let mut found = Vec::new();
        for wanted in &self.wanted.catalog().tables {
            let Some(live) = self.renamed.table(&wanted.name) else { continue };
            for (child, key) in parent_keys::losing_parent_key(&children, live, wanted) {
                let reason = format!(
                    "`{}` ({}) refers to `{}` ({}), which would no longer be unique",
                    child.name,
                    key.columns.join(", "),
                    wanted.name,
                    key.parent_columns.join(", ")
                );
                found.push((wanted.name.clone(), reason));
            }
        }
        for (table, reason) in found {
            let loses = |change: &&mut Change| {
                change.table == table
                    && matches!(
                        change.kind,
                        ChangeKind::DropUnique { .. }
                            | ChangeKind::ChangeKey { .. }
                            | ChangeKind::DropIndex { .. }
                    )
            };
            if let Some(change) = self.changes.iter_mut().find(loses) {
                change.risk = Risk::Impossible { reason };
            }
        }
    }

    /// Sets the risk of each change, by counting rows.
    pub(super) fn assess(&mut self) -> Result<()> {
        for (at, precondition) in &self.preconditions {
            let change = &mut self.changes[*at];
            let rows = precondition.count(self.db)?;
            if rows > 0 && change.risk == Risk::Safe {
                change.risk = Risk::NeedsData { rows, reason: precondition.reason.clone() };
            }
        }
        for at in 0..self.changes.len() {
            let change = &self.changes[at];
            let renamed = self.renamed.table(&change.table);
            let destroyed = match &change.kind {
                ChangeKind::DropTable => Some("*".to_owned()),
                ChangeKind::DropColumn { column } => renamed
                    .and_then(|table| table.column(column))
                    .filter(|column| column.generated.is_none())
                    .map(|column| quoted(&column.name)),
                _ => None,
            };
            if let (Some(values), Risk::Safe, Some(renamed)) = (destroyed, &change.risk, renamed) {
                let renamed = Projection::select_all(self.before_renames(&renamed.name), renamed);
                let rows = count(self.db, &format!("SELECT count({values}) FROM {renamed}"))?;
                self.changes[at].risk = Risk::Destructive { rows };
            }
        }
        for (at, what) in &self.losses {
            let change = &mut self.changes[*at];
            if change.risk == Risk::Safe {
                change.risk = Risk::Loses { what };
            }
        }
        Ok(())
    }
}

fn count(db: &Connection, sql: &str) -> Result<u64> {
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}
