//! Models, and the sources of loaded values: [`Model`], [`Load`],
//! [`Source`](crate::model::source::Source).
//!
//! These traits refer to each other: a model is loaded as itself, and a type that can be loaded names its
//! model. So they are one layer, which uses statements and expressions. It has no verbs; those are in `handle`.

pub(crate) mod arguments;
pub(crate) mod column_list;
pub mod key;
pub(crate) mod keys;
pub mod load;
pub(crate) mod loader;
pub(crate) mod mapped;
mod schema_macro;
pub(crate) mod select_list;
pub(crate) mod source;

use rusqlite::Row;

use crate::{
    base::error::Result,
    model::load::Load,
    row::{
        bind::Bind,
        cells::{Cells, Fields},
    },
    schema::metadata::{
        column::{ColumnDef, KeyColumn},
        foreign_key::ForeignKey,
        relation::RelationDef,
        role::VerbTime,
        table::{Entity, Table},
    },
    statement::model::ModelSql,
};

/// A struct that maps a table, by `#[derive(Model)]`.
///
/// The constants describe the table. The verbs that read and write its rows are in
/// [`ModelExt`](crate::ModelExt); [`from_row`](Self::from_row) reads a row of SQL written by hand. The derive
/// also writes an `impl` of the struct, with a constant for each
/// column and each relation, an accessor for each relation, and `create()`. The attributes are listed in the
/// [documentation of the derive](https://docs.rs/relations/latest/relations/derive.Model.html).
///
/// The table is the one in the schema `main`, even if a TEMP table or an [attached
/// database](https://sqlite.org/lang_attach.html) has a table of the same name.
///
/// ```
/// use relations::{Model, prelude::*};
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Planet {
///     id: i64,
///     name: String,
///     moons: u32,
/// }
///
/// let db = relations::open_in_memory()?;
/// relations::schema![Planet].create_all(&db)?;
/// let mut mars = Planet::create().name("Mars").moons(1).insert(&db)?;
/// mars.moons = 2;
/// mars.update(&db)?;
/// assert_eq!(Planet::find(&db, mars.id)?, Some(mars));
/// # Ok::<(), relations::Error>(())
/// ```
///
/// The constant of a column hides a constant of the same name in this trait: if `User` has a field `name`,
/// then `User::NAME` is the column, and `<User as Model>::NAME` is the name of the model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "no `#[derive(Model)]` on this type",
    note = "add `#[derive(Model)]` to `{Self}`"
)]
pub trait Model: Load<Model = Self> {
    /// The type of the primary key: the type of its field, or a tuple of the fields' types, as `(i64, i64)`.
    type Key;

    /// The `create()` builder with no column set.
    #[doc(hidden)]
    type Create: Default;

    /// The names of the model and its table: `User::ENTITY.table` is `"users"`.
    const ENTITY: Entity;

    /// The name of the struct: `<User as Model>::NAME` is `"User"`.
    const NAME: &'static str = Self::ENTITY.name;

    /// The name of the table: `User::TABLE_NAME` is `"users"`.
    const TABLE_NAME: &'static str = Self::ENTITY.table;

    /// The columns, in the order of the fields: `User::COLUMNS[1].name` is `"name"`.
    const COLUMNS: &'static [ColumnDef];

