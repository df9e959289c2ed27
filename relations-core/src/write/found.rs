//! Rows that are looked up, and changed or inserted: what an upsert comes to where nothing but the columns that a row is known
//! by can be in its way, at less than half of what ON CONFLICT and RETURNING take.

use rusqlite::{CachedStatement, Connection, ErrorCode, StatementStatus, types::Value};

use crate::{
    base::{
        error::{Error, Result},
        sql::{bare_column, bare_columns, joined, table},
    },
    connection::{atomic::atomic_or, compile, run},
    model::Model,
    row::{
        bind::{self, Bind, ChosenParameters},
        builder::{ColumnNames, KeySource},
    },
    schema::metadata::table::Table,
    write::{
        assigned::assigns_key,
        builder::Insertable,
        conflict::{changeable, same},
        new_row::{bound_columns, explained},
        plain::is_plain,
    },
};

/// How many rows pay for asking the database whether it can be done so.
const ROWS_THAT_PAY: usize = 50;

/// Whether rows are looked up.
pub(crate) struct Found {
    key: KeySource,
    tried: bool,
    /// What rows are known by, and what changes of them.
    known: ColumnNames,
    changed: ColumnNames,
}

impl Found {
    pub(crate) fn new(key: KeySource) -> Self {
        Self { key, tried: false, known: ColumnNames::new(), changed: ColumnNames::new() }
    }

    /// Whether it can be so by what the model says.
    ///
    /// A row that is there must be as the new one then, but for a key that SQLite has assigned: every column is either one that
    /// it is known by or one that changes. And a new row must be refused by nothing that the change would not be refused by.
    pub(crate) fn fits(
        &mut self,
        rows: usize,
        of: &'static Table,
        known: &ColumnNames,
        changed: Option<&ColumnNames>,
    ) -> bool {
        if self.tried || rows < ROWS_THAT_PAY {
            return false;
        }
        let by_key = same(known, of.primary_key);
        let keyed = match self.key {
            KeySource::Given => by_key,
            KeySource::Automatic => !of.primary_key.iter().any(|key| known.contains(key)),
            KeySource::AutomaticNarrow => false,
        };
        let all = changeable(of, known, &[]);
        self.changed = changed.cloned().unwrap_or_else(|| all.iter().copied().collect());
        self.known.clone_from(known);
        keyed && !known.is_empty() && !all.is_empty() && same(&all, &self.changed)
    }

    /// Writes rows, all of that form, and says which rowid each has, if SQLite assigned them. `None` if it cannot be so, and
    /// nothing is written.
    pub(crate) fn write<Row, New: Insertable>(
        &mut self,
        db: &Connection,
        rows: &[Row],
        new: impl Fn(&Row) -> &New,
    ) -> Result<Option<Vec<i64>>> {
        let of = New::Model::TABLE;
        let sql = New::Model::sql();
        let insert = if self.key == KeySource::Given { &sql.insert } else { &sql.insert_assigned };
        let written = atomic_or(db, Some(of), || {
            let mut statements = Statements::compile(db, of, self, insert)?.ok_or(Halt::Otherwise)?;
            let mut rowids = Vec::with_capacity(rows.len());
            for row in rows {
                let new = new(row);
                let written = statements.write(db, &|bind| new.bind(bind));
                rowids.push(
                    written
                        .map_err(|error| {
                            let values = bind::collect(|bind| new.bind(bind)).unwrap_or_default();
                            Halt::of(db, error, of, self.key, &values)
                        })?
                        .ok_or(Halt::Otherwise)?,
                );
            }
            if statements.were_compiled_anew() { Err(Halt::Otherwise) } else { Ok(rowids) }
        });
        match written {
            Ok(rowids) => Ok(Some(rowids)),
            Err(Halt::Otherwise) => {
                self.tried = true;
                Ok(None)
            }
            Err(Halt::Failed(error)) => Err(error),
        }
    }
}

/// Why rows were not written.
enum Halt {
    /// It is for ON CONFLICT to do it, or to say what is wrong.
    Otherwise,
    Failed(Error),
}

