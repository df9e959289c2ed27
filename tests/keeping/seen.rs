//! What SQLite itself tells of a database.

use relations::{
    Error, Result,
    evolution::{Plan, Refusal},
    rusqlite::{Connection, types::Value},
};

pub fn database(script: &str) -> Connection {
    let db = relations::open_in_memory().expect("SQLite opens a database in memory");
    db.execute_batch(script).unwrap_or_else(|error| panic!("{error}: {script}"));
    db
}

pub fn texts(plan: &Plan) -> Vec<String> {
    plan.changes().iter().map(ToString::to_string).collect()
}

/// Why a plan was refused.
pub fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => *refusal,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// The rows of a query, as text with `|` between values.
pub fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..width)
            .map(|at| {
                Ok(match row.get::<_, Value>(at)? {
                    Value::Null => "NULL".to_owned(),
                    Value::Integer(number) => number.to_string(),
                    Value::Real(number) => format!("{number:?}"),
                    Value::Text(text) => text,
                    Value::Blob(bytes) => format!("{bytes:?}"),
                })
            })
            .collect::<relations::rusqlite::Result<Vec<_>>>()
            .map(|values| values.join("|"))
    });
    rows.and_then(Iterator::collect).unwrap_or_else(|error| panic!("{error}: {sql}"))
}

/// What every table has, one line each: columns, keys, what is unique, foreign keys and options, from the pragmas; and the
/// statements of indexes, views and triggers.
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

/// What `before` lists and the database does not have any longer.
pub fn lost(before: &[String], db: &Connection) -> Vec<String> {
    let now = everything(db);
    before.iter().filter(|line| !now.contains(line)).cloned().collect()
}

/// The statement of a table, with its name as a rename writes it.
pub fn statement(db: &Connection, table: &str) -> String {
    let sql = rows(db, &format!("SELECT sql FROM sqlite_schema WHERE name = '{table}'")).remove(0);
    sql.replacen(&format!("CREATE TABLE {table}"), &format!("CREATE TABLE \"{table}\""), 1)
}
