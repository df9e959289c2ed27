//! Rebuilds a table with its rows, for changes that SQLite has no statement for.
//!
//! The order of the steps follows [SQLite's own advice](https://sqlite.org/lang_altertable.html#otheralter):
//! the new table is created under another name, and takes the name of the old one when that is dropped. In
//! the reverse order, references to the table would follow the old one.

use rusqlite::Connection;

use super::{
    normalize,
    projection::Projection,
    step::{Copy, Step},
};

use crate::{
    base::quote::{quoted, text_literal},
    catalog::{Catalog, TableInfo, tokens, unquoted},
};

/// Returns the steps that turn `live` into the wanted table. Foreign keys are off meanwhile: otherwise
/// dropping the old table would delete its rows, and with them those of ON DELETE CASCADE.
pub(super) fn steps(
    catalog: &Catalog,
    live: &TableInfo,
    rows: &Projection<'_>,
    dropped: &dyn Fn(&str) -> bool,
    temporary: &str,
) -> Vec<Step> {
    let wanted = rows.wanted;
    let new = quoted(temporary);
    let mut steps = vec![
        Step::LegacyAlter(true),
        Step::Sql(rename_in_statement(&wanted.sql, &new)),
        Step::Copy(copy_rows(live, rows, temporary)),
    ];
    if live.autoincrement && wanted.autoincrement {
        // The rename also renames the entry.
        let (old, new) = (text_literal(&live.name), text_literal(temporary));
        // Temporary tables have a `sqlite_sequence` of their own.
        let sequence = "main.sqlite_sequence";
        steps.push(Step::Sql(format!("DELETE FROM {sequence} WHERE name = {new}")));
        steps.push(Step::Sql(format!(
            "INSERT INTO {sequence} (name, seq) SELECT {new}, seq FROM {sequence} WHERE name = {old}"
        )));
    }
    steps.push(Step::DropTable(live.name.clone()));
    steps.push(Step::Sql(format!("ALTER TABLE {new} RENAME TO {}", quoted(&wanted.name))));
    let indexes = live.indexes.iter().filter(|index| !dropped(&index.name)).map(|index| &index.sql);
    let triggers = (catalog.triggers.iter())
        .filter(|trigger| trigger.table.eq_ignore_ascii_case(&live.name))
        .map(|trigger| &trigger.sql);
    steps.extend(indexes.chain(triggers).map(|sql| Step::Sql(sql.clone())));
    steps.push(Step::LegacyAlter(false));
    steps
}

/// Returns the reason why the new table cannot be created, if it cannot.
pub(super) fn find_problem(wanted: &TableInfo) -> Option<String> {
    if wanted.sql.is_empty() {
        return Some(format!("the statement of `{}` cannot be taken apart", wanted.name));
    }
    let problem = Connection::open_in_memory().and_then(|copy| copy.execute(&wanted.sql, [])).err()?;
    // The copy has no functions, collating sequences and modules that the program registered.
    let message = problem.to_string();
    let unknown = ["no such function", "no such collation", "no such module"];
    (!unknown.iter().any(|each| message.contains(each)))
        .then(|| format!("SQLite would not take it so: {message}"))
}

/// Returns the copy of all rows: every column that both tables have or that an expression was given for. The
/// others have their defaults.
fn copy_rows(live: &TableInfo, rows: &Projection<'_>, temporary: &str) -> Copy {
    let wanted = rows.wanted;
    let mut columns: Vec<(String, String)> = (wanted.columns.iter())
        .filter(|column| column.generated.is_none())
        .filter(|column| live.column(&column.name).is_some() || rows.is_given(&column.name))
        .map(|column| (column.name.clone(), rows.value(column)))
        .collect();
    let rowid = rowid_name(&[live, wanted]);
    let keeps_its_own = wanted.columns.iter().any(|column| normalize::is_rowid(wanted, column));
    if let Some(rowid) = rowid.filter(|_| !wanted.without_rowid && !keeps_its_own && !live.without_rowid) {
        columns.insert(0, (rowid.to_owned(), rowid.to_owned()));
    }
    let rowid = rowid.filter(|_| !live.without_rowid);
    Copy { from: live.name.clone(), into: temporary.to_owned(), columns, rowid }
}

/// Returns [a name of the rowid](https://sqlite.org/lang_createtable.html#rowid) that no column has.
fn rowid_name(tables: &[&TableInfo]) -> Option<&'static str> {
    ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| tables.iter().all(|table| table.column(name).is_none()))
}

/// Returns the CREATE TABLE statement with another name, which is its third word in the form that SQLite
/// stores. A table name before a column in its expressions is optional and is removed.
fn rename_in_statement(sql: &str, name: &str) -> String {
    let found = tokens(sql);
    let Some(own) = found.get(2) else { return sql.to_owned() };
    let table = unquoted(own.text);
    let mut renamed = format!("{}{name}", &sql[..own.start]);
    let mut written = own.end;
    for pair in found[3..].windows(2) {
        if let [qualifier, dot] = pair
            && dot.is(".")
            && unquoted(qualifier.text).eq_ignore_ascii_case(&table)
        {
            renamed += &sql[written..qualifier.start];
            written = dot.end;
        }
    }
    renamed + &sql[written..]
}
