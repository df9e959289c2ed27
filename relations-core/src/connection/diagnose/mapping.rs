//! Finding the tables, columns and keys of models that the database lacks. SQLite names them, but neither the
//! model nor, in most cases, the table.

use rusqlite::{Connection, ErrorCode, Row, types::ValueRef};

use crate::{
    base::{
        error::{Error, sqlite::unsupported},
        sql,
    },
    model::Model,
    relation::Relation,
    schema::metadata::{column::ColumnDef, path::Path, table::Table},
    statement::reading::RelationSql,
};

/// The tables that a statement may name: the one whose rows it is about, those on the path of the relation
/// that it reads along, and all that relations lead to from there, as conditions may be about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TouchedTables {
    table: &'static Table,
    path: Option<&'static Path>,
}

impl TouchedTables {
    /// Returns the tables of a statement about the rows of a table.
    pub(crate) const fn table(table: &'static Table) -> Self {
        Self { table, path: None }
    }

    /// Returns the tables of a statement about the rows of `M`.
    pub(crate) const fn model<M: Model>() -> Self {
        Self::table(M::TABLE)
    }

    /// Returns the tables of a statement that reads along the relation `R`.
    pub(crate) const fn along<R: Relation>() -> Self {
        Self { table: R::Far::TABLE, path: Some(&R::PATH) }
    }

    /// Returns the tables of a statement about the rows of a table, read along this relation if there is one.
    pub(crate) fn rows(table: &'static Table, relation: Option<&'static RelationSql>) -> Self {
        Self { table, path: relation.and_then(|sql| sql.path) }
    }

    /// Returns all the tables, the nearest first.
    fn tables(self) -> Vec<&'static Table> {
        let mut tables = vec![self.table];
        let add = |tables: &mut Vec<&'static Table>, path: &Path| {
            for at in 0..path.len() {
                let table = (path.step(at).of)();
                if !tables.iter().any(|known| known.identity == table.identity && known.name == table.name) {
                    tables.push(table);
                }
            }
        };
        if let Some(path) = self.path {
            add(&mut tables, path);
        }
        let mut at = 0;
        while let Some(table) = tables.get(at).copied() {
            table.paths.iter().for_each(|path| add(&mut tables, path));
            at += 1;
        }
        tables
    }
}

/// The messages of SQLite about conditions that nest too deeply.
const TOO_DEEP: [&str; 3] = ["Expression tree is too large", "parser stack overflow", "Recursion limit"];

/// Explains an error without a code of its own: the database may lack a part of a model.
pub(crate) fn explain_missing(
    db: &Connection,
    touched: TouchedTables,
    source: Box<rusqlite::Error>,
) -> Error {
    // An invalid statement has no code of its own: rusqlite reports none, or `Unknown`.
    if source.sqlite_error_code().is_some_and(|code| code != ErrorCode::Unknown) {
        return Error::Sqlite(source);
    }
    let message = source.to_string();
    if TOO_DEEP.iter().any(|beginning| message.starts_with(beginning)) {
        return unsupported(format!(
            "conditions nest deeper than SQLite takes: say the same in fewer levels ({message})"
        ));
    }
    if message.contains("'json_each' is not a function") {
        return unsupported(
            "a TEMP table named `json_each` hides the function of SQLite that long lists and loads go by: give it another name",
        );
    }
    let Some(missing) = MissingName::read(&message) else { return Error::Sqlite(source) };
    // A foreign key may refer to a table that the statement does not name.
    let anywhere = matches!(missing, MissingName::ReferredKey(_));
    for table in touched.tables().into_iter().filter(|table| anywhere || may_name(&message, table)) {
        match missing.find_in(db, table) {
            Ok(Some(MissingPart::Table)) => return mapping(table, None, source),
            Ok(Some(MissingPart::Column(column))) => {
                return mapping(table, Some(column.name.to_owned()), source);
            }
            Ok(Some(MissingPart::Key(columns))) => {
                let columns = columns.iter().map(|&column| column.to_owned()).collect();
                return Error::MissingKey { model: table.model, table: table.name, columns, source };
            }
            Ok(None) | Err(_) => {}
        }
    }
    Error::Sqlite(source)
}

/// Returns the error that the database lacks this table, or this column of it.
fn mapping(table: &Table, column: Option<String>, source: Box<rusqlite::Error>) -> Error {
    Error::Mapping { model: table.model, table: table.name, column, source }
}

/// Returns `true` if the statement may name this table: if the message quotes a statement, it must.
fn may_name(message: &str, table: &Table) -> bool {
    !message.contains("main.\"") || message.contains(&sql::table(table.name))
}

