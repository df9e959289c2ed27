//! The seed tables are those that SQLAlchemy creates for the same models. Its result is stored in
//! `tests/sqlalchemy/seed_schema.json`, by the script beside that file.

use std::{collections::BTreeMap, error::Error};

use relations::rusqlite::{Connection, Result, Row};
use serde_json::{Map, Value, json};

const STORED: &str = include_str!("../sqlalchemy/seed_schema.json");

#[test]
fn the_seed_tables_are_those_that_sqlalchemy_makes() -> Result<(), Box<dyn Error>> {
    let theirs: Value = serde_json::from_str(STORED)?;
    let theirs = theirs["tables"].as_object().ok_or("the stored result lists tables")?;
    let db = crate::seed::database();
    let ours: Map<String, Value> = query(&db, TABLES, "", |row| row.get::<_, String>("name"))?
        .into_iter()
        .map(|name| Ok((name.clone(), described(&db, &name)?)))
        .collect::<Result<_>>()?;
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (name, table) in &ours {
        assert_eq!(table, &theirs[name], "table {name}");
    }
    Ok(())
}

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name > ?1 ORDER BY name";
const COLUMNS: &str = "SELECT * FROM pragma_table_info(?1) ORDER BY cid";
const FOREIGN_KEYS: &str = "SELECT * FROM pragma_foreign_key_list(?1) ORDER BY id, seq";
const INDEXES: &str = "SELECT list.name, list.origin, list.\"unique\", info.name AS column
    FROM pragma_index_list(?1) AS list, pragma_index_info(list.name) AS info ORDER BY list.name, info.seqno";

/// Returns a table in the form of the stored result.
fn described(db: &Connection, table: &str) -> Result<Value> {
    let columns = query(db, COLUMNS, table, |row| {
        Ok(json!({
            "name": row.get::<_, String>("name")?,
            "not_null": row.get::<_, bool>("notnull")?,
            "primary_key_position": row.get::<_, i64>("pk")?,
        }))
    })?;
    let (uniques, indexes) = (indexes(db, table, "u", true)?, indexes(db, table, "c", false)?);
    Ok(json!({
        "columns": columns,
        "foreign_keys": foreign_keys(db, table)?,
        "uniques": uniques,
        "indexes": indexes,
    }))
}

/// Returns the foreign keys, sorted by their columns.
fn foreign_keys(db: &Connection, table: &str) -> Result<Vec<Value>> {
    let parts = query(db, FOREIGN_KEYS, table, |row| {
        let text = |name: &str| row.get::<_, String>(name);
        let rules = [text("table")?, text("on_delete")?, text("on_update")?];
        Ok((row.get::<_, i64>("id")?, text("from")?, text("to")?, rules))
    })?;
    let mut keys: BTreeMap<i64, (Vec<String>, Vec<String>, _)> = BTreeMap::new();
    for (id, from, to, rules) in parts {
        let key = keys.entry(id).or_insert_with(|| (Vec::new(), Vec::new(), rules));
        key.0.push(from);
        key.1.push(to);
    }
    let mut keys: Vec<_> = keys.into_values().collect();
    keys.sort();
    let keys = keys.into_iter().map(|(columns, parent_columns, [parent, on_delete, on_update])| {
        json!({
            "columns": columns,
            "parent": parent,
            "parent_columns": parent_columns,
            "on_delete": on_delete,
            "on_update": on_update,
        })
    });
    Ok(keys.collect())
}

/// Returns the columns of each index of one origin: `u` for unique constraints, `c` for CREATE INDEX.
fn indexes(db: &Connection, table: &str, origin: &str, unique: bool) -> Result<Vec<Vec<String>>> {
    let parts = query(db, INDEXES, table, |row| {
        let wanted = row.get::<_, String>("origin")? == origin && row.get::<_, bool>("unique")? == unique;
        Ok((wanted, row.get::<_, String>("name")?, row.get::<_, String>("column")?))
    })?;
    let mut indexes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, name, column) in parts.into_iter().filter(|(wanted, ..)| *wanted) {
        indexes.entry(name).or_default().push(column);
    }
    let mut columns: Vec<Vec<String>> = indexes.into_values().collect();
    columns.sort();
    Ok(columns)
}

fn query<T>(
    db: &Connection,
    sql: &str,
    argument: &str,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    db.prepare(sql)?.query_map([argument], read)?.collect()
}
