//! From two catalogs to the changes and the steps, in their order.

use rusqlite::Connection;

use crate::{
    base::{error::Result, quote::quoted},
    catalog::{
        info::{Catalog, TableInfo},
        read::unread,
    },
    evolution::{
        by_name::ByName,
        change::{Change, ChangeKind, Risk},
        compare::{Compared, compare},
        dependents, in_place,
        kept::Kept,
        needs::{self, Need, Projection},
        plan::{Plan, Steps},
        planner::{Drops, Planner},
        rebuild,
        rename::{self, Pending},
        sayable::{self, Said},
        step::Step,
        target::target,
    },
    schema::order::by_references,
};

/// The plan that makes `live` into what `planner` wants.
pub(super) fn plan(planner: &Planner, db: &Connection, live: Catalog) -> Result<Plan> {
    let renames = planner.renames.pending(&live, &ByName::of(&planner.wanted));
    let named = rename::renamed(&live, &renames)?;
    let (wanted, compared) = {
        let named = ByName::of(&named);
        all_read(&named, &planner.wanted)?;
        targets(planner, &named)
    };
    let (by_live, by_named, by_wanted) = (ByName::of(&live), ByName::of(&named), ByName::of(&wanted));
    let mut composer = Composer {
        planner,
        db,
        live: &by_live,
        named: &by_named,
        wanted: &by_wanted,
        compared: &compared,
        renames: &renames,
        plan: Steps::default(),
        changes: Vec::new(),
        dropped: Vec::new(),
        needs: Vec::new(),
        losses: Vec::new(),
    };
    composer.renames();
    composer.tables();
    composer.drops();
    composer.parents_keys();
    composer.judge()?;
    let Composer { plan: steps, mut changes, dropped, needs, .. } = composer;
    changes.sort_by_key(phase);
    let needs = needs.into_iter().map(|(_, need)| need).collect();
    let dependents = dependents::working(db, &by_live, &by_named, &by_wanted, &dropped)?;
    dependents::foresee(&live, &steps, &dependents, &mut changes);
    let mut kept: Vec<Kept> = compared.into_iter().flat_map(|compared| compared.kept).collect();
    kept.extend(dependents::kept(&named, &wanted, &dropped));
    let again = Planner { wanted: wanted.clone(), from_models: false, ..planner.clone() };
    Ok(Plan { again, live, named, wanted, changes, kept, steps, needs, dependents, dropped })
}

/// What each table that is wanted becomes, and what has to be done to it. A table that is there keeps what the changes
/// are not about.
fn targets(planner: &Planner, named: &ByName<'_>) -> (Catalog, Vec<Compared>) {
    let models = ByName::of(&planner.wanted);
    let said = if planner.from_models { Said::ByModels(&models) } else { Said::InFull };
    let mut wanted = planner.wanted.clone();
    let mut all = Vec::with_capacity(wanted.tables.len());
    for table in &mut wanted.tables {
        let live = named.table(&table.name).filter(|live| !live.is_virtual && !table.is_virtual);
        let compared = live.map(|live| compare(live, table, said)).unwrap_or_default();
        if let Some(live) = live {
            *table = target(live, table, &compared, said);
        }
        all.push(compared);
    }
    (wanted, all)
}

/// What is not known of a table cannot be compared. Of those that no model maps nothing needs to be.
fn all_read(named: &ByName<'_>, wanted: &Catalog) -> Result<()> {
    for table in &wanted.tables {
        let problem =
            named.table(&table.name).and_then(|live| live.unread.as_ref()).or(table.unread.as_ref());
        if let Some(problem) = problem {
            return Err(unread(&table.name, problem));
        }
    }
    Ok(())
}

/// When a change is done: see [`Steps`].
fn phase(change: &Change) -> u8 {
    match change.kind {
        ChangeKind::RenameTable { .. } | ChangeKind::RenameColumn { .. } => 0,
        ChangeKind::DropIndex { .. } => 1,
        ChangeKind::DropColumn { .. } if !change.by_rebuild => 2,
        ChangeKind::CreateTable => 3,
        ChangeKind::CreateIndex { .. } => 5,
        ChangeKind::DropTable => 6,
        _ => 4,
    }
}

