//! The tables as constant data that a program can walk, and what is done with all of them at once.

mod access;
mod collation;
mod create;
mod ddl;
mod metadata;
mod order;
mod proof;
mod said;

pub use crate::column_type::{SqlType, ValueCheck};
pub(crate) use access::{Access, is_indexed};
pub use metadata::{
    ColumnDef, Entity, ForeignKey, Index, KeyColumn, OrderTerm, ReferentialAction, RelationDef, RelationKind,
    Table,
};

#[cfg(feature = "evolution")]
pub(crate) use {create::in_memory, order::by_references, said::said};

use rusqlite::Connection;

use crate::error::Result;

/// The models that make up one database, as `schema![User, Post]` lists them.
///
/// That the list holds together is checked when it is compiled: each relation leads to a listed model, and no
/// two models, junction tables or indexes have one name. What that costs grows as the number of models does: it
/// holds for some thousands with a compiler's default settings.
///
/// ```
/// use relations::{Model, Schema, prelude::*, schema};
///
/// #[derive(Model)]
/// struct Planet {
///     id: i64,
///     name: String,
/// }
///
/// const SCHEMA: Schema = schema![Planet];
///
/// let db = relations::open_in_memory()?;
/// SCHEMA.create_all(&db)?;
/// Planet::create().name("Mars").insert(&db)?;
/// SCHEMA.drop_all(&db)?;
/// # Ok::<(), relations::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    models: &'static [&'static Table],
}

impl Schema {
    /// A schema of these tables; `schema![…]` is the way to call it.
    ///
    /// # Panics
    ///
    /// At compile time, if the tables do not hold together.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn new(models: &'static [&'static Table]) -> Self {
        proof::check(models);
        Self { models }
    }

    /// Every table, those of generated junctions included, parents before their children where the foreign
    /// keys allow it; else in the order in which `schema!` lists them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let names: Vec<&str> = SCHEMA.tables().iter().map(|table| table.name).collect();
    /// assert_eq!(names, ["users", "posts", "profile", "address", "user_address_association"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn tables(&self) -> Vec<&'static Table> {
        order::parents_first(self.models)
    }

    /// The script that does what [`create_all`](Self::create_all) does on an empty database: the same text at every
    /// run, with a `;` after each statement. It names no database; what `create_all` runs names the main one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(SCHEMA.ddl().starts_with(r#"CREATE TABLE "users" ("#));
    /// relations::open_in_memory()?.execute_batch(&SCHEMA.ddl())?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn ddl(&self) -> String {
        let tables = self.tables();
        let statements: Vec<String> =
            tables.iter().flat_map(|table| ddl::create(table, &tables, ddl::Place::Script)).collect();
        statements.iter().map(|statement| format!("{statement};\n")).collect::<Vec<_>>().join("\n")
    }

    /// Creates the tables that are missing in the main database, whatever temporary or attached ones have the same
    /// names, with their indexes, in one transaction. A table that exists is
    /// left as it is, like [SQLAlchemy's `create_all`](https://docs.sqlalchemy.org/en/20/core/metadata.html)
    /// does.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// SCHEMA.create_all(&db)?; // the second time nothing is missing
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce foreign
    /// keys; [`Error::Definition`](crate::Error::Definition) if SQLite refuses an expression that an attribute holds;
    /// otherwise what SQLite reports. Nothing was created then.
    pub fn create_all(&self, db: &Connection) -> Result<()> {
        create::create_all(db, &self.tables())
    }

    /// Drops the tables of the main database and all their rows, children first, in one transaction; tables that do not exist are
    /// passed over, and models that refer to each other in a cycle are no obstacle.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// SCHEMA.drop_all(&db)?;
    /// assert!(matches!(User::query().count(&db), Err(relations::Error::Mapping { .. })));
    /// # Ok(()) }
    /// ```
    ///
    /// In a transaction of your own its foreign keys stay
    /// [deferred](https://sqlite.org/pragma.html#pragma_defer_foreign_keys) until it ends.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce foreign
    /// keys; an error if rows of a table outside of the schema refer to one of these. Nothing was dropped
    /// then.
    pub fn drop_all(&self, db: &Connection) -> Result<()> {
        create::drop_all(db, &self.tables())
    }
}

/// The [`Schema`] of the listed models, checked when it is compiled.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// const BLOG: Schema = schema![User, Post, Profile, Address];
/// assert_eq!(BLOG.tables()[0].name, "users");
/// # Ok(()) }
/// ```
///
/// A model that a listed one relates to must be listed too:
///
/// ```compile_fail,E0080
/// # use seed::*;
/// # fn main() {
/// const BLOG: Schema = schema![User, Post];
/// # }
/// ```
#[macro_export]
macro_rules! schema {
    ($($model:ty),* $(,)?) => {
        const { $crate::schema::Schema::new(&[$(<$model as $crate::Model>::TABLE),*]) }
    };
}
