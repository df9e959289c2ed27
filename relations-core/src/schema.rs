//! Tables as constant data that a program can traverse: columns and their types, keys, indexes, relations.
//!
//! A [`Schema`] is a list of tables whose consistency is proven when it is compiled (`proof`); `ddl` renders its
//! statements. The layer uses `base`. Creating the tables is up to the layer `connection`.

pub(crate) mod access;
pub(crate) mod collation;
pub mod column_type;
pub(crate) mod ddl;
pub(crate) mod metadata;
pub(crate) mod one_of;
pub(crate) mod order;
pub(crate) mod proof;

pub use crate::schema::column_type::{SqlType, ValueCheck};

pub use crate::schema::metadata::{
    column::{ColumnDef, Index, KeyColumn},
    foreign_key::{ForeignKey, ReferentialAction},
    one_of::OneOfDef,
    relation::{OrderTerm, RelationDef, RelationKind},
    role::{ColumnRole, Stamp, Version},
    table::{Entity, Table},
};

/// The models that make up one database, as `schema![User, Post]` lists them.
///
/// The list is checked when it is compiled: each relation leads to a listed model, and no two models, junction tables
/// or indexes have the same name. The time of the check grows in proportion to the number of models; the compiler's
/// default settings allow some thousands.
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
    /// Creates the schema of these tables; `schema![…]` calls it.
    ///
    /// # Panics
    ///
    /// At compile time, if the tables contradict each other.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn new(models: &'static [&'static Table]) -> Self {
        proof::check(models);
        Self { models }
    }

    /// Returns all tables, including generated junction tables. Parents come before their children where the foreign
    /// keys allow it; otherwise the order is that of `schema!`.
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

    /// Returns the script that creates all tables and indexes in an empty database, as
    /// [`create_all`](Self::create_all) does. It is the same text in every run, with a `;` after each statement. Its
    /// names are not qualified; those in the statements of `create_all` are qualified by the main database.
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
