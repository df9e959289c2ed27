//! The facts that SQLite reports about a database.

use relations::rusqlite::Connection;

use crate::steps::{rows, sql_of};

/// Returns the facts about every table, one line each: columns, keys, unique constraints, foreign keys and options,
/// from the pragmas; and the statements of indexes, views and triggers.
pub fn everything(db: &Connection) -> Vec<String> {
    let of_all = [
        "SELECT 'column', t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden
         FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'",
        "SELECT 'foreign key', t.name, k.\"table\", k.\"from\", k.\"to\", k.on_update, k.on_delete, k.seq
         FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'",
        "SELECT 'index', t.name, i.\"unique\", i.origin, i.partial, iif(i.origin = 'c', i.name, ''),
             (SELECT group_concat(concat_of) FROM (SELECT coalesce(x.name, '(an expression)') || ' ' || x.\"desc\" || ' ' || x.coll AS concat_of
              FROM pragma_index_xinfo(i.name) AS x WHERE x.key ORDER BY x.seqno))
         FROM sqlite_schema AS t, pragma_index_list(t.name) AS i WHERE t.type = 'table'",
        "SELECT 'options', name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
        "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL",
    ];
    of_all.iter().flat_map(|query| rows(db, query)).collect()
}

/// Returns the lines of `before` that the database does not have any longer.
pub fn lost(before: &[String], db: &Connection) -> Vec<String> {
    let now = everything(db);
    before.iter().filter(|line| !now.contains(line)).cloned().collect()
}

/// Returns the statement of a table, with its name as a rename writes it.
pub fn statement(db: &Connection, table: &str) -> String {
    sql_of(db, table).replacen(&format!("CREATE TABLE {table}"), &format!("CREATE TABLE \"{table}\""), 1)
}
