//! Views and triggers. SQLite checks them only when they are used, so each is probed by a statement without
//! effect.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    change::{Change, ChangeKind, Risk},
    kept::Kept,
    normalize,
    plan::Steps,
    replica,
    sql::unchanged,
    tables_by_name::TablesByName,
};

use crate::{
    base::{
        error::{Result, sqlite::message_of},
        quote::quoted,
        sql::table as table_in_main,
    },
    catalog::{Catalog, TriggerInfo, contains_name, tokens, unquoted},
};

/// A view or a trigger that works, with a statement without effect that uses it after the plan.
#[derive(Clone, Debug)]
pub(super) struct Dependent {
    /// The kind and name, such as ``view `recent` ``.
    pub(super) object: String,
    /// Its CREATE statement after the renames.
    definition: String,
    /// The statement that uses it before the plan.
    current_probe: String,
    pub(super) probe: String,
}

/// Finds the views and triggers that work now, and so must work afterwards. Those on a table of `dropped` are
/// dropped with it.
pub(super) fn find_working(
    db: &Connection,
    live: &TablesByName<'_>,
    renamed: &TablesByName<'_>,
    wanted: &TablesByName<'_>,
    dropped: &[String],
) -> Result<Vec<Dependent>> {
    let mut found = Vec::new();
    for view in &live.views {
        let sql = format!("SELECT 0 FROM {} WHERE 0", table_in_main(&view.name));
        if db.prepare(&sql).is_ok() {
            let after = renamed.views.iter().find(|other| other.name == view.name).unwrap_or(view);
            let (object, definition) = (format!("view `{}`", view.name), after.sql.clone());
            found.push(Dependent { object, definition, current_probe: sql.clone(), probe: sql });
        }
    }
    for trigger in &live.triggers {
        let Some(after) = renamed.triggers.iter().find(|other| other.name == trigger.name) else { continue };
        if contains_name(dropped, &after.table) {
            continue;
        }
        let current_probe = probe(db, live, live, trigger)?;
        let after_probe = probe(db, wanted, renamed, after)?;
        if let (Some(current_probe), Some(probe)) = (current_probe, after_probe)
            && db.prepare(&current_probe).is_ok()
        {
            let (object, definition) = (format!("trigger `{}`", trigger.name), after.sql.clone());
            found.push(Dependent { object, definition, current_probe, probe });
        }
    }
    Ok(found)
}

/// Lists the triggers on tables of `wanted`, and the views that use them. They belong to the database,
/// whatever the models declare.
pub(super) fn find_kept(renamed: &Catalog, wanted: &Catalog, dropped: &[String]) -> Vec<Kept> {
    const WHY: &str = "views and triggers belong to the database";
    let managed: HashMap<String, &str> =
        wanted.tables.iter().map(|table| (table.name.to_ascii_lowercase(), table.name.as_str())).collect();
    let mut found = Vec::new();
    for trigger in renamed.triggers.iter().filter(|trigger| !contains_name(dropped, &trigger.table)) {
        if let Some(table) = managed.get(&trigger.table.to_ascii_lowercase()) {
            let what = format!("trigger `{}`", trigger.name);
            found.push(Kept { table: (*table).to_owned(), what, why: WHY });
        }
    }
    for view in &renamed.views {
        let used = tokens(&view.sql);
        let table =
            used.iter().skip(3).find_map(|token| managed.get(&unquoted(token.text).to_ascii_lowercase()));
        if let Some(table) = table {
            found.push(Kept { table: (*table).to_owned(), what: format!("view `{}`", view.name), why: WHY });
        }
    }
    found
}

/// Marks the changes as impossible after which a view or a trigger would no longer work, by trying the steps
/// on a copy of the schema. Whatever the copy cannot do, for example because the program registered a
/// function, only shows when the plan is carried out.
pub(super) fn mark_impossible(
    live: &Catalog,
    steps: &Steps,
    dependents: &[Dependent],
    changes: &mut [Change],
) {
    if changes.is_empty() || dependents.is_empty() {
        return;
    }
    let Ok(copy) = replica::create(live) else { return };
    let known: Vec<&Dependent> =
        dependents.iter().filter(|each| copy.prepare(&each.current_probe).is_ok()).collect();
    for step in steps.renames.iter().chain(steps.after_renames()) {
        if copy.execute_batch(&step.sql()).is_err() {
            return;
        }
    }
    for dependent in known {
        let Err(error) = copy.prepare(&dependent.probe) else { continue };
        let problem = message_of(&error, &dependent.probe);
        let Some(change) = responsible_change(dependent, changes) else { continue };
        let reason = format!("{} would no longer work: {problem}", dependent.object);
        match &mut change.risk {
            Risk::Impossible { reason: others } => *others += &format!("; {reason}"),
            risk => *risk = Risk::Impossible { reason },
        }
    }
}

/// Returns the change that drops something that the view or trigger names; else the last change of a table
/// that it names, or the last of all.
fn responsible_change<'a>(dependent: &Dependent, changes: &'a mut [Change]) -> Option<&'a mut Change> {
    let names = |name: &str| normalize::mentions(&dependent.definition, name);
    let place = changes.iter().position(|change| match &change.kind {
        ChangeKind::DropTable => names(&change.table),
        ChangeKind::DropColumn { column } => names(&change.table) && names(column),
        _ => false,
    });
    let place = place
        .or_else(|| changes.iter().rposition(|change| names(&change.table)))
        .or_else(|| changes.len().checked_sub(1))?;
    changes.get_mut(place)
}

/// Returns a statement that fires the trigger, over no rows.
fn probe(
    db: &Connection,
    first: &TablesByName<'_>,
    second: &TablesByName<'_>,
    trigger: &TriggerInfo,
) -> Result<Option<String>> {
    let table = table_in_main(&trigger.table);
    let columns = match first.table(&trigger.table).or_else(|| second.table(&trigger.table)) {
        Some(info) => (info.columns.iter())
            .filter(|column| column.generated.is_none())
            .map(|column| quoted(&column.name))
            .collect(),
        // One column of a view is enough: its columns may change with its tables.
        None => first_view_column(db, &trigger.table)?,
    };
    if columns.is_empty() {
        return Ok(None);
    }
    let list = columns.join(", ");
    // The name is the third word, and may itself be one of these.
    let event = tokens(&trigger.sql)
        .into_iter()
        .skip(3)
        .find(|token| ["INSERT", "UPDATE", "DELETE"].iter().any(|event| token.is(event)));
    Ok(event.map(|event| {
        if event.is("DELETE") {
            format!("DELETE FROM {table} WHERE 0")
        } else if event.is("UPDATE") {
            format!("UPDATE {table} SET {} WHERE 0", unchanged(&columns, ""))
        } else {
            format!("INSERT INTO {table} ({list}) SELECT {list} FROM {table} WHERE 0")
        }
    }))
}

fn first_view_column(db: &Connection, view: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare("SELECT name FROM temp.pragma_table_info(?1, 'main') LIMIT 1")?;
    // A view that does not work has no columns.
    let read: rusqlite::Result<Vec<String>> =
        statement.query_map([view], |row| row.get(0)).and_then(Iterator::collect);
    Ok(read.unwrap_or_default().iter().map(|name| quoted(name)).collect())
}
