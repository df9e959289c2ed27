//! What of the models the database lacks: SQLite names it, but not the model, and mostly not the table.

use rusqlite::{Connection, ErrorCode, Row, types::ValueRef};

use crate::{
    base::{
        error::{Error, sqlite::unsupported},
        sql as parts,
    },
    model::Model,
    relation::Relation,
    schema::metadata::{column::ColumnDef, path::Path, table::Table},
    statement::reading::RelationSql,
};

/// What a statement may touch: a table, the way of the relation that it reads along, and whatever relations lead to
/// from there, of which it may ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TouchedTables {
    table: &'static Table,
    way: Option<&'static Path>,
}

impl TouchedTables {
    pub(crate) const fn table(table: &'static Table) -> Self {
        Self { table, way: None }
    }

    pub(crate) const fn model<M: Model>() -> Self {
        Self::table(M::TABLE)
    }

    pub(crate) const fn along<R: Relation>() -> Self {
        Self { table: R::Far::TABLE, way: Some(&R::PATH) }
    }

    /// The rows of a table, read along this relation if there is one.
    pub(crate) fn rows(table: &'static Table, relation: Option<&'static RelationSql>) -> Self {
        Self { table, way: relation.and_then(|sql| sql.path) }
    }

    /// All the tables, the nearest first.
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
        if let Some(way) = self.way {
            add(&mut tables, way);
        }
        let mut at = 0;
        while let Some(table) = tables.get(at).copied() {
            table.paths.iter().for_each(|path| add(&mut tables, path));
            at += 1;
        }
        tables
    }
}

/// How SQLite says that conditions nest deeper than it takes.
const TOO_DEEP: [&str; 3] = ["Expression tree is too large", "parser stack overflow", "Recursion limit"];

/// An error of which SQLite says nothing more: perhaps the database lacks what the models map.
pub(crate) fn unmapped(db: &Connection, touched: TouchedTables, source: Box<rusqlite::Error>) -> Error {
    // What is wrong with a statement has no code of its own: rusqlite tells none, or that one.
    if source.sqlite_error_code().is_some_and(|code| code != ErrorCode::Unknown) {
        return Error::Sqlite(source);
    }
    let said = source.to_string();
    if TOO_DEEP.iter().any(|message| said.starts_with(message)) {
        return unsupported(format!(
            "conditions nest deeper than SQLite takes: say the same in fewer levels ({said})"
        ));
    }
    if said.contains("'json_each' is not a function") {
        return unsupported(
            "a TEMP table named `json_each` hides the function of SQLite that long lists and loads go by: give it another name",
        );
    }
    let Some(missing) = MissingName::read(&said) else { return Error::Sqlite(source) };
    // A foreign key leads to a table that the statement does not name.
    let anywhere = matches!(missing, MissingName::ReferredKey(_));
    for table in touched.tables().into_iter().filter(|table| anywhere || may_name(&said, table)) {
        match missing.of(db, table) {
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

fn mapping(table: &Table, column: Option<String>, source: Box<rusqlite::Error>) -> Error {
    Error::Mapping { model: table.model, table: table.name, column, source }
}

/// Whether the statement is of this table, as far as the message tells the statement.
fn may_name(said: &str, table: &Table) -> bool {
    !said.contains("main.\"") || said.contains(&parts::table(table.name))
}

/// What SQLite says is not there.
enum MissingName<'s> {
    /// A table of the name that this begins with.
    Table(&'s str),
    /// A column of the name that this begins with, perhaps after the alias of its table.
    Column(&'s str),
    /// A key that ON CONFLICT could go by.
    Key,
    /// A key of the table that this begins with, in quotes, which a foreign key refers to.
    ReferredKey(&'s str),
}

enum MissingPart {
    Table,
    Column(&'static ColumnDef),
    Key(&'static [&'static str]),
}

impl<'s> MissingName<'s> {
    fn read(said: &'s str) -> Option<Self> {
        if said.contains("ON CONFLICT clause does not match") {
            return Some(Self::Key);
        }
        let behind = |words| said.split_once(words).map(|(_, name)| name);
        if said.contains("foreign key mismatch - ") {
            return behind("\" referencing \"").map(Self::ReferredKey);
        }
        behind("no such table: ")
            .map(Self::Table)
            .or_else(|| behind("no such column: ").map(Self::Column))
            .or_else(|| behind(" has no column named ").map(Self::Column))
    }

    /// What `table` lacks of it.
    fn of(&self, db: &Connection, table: &'static Table) -> rusqlite::Result<Option<MissingPart>> {
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

/// Whether the words of SQLite begin with this name, and go on with no part of a longer one.
fn begins(words: &str, name: &str) -> bool {
    let Some((head, behind)) = words.split_at_checked(name.len()) else { return false };
    head.eq_ignore_ascii_case(name) && (behind.is_empty() || behind.starts_with([' ', '"']))
}

/// The columns that the database has of `table`; none if it does not have the table.
fn columns(db: &Connection, table: &Table) -> rusqlite::Result<Vec<String>> {
    let mut statement = db.prepare("SELECT x.name FROM temp.pragma_table_xinfo(?1, 'main') AS x")?;
    statement.query_map([table.name], |row| column_name(row, 0))?.collect()
}

/// The keys that the database has on `table`, each as its columns.
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

/// The name of a column as a database has it; an expression of an index has none. One that is not UTF-8 is none that a model
/// maps.
pub(crate) fn column_name(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(name) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    })
}
