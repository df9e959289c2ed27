//! New rows: what `create()` builders are made of, and how they are inserted.

mod assigned;
mod blocks;
mod bulk;
mod chunk;
mod conflict;
mod found;
mod kept;
mod plain;
mod upsert;

use std::marker::PhantomData;

use rusqlite::{
    Connection, Row, Statement,
    types::{Value, ValueRef},
};
use smallvec::SmallVec;

use crate::{
    atomic::atomic,
    bind::{self, Bind},
    column_type::ColumnType,
    diagnose,
    error::{Error, Result},
    ignored,
    model::Model,
    run::{self, Visit},
    schema::Table,
    statement::{
        ModelSql, names_of,
        parts::{bare_columns, table},
        values,
    },
};

use self::assigned::{assigned_no_key, can_assign_key, without_key};
pub(crate) use bulk::all;
pub(crate) use upsert::all as upsert_all;
pub use upsert::{ColumnSet, OnConflict, OrIgnore, OrUpdate, Upsert};

/// A required column of a `create()` builder that has been set; the compiler's messages show it.
#[derive(Clone, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);

/// A required column of a `create()` builder that has not been set yet: `Missing<email>` in the compiler's
/// message says that `.email(…)` is to be called before `insert`.
#[derive(Clone, Debug)]
pub struct Missing<Column>(PhantomData<Column>);

/// A primary key that SQLite assigns: how an integer key of a `create()` builder begins. See [rowid
/// tables](https://sqlite.org/lang_createtable.html#rowid).
#[derive(Clone, Debug, Default)]
pub struct Auto;

impl<Column> Default for Missing<Column> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

/// Where the primary key of a new row comes from.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// From the program.
    Given,
    /// From SQLite.
    Automatic,
    /// From SQLite, for a type that does not hold every integer that SQLite could assign.
    AutomaticNarrow,
}

/// What is known of a required column: everything but [`Missing`].
#[diagnostic::on_unimplemented(
    message = "a required column has not been set: `{Self}`",
    label = "cannot insert yet",
    note = "call the method of `create()` that has the name of the column"
)]
pub trait Given<T> {
    /// Where the value comes from if it is a primary key.
    #[doc(hidden)]
    const KEY: KeySource;

    /// The value to bind; `None` has SQLite assign it.
    #[doc(hidden)]
    fn value(&self) -> Option<&T>;

    /// The value that was stored.
    #[doc(hidden)]
    fn stored(self, rowid: i64) -> Result<T>;
}

impl<T> Given<T> for Set<T> {
    const KEY: KeySource = KeySource::Given;

    #[inline]
    fn value(&self) -> Option<&T> {
        Some(&self.0)
    }

    #[inline]
    fn stored(self, _rowid: i64) -> Result<T> {
        Ok(self.0)
    }
}

impl<T: ColumnType> Given<T> for Auto {
    const KEY: KeySource =
        if T::HOLDS_EVERY_INTEGER { KeySource::Automatic } else { KeySource::AutomaticNarrow };

    #[inline]
    fn value(&self) -> Option<&T> {
        None
    }

    #[inline]
    fn stored(self, rowid: i64) -> Result<T> {
        T::decode(ValueRef::Integer(rowid)).map_err(|error| {
            Error::from(rusqlite::Error::FromSqlConversionFailure(
                0,
                rusqlite::types::Type::Integer,
                Box::new(error),
            ))
        })
    }
}

/// Names of columns, mostly of few.
#[doc(hidden)]
pub type Columns = SmallVec<[&'static str; 2]>;

/// A `create()` builder that can be inserted: every required column has been set.
///
/// A function that prepares rows can give it without naming the builder's type.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::insert::Insertable;
///
/// fn drafts(author: &User) -> impl Iterator<Item = impl Insertable<Model = Post>> {
///     (1..=3).map(|n| author.posts().create().title(format!("Draft {n}")).content(""))
/// }
/// assert_eq!(Post::insert_all(&db, drafts(&alice))?.len(), 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a complete row",
    label = "a required column has not been set"
)]
pub trait Insertable: Sized {
    /// The model that it becomes.
    type Model: Model;

    /// Where the primary key comes from.
    #[doc(hidden)]
    const KEY: KeySource;

    /// Binds all columns in order, but for those [left to their defaults](Self::left_to_default), and for a key that SQLite
    /// assigns.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// The names of the columns that SQLite fills in with their defaults.
    #[doc(hidden)]
    fn left_to_default(&self) -> Columns {
        Columns::new()
    }

