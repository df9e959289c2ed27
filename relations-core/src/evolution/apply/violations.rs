//! Foreign keys that do not hold.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{error::Result, evolution::refusal::Refusal};

/// How many there are for each child, row and parent; and the tables whose check itself fails.
#[derive(Default)]
pub(super) struct Violations {
    rows: BTreeMap<(String, Option<i64>, String), usize>,
    mismatches: BTreeMap<String, String>,
}

/// All of them in the main database.
pub(super) fn find(db: &Connection) -> Result<Violations> {
    let mut found = Violations::default();
    let mut tables = db.prepare(
        "SELECT DISTINCT t.name FROM main.sqlite_schema AS t, pragma_foreign_key_list(t.name, 'main')
         WHERE t.type = 'table' ORDER BY t.name",
    )?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut check = db.prepare("SELECT \"rowid\", parent FROM pragma_foreign_key_check(?1, 'main')")?;
    for table in tables {
        let rows: rusqlite::Result<Vec<(Option<i64>, String)>> =
            check.query_map([&table], |row| Ok((row.get(0)?, row.get(1)?))).and_then(Iterator::collect);
        match rows {
            Ok(rows) => {
                for (rowid, parent) in rows {
                    let key = (table.to_ascii_lowercase(), rowid, parent.to_ascii_lowercase());
                    *found.rows.entry(key).or_default() += 1;
                }
            }
            Err(error) if error.to_string().contains("foreign key mismatch") => {
                found.mismatches.insert(table.to_ascii_lowercase(), error.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

impl Violations {
    /// Fails if there are any that were not there before.
    pub(super) fn none_besides(self, before: &Self) -> Result<()> {
        let mut new: Vec<String> = (self.mismatches.iter())
            .filter(|(table, _)| !before.mismatches.contains_key(*table))
            .map(|(_, problem)| problem.clone())
            .collect();
        for (key, count) in self.rows {
            // Where the check failed before, nobody knows what it would have found.
            let known = !before.mismatches.contains_key(&key.0);
            if known && count > before.rows.get(&key).copied().unwrap_or_default() {
                let (child, rowid, parent) = key;
                let row = rowid.map_or_else(|| "a row".to_owned(), |rowid| format!("the row {rowid}"));
                new.push(format!("{row} of `{child}` has no parent in `{parent}`"));
            }
        }
        if new.is_empty() { Ok(()) } else { Err(Refusal::ForeignKeys { violations: new }.into()) }
    }
}
