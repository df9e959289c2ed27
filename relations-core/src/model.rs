//! What every model can do: [`Model`].

use rusqlite::{Connection, Row};

use crate::{
    bind::{self, Bind},
    column_type::IntoColumn,
    diagnose,
    error::{Error, Result},
    insert::{self, Insertable},
    query::Query,
    run,
    schema::{ColumnDef, Entity, KeyColumn, RelationDef, Table},
    statement::ModelSql,
};

/// A struct that maps a table, by `#[derive(Model)]`.
///
/// The constants describe it; the methods read and write rows of it on any rusqlite connection. What a
/// model has beyond this trait the derive writes into an `impl` of its own: a constant per column and per
/// relation, an accessor per relation, and `create()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "no `#[derive(Model)]` on this type",
    note = "add `#[derive(Model)]` to `{Self}`"
)]
pub trait Model: Sized + 'static {
    /// The type of the primary key: of its field, or a tuple of the fields' types.
    type Key;

    /// The `create()` builder with nothing set.
    #[doc(hidden)]
    type Create: Default;

    /// The names of the model and its table.
    const ENTITY: Entity;

    /// The name of the struct.
    const NAME: &'static str = Self::ENTITY.name;

    /// The name of the table.
    const TABLE_NAME: &'static str = Self::ENTITY.table;

    /// The columns, in the order of the fields.
    const COLUMNS: &'static [ColumnDef];

    /// The names of the primary key's columns.
    const KEY: &'static [&'static str];

    /// The columns that a foreign key may refer to, those of the primary key first.
    #[doc(hidden)]
    const KEY_COLUMNS: &'static [KeyColumn];

    /// The relations.
    const RELATIONS: &'static [RelationDef];

    /// The whole table as data.
    const TABLE: &'static Table;

    #[doc(hidden)]
    const SQL: &'static ModelSql;

    /// Reads a row whose columns from `start` on are [`COLUMNS`](Self::COLUMNS): how rows of hand-written
    /// SQL become models.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if a value does not fit its field.
    fn from_row(row: &Row<'_>, start: usize) -> Result<Self>;

    /// The primary key of this row.
    fn key(&self) -> Self::Key;

    /// Binds every column in order.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds this row's primary key.
    #[doc(hidden)]
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds a primary key.
    #[doc(hidden)]
    fn bind_keyed(key: &Self::Key, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// A query over all rows.
    fn query() -> Query<Self> {
        Query::of_table()
    }

    /// The row of this primary key, or `None`.
    ///
    /// # Errors
    ///
    /// What SQLite reports, and [`Error::Decode`].
    fn find(db: &Connection, key: impl IntoColumn<Self::Key>) -> Result<Option<Self>> {
        let key = key.into_column();
        run::first(db, Self::SQL.find, |bind| Self::bind_keyed(&key, bind))
    }

    /// The row of this primary key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; otherwise as [`find`](Self::find).
    fn get(db: &Connection, key: impl IntoColumn<Self::Key>) -> Result<Self> {
        let key = key.into_column();
        run::first(db, Self::SQL.find, |bind| Self::bind_keyed(&key, bind))?
            .ok_or_else(|| diagnose::not_found::<Self>(|bind| Self::bind_keyed(&key, bind)))
    }

    /// Inserts this row as it is, with the primary key that it has; `create()` has SQLite assign one.
    ///
    /// # Errors
    ///
    /// A constraint violation, told apart by [`Error`]'s variants.
    fn insert(&self, db: &Connection) -> Result<()> {
        run::execute(db, Self::SQL.insert, |bind| self.bind(bind))
            .map(drop)
            .map_err(|error| self.explain(db, error))
    }

    /// Inserts all these rows, or none, and returns them with the keys that SQLite assigned; the rows come
    /// from `create()`. Many rows go in one statement.
    ///
    /// # Errors
    ///
    /// A constraint violation, told apart by [`Error`]'s variants.
    fn insert_all<New>(db: &Connection, rows: impl IntoIterator<Item = New>) -> Result<Vec<Self>>
    where
        New: Insertable<Model = Self>,
    {
        insert::all(db, rows.into_iter().collect())
    }

    /// Writes every column of this row but the primary key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the row is gone; a constraint violation, told apart by [`Error`]'s variants.
    fn update(&self, db: &Connection) -> Result<()> {
        let changed = run::execute(db, Self::SQL.update, |bind| self.bind(bind))
            .map_err(|error| self.explain(db, error))?;
        self.require(changed)
    }

    /// Deletes this row. What happens to rows that refer to it is up to their foreign keys.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the row is gone; [`Error::ChildrenRemain`] if a foreign key refuses.
    fn delete(&self, db: &Connection) -> Result<()> {
        let deleted = run::execute(db, Self::SQL.delete, |bind| self.bind_key(bind))
            .map_err(|error| self.explain(db, error))?;
        self.require(deleted)
    }

    /// Reads this row anew.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the row is gone; otherwise as [`find`](Self::find).
    fn reload(&mut self, db: &Connection) -> Result<()> {
        match run::first(db, Self::SQL.find, |bind| self.bind_key(bind))? {
            Some(stored) => *self = stored,
            None => return self.require(0),
        }
        Ok(())
    }

    /// What the failure to write this row means.
    #[doc(hidden)]
    fn explain(&self, db: &Connection, error: rusqlite::Error) -> Error {
        let columns: Vec<&str> = Self::COLUMNS.iter().map(|column| column.name).collect();
        let values = bind::collect(|bind| self.bind(bind)).unwrap_or_default();
        diagnose::written(db, error, Self::TABLE, &columns, &values)
    }

    /// Fails with [`Error::NotFound`] if a statement by this row's key met no row.
    #[doc(hidden)]
    fn require(&self, met: usize) -> Result<()> {
        if met == 0 { Err(diagnose::not_found::<Self>(|bind| self.bind_key(bind))) } else { Ok(()) }
    }
}