struct Composer<'a> {
    planner: &'a Planner,
    db: &'a Connection,
    live: &'a ByName<'a>,
    named: &'a ByName<'a>,
    /// As it will be.
    wanted: &'a ByName<'a>,
    /// What has to be done to each of its tables.
    compared: &'a [Compared],
    renames: &'a [Pending],
    plan: Steps,
    changes: Vec<Change>,
    dropped: Vec<String>,
    /// Each with the place of its change.
    needs: Vec<(usize, Need)>,
    /// The same of what is lost beside values.
    losses: Vec<(usize, &'static str)>,
}

impl<'a> Composer<'a> {
    fn renames(&mut self) {
        for rename in self.renames {
            self.changes.push(rename.change.clone());
            self.plan.renames.push(Step::Sql(rename.sql.clone()));
        }
    }

    fn tables(&mut self) {
        let wanted = self.wanted.catalog();
        for at in parents_first(&wanted.tables) {
            let table = &wanted.tables[at];
            if table.is_virtual {
                continue;
            }
            match self.named.table(&table.name) {
                Some(live) if live.is_virtual => self.impossible(
                    Change::new(&table.name, ChangeKind::CreateTable),
                    format!("`{}` is a virtual table", live.name),
                ),
                Some(live) => self.table(live, table, &self.compared[at].kinds()),
                None if self.named.views.iter().any(|view| view.name.eq_ignore_ascii_case(&table.name)) => {
                    self.impossible(
                        Change::new(&table.name, ChangeKind::CreateTable),
                        format!("`{}` is a view", table.name),
                    );
                }
                None => self.create(table),
            }
        }
    }

    fn impossible(&mut self, change: Change, reason: String) {
        self.changes.push(Change { risk: Risk::Impossible { reason }, ..change });
    }

    fn create(&mut self, table: &TableInfo) {
        self.changes.push(Change::new(&table.name, ChangeKind::CreateTable));
        self.plan.creates.push(Step::Sql(table.sql.clone()));
        self.plan.creates.extend(table.indexes.iter().map(|index| Step::Sql(index.sql.clone())));
    }