/// The thing that SQLite reports as missing, by the name in its message.
enum MissingName<'s> {
    /// A table; the text begins with its name.
    Table(&'s str),
    /// A column; the text begins with its name, or with its table's alias and its name.
    Column(&'s str),
    /// A unique key of the columns of an ON CONFLICT clause.
    Key,
    /// A key that a foreign key refers to; the text begins with the name of its table, in quotes.
    ReferredKey(&'s str),
}

/// The part of a table that the database lacks.
enum MissingPart {
    Table,
    Column(&'static ColumnDef),
    Key(&'static [&'static str]),
}

impl<'s> MissingName<'s> {
    /// Reads a message of SQLite; `None` if it reports nothing missing.
    fn read(message: &'s str) -> Option<Self> {
        if message.contains("ON CONFLICT clause does not match") {
            return Some(Self::Key);
        }
        let behind = |words| message.split_once(words).map(|(_, name)| name);
        if message.contains("foreign key mismatch - ") {
            return behind("\" referencing \"").map(Self::ReferredKey);
        }
        behind("no such table: ")
            .map(Self::Table)
            .or_else(|| behind("no such column: ").map(Self::Column))
            .or_else(|| behind(" has no column named ").map(Self::Column))
    }

    /// Returns the part of `table` that is missing, if it is of this table.
    fn find_in(&self, db: &Connection, table: &'static Table) -> rusqlite::Result<Option<MissingPart>> {
        let present = columns(db, table)?;
        if present.is_empty() {
            let named = match self {
                Self::Table(name) => begins(name.strip_prefix("main.").unwrap_or(name), table.name),
                Self::Column(_) | Self::Key | Self::ReferredKey(_) => false,
            };
            return Ok(named.then_some(MissingPart::Table));
        }
        match self {
            Self::Table(_) => Ok(None),
            Self::Column(name) => {
                let name = name.trim_start_matches('"');
                let bare = name.split_once('.').map_or(name, |(_, column)| column);
                let lacks = table.columns.iter().find(|column| {
                    (begins(name, column.name) || begins(bare, column.name))
                        && !present.iter().any(|name| name.eq_ignore_ascii_case(column.name))
                });
                Ok(lacks.map(MissingPart::Column))
            }
            Self::ReferredKey(name) if !begins(name, table.name) => Ok(None),
            Self::Key | Self::ReferredKey(_) => {
                let keys = unique_keys(db, table)?;
                let is_there = |wanted: &[&str]| {
                    keys.iter().any(|key| {
                        key.len() == wanted.len()
                            && wanted
                                .iter()
                                .all(|name| key.iter().any(|column| column.eq_ignore_ascii_case(name)))
                    })
                };
                let mut declared = [table.primary_key].into_iter().chain(table.uniques.iter().copied());
                Ok(declared.find(|key| !is_there(key)).map(MissingPart::Key))
            }
        }
    }
}

/// Returns `true` if the text begins with this name, which is not the beginning of a longer one.
fn begins(text: &str, name: &str) -> bool {
    let Some((head, behind)) = text.split_at_checked(name.len()) else { return false };
    head.eq_ignore_ascii_case(name) && (behind.is_empty() || behind.starts_with([' ', '"']))
}

/// Reads the columns that `table` has in the database; none if there is no such table.
fn columns(db: &Connection, table: &Table) -> rusqlite::Result<Vec<String>> {
    let mut statement = db.prepare("SELECT x.name FROM temp.pragma_table_xinfo(?1, 'main') AS x")?;
    statement.query_map([table.name], |row| column_name(row, 0))?.collect()
}

/// Reads the unique keys that `table` has in the database, each as its columns.
fn unique_keys(db: &Connection, table: &Table) -> rusqlite::Result<Vec<Vec<String>>> {
    let mut statement = db
        .prepare("SELECT x.name FROM temp.pragma_table_info(?1, 'main') AS x WHERE x.pk > 0 ORDER BY x.pk")?;
    let primary_key = statement.query_map([table.name], |row| column_name(row, 0))?;
    let mut keys = vec![primary_key.collect::<rusqlite::Result<Vec<_>>>()?];
    let mut statement = db.prepare(
        "SELECT x.seqno, x.name FROM temp.pragma_index_list(?1, 'main') AS i
         JOIN temp.pragma_index_info(i.name, 'main') AS x
         WHERE i.\"unique\" AND NOT i.partial ORDER BY i.seq, x.seqno",
    )?;
    let mut rows = statement.query([table.name])?;
    while let Some(row) = rows.next()? {
        let column = column_name(row, 1)?;
        match keys.last_mut() {
            Some(key) if row.get::<_, i64>(0)? > 0 => key.push(column),
            _ => keys.push(vec![column]),
        }
    }
    Ok(keys)
}

/// Reads the name of a column; an expression of an index has none. A name that is not UTF-8 is changed: no
/// model maps it.
pub(crate) fn column_name(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(name) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    })
}
