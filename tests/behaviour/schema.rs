//! Creating, dropping and describing all tables of a schema.

mod create;
mod ddl;
mod defaults;
mod drop;
mod indexes;
mod metadata;
mod options;

use relations::{
    Schema,
    rusqlite::{Connection, Result, types::Value},
};

/// Creates a database with the tables of `schema`.
fn created(schema: &Schema) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    schema.create_all(&db)?;
    Ok(db)
}

/// Returns the names of all tables, in alphabetical order.
fn tables(db: &Connection) -> Result<Vec<String>> {
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Returns everything that SQLite reports about the tables: their columns, keys, indexes and options.
fn picture(db: &Connection) -> Result<Vec<Vec<Value>>> {
    let mut picture = rows(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    for table in tables(db)? {
        for question in [
            "SELECT ?1, * FROM pragma_table_xinfo(?1)",
            "SELECT ?1, * FROM pragma_foreign_key_list(?1)",
            "SELECT ?1, list.*, info.* FROM pragma_index_list(?1) AS list, pragma_index_xinfo(list.name) AS info",
            "SELECT ?1, wr, strict FROM pragma_table_list(?1)",
        ] {
            let mut statement = db.prepare(question)?;
            let width = statement.column_count();
            let found = statement.query_map([&table], |row| (0..width).map(|at| row.get(at)).collect())?;
            picture.extend(found.collect::<Result<Vec<_>>>()?);
        }
    }
    Ok(picture)
}

fn rows(db: &Connection, sql: &str) -> Result<Vec<Vec<Value>>> {
    let mut statement = db.prepare(sql)?;
    let width = statement.column_count();
    statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?.collect()
}

fn texts(db: &Connection, sql: &str) -> Result<Vec<String>> {
    db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
