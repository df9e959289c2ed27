//! Plans the changes of one table: in place where SQLite has a statement for each of them, else by a rebuild.

use super::Composer;

use crate::{
    base::quote::quoted,
    catalog::TableInfo,
    evolution::{
        change::{Change, ChangeKind, Risk},
        in_place, loss, rebuild,
        step::Step,
    },
};

impl<'a> Composer<'a> {
    pub(super) fn change_table(&mut self, live: &'a TableInfo, wanted: &'a TableInfo, all: &[ChangeKind]) {
        if all.is_empty() {
            return;
        }
        let rows = self.projection(wanted);
        let context = in_place::Context {
            catalog: self.renamed,
            live,
            rows: &rows,
            all,
            version: rusqlite::version_number(),
        };
        let own = |change: &ChangeKind| {
            matches!(change, ChangeKind::CreateIndex { .. } | ChangeKind::DropIndex { .. })
        };
        let statements: Option<Vec<(&ChangeKind, String)>> = (all.iter())
            .filter(|change| !own(change))
            .map(|change| context.statement(change).map(|sql| (change, sql)))
            .collect();
        for change in all {
            let parent = match change {
                ChangeKind::AddForeignKey { parent, .. } => {
                    self.wanted.table(parent).or_else(|| self.renamed.table(parent))
                }
                _ => None,
            };
            let parent = parent.map(|parent| self.projection(parent));
            let at = self.changes.len();
            let preconditions = rows.preconditions(change, parent.as_ref());
            self.preconditions.extend(preconditions.into_iter().map(|precondition| (at, precondition)));
            self.losses.extend(loss::find_loss(change, all, live, wanted).map(|what| (at, what)));
            let by_rebuild = statements.is_none() && !own(change);
            self.changes.push(Change { by_rebuild, ..Change::new(&wanted.name, change.clone()) });
        }
        self.add_index_steps(wanted, all);
        match statements {
            Some(statements) => {
                for (change, sql) in statements.into_iter().filter(|(_, sql)| !sql.is_empty()) {
                    let phase = match change {
                        ChangeKind::DropColumn { .. } => &mut self.steps.column_drops,
                        _ => &mut self.steps.rebuilds,
                    };
                    phase.push(Step::Sql(sql));
                }
            }
            None => {
                let dropped = |index: &str| {
                    all.iter().any(
                        |change| matches!(change, ChangeKind::DropIndex { index: name } if name == index),
                    )
                };
                let temporary_name = self.temporary_name(&wanted.name);
                let steps = rebuild::steps(self.renamed, live, &rows, &dropped, &temporary_name);
                self.steps.rebuilds.extend(steps);
                if let Some(reason) = rebuild::find_problem(wanted)
                    && let Some(change) = self.changes.iter_mut().rfind(|change| change.by_rebuild)
                {
                    change.risk = Risk::Impossible { reason };
                }
            }
        }
    }

    fn add_index_steps(&mut self, wanted: &TableInfo, all: &[ChangeKind]) {
        for change in all {
            match change {
                ChangeKind::DropIndex { index } => {
                    self.steps.index_drops.push(Step::Sql(format!("DROP INDEX {}", quoted(index))));
                }
                ChangeKind::CreateIndex { index } => {
                    let sql =
                        wanted.indexes.iter().filter(|other| other.name == *index).map(|index| &index.sql);
                    self.steps.indexes.extend(sql.map(|sql| Step::Sql(sql.clone())));
                }
                _ => {}
            }
        }
    }

    /// Returns a name that nothing else has, for the rebuilt table.
    fn temporary_name(&self, table: &str) -> String {
        let mut name = format!("{table}_rebuilt");
        let taken = |name: &str| {
            let view = self.renamed.views.iter().any(|view| view.name.eq_ignore_ascii_case(name));
            let index = (self.renamed.tables.iter().chain(&self.wanted.tables))
                .flat_map(|table| &table.indexes)
                .any(|index| index.name.eq_ignore_ascii_case(name));
            view || index || self.renamed.table(name).is_some() || self.wanted.table(name).is_some()
        };
        while taken(&name) {
            name.push('_');
        }
        name
    }
}
