//! Views and triggers, which SQLite only looks at when they are used: so they are used, without effect.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    base::{
        error::{Result, sqlite::said},
        quote::quoted,
    },
    catalog::{
        definition::tokens::{tokens, unquoted},
        info::{Catalog, TriggerInfo},
    },
    evolution::{
        by_name::ByName,
        change::{Change, ChangeKind, Risk},
        kept::Kept,
        normal,
        plan::Steps,
        replica,
    },
};

/// A view or a trigger that works, and a statement without effect that uses it after the plan.
#[derive(Clone, Debug)]
pub(super) struct Dependent {
    /// As ``view `recent` ``.
    pub(super) object: String,
    /// Its statement, as it is after the renames.
    definition: String,
    /// The same before the plan.
    now: String,
    pub(super) sql: String,
}

/// The views and triggers that work now, and so must afterwards. Those on a table of `dropped` go with it.
pub(super) fn working(
    db: &Connection,
    live: &ByName<'_>,
    named: &ByName<'_>,
    wanted: &ByName<'_>,
    dropped: &[String],
) -> Result<Vec<Dependent>> {
    let mut found = Vec::new();
    for view in &live.views {
        let sql = format!("SELECT 0 FROM main.{} WHERE 0", quoted(&view.name));
        if db.prepare(&sql).is_ok() {
            let after = named.views.iter().find(|other| other.name == view.name).unwrap_or(view);
            let (object, definition) = (format!("view `{}`", view.name), after.sql.clone());
            found.push(Dependent { object, definition, now: sql.clone(), sql });
        }
    }
    for trigger in &live.triggers {
        let Some(after) = named.triggers.iter().find(|other| other.name == trigger.name) else { continue };
        if dropped.iter().any(|table| table.eq_ignore_ascii_case(&after.table)) {
            continue;
        }
        let now = statement(db, live, live, trigger)?;
        let then = statement(db, wanted, named, after)?;
        if let (Some(now), Some(sql)) = (now, then)
            && db.prepare(&now).is_ok()
        {
            let (object, definition) = (format!("trigger `{}`", trigger.name), after.sql.clone());
            found.push(Dependent { object, definition, now, sql });
        }
    }
    Ok(found)
}

/// The triggers on tables of `wanted`, and the views that use them. They belong to the database, whatever the models say.
pub(super) fn kept(named: &Catalog, wanted: &Catalog, dropped: &[String]) -> Vec<Kept> {
    const WHY: &str = "views and triggers belong to the database";
    let managed: HashMap<String, &str> =
        wanted.tables.iter().map(|table| (table.name.to_ascii_lowercase(), table.name.as_str())).collect();
    let goes = |table: &str| dropped.iter().any(|name| name.eq_ignore_ascii_case(table));
    let mut found = Vec::new();
    for trigger in named.triggers.iter().filter(|trigger| !goes(&trigger.table)) {
        if let Some(table) = managed.get(&trigger.table.to_ascii_lowercase()) {
            let what = format!("trigger `{}`", trigger.name);
            found.push(Kept { table: (*table).to_owned(), what, why: WHY });
        }
    }
    for view in &named.views {
        let used = tokens(&view.sql);
        let table =
            used.iter().skip(3).find_map(|token| managed.get(&unquoted(token.text).to_ascii_lowercase()));
        if let Some(table) = table {
            found.push(Kept { table: (*table).to_owned(), what: format!("view `{}`", view.name), why: WHY });
        }
    }
    found
}

/// Says of the changes after which a view or a trigger would no longer work that they are impossible, by trying
/// the steps on a copy of the schema. What the copy cannot do, as for want of a function that the program
/// registered, only carrying out the plan will tell.
pub(super) fn foresee(live: &Catalog, steps: &Steps, dependents: &[Dependent], changes: &mut [Change]) {
    if changes.is_empty() || dependents.is_empty() {
        return;
    }
    let Ok(copy) = replica::of(live) else { return };
    let known: Vec<&Dependent> = dependents.iter().filter(|each| copy.prepare(&each.now).is_ok()).collect();
    for step in steps.renames.iter().chain(steps.after_renames()) {
        if copy.execute_batch(&step.sql()).is_err() {
            return;
        }
    }
    for dependent in known {
        let Err(error) = copy.prepare(&dependent.sql) else { continue };
        let problem = said(&error, &dependent.sql);
        let Some(change) = at_fault(dependent, changes) else { continue };
        let reason = format!("{} would no longer work: {problem}", dependent.object);
        match &mut change.risk {
            Risk::Impossible { reason: others } => *others += &format!("; {reason}"),
            risk => *risk = Risk::Impossible { reason },
        }
    }
}

/// The change that takes away what the view or trigger names; else the last one of a table that it names, or of all.
fn at_fault<'a>(dependent: &Dependent, changes: &'a mut [Change]) -> Option<&'a mut Change> {
    let names = |name: &str| normal::mentions(&dependent.definition, name);
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

/// A statement that sets the trigger off, over no rows.
fn statement(
    db: &Connection,
    first: &ByName<'_>,
    second: &ByName<'_>,
    trigger: &TriggerInfo,
) -> Result<Option<String>> {
    let table = format!("main.{}", quoted(&trigger.table));
    let columns = match first.table(&trigger.table).or_else(|| second.table(&trigger.table)) {
        Some(info) => (info.columns.iter())
            .filter(|column| column.generated.is_none())
            .map(|column| quoted(&column.name))
            .collect(),
        // One of a view will do: which ones it has may change with its tables.
        None => first_of_view(db, &trigger.table)?,
    };
    if columns.is_empty() {
        return Ok(None);
    }
    let list = columns.join(", ");
    // The name is the third word, and may be one of these.
    let event = tokens(&trigger.sql)
        .into_iter()
        .skip(3)
        .find(|token| ["INSERT", "UPDATE", "DELETE"].iter().any(|event| token.is(event)));
    Ok(event.map(|event| {
        if event.is("DELETE") {
            format!("DELETE FROM {table} WHERE 0")
        } else if event.is("UPDATE") {
            let sets: Vec<String> = columns.iter().map(|column| format!("{column} = {column}")).collect();
            format!("UPDATE {table} SET {} WHERE 0", sets.join(", "))
        } else {
            format!("INSERT INTO {table} ({list}) SELECT {list} FROM {table} WHERE 0")
        }
    }))
}

fn first_of_view(db: &Connection, view: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare("SELECT name FROM temp.pragma_table_info(?1, 'main') LIMIT 1")?;
    // A view that does not work has none.
    let read: rusqlite::Result<Vec<String>> =
        statement.query_map([view], |row| row.get(0)).and_then(Iterator::collect);
    Ok(read.unwrap_or_default().iter().map(|name| quoted(name)).collect())
}
