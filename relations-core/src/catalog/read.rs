//! A database as its pragmas tell it.

use std::collections::HashMap;

use rusqlite::{
    Connection, OptionalExtension, Row, Statement,
    types::{Type, ValueRef},
};

use crate::{
    base::error::{Error, Result},
    catalog::{
        definition::{self, Definition, IndexDefinition},
        info::{
            Catalog, ColumnInfo, ForeignKeyInfo, Generated, IndexInfo, IndexTerm, IndexedValue, TableInfo,
            TriggerInfo, ViewInfo,
        },
    },
    schema::metadata::foreign_key::ReferentialAction,
};

/// Everything in the main database, in the order of names.
pub(super) fn catalog(db: &Connection) -> Result<Catalog> {
    // The statement reads the schema, so that a damaged one is reported before anything is made of it.
    let objects = rows(
        &mut db.prepare(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL ORDER BY name COLLATE NOCASE, name",
        )?,
        [],
        |row| {
            // Other programs do not always write UTF-8, and a comment must not keep a database from being read.
            let sql = row.get_ref(3)?.as_bytes()?;
            let unread = std::str::from_utf8(sql).err().map(|error| format!("{NO_TEXT}: {error}"));
            let sql = String::from_utf8_lossy(sql).into_owned();
            let kind: String = row.get(0)?;
            let name = text(row, 1, || kind.clone())?;
            let table = text(row, 2, || format!("the table of {kind} `{name}`"))?;
            Ok(Object { kind, name, table, sql, unread })
        },
    )?;
    let mut questions = Questions::of(db)?;
    let mut of_tables: HashMap<String, Vec<&Object>> = HashMap::new();
    for object in objects.iter().filter(|object| object.kind == "index" || object.kind == "trigger") {
        of_tables.entry(object.table.to_ascii_lowercase()).or_default().push(object);
    }
    let mut catalog = Catalog::default();
    for object in &objects {
        match object.kind.as_str() {
            "table" => {
                let own = of_tables.get(&object.name.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
                catalog.tables.extend(table(&mut questions, object, own)?);
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
    name_parents_keys(&mut catalog);
    Ok(catalog)
}

/// A row of `sqlite_schema`.
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: String,
    /// Why the statement is not what the database has.
    unread: Option<String>,
}

/// What each table is asked, prepared once. The connection's cache would not do: a statement that was prepared before SQLite's
/// limits are lowered asks its pragma beyond them, which SQLite takes for a want of memory, and ends the transaction.
struct Questions<'db> {
    /// Of the table as a whole. Asked of all tables at once, the pragma would be as long as there are tables.
    kind: Statement<'db>,
    columns: Statement<'db>,
    indexes: Statement<'db>,
    terms: Statement<'db>,
    foreign_keys: Statement<'db>,
}

impl<'db> Questions<'db> {
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

/// A table, with the indexes and triggers on it; `None` for the shadow table of a virtual one.
fn table(ask: &mut Questions<'_>, object: &Object, own: &[&Object]) -> Result<Option<TableInfo>> {
    let listed = ask
        .kind
        .query_row([&object.name], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (kind, without_rowid, strict) = listed.unwrap_or_else(|| ("table".to_owned(), false, false));
    if kind == "shadow" {
        return Ok(None);
    }
    let is_virtual = kind == "virtual";
    let (definition, unread) = match definition::table(&object.sql) {
        _ if is_virtual => (Definition::default(), None),
        Ok(definition) => (definition, object.unread.clone()),
        Err(problem) => (Definition::default(), Some(problem)),
    };
    let (columns, primary_key) = match columns(&mut ask.columns, &object.name, &definition) {
        // The columns of a virtual table are its module's, which this program need not have.
        Err(Error::Sqlite(_)) if is_virtual => Default::default(),
        read => read?,
    };
    let Indexes { key, uniques, indexes, unread: unread_index } =
        if is_virtual { Indexes::default() } else { indexes(ask, object, own)? };
    // Any other key has an index of its own, that of a table WITHOUT ROWID included.
    let rowid_key = !is_virtual && key.is_none() && primary_key.len() == 1;
    let plain = |column: &String| IndexTerm {
        of: IndexedValue::Column(column.clone()),
        descending: false,
        collation: "BINARY".to_owned(),
    };
    let key_terms = key.unwrap_or_else(|| primary_key.iter().map(plain).collect());
    let foreign_keys =
        if is_virtual { Vec::new() } else { foreign_keys(&mut ask.foreign_keys, &object.name, &definition)? };
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

/// Whether an index or a trigger is not known, with which the table could not be made anew.
fn unread_dependent(own: &[&Object]) -> Option<String> {
    own.iter()
        .find_map(|other| Some(format!("its {} `{}`: {}", other.kind, other.name, other.unread.as_ref()?)))
}

/// The columns of a table, and those of them that are its primary key.
fn columns(
    question: &mut Statement<'_>,
    table: &str,
    definition: &Definition,
) -> Result<(Vec<ColumnInfo>, Vec<String>)> {
    const HIDDEN_BY_A_VIRTUAL_TABLE: i64 = 1;
    const GENERATED: i64 = 2;
    const GENERATED_AND_STORED: i64 = 3;

    let found = rows(question, [table], |row| {
        let name = text(row, 0, || format!("a column of table `{table}`"))?;
        let column = ColumnInfo {
            declared_type: text(row, 1, || format!("the type of `{table}`.`{name}`"))?,
            name,
            not_null: row.get(2)?,
            // It stands in the statement too, which is then known not to be read.
            default: match row.get_ref(3)? {
                ValueRef::Null => None,
                value => Some(String::from_utf8_lossy(value.as_bytes()?).into_owned()),
            },
            ..ColumnInfo::default()
        };
        Ok((column, row.get::<_, usize>(4)?, row.get::<_, i64>(5)?))
    })?;
    let mut key: Vec<(usize, String)> = Vec::new();
    let mut columns = Vec::with_capacity(found.len());
    for (mut column, key_position, hidden) in found {
        if hidden == HIDDEN_BY_A_VIRTUAL_TABLE {
            continue;
        }
        if key_position > 0 {
            key.push((key_position, column.name.clone()));
        }
        let defined = definition.column(&column.name);
        column.collation = defined.and_then(|defined| defined.collation.clone());
        if let GENERATED | GENERATED_AND_STORED = hidden {
            let expression = defined.and_then(|defined| defined.generated.clone()).unwrap_or_default();
            column.generated = Some(Generated { expression, stored: hidden == GENERATED_AND_STORED });
        }
        columns.push(column);
    }
    key.sort();
    Ok((columns, key.into_iter().map(|(_, name)| name).collect()))
}

/// The UNIQUE constraints of a table, and its indexes.
#[derive(Default)]
struct Indexes {
    /// What the primary key is over, if there is an index for it.
    key: Option<Vec<IndexTerm>>,
    uniques: Vec<Vec<IndexTerm>>,
    indexes: Vec<IndexInfo>,
    /// As [`TableInfo::unread`].
    unread: Option<String>,
}

fn indexes(ask: &mut Questions<'_>, table: &Object, own: &[&Object]) -> Result<Indexes> {
    let listed = rows(&mut ask.indexes, [&table.name], |row| {
        let name = text(row, 0, || format!("an index of table `{}`", table.name))?;
        Ok((name, row.get::<_, bool>(1)?, row.get::<_, String>(2)?))
    })?;
    let Indexes { mut key, mut uniques, mut indexes, mut unread } = Indexes::default();
    for (name, unique, origin) in listed {
        match origin.as_str() {
            "u" => uniques.push(terms(&mut ask.terms, &name, &[])?),
            "c" => {
                let sql = own
                    .iter()
                    .find(|object| object.kind == "index" && object.name == name)
                    .map(|object| object.sql.clone())
                    .unwrap_or_default();
                let defined = definition::index(&sql).unwrap_or_else(|problem| {
                    unread = Some(format!("its index `{name}`: {problem}"));
                    IndexDefinition::default()
                });
                let terms = terms(&mut ask.terms, &name, &defined.expressions)?;
                indexes.push(IndexInfo { name, sql, unique, terms, condition: defined.condition });
            }
            _ => key = Some(terms(&mut ask.terms, &name, &[])?),
        }
    }
    indexes.sort_by_key(|index| index.name.to_ascii_lowercase());
    Ok(Indexes { key, uniques, indexes, unread })
}

/// What an index is over; `expressions` has the text of each of its terms.
fn terms(question: &mut Statement<'_>, index: &str, expressions: &[String]) -> Result<Vec<IndexTerm>> {
    rows(question, [index], |row| {
        let position: usize = row.get(3)?;
        let of = match row.get_ref(0)? {
            ValueRef::Text(_) => {
                IndexedValue::Column(text(row, 0, || format!("a column of index `{index}`"))?)
            }
            _ => IndexedValue::Expression(expressions.get(position).cloned().unwrap_or_default()),
        };
        let collation: Option<String> = row.get(2)?;
        Ok(IndexTerm {
            of,
            descending: row.get(1)?,
            collation: collation.unwrap_or_else(|| "BINARY".to_owned()),
        })
    })
}

/// The foreign keys of a table, in the order of its definition. The columns of the parent are left out where
/// the definition leaves them out.
fn foreign_keys(
    question: &mut Statement<'_>,
    table: &str,
    definition: &Definition,
) -> Result<Vec<ForeignKeyInfo>> {
    let of = || format!("a foreign key of table `{table}`");
    let parts = rows(question, [table], |row| {
        let key = ForeignKeyInfo {
            parent: text(row, 1, of)?,
            columns: vec![text(row, 2, of)?],
            parent_columns: match row.get_ref(3)? {
                ValueRef::Null => Vec::new(),
                _ => vec![text(row, 3, of)?],
            },
            on_update: action(&row.get::<_, String>(4)?),
            on_delete: action(&row.get::<_, String>(5)?),
            ..ForeignKeyInfo::default()
        };
        Ok((row.get::<_, i64>(0)?, key))
    })?;
    let mut keys: Vec<(i64, ForeignKeyInfo)> = Vec::new();
    for (id, part) in parts {
        match keys.last_mut() {
            Some((last, key)) if *last == id => {
                key.columns.extend(part.columns);
                key.parent_columns.extend(part.parent_columns);
            }
            _ => keys.push((id, part)),
        }
    }
    // SQLite counts from the last one that it read, so now both lists are in the order of the text.
    let mut keys: Vec<ForeignKeyInfo> = keys.into_iter().map(|(_, key)| key).collect();
    for (key, defined) in keys.iter_mut().zip(&definition.foreign_keys) {
        key.name.clone_from(&defined.name);
        key.deferred = defined.deferred;
    }
    Ok(keys)
}

fn action(name: &str) -> ReferentialAction {
    match name {
        "RESTRICT" => ReferentialAction::Restrict,
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

/// A foreign key that names no columns of its parent refers to the primary key there.
fn name_parents_keys(catalog: &mut Catalog) {
    let keys: HashMap<String, Vec<String>> = (catalog.tables.iter())
        .map(|table| (table.name.to_ascii_lowercase(), table.primary_key.clone()))
        .collect();
    for key in catalog.tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        if key.parent_columns.is_empty()
            && let Some(columns) = keys.get(&key.parent.to_ascii_lowercase())
        {
            key.parent_columns.clone_from(columns);
        }
    }
}

fn rows<T>(
    statement: &mut Statement<'_>,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let found = statement.query_map(parameters, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// What the reading of a statement ends with that is not UTF-8.
const NO_TEXT: &str = "its statement is no text";

/// A name or a type; an error that says `what` it is if it is not UTF-8.
fn text(row: &Row<'_>, at: usize, what: impl FnOnce() -> String) -> rusqlite::Result<String> {
    let bytes = row.get_ref(at)?.as_bytes()?;
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        not_text(at, format!("{}, `{}`, is no text: {error}", what(), String::from_utf8_lossy(bytes)))
    })
}

/// Something that is not UTF-8.
#[derive(Debug)]
struct NotText(String);

impl std::fmt::Display for NotText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotText {}

fn not_text(at: usize, problem: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(NotText(problem)))
}

/// What is not UTF-8, if an error is about that.
pub(super) fn no_text(error: &rusqlite::Error) -> Option<String> {
    match error {
        rusqlite::Error::FromSqlConversionFailure(_, _, source) => {
            source.downcast_ref::<NotText>().map(ToString::to_string)
        }
        _ => None,
    }
}

/// The error for a table whose statement has to be read and cannot be, for `problem` as [`TableInfo::unread`] has it.
pub(crate) fn unread(table: &str, problem: &str) -> Error {
    let object = format!("table `{table}`");
    if !problem.contains(NO_TEXT) {
        return Error::Definition { object, problem: problem.to_owned() };
    }
    let problem = format!("{object}: {problem}");
    let source = Box::new(not_text(0, problem.clone()));
    Error::Unreadable { problem, source }
}
