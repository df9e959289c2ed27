//! Composes a plan from two catalogs: the changes and the steps, in their order. `table` plans the changes of
//! one table, `risks` counts the rows that are in their way. Begin with `plan`: it lists the stages.

mod risks;
mod table;

use rusqlite::Connection;

use super::{Drops, Planner};

use crate::{
    base::error::Result,
    catalog::{Catalog, TableInfo, contains_name, unread_error},
    evolution::{
        change::{Change, ChangeKind, Risk},
        compare::{TableDiff, compare},
        declarable::DeclaredBy,
        dependents,
        kept::Kept,
        plan::{Plan, Steps},
        preconditions::Precondition,
        projection::Projection,
        rename::{self, Pending},
        step::Step,
        tables_by_name::TablesByName,
        target::resulting_table,
    },
    schema::order::by_references,
};

/// Makes the plan that turns `live` into what `planner` wants.
pub(super) fn plan(planner: &Planner, db: &Connection, live: Catalog) -> Result<Plan> {
    let pending = planner.renames.pending(&live, &TablesByName::of(&planner.wanted));
    let renamed = rename::apply_renames(&live, &pending)?;
    let (wanted, diffs) = {
        let renamed = TablesByName::of(&renamed);
        check_all_read(&renamed, &planner.wanted)?;
        resulting_tables(planner, &renamed)
    };
    let (by_live, by_renamed, by_wanted) =
        (TablesByName::of(&live), TablesByName::of(&renamed), TablesByName::of(&wanted));
    let mut composer = Composer {
        planner,
        db,
        live: &by_live,
        renamed: &by_renamed,
        wanted: &by_wanted,
        diffs: &diffs,
        renames: &pending,
        steps: Steps::default(),
        changes: Vec::new(),
        dropped: Vec::new(),
        preconditions: Vec::new(),
        losses: Vec::new(),
    };
    composer.add_renames();
    composer.add_tables();
    composer.drop_tables();
    composer.check_parent_keys();
    composer.assess()?;
    let Composer { steps, mut changes, dropped, preconditions, .. } = composer;
    changes.sort_by_key(phase);
    let preconditions = preconditions.into_iter().map(|(_, precondition)| precondition).collect();
    let dependents = dependents::find_working(db, &by_live, &by_renamed, &by_wanted, &dropped)?;
    dependents::mark_impossible(&live, &steps, &dependents, &mut changes);
    let mut kept: Vec<Kept> = diffs.into_iter().flat_map(|diff| diff.kept).collect();
    kept.extend(dependents::find_kept(&renamed, &wanted, &dropped));
    let verifier = Planner { wanted: wanted.clone(), from_models: false, ..planner.clone() };
    Ok(Plan { verifier, live, renamed, wanted, changes, kept, steps, preconditions, dependents, dropped })
}

/// Returns what each wanted table becomes, and the changes that lead to it. An existing table keeps whatever
/// the changes do not concern.
fn resulting_tables(planner: &Planner, renamed: &TablesByName<'_>) -> (Catalog, Vec<TableDiff>) {
    let models = TablesByName::of(&planner.wanted);
    let declared_by = if planner.from_models { DeclaredBy::Models(&models) } else { DeclaredBy::Sql };
    let mut wanted = planner.wanted.clone();
    let mut diffs = Vec::with_capacity(wanted.tables.len());
    for table in &mut wanted.tables {
        let live = renamed.table(&table.name).filter(|live| !live.is_virtual && !table.is_virtual);
        let diff = live.map(|live| compare(live, table, declared_by)).unwrap_or_default();
        if let Some(live) = live {
            *table = resulting_table(live, table, &diff, declared_by);
        }
        diffs.push(diff);
    }
    (wanted, diffs)
}

/// Fails for a table whose statement could not be read, since it cannot be compared. Tables that no model
/// maps do not matter.
fn check_all_read(renamed: &TablesByName<'_>, wanted: &Catalog) -> Result<()> {
    for table in &wanted.tables {
        let problem =
            renamed.table(&table.name).and_then(|live| live.unread.as_ref()).or(table.unread.as_ref());
        if let Some(problem) = problem {
            return Err(unread_error(&table.name, problem));
        }
    }
    Ok(())
}

