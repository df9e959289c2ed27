//! Making a table anew, with its rows, for what SQLite has no statement for.
//!
//! The order is the one of [SQLite's own advice](https://sqlite.org/lang_altertable.html#otheralter): the
//! new table is made under another name, and takes the name of the old one when that is gone. The other way
//! round, references to the table would follow the old one.

use rusqlite::Connection;

use crate::{
    base::quote::quoted,
    catalog::{
        definition::tokens::{tokens, unquoted},
        info::{Catalog, TableInfo},
    },
    evolution::{
        needs::Projection,
        normal,
        step::{Copy, Step},
    },
};

/// The steps that make `live` into what is wanted. Foreign keys are off meanwhile: dropping the old table
/// would else delete its rows, and with them those of ON DELETE CASCADE.
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
        Step::Sql(under_another_name(&wanted.sql, &new)),
        Step::Copy(copy(live, rows, temporary)),
    ];
    if live.autoincrement && wanted.autoincrement {
        // The rename takes the entry along.
        let (old, new) = (text(&live.name), text(temporary));
        // Temporary tables have one of their own.
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

/// Why the table that is to take the place of another cannot be made.
pub(super) fn hindrance(wanted: &TableInfo) -> Option<String> {
    if wanted.sql.is_empty() {
        return Some(format!("the statement of `{}` cannot be taken apart", wanted.name));
    }
    let problem = Connection::open_in_memory().and_then(|copy| copy.execute(&wanted.sql, [])).err()?;
    // What the program has registered the copy does not have.
    let said = problem.to_string();
    let unknown = ["no such function", "no such collation", "no such module"];
    (!unknown.iter().any(|each| said.contains(each))).then(|| format!("SQLite would not take it so: {said}"))
}

/// Copies every column that is in both tables, or that an expression was given for; the rest has its default.
fn copy(live: &TableInfo, rows: &Projection<'_>, temporary: &str) -> Copy {
    let wanted = rows.wanted;
    let mut columns: Vec<(String, String)> = (wanted.columns.iter())
        .filter(|column| column.generated.is_none())
        .filter(|column| live.column(&column.name).is_some() || rows.is_given(&column.name))
        .map(|column| (column.name.clone(), rows.value(column)))
        .collect();
    let rowid = rowid(&[live, wanted]);
    let keeps_its_own = wanted.columns.iter().any(|column| normal::is_rowid(wanted, column));
    if let Some(rowid) = rowid.filter(|_| !wanted.without_rowid && !keeps_its_own && !live.without_rowid) {
        columns.insert(0, (rowid.to_owned(), rowid.to_owned()));
    }
    let rowid = rowid.filter(|_| !live.without_rowid);
    Copy { from: live.name.clone(), into: temporary.to_owned(), columns, rowid }
}

/// [A name of the rowid](https://sqlite.org/lang_createtable.html#rowid) that no column takes.
fn rowid(tables: &[&TableInfo]) -> Option<&'static str> {
    ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| tables.iter().all(|table| table.column(name).is_none()))
}

/// The CREATE TABLE statement with another name, which is its third word: so SQLite keeps it. Where its
/// expressions name the table before a column, which they need not, they no longer do.
fn under_another_name(sql: &str, name: &str) -> String {
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

/// A text as a literal.
pub(super) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