    /// The names of the primary key's columns: `User::KEY` is `["id"]`.
    const KEY: &'static [&'static str];

    /// The columns that a foreign key may refer to, the primary key first.
    #[doc(hidden)]
    const KEY_COLUMNS: &'static [KeyColumn];

    /// The relations, with those that are declared on fields first: `Post::RELATIONS[0].name` is `"user"`.
    const RELATIONS: &'static [RelationDef];

    /// The whole table as data.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let key = &Post::TABLE.foreign_keys[0];
    /// assert_eq!((key.relation, key.columns, key.parent), ("user", ["user_id"].as_slice(), "users"));
    /// # assert_eq!((User::ENTITY.table, User::TABLE_NAME), ("users", "users"));
    /// # assert_eq!(<User as Model>::NAME, "User");
    /// # assert_eq!((User::COLUMNS[1].name, Post::RELATIONS[0].name), ("name", "user"));
    /// # assert_eq!(User::KEY, ["id"]);
    /// # Ok(()) }
    /// ```
    const TABLE: &'static Table;

    /// Returns [`TABLE`](Self::TABLE), for a [`Step`](crate::relation::Step) to refer to. Each model has a
    /// function of its own, since the compiler would follow a generic one through all models in one
    /// recursion.
    #[doc(hidden)]
    fn table() -> &'static Table;

    /// Returns the fixed statements of the model.
    #[doc(hidden)]
    fn sql() -> &'static ModelSql;

    /// Reads a model from a row of hand-written SQL, whose columns from index `start` on are
    /// [`COLUMNS`](Self::COLUMNS).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut statement = db.prepare("SELECT id, name, email, phone_number FROM users ORDER BY name")?;
    /// let users: Vec<User> =
    ///     statement.query_and_then([], |row| User::from_row(row, 0))?.collect::<relations::Result<_>>()?;
    /// assert_eq!(users, [alice, bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) if a value does not fit its field,
    /// [`Error::Sqlite`](crate::Error::Sqlite) if the row has too few columns.
    #[inline]
    fn from_row(row: &Row<'_>, start: usize) -> Result<Self> {
        Self::from_cells(&Cells::of(row), start)
    }

    /// Reads a model as [`from_row`](Self::from_row) does, from a row of which one column may have been read
    /// already.
    #[doc(hidden)]
    fn from_cells(cells: &Cells<'_>, start: usize) -> Result<Self>;

    /// Returns the primary key of this row: its field, or a tuple if the key has several columns.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let membership = Membership::create().group_id(group.id).user_id(alice.id).role("chair").insert(&db)?;
    /// assert_eq!(alice.key(), alice.id);
    /// assert_eq!(membership.key(), (group.id, alice.id));
    /// # Ok(()) }
    /// ```
    fn key(&self) -> Self::Key;

    /// Binds the values of all columns in order.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds the primary key of this row.
    #[doc(hidden)]
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds a primary key that is given by its value.
    #[doc(hidden)]
    fn bind_keyed(key: &Self::Key, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Sets the columns that every UPDATE changes, after one in the database.
    #[doc(hidden)]
    fn touch(&mut self, _time: &VerbTime) {}
}

/// Proves that the fields of `M` have column types and that its relations lead to models, as the constants of
/// `M` need.
#[must_use]
pub const fn of_model<M: Model>() -> usize {
    let _ = (M::COLUMNS, M::RELATIONS);
    0
}

impl Table {
    /// Creates the STRICT table of a model, with its columns, key and relations.
    #[doc(hidden)]
    #[must_use]
    pub const fn of<M: Model>() -> Self {
        Self::new(M::ENTITY, M::COLUMNS, M::KEY, M::RELATIONS)
    }

    /// Creates the junction table that a relation of `M` generates. It has only the columns of its key, and
    /// so needs no rowids.
    #[doc(hidden)]
    #[must_use]
    pub const fn junction<M: Model>(
        name: &'static str,
        primary_key: &'static [&'static str],
        columns: &'static [ColumnDef],
        foreign_keys: &'static [ForeignKey],
    ) -> Self {
        let entity = Entity { table: name, ..M::ENTITY };
        Self::new(entity, columns, primary_key, &[]).foreign_keys(foreign_keys).without_rowid(true)
    }
}

impl<'c, 'r> Fields<'c, 'r> {
    /// Creates the reader of a row's columns of `M`, the first of which has the index `start`.
    #[inline]
    #[must_use]
    pub fn of<M: Model>(cells: &'c Cells<'r>, start: usize) -> Self {
        Self::new(cells, start, M::TABLE)
    }
}

impl ModelSql {
    /// Renders the fixed statements of a model.
    #[must_use]
    pub fn of<M: Model>() -> Self {
        Self::new(M::TABLE_NAME, M::COLUMNS, M::KEY)
    }
}