    /// The table as the database has it now, before the renames.
    fn present(&self, named: &str) -> Option<&'a TableInfo> {
        let before =
            self.renames.iter().rev().fold(named.to_owned(), |name, rename| match &rename.change.kind {
                ChangeKind::RenameTable { from } if rename.change.table.eq_ignore_ascii_case(&name) => {
                    from.clone()
                }
                _ => name,
            });
        self.live.table(&before)
    }

    fn projection(&self, wanted: &'a TableInfo) -> Projection<'a> {
        let named = self.named.table(&wanted.name).filter(|table| !table.is_virtual);
        let values = (self.planner.values.iter())
            .filter(|(table, _, _)| table.eq_ignore_ascii_case(&wanted.name))
            .map(|(_, column, expression)| (column.as_str(), expression.as_str()))
            .collect();
        Projection { present: named.and_then(|named| self.present(&named.name)), named, wanted, values }
    }

    fn table(&mut self, live: &'a TableInfo, wanted: &'a TableInfo, all: &[ChangeKind]) {
        if all.is_empty() {
            return;
        }
        let rows = self.projection(wanted);
        let context = in_place::Context {
            catalog: self.named,
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
                    self.wanted.table(parent).or_else(|| self.named.table(parent))
                }
                _ => None,
            };
            let parent = parent.map(|parent| self.projection(parent));
            let at = self.changes.len();
            let needs = rows.needs(change, parent.as_ref());
            self.needs.extend(needs.into_iter().map(|need| (at, need)));
            self.losses.extend(sayable::loss(change, all, live, wanted).map(|what| (at, what)));
            let by_rebuild = statements.is_none() && !own(change);
            self.changes.push(Change { by_rebuild, ..Change::new(&wanted.name, change.clone()) });
        }
        self.index_steps(wanted, all);
        match statements {
            Some(statements) => {
                for (change, sql) in statements.into_iter().filter(|(_, sql)| !sql.is_empty()) {
                    let phase = match change {
                        ChangeKind::DropColumn { .. } => &mut self.plan.column_drops,
                        _ => &mut self.plan.rebuilds,
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
                let temporary = self.temporary(&wanted.name);
                let steps = rebuild::steps(self.named, live, &rows, &dropped, &temporary);
                self.plan.rebuilds.extend(steps);
                if let Some(reason) = rebuild::hindrance(wanted)
                    && let Some(change) = self.changes.iter_mut().rfind(|change| change.by_rebuild)
                {
                    change.risk = Risk::Impossible { reason };
                }
            }
        }
    }

    fn index_steps(&mut self, wanted: &TableInfo, all: &[ChangeKind]) {
        for change in all {
            match change {
                ChangeKind::DropIndex { index } => {
                    self.plan.index_drops.push(Step::Sql(format!("DROP INDEX {}", quoted(index))));
                }
                ChangeKind::CreateIndex { index } => {
                    let sql =
                        wanted.indexes.iter().filter(|other| other.name == *index).map(|index| &index.sql);
                    self.plan.indexes.extend(sql.map(|sql| Step::Sql(sql.clone())));
                }
                _ => {}
            }
        }
    }

    /// A name that nothing has.
    fn temporary(&self, table: &str) -> String {
        let mut name = format!("{table}_rebuilt");
        let taken = |name: &str| {
            let view = self.named.views.iter().any(|view| view.name.eq_ignore_ascii_case(name));
            let index = (self.named.tables.iter().chain(&self.wanted.tables))
                .flat_map(|table| &table.indexes)
                .any(|index| index.name.eq_ignore_ascii_case(name));
            view || index || self.named.table(name).is_some() || self.wanted.table(name).is_some()
        };
        while taken(&name) {
            name.push('_');
        }
        name
    }

    fn drops(&mut self) {
        let asked = |table: &TableInfo| match &self.planner.drops {
            Drops::These(tables) => tables.iter().any(|name| name.eq_ignore_ascii_case(&table.name)),
            Drops::All => !table.is_virtual,
        };
        let gone: Vec<TableInfo> = (self.named.tables.iter())
            .filter(|table| self.wanted.table(&table.name).is_none() && asked(table))
            .cloned()
            .collect();
        for at in parents_first(&gone).into_iter().rev() {
            let table = &gone[at];
            let change = Change::new(&table.name, ChangeKind::DropTable);
            if table.is_virtual {
                self.impossible(change, format!("`{}` is a virtual table", table.name));
                continue;
            }
            self.changes.push(change);
            self.dropped.push(table.name.clone());
            self.plan.table_drops.push(Step::DropTable(table.name.clone()));
        }
    }

    /// A table that other tables refer to must stay unique there.
    fn parents_keys(&mut self) {
        let children = needs::children(self.wanted, self.named);
        let mut found = Vec::new();
        for wanted in &self.wanted.catalog().tables {
            let Some(live) = self.named.table(&wanted.name) else { continue };
            for (child, key) in needs::losing_their_parents_key(&children, live, wanted) {
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

    /// The risk of each change, by counting rows.
    fn judge(&mut self) -> Result<()> {
        for (at, need) in &self.needs {
            let change = &mut self.changes[*at];
            let rows = need.count(self.db)?;
            if rows > 0 && change.risk == Risk::Safe {
                change.risk = Risk::NeedsData { rows, reason: need.reason.clone() };
            }
        }
        for at in 0..self.changes.len() {
            let change = &self.changes[at];
            let named = self.named.table(&change.table);
            let destroyed = match &change.kind {
                ChangeKind::DropTable => Some("*".to_owned()),
                ChangeKind::DropColumn { column } => named
                    .and_then(|table| table.column(column))
                    .filter(|column| column.generated.is_none())
                    .map(|column| quoted(&column.name)),
                _ => None,
            };
            if let (Some(values), Risk::Safe, Some(named)) = (destroyed, &change.risk, named) {
                let renamed = Projection::of_all(self.present(&named.name), named);
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

/// The places of the tables, parents before their children.
fn parents_first(tables: &[TableInfo]) -> Vec<usize> {
    by_references(tables, |table| {
        (table.name.as_str(), table.foreign_keys.iter().map(|key| key.parent.as_str()))
    })
}
