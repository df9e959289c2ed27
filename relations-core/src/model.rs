//! Models, and the sources of what is loaded: [`Model`], [`Load`](crate::Load), [`Source`](crate::load::Source).
//!
//! These traits refer to each other: a model is loaded as itself, and what can be loaded names its model. So they are one
//! layer. It has no verbs; those are in `handle`.

pub(crate) mod column_list;
pub(crate) mod keys;
pub mod load;
pub(crate) mod loader;
pub(crate) mod mapped;
mod schema_macro;
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
        table::{Entity, Table},
    },
    statement::model::ModelSql,
};

/// A struct that maps a table, by `#[derive(Model)]`.
///
/// The constants describe it; the methods read and write rows of it on any rusqlite connection, a transaction
/// included. The table is that of the schema `main`, whatever TEMP tables and [attached
/// databases](https://sqlite.org/lang_attach.html) have. What a model has beyond this trait the derive writes into an `impl` of its own: a constant per
/// column and per relation, an accessor per relation, and `create()`. Its attributes are listed in the
/// [documentation of the derive](https://docs.rs/relations/latest/relations/derive.Model.html).
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
/// A constant of a column hides one of the same name here: where a model has a field `name`, its `NAME` is
/// that column, and `<User as Model>::NAME` the name of the model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "no `#[derive(Model)]` on this type",
    note = "add `#[derive(Model)]` to `{Self}`"
)]
pub trait Model: Load<Model = Self> {
    /// The type of the primary key: that of its field, or a tuple of the fields' types, as `(i64, i64)`.
    type Key;

    /// The `create()` builder with nothing set.
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

    /// The columns that a foreign key may refer to, those of the primary key first.
    #[doc(hidden)]
    const KEY_COLUMNS: &'static [KeyColumn];

    /// The relations, those declared on fields first: `Post::RELATIONS[0].name` is `"user"`.
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

    /// [`TABLE`](Self::TABLE), as a [`Step`](crate::relation::Step) tells it: one function for each model, since the compiler follows a generic one through
    /// all models in one recursion.
    #[doc(hidden)]
    fn table() -> &'static Table;

    #[doc(hidden)]
    fn sql() -> &'static ModelSql;

    /// Reads a row whose columns from `start` on, counted from 0, are [`COLUMNS`](Self::COLUMNS): how rows of
    /// hand-written SQL become models.
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
    /// [`Error::Decode`](crate::Error::Decode) if a value does not fit its field, [`Error::Sqlite`](crate::Error::Sqlite) if the row has too few columns.
    #[inline]
    fn from_row(row: &Row<'_>, start: usize) -> Result<Self> {
        Self::from_cells(&Cells::of(row), start)
    }

    /// The same, for a row of which a column may have been read already.
    #[doc(hidden)]
    fn from_cells(cells: &Cells<'_>, start: usize) -> Result<Self>;

    /// The primary key of this row: its field, or a tuple where it has several.
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

    /// Binds every column in order.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds this row's primary key.
    #[doc(hidden)]
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Binds a primary key.
    #[doc(hidden)]
    fn bind_keyed(key: &Self::Key, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// That the fields of `M` have column types and its relations lead to models, which their constants need.
#[must_use]
pub const fn of_model<M: Model>() -> usize {
    let _ = (M::COLUMNS, M::RELATIONS);
    0
}

impl Table {
    /// The STRICT table of a model, with its columns, key and relations.
    #[doc(hidden)]
    #[must_use]
    pub const fn of<M: Model>() -> Self {
        Self::new(M::ENTITY, M::COLUMNS, M::KEY, M::RELATIONS)
    }

    /// The junction table that a relation of `M` generates: nothing but its key, which is why it needs no
    /// rowids.
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
    /// Creates the columns of `M`, of which the first is at `start`.
    #[inline]
    #[must_use]
    pub fn of<M: Model>(cells: &'c Cells<'r>, start: usize) -> Self {
        Self::new(cells, start, M::TABLE)
    }
}

impl ModelSql {
    /// The statements of a model.
    #[must_use]
    pub fn of<M: Model>() -> Self {
        Self::new(M::TABLE_NAME, M::COLUMNS, M::KEY)
    }
}