impl Halt {
    /// A constraint does not end the transaction, so that the rows can be written otherwise.
    #[cold]
    fn of(
        db: &Connection,
        error: rusqlite::Error,
        of: &'static Table,
        key: KeySource,
        values: &[Value],
    ) -> Self {
        if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
            return Self::Otherwise;
        }
        Self::Failed(explained(db, error, of, key, &[], values))
    }
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The statements, kept.
struct Statements<'db> {
    /// The rowid of a row that is there, where rows are known by something else.
    find: Option<CachedStatement<'db>>,
    find_places: Vec<usize>,
    update: CachedStatement<'db>,
    update_places: Vec<usize>,
    insert: CachedStatement<'db>,
}

type Write<'w> = &'w dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>;

impl<'db> Statements<'db> {
    /// `None` if the database does not have it so.
    fn compile(
        db: &'db Connection,
        of: &'static Table,
        found: &Found,
        insert: &str,
    ) -> rusqlite::Result<Option<Self>> {
        let bound = bound_columns(of, found.key, &[]);
        let places = |columns: &[&str], first: usize| {
            let place = |name| columns.iter().position(|column| *column == name).map_or(0, |at| first + at);
            bound.iter().map(|name| place(*name)).collect::<Vec<_>>()
        };
        let automatic = found.key != KeySource::Given;
        let find = if automatic { Some(db.prepare_cached(&find(of, &found.known))?) } else { None };
        let update = db.prepare_cached(&update(of, of.primary_key, &found.changed))?;
        let differs = || automatic && !assigns_key(db, of) || !is_plain(db, of, &found.known);
        if !compile::holds(find.as_ref().unwrap_or(&update), differs) {
            return Ok(None);
        }
        let keys = of.primary_key.len();
        let mut update_places = places(&found.changed, keys + 1);
        if !automatic {
            // The key is what rows are known by.
            let keys = places(of.primary_key, 1);
            update_places.iter_mut().zip(keys).for_each(|(place, key)| *place += key);
        }
        Ok(Some(Self {
            find,
            find_places: places(&found.known, 1),
            update,
            update_places,
            insert: db.prepare_cached(insert)?,
        }))
    }

    /// Changes the row or inserts it; its rowid, if it matters.
    fn write(&mut self, db: &Connection, row: Write<'_>) -> rusqlite::Result<Option<i64>> {
        let there = match &mut self.find {
            Some(find) => {
                row(&mut Bind::sink(&mut ChosenParameters {
                    statement: find,
                    places: self.find_places.iter(),
                }))?;
                let mut rows = find.raw_query();
                match rows.next()? {
                    Some(row) => Some(row.get(0)?),
                    None => None,
                }
            }
            None => Some(0),
        };
        if let Some(rowid) = there {
            if self.find.is_some() {
                self.update.raw_bind_parameter(1, rowid)?;
            }
            row(&mut Bind::sink(&mut ChosenParameters {
                statement: &mut self.update,
                places: self.update_places.iter(),
            }))?;
            let updated = run::run_to_end(db, &mut self.update)?;
            if updated.rows > 0 || self.find.is_some() {
                return Ok((updated.rows == 1).then_some(rowid));
            }
        }
        row(&mut Bind::statement(&mut self.insert))?;
        let inserted = run::run_to_end(db, &mut self.insert)?;
        Ok((inserted.rows == 1).then(|| db.last_insert_rowid()))
    }

    /// Whether the schema has changed since the database was asked.
    fn were_compiled_anew(&self) -> bool {
        let anew = |statement: &CachedStatement<'_>| statement.get_status(StatementStatus::RePrepare) > 0;
        self.find.as_ref().is_some_and(anew) || anew(&self.update)
    }
}

/// ``SELECT `id` FROM main."users" WHERE `email`=+?1``.
fn find(of: &Table, known: &[&str]) -> String {
    let known = joined(known, " AND ", |at, name| format!("{}=+?{}", bare_column(name), at + 1));
    format!("SELECT {} FROM {} WHERE {known}", bare_columns(of.primary_key), table(of.name))
}

/// ``UPDATE main."users" SET `name`=?2 WHERE `id`=+?1``.
fn update(of: &Table, key: &[&str], changed: &[&str]) -> String {
    let set = joined(changed, ",", |at, name| format!("{}=?{}", bare_column(name), key.len() + at + 1));
    let key = joined(key, " AND ", |at, name| format!("{}=+?{}", bare_column(name), at + 1));
    format!("UPDATE {} SET {set} WHERE {key}", table(of.name))
}