    /// The row as stored; `None` if a column was left to its default, which only the database knows.
    #[doc(hidden)]
    fn into_model(self, rowid: i64) -> Result<Option<Self::Model>>;

    /// What else is to be done.
    #[doc(hidden)]
    fn hook(&mut self) -> &mut Hook<Self::Model>;
}

/// A `create()` builder with nothing set.
#[doc(hidden)]
pub trait Unset: Default {
    /// The model that it becomes.
    type Model: Model;

    /// The same with something else to be done when it is inserted.
    #[must_use]
    fn with_hook(self, hook: Hook<Self::Model>) -> Self;
}

/// What is to be done together with inserting a row.
#[doc(hidden)]
pub struct Hook<M>(Option<Errand<M>>);

enum Errand<M> {
    /// Before the row is inserted.
    Before(Box<Before>),
    /// After that, with the row as stored.
    After(Box<After<M>>),
}

type Before = dyn FnOnce(&Connection) -> Result<()> + Send + Sync;
type After<M> = dyn FnOnce(&Connection, &M) -> Result<()> + Send + Sync;

impl<M> Default for Hook<M> {
    fn default() -> Self {
        Self::none()
    }
}

impl<M> Hook<M> {
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn before(errand: impl FnOnce(&Connection) -> Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Errand::Before(Box::new(errand))))
    }

    pub(crate) fn after(errand: impl FnOnce(&Connection, &M) -> Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Errand::After(Box::new(errand))))
    }
}

/// Inserts a row and does what else its builder was told to.
///
/// # Errors
///
/// A constraint violation, told apart by [`Error`]'s variants.
#[doc(hidden)]
pub fn one<New: Insertable>(db: &Connection, mut new: New) -> Result<New::Model> {
    let errand = new.hook().0.take();
    // A key that does not hold every integer can turn out not to fit only once the row is there.
    if errand.is_none() && New::KEY != KeySource::AutomaticNarrow {
        return row(db, new);
    }
    atomic(db, New::Model::TABLE, || match errand {
        Some(Errand::Before(errand)) => {
            errand(db)?;
            row(db, new)
        }
        Some(Errand::After(errand)) => {
            let model = row(db, new)?;
            errand(db, &model)?;
            Ok(model)
        }
        None => row(db, new),
    })
}

