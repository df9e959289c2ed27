//! Views and triggers, which SQLite only looks at when they are used: so they are used, without effect.

use rusqlite::Connection;

use crate::{
    catalog::{Catalog, TriggerInfo, tokens},
    error::Result,
    text::quoted,
};

/// A view or a trigger that works, and a statement without effect that uses it after the plan.
#[derive(Clone, Debug)]
pub(super) struct Dependent {
    /// As ``view `recent` ``.
    pub(super) object: String,
    pub(super) sql: String,
}

/// The views and triggers that work now, and so must afterwards. Those on a table of `dropped` go with it.
pub(super) fn working(
    db: &Connection,
    live: &Catalog,
    named: &Catalog,
    wanted: &Catalog,
    dropped: &[String],
) -> Result<Vec<Dependent>> {
    let mut found = Vec::new();
    for view in &live.views {
        let sql = format!("SELECT 0 FROM {} WHERE 0", quoted(&view.name));
        if db.prepare(&sql).is_ok() {
            found.push(Dependent { object: format!("view `{}`", view.name), sql });
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
            found.push(Dependent { object: format!("trigger `{}`", trigger.name), sql });
        }
    }
    Ok(found)
}

/// A statement that sets the trigger off, over no rows.
fn statement(
    db: &Connection,
    first: &Catalog,
    second: &Catalog,
    trigger: &TriggerInfo,
) -> Result<Option<String>> {
    let table = quoted(&trigger.table);
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
    let mut statement = db.prepare("SELECT name FROM pragma_table_info(?1, 'main') LIMIT 1")?;
    // A view that does not work has none.
    let read: rusqlite::Result<Vec<String>> =
        statement.query_map([view], |row| row.get(0)).and_then(Iterator::collect);
    Ok(read.unwrap_or_default().iter().map(|name| quoted(name)).collect())
}
