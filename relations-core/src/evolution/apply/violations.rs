//! Violations of foreign keys, before and after a plan.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{base::error::Result, evolution::Refusal};

/// The rows without a parent, and the tables whose check itself fails.
#[derive(Default)]
pub(super) struct Violations {
    /// The rowids, where there are any, for each child and parent. They only show people which rows these
    /// are: a rebuild can change them.
    rows: BTreeMap<(String, String), Vec<Option<i64>>>,
    mismatches: BTreeMap<String, String>,
}

/// Finds all violations in the main database.
pub(super) fn find(db: &Connection) -> Result<Violations> {
    let mut found = Violations::default();
    let mut tables = db.prepare(
        "SELECT DISTINCT t.name FROM main.sqlite_schema AS t, temp.pragma_foreign_key_list(t.name, 'main')
         WHERE t.type = 'table' ORDER BY t.name",
    )?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut check = db.prepare("SELECT \"rowid\", parent FROM temp.pragma_foreign_key_check(?1, 'main')")?;
    for table in tables {
        let rows: rusqlite::Result<Vec<(Option<i64>, String)>> =
            check.query_map([&table], |row| Ok((row.get(0)?, row.get(1)?))).and_then(Iterator::collect);
        match rows {
            Ok(rows) => {
                for (rowid, parent) in rows {
                    let key = (table.to_ascii_lowercase(), parent.to_ascii_lowercase());
                    found.rows.entry(key).or_default().push(rowid);
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
    /// Fails if there are more violations than before between any two tables.
    pub(super) fn check_against(self, before: &Self) -> Result<()> {
        let mut new: Vec<String> = (self.mismatches.iter())
            .filter(|(table, _)| !before.mismatches.contains_key(*table))
            .map(|(_, problem)| problem.clone())
            .collect();
        for (key, rows) in &self.rows {
            // Where the check itself failed before, the earlier violations are unknown.
            if before.mismatches.contains_key(&key.0) {
                continue;
            }
            let known = before.rows.get(key).map_or(&[][..], Vec::as_slice);
            if rows.len() > known.len() {
                let (child, parent) = key;
                let more = rows.len() - known.len();
                let first = rows.iter().find(|row| !known.contains(row)).copied().flatten();
                let first = first.map_or_else(String::new, |rowid| format!(", the first with rowid {rowid}"));
                new.push(format!("{more} more row(s) of `{child}` have no parent in `{parent}`{first}"));
            }
        }
        if new.is_empty() { Ok(()) } else { Err(Refusal::ForeignKeys { violations: new }.into()) }
    }
}