fn row<New: Insertable>(db: &Connection, new: New) -> Result<New::Model> {
    let mut stored = None;
    let rowid = NewRow::of(&new).insert(db, &new.left_to_default(), &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    match stored {
        Some(model) => Ok(model),
        None => match new.into_model(rowid)? {
            Some(model) => Ok(model),
            None => Err(rusqlite::Error::QueryReturnedNoRows.into()),
        },
    }
}

/// Leaves columns to their defaults, and so reads the row back.
fn row_with_defaults<New: Insertable>(db: &Connection, new: &New, defaults: &[&str]) -> Result<New::Model> {
    let mut stored = None;
    NewRow::of(new).with_defaults(db, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    stored.ok_or_else(ignored::<New::Model>)
}

/// An INSERT of all columns but those left to their defaults, with this clause about conflicts, that returns the row.
fn returning(of: &'static Table, key: KeySource, defaults: &[&str], conflict: &str) -> String {
    let given = given_columns(of, defaults);
    // The alias has `excluded` mean the new row also where a table has this name.
    let name = if conflict.is_empty() { "" } else { " AS t" };
    let values = if given.is_empty() {
        "DEFAULT VALUES".to_owned()
    } else {
        let assigned = |column: &&str| key != KeySource::Given && of.primary_key.contains(column);
        format!("({}) VALUES ({})", bare_columns(&given), values(&given, assigned))
    };
    let all = bare_columns(&names_of(of.columns));
    format!("INSERT INTO {}{name} {values}{conflict} RETURNING {all}", table(of.name))
}

/// Runs an INSERT with RETURNING: the row as stored, or `None` if none was inserted.
fn returned<New: Insertable>(
    db: &Connection,
    statement: &mut Statement<'_>,
    new: &New,
    defaults: &[&str],
) -> Result<Option<New::Model>> {
    let mut stored = None;
    NewRow::of(new).returned(db, statement, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    Ok(stored)
}

/// A new row apart from its types: what inserts it is the same code for all models.
struct NewRow<'n> {
    table: &'static Table,
    sql: &'static ModelSql,
    key: KeySource,
    values: &'n dyn BindsNew,
}

impl<'n> NewRow<'n> {
    fn of<New: Insertable>(new: &'n New) -> Self {
        Self { table: New::Model::TABLE, sql: New::Model::sql(), key: New::KEY, values: new }
    }

    /// Inserts the row. Says which rowid is the last, or has `read` read the row where only the database knows it wholly.
    fn insert(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<i64> {
        if !defaults.is_empty() {
            // A default can turn out not to fit its field only once the row is there.
            return atomic(db, self.table, || self.with_defaults(db, defaults, read)).map(|()| 0);
        }
        let mut anew = false;
        let written = (|| {
            let assigned = self.key != KeySource::Given;
            let sql = if assigned { &self.sql.insert_assigned } else { &self.sql.insert };
            let mut statement = db.prepare_cached(sql)?;
            if assigned && !can_assign_key(db, &statement, self.table) {
                return Ok(None);
            }
            self.values.bind(&mut Bind::statement(&mut statement))?;
            let written = run::run_to_end(db, &mut statement)?;
            anew = assigned && assigned_no_key(db, &statement, self.table);
            Ok(Some(written))
        })();
        match written.map_err(|error| self.explain(db, error, &[]))? {
            Some(written) if anew => without_key(db, self.table, written, read)?,
            Some(written) if written.rows > 0 => {}
            Some(written) => ignored::inserted_otherwise(db, self.table, written)?,
            // Only the row as stored tells its key.
            None => atomic(db, self.table, || self.with_defaults(db, &[], read))?,
        }
        Ok(db.last_insert_rowid())
    }

    /// Inserts the row without the columns that are left to their defaults, and has `read` read it.
    fn with_defaults(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<()> {
        let sql = returning(self.table, self.key, defaults, "");
        let mut statement = db.prepare_cached(&sql).map_err(|error| self.explain(db, error, defaults))?;
        let inserted = self.returned(db, &mut statement, defaults, read)?;
        if inserted { Ok(()) } else { Err(ignored::ignored(self.table)) }
    }

    /// Runs an INSERT with RETURNING and has `read` read the row as stored; says whether there is one.
    fn returned(
        &self,
        db: &Connection,
        statement: &mut Statement<'_>,
        defaults: &[&str],
        read: &mut dyn Visit,
    ) -> Result<bool> {
        let inserted = (|| {
            self.values.bind(&mut Bind::statement(statement))?;
            let mut rows = statement.raw_query();
            let Some(row) = rows.next()? else { return Ok(Ok(false)) };
            let read = read.visit(row);
            // A statement with RETURNING is done only once it has been stepped to its end.
            rows.next()?;
            Ok(read.map(|()| true))
        })();
        inserted.map_err(|error| self.explain(db, error, defaults))?
    }

    #[cold]
    fn explain(&self, db: &Connection, error: rusqlite::Error, defaults: &[&str]) -> Error {
        let values = bind::collect(|bind| self.values.bind(bind)).unwrap_or_default();
        explained(db, error, self.table, self.key, defaults, &values)
    }
}

/// What binds the values of a new row.
trait BindsNew {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<New: Insertable> BindsNew for New {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        Insertable::bind(self, bind)
    }
}

/// That an INSERT went well and inserted nothing.
fn ignored<M: Model>() -> Error {
    ignored::ignored(M::TABLE)
}

/// The columns but for those left to their defaults.
fn given_columns(of: &Table, defaults: &[&str]) -> Vec<&'static str> {
    of.columns.iter().map(|column| column.name).filter(|name| !defaults.contains(name)).collect()
}

/// The columns that a row [binds](Insertable::bind).
fn bound_columns(of: &Table, key: KeySource, defaults: &[&str]) -> Vec<&'static str> {
    let mut columns = given_columns(of, defaults);
    columns.retain(|column| key == KeySource::Given || !of.primary_key.contains(column));
    columns
}

/// What the failure to insert rows of these values means.
#[cold]
fn explained(
    db: &Connection,
    error: rusqlite::Error,
    of: &'static Table,
    key: KeySource,
    defaults: &[&str],
    values: &[Value],
) -> Error {
    diagnose::written(db, error, of, &bound_columns(of, key, defaults), values)
}
