//! The tables as constant data that a program can walk: columns and their types, keys, indexes, relations.
//!
//! [`Schema`] holds them together and is proven when it is compiled (`proof`); `ddl` renders its statements. Uses `base`.
//! Creating the tables is up to the layer `connection`.

pub(crate) mod access;
pub(crate) mod collation;
pub mod column_type;
pub(crate) mod ddl;
pub(crate) mod metadata;
pub(crate) mod order;
pub(crate) mod proof;

pub use crate::schema::column_type::{SqlType, ValueCheck};

pub use crate::schema::metadata::{
    column::{ColumnDef, Index, KeyColumn},
    foreign_key::{ForeignKey, ReferentialAction},
    relation::{OrderTerm, RelationDef, RelationKind},
    table::{Entity, Table},
};

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
}
