//! Reads a database by its pragmas and the statements that it stores. `read_catalog` is the entry; `columns`,
//! `indexes` and `foreign_keys` read the parts of a table, `utf8` reports text that is not UTF-8.

mod columns;
mod foreign_keys;
mod indexes;
mod utf8;

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, Statement};

use self::{
    columns::read_columns,
    foreign_keys::{complete_parent_columns, read_foreign_keys},
    indexes::{Indexes, read_indexes},
    utf8::{NOT_UTF8, text},
};
use super::{
    Catalog, IndexTerm, IndexedValue, TableInfo, TriggerInfo, ViewInfo,
    definition::{self, Definition},
};

use crate::base::error::{Error, Result};

pub(super) use self::utf8::not_utf8_problem;
pub(crate) use self::utf8::unread_error;

/// Reads everything in the main database, in the order of names.
pub(super) fn read_catalog(db: &Connection) -> Result<Catalog> {
    // The statement reads the schema, so that a damaged one is reported first.
    let objects = rows(
        &mut db.prepare(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL ORDER BY name COLLATE NOCASE, name",
        )?,
        [],
        |row| {
            // Other programs do not always write UTF-8, and a comment must not prevent a database from being
            // read.
            let sql = row.get_ref(3)?.as_bytes()?;
            let unread = std::str::from_utf8(sql).err().map(|error| format!("{NOT_UTF8}: {error}"));
            let sql = String::from_utf8_lossy(sql).into_owned();
            let kind: String = row.get(0)?;
            let name = text(row, 1, || kind.clone())?;
            let table = text(row, 2, || format!("the table of {kind} `{name}`"))?;
            Ok(SchemaObject { kind, name, table, sql, unread })
        },
    )?;
    let mut queries = PragmaQueries::of(db)?;
    let mut of_tables: HashMap<String, Vec<&SchemaObject>> = HashMap::new();
    for object in objects.iter().filter(|object| object.kind == "index" || object.kind == "trigger") {
        of_tables.entry(object.table.to_ascii_lowercase()).or_default().push(object);
    }
    let mut catalog = Catalog::default();
    for object in &objects {
        match object.kind.as_str() {
            "table" => {
                let own = of_tables.get(&object.name.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
                catalog.tables.extend(read_table(&mut queries, object, own)?);
            }
            "view" => catalog.views.push(ViewInfo { name: object.name.clone(), sql: object.sql.clone() }),
            "trigger" => catalog.triggers.push(TriggerInfo {
                name: object.name.clone(),
                table: object.table.clone(),
                sql: object.sql.clone(),
            }),
            _ => {}
        }
    }
    complete_parent_columns(&mut catalog);
    Ok(catalog)
}

/// A row of `sqlite_schema`.
struct SchemaObject {
    kind: String,
    name: String,
    table: String,
    sql: String,
    /// The reason why the statement differs from what the database stores.
    unread: Option<String>,
}

/// The queries that are run for each table, prepared once. The connection's cache would not do: a statement
/// that was prepared before SQLite's limits are lowered runs its pragma beyond them, which SQLite takes for a
/// lack of memory, and ends the transaction.
struct PragmaQueries<'db> {
    /// The table as a whole. Without an argument, the pragma would list all tables each time.
    kind: Statement<'db>,
    columns: Statement<'db>,
    indexes: Statement<'db>,
    terms: Statement<'db>,
    foreign_keys: Statement<'db>,
}

impl<'db> PragmaQueries<'db> {
    fn of(db: &'db Connection) -> Result<Self> {
        Ok(Self {
            kind: db.prepare("SELECT type, wr, strict FROM temp.pragma_table_list(?1) WHERE schema = 'main'")?,
            columns: db.prepare(
                "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM temp.pragma_table_xinfo(?1, 'main')
                 ORDER BY cid",
            )?,
            indexes: db.prepare(
                "SELECT name, \"unique\", origin FROM temp.pragma_index_list(?1, 'main') ORDER BY seq DESC",
            )?,
            terms: db.prepare(
                "SELECT name, \"desc\", coll, seqno FROM temp.pragma_index_xinfo(?1, 'main') WHERE key ORDER BY seqno",
            )?,
            foreign_keys: db.prepare(
                "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete
                 FROM temp.pragma_foreign_key_list(?1, 'main') ORDER BY id DESC, seq",
            )?,
        })
    }
}

/// Reads a table, with the indexes and triggers on it; returns `None` for the shadow table of a virtual one.
fn read_table(
    queries: &mut PragmaQueries<'_>,
    object: &SchemaObject,
    own: &[&SchemaObject],
) -> Result<Option<TableInfo>> {
    let listed = queries
        .kind
        .query_row([&object.name], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (kind, without_rowid, strict) = listed.unwrap_or_else(|| ("table".to_owned(), false, false));
    if kind == "shadow" {
        return Ok(None);
    }
    let is_virtual = kind == "virtual";
    let (definition, unread) = match definition::parse_table(&object.sql) {
        _ if is_virtual => (Definition::default(), None),
        Ok(definition) => (definition, object.unread.clone()),
        Err(problem) => (Definition::default(), Some(problem)),
    };
    let (columns, primary_key) = match read_columns(&mut queries.columns, &object.name, &definition) {
        // The columns of a virtual table come from its module, which this program may not have.
        Err(Error::Sqlite(_)) if is_virtual => Default::default(),
        read => read?,
    };
    let Indexes { key, uniques, indexes, unread: unread_index } =
        if is_virtual { Indexes::default() } else { read_indexes(queries, object, own)? };
    // Any other key has an index of its own, also that of a table WITHOUT ROWID.
    let rowid_key = !is_virtual && key.is_none() && primary_key.len() == 1;
    let plain = |column: &String| IndexTerm {
        of: IndexedValue::Column(column.clone()),
        descending: false,
        collation: "BINARY".to_owned(),
    };
    let key_terms = key.unwrap_or_else(|| primary_key.iter().map(plain).collect());
    let foreign_keys = if is_virtual {
        Vec::new()
    } else {
        read_foreign_keys(&mut queries.foreign_keys, &object.name, &definition)?
    };
    Ok(Some(TableInfo {
        name: object.name.clone(),
        sql: object.sql.clone(),
        is_virtual,
        strict,
        without_rowid,
        autoincrement: definition.autoincrement,
        columns,
        primary_key,
        key_terms,
        rowid_key,
        uniques,
        checks: definition.checks,
        foreign_keys,
        conflicts: definition.conflicts,
        indexes,
        unread: unread.or(unread_index).or_else(|| unread_dependent(own)),
    }))
}

/// Returns the problem of an index or a trigger whose statement could not be read: the table could not be
/// rebuilt with it.
fn unread_dependent(own: &[&SchemaObject]) -> Option<String> {
    own.iter()
        .find_map(|other| Some(format!("its {} `{}`: {}", other.kind, other.name, other.unread.as_ref()?)))
}

fn rows<T>(
    statement: &mut Statement<'_>,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let found = statement.query_map(parameters, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
