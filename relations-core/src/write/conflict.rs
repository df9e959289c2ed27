//! Inserting rows with an ON CONFLICT clause.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    base::error::{Error, Result, sqlite},
    model::Model,
    row::{
        bind,
        builder::{ColumnNames, KeySource},
    },
    schema::metadata::{
        role::{ColumnRole, VerbTime},
        table::Table,
    },
    statement::{
        by_key::select_existence,
        insert::{on_conflict_nothing, on_conflict_update},
    },
    write::{
        builder::{HookAction, Insertable},
        kept_insert::KeptInsert,
        new_row::{bound_columns, given_columns, ignored, insert_with_defaults},
    },
};

/// The handling of a conflict: the columns that identify a row, and the action if the row is there.
#[derive(Clone, PartialEq)]
pub(crate) struct Conflict {
    target: ColumnNames,
    action: Action,
}

/// The action if a row is there.
#[derive(Clone, PartialEq)]
enum Action {
    /// No change of the row.
    Nothing,
    /// An update of these columns.
    Update(ColumnNames),
    /// An update of all columns that were given, except those that identify the row.
    UpdateAll,
}

impl Conflict {
    /// Returns the handling that leaves a row unchanged if it is there.
    pub(crate) fn ignore(target: ColumnNames) -> Self {
        Self { target, action: Action::Nothing }
    }

    /// Returns the handling that updates these columns of a row if it is there, or all that were given
    /// without `columns`.
    pub(crate) fn update(target: ColumnNames, columns: Option<ColumnNames>) -> Self {
        Self { target, action: columns.map_or(Action::UpdateAll, Action::Update) }
    }

    /// Inserts the row or updates the one that is there; `None` if it did neither.
    pub(crate) fn insert<New: Insertable>(
        self,
        kept: &mut KeptInsert<'_, Self>,
        mut new: New,
        time: &VerbTime,
    ) -> Result<Option<New::Model>> {
        let hook = new.hook().0.take();
        new.fill(time);
        self.insert_with(kept, &new, hook, time)
    }

    /// Inserts the row as [`insert`](Self::insert) does, together with the action of its hook.
    fn insert_with<New: Insertable>(
        self,
        kept: &mut KeptInsert<'_, Self>,
        new: &New,
        hook: Option<HookAction<New::Model>>,
        time: &VerbTime,
    ) -> Result<Option<New::Model>> {
        let defaults = new.left_to_default();
        let at = kept.statement(new, &defaults, self, |conflict| conflict.clause::<New::Model>(&defaults))?;
        let link = match hook {
            Some(HookAction::Before(action)) => {
                action(kept.db, time)?;
                None
            }
            Some(HookAction::Link(link)) => Some(link),
            None => None,
        };
        let stored = kept.run(at, new)?;
        if let (Some(link), Some(model)) = (link, &stored) {
            link.add(kept.db, model, time)?;
        }
        Ok(stored)
    }

    /// Inserts the row; `None` if it is there already.
    pub(crate) fn insert_or_find<New: Insertable>(
        self,
        db: &Connection,
        kept: &mut KeptInsert<'_, Self>,
        mut new: New,
    ) -> Result<Option<New::Model>> {
        let target = self.target.clone();
        let hook = new.hook().0.take();
        let time = VerbTime::new();
        new.fill(&time);
        match self.insert_with(kept, &new, hook, &time)? {
            None if !is_there(db, &new, &target)? => Err(ignored::<New::Model>()),
            stored => Ok(stored),
        }
    }

    /// Renders ` ON CONFLICT (…) DO …`.
    pub(crate) fn clause<M: Model>(&self, defaults: &ColumnNames) -> Result<String> {
        if !is_unique(M::TABLE, &self.target) {
            let columns = self.target.iter().map(|column| (*column).to_owned()).collect();
            return Err(Error::NotUnique { model: M::NAME, columns });
        }
        let touch = M::sql().touch;
        Ok(match &self.action {
            Action::Nothing => on_conflict_nothing(&self.target),
            Action::Update(columns) => {
                if let Some(key) = columns.iter().find(|column| M::KEY.contains(column)) {
                    let model = M::NAME;
                    let message =
                        format!("`{model}` keeps its primary key: leave {key} out of what `update` changes");
                    return Err(sqlite::unsupported(message));
                }
                let (version, moment) = (touch.version_name(), touch.updated_at_name());
                let is_left_out = |name: &&str| !columns.contains(name);
                let all: ColumnNames = columns.iter().copied().chain(moment.filter(is_left_out)).collect();
                on_conflict_update(&self.target, &all, version.filter(is_left_out))
            }
            Action::UpdateAll => {
                let columns = updatable_columns(M::TABLE, &self.target, defaults);
                on_conflict_update(&self.target, &columns, touch.version_name())
            }
        })
    }
}

/// Returns `true` if the model declares these columns as unique together.
fn is_unique(table: &Table, columns: &[&str]) -> bool {
    same_columns(table.primary_key, columns) || table.uniques.iter().any(|key| same_columns(key, columns))
}

/// Returns `true` if two lists have the same columns, in any order.
pub(crate) fn same_columns(left: &[&str], right: &[&str]) -> bool {
    left.iter().all(|column| right.contains(column)) && right.iter().all(|column| left.contains(column))
}

/// Returns the columns that were given, except the primary key, the columns that identify the row, and those that are
/// of its insertion or counted.
pub(crate) fn updatable_columns(table: &Table, target: &[&str], defaults: &[&str]) -> Vec<&'static str> {
    let mut columns = given_columns(table, defaults);
    let is_kept = |name: &str| {
        let role = table.columns.iter().find(|column| column.name == name).and_then(|column| column.role);
        matches!(role, Some(ColumnRole::Version(_) | ColumnRole::CreatedAt(_)))
    };
    columns
        .retain(|column| !target.contains(column) && !table.primary_key.contains(column) && !is_kept(column));
    columns
}

/// Returns `true` if there is a row with the values of the new one in the columns `target`.
fn is_there<New: Insertable>(db: &Connection, new: &New, target: &[&'static str]) -> Result<bool> {
    let defaults = new.left_to_default();
    let bound = bound_columns(New::Model::TABLE, New::KEY, &defaults);
    let values = bind::collect(|bind| new.bind(bind))?;
    let value_of = |column: &&str| match bound.iter().position(|name| name == column) {
        Some(at) => Some(values[at].clone()),
        // SQLite assigns the key.
        None if New::KEY != KeySource::Given && !defaults.contains(column) => Some(Value::Null),
        None => None,
    };
    // The default of a column is not known here.
    let Some(searched) = target.iter().map(value_of).collect::<Option<Vec<_>>>() else {
        return Ok(true);
    };
    if has_row(db, New::Model::TABLE, target, searched)? {
        return Ok(true);
    }
    // An index with another collating sequence than its column may hold an equal row nonetheless, and then
    // rejects the new one.
    match insert_with_defaults(db, new, &defaults) {
        Err(Error::Unique { .. }) => Ok(true),
        Err(Error::Ignored { .. }) | Ok(_) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Returns `true` if the table has a row with these values in these columns.
fn has_row(db: &Connection, table: &Table, columns: &[&str], values: Vec<Value>) -> rusqlite::Result<bool> {
    let sql = select_existence(table.name, columns);
    let there: i64 = db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(there == 1)
}
