//! What is said of conflicts, and rows that are inserted by it.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql::{bare_column, bare_columns, table},
    },
    model::Model,
    row::{
        bind,
        builder::{ColumnNames, KeySource},
    },
    schema::metadata::table::Table,
    write::{
        builder::{HookAction, Insertable},
        kept_insert::KeptInsert,
        new_row::{bound_columns, given_columns, ignored, row_with_defaults},
    },
};

/// By which columns a row is known, and what becomes of one that is there.
#[derive(Clone, PartialEq)]
pub(crate) struct Conflict {
    target: ColumnNames,
    action: Action,
}

#[derive(Clone, PartialEq)]
enum Action {
    Nothing,
    Update(ColumnNames),
    /// All columns that were given, but for those that the row is known by.
    UpdateAll,
}

impl Conflict {
    pub(crate) fn ignore(target: ColumnNames) -> Self {
        Self { target, action: Action::Nothing }
    }

    pub(crate) fn update(target: ColumnNames, columns: Option<ColumnNames>) -> Self {
        Self { target, action: columns.map_or(Action::UpdateAll, Action::Update) }
    }

    /// Inserts the row or changes the one that is there; `None` if neither.
    pub(crate) fn insert<New: Insertable>(
        self,
        kept: &mut KeptInsert<'_, Self>,
        mut new: New,
    ) -> Result<Option<New::Model>> {
        let hook = new.hook().0.take();
        self.insert_with(kept, &new, hook)
    }

    fn insert_with<New: Insertable>(
        self,
        kept: &mut KeptInsert<'_, Self>,
        new: &New,
        hook: Option<HookAction<New::Model>>,
    ) -> Result<Option<New::Model>> {
        let defaults = new.left_to_default();
        let form = kept.form(new, &defaults, self, |conflict| conflict.clause::<New::Model>(&defaults))?;
        let after = match hook {
            Some(HookAction::Before(errand)) => {
                errand(kept.db)?;
                None
            }
            Some(HookAction::After(errand)) => Some(errand),
            None => None,
        };
        let stored = kept.run(form, new)?;
        if let (Some(errand), Some(model)) = (after, &stored) {
            errand(kept.db, model)?;
        }
        Ok(stored)
    }

    /// Inserts the row; `None` if it is there.
    pub(crate) fn insert_or_find<New: Insertable>(
        self,
        db: &Connection,
        kept: &mut KeptInsert<'_, Self>,
        mut new: New,
    ) -> Result<Option<New::Model>> {
        let target = self.target.clone();
        let hook = new.hook().0.take();
        match self.insert_with(kept, &new, hook)? {
            None if !is_there(db, &new, &target)? => Err(ignored::<New::Model>()),
            stored => Ok(stored),
        }
    }

    /// ` ON CONFLICT (…) DO …`.
    pub(crate) fn clause<M: Model>(&self, defaults: &ColumnNames) -> Result<String> {
        if !is_unique(M::TABLE, &self.target) {
            let columns = self.target.iter().map(|column| (*column).to_owned()).collect();
            return Err(Error::NotUnique { model: M::NAME, columns });
        }
        let action = match &self.action {
            Action::Nothing => "NOTHING".to_owned(),
            Action::Update(columns) => {
                if let Some(key) = columns.iter().find(|column| M::KEY.contains(column)) {
                    let model = M::NAME;
                    let message =
                        format!("`{model}` keeps its primary key: leave {key} out of what `update` changes");
                    return Err(sqlite::unsupported(message));
                }
                update_set(columns, &self.target)
            }
            Action::UpdateAll => update_set(&changeable(M::TABLE, &self.target, defaults), &self.target),
        };
        Ok(format!(" ON CONFLICT ({}) DO {action}", bare_columns(&self.target)))
    }
}

/// Whether the model says that no two rows have the same values in these columns.
fn is_unique(of: &Table, columns: &[&str]) -> bool {
    same(of.primary_key, columns) || of.uniques.iter().any(|key| same(key, columns))
}

/// Whether two lists have the same columns.
pub(crate) fn same(left: &[&str], right: &[&str]) -> bool {
    left.iter().all(|column| right.contains(column)) && right.iter().all(|column| left.contains(column))
}

/// The columns that were given, but for those that the row is known by.
pub(crate) fn changeable(of: &Table, target: &[&str], defaults: &[&str]) -> Vec<&'static str> {
    let mut columns = given_columns(of, defaults);
    columns.retain(|column| !target.contains(column) && !of.primary_key.contains(column));
    columns
}

/// ``UPDATE SET `name` = excluded.`name` ``. Where nothing is to change, a column takes the value that it has, so that the row
/// is returned nonetheless.
fn update_set(columns: &[&str], target: &[&str]) -> String {
    let columns = if columns.is_empty() { target } else { columns };
    let set: Vec<String> =
        columns.iter().map(|column| format!("{0} = excluded.{0}", bare_column(column))).collect();
    format!("UPDATE SET {}", set.join(", "))
}

/// Whether there is a row that the new one is known by.
fn is_there<New: Insertable>(db: &Connection, new: &New, target: &[&'static str]) -> Result<bool> {
    let defaults = new.left_to_default();
    let bound = bound_columns(New::Model::TABLE, New::KEY, &defaults);
    let values = bind::collect(|bind| new.bind(bind))?;
    let value_of = |column: &&str| match bound.iter().position(|name| name == column) {
        Some(at) => Some(values[at].clone()),
        // A key that SQLite assigns.
        None if New::KEY != KeySource::Given && !defaults.contains(column) => Some(Value::Null),
        None => None,
    };
    // What a column is by default is not known here.
    let Some(known) = target.iter().map(value_of).collect::<Option<Vec<_>>>() else {
        return Ok(true);
    };
    if has_row(db, New::Model::TABLE, target, known)? {
        return Ok(true);
    }
    // An index that compares otherwise than its column can know it nonetheless, and then refuses the row.
    match row_with_defaults(db, new, &defaults) {
        Err(Error::Unique { .. }) => Ok(true),
        Err(Error::Ignored { .. }) | Ok(_) => Ok(false),
        Err(error) => Err(error),
    }
}

fn has_row(db: &Connection, of: &Table, columns: &[&str], values: Vec<Value>) -> rusqlite::Result<bool> {
    let equal: Vec<String> = columns.iter().map(|column| format!("{}=?", bare_column(column))).collect();
    let sql = format!("SELECT EXISTS(SELECT 1 FROM {} WHERE {})", table(of.name), equal.join(" AND "));
    let there: i64 = db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(there == 1)
}