/// Returns the phase of a change, as its place among the [`Steps`].
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
    live: &'a TablesByName<'a>,
    renamed: &'a TablesByName<'a>,
    /// The schema after the plan.
    wanted: &'a TablesByName<'a>,
    /// The differences of each wanted table.
    diffs: &'a [TableDiff],
    renames: &'a [Pending],
    steps: Steps,
    changes: Vec<Change>,
    dropped: Vec<String>,
    /// The preconditions, each with the position of its change.
    preconditions: Vec<(usize, Precondition)>,
    /// The losses besides values, each with the position of its change.
    losses: Vec<(usize, &'static str)>,
}

impl<'a> Composer<'a> {
    fn add_renames(&mut self) {
        for rename in self.renames {
            self.changes.push(rename.change.clone());
            self.steps.renames.push(Step::Sql(rename.sql.clone()));
        }
    }

    fn add_tables(&mut self) {
        let wanted = self.wanted.catalog();
        for at in parents_first(&wanted.tables) {
            let table = &wanted.tables[at];
            if table.is_virtual {
                continue;
            }
            match self.renamed.table(&table.name) {
                Some(live) if live.is_virtual => self.add_impossible(
                    Change::new(&table.name, ChangeKind::CreateTable),
                    format!("`{}` is a virtual table", live.name),
                ),
                Some(live) => self.change_table(live, table, &self.diffs[at].kinds()),
                None if self.renamed.views.iter().any(|view| view.name.eq_ignore_ascii_case(&table.name)) => {
                    self.add_impossible(
                        Change::new(&table.name, ChangeKind::CreateTable),
                        format!("`{}` is a view", table.name),
                    );
                }
                None => self.create_table(table),
            }
        }
    }

    fn add_impossible(&mut self, change: Change, reason: String) {
        self.changes.push(Change { risk: Risk::Impossible { reason }, ..change });
    }

    fn create_table(&mut self, table: &TableInfo) {
        self.changes.push(Change::new(&table.name, ChangeKind::CreateTable));
        self.steps.creates.push(Step::Sql(table.sql.clone()));
        self.steps.creates.extend(table.indexes.iter().map(|index| Step::Sql(index.sql.clone())));
    }

    /// Returns the table as it is in the database now, before the renames.
    pub(super) fn before_renames(&self, renamed: &str) -> Option<&'a TableInfo> {
        let before =
            self.renames.iter().rev().fold(renamed.to_owned(), |name, rename| match &rename.change.kind {
                ChangeKind::RenameTable { from } if rename.change.table.eq_ignore_ascii_case(&name) => {
                    from.clone()
                }
                _ => name,
            });
        self.live.table(&before)
    }

    pub(super) fn projection(&self, wanted: &'a TableInfo) -> Projection<'a> {
        let renamed = self.renamed.table(&wanted.name).filter(|table| !table.is_virtual);
        let values = (self.planner.values.iter())
            .filter(|(table, _, _)| table.eq_ignore_ascii_case(&wanted.name))
            .map(|(_, column, expression)| (column.as_str(), expression.as_str()))
            .collect();
        Projection {
            current: renamed.and_then(|renamed| self.before_renames(&renamed.name)),
            renamed,
            wanted,
            values,
        }
    }

    fn drop_tables(&mut self) {
        let is_requested = |table: &TableInfo| match &self.planner.drops {
            Drops::These(tables) => contains_name(tables, &table.name),
            Drops::All => !table.is_virtual,
        };
        let unwanted: Vec<TableInfo> = (self.renamed.tables.iter())
            .filter(|table| self.wanted.table(&table.name).is_none() && is_requested(table))
            .cloned()
            .collect();
        for at in parents_first(&unwanted).into_iter().rev() {
            let table = &unwanted[at];
            let change = Change::new(&table.name, ChangeKind::DropTable);
            if table.is_virtual {
                self.add_impossible(change, format!("`{}` is a virtual table", table.name));
                continue;
            }
            self.changes.push(change);
            self.dropped.push(table.name.clone());
            self.steps.table_drops.push(Step::DropTable(table.name.clone()));
        }
    }
}

/// Returns the positions of the tables, parents before their children.
fn parents_first(tables: &[TableInfo]) -> Vec<usize> {
    by_references(tables, |table| {
        (table.name.as_str(), table.foreign_keys.iter().map(|key| key.parent.as_str()))
    })
}
