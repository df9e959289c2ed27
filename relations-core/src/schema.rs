//! The tables as constant data that a program can walk, and what is done with all of them at once.

mod create;
mod ddl;
mod metadata;
mod order;
mod proof;

pub use crate::column_type::{SqlType, ValueCheck};
pub use metadata::{
    ColumnDef, Entity, ForeignKey, Index, KeyColumn, OrderTerm, ReferentialAction, RelationDef, RelationKind,
    Table,
};

use rusqlite::Connection;

use crate::error::Result;

/// The models that make up one database, as `schema![User, Post]` lists them.
///
/// That the list holds together is checked when it is compiled: each foreign key refers to a listed
/// model, and no two models or junction tables have one name.
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

    /// Every table, those of generated junctions included, parents before their children where the
    /// foreign keys allow it; else in the order in which `schema!` lists them.
    #[must_use]
    pub fn tables(&self) -> Vec<&'static Table> {
        order::parents_first(self.models)
    }

    /// The script that [`create_all`](Self::create_all) runs on an empty database: the same text at every run.
    #[must_use]
    pub fn ddl(&self) -> String {
        let statements: Vec<String> = self.tables().into_iter().flat_map(ddl::create).collect();
        statements.iter().map(|statement| format!("{statement};\n")).collect::<Vec<_>>().join("\n")
    }

    /// Creates the tables that are missing, with their indexes, in one transaction. A table that exists is
    /// left as it is, like SQLAlchemy's `create_all` does.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce
    /// foreign keys; otherwise what SQLite reports. Nothing was created then.
    pub fn create_all(&self, db: &Connection) -> Result<()> {
        create::create_all(db, &self.tables())
    }

    /// Drops the tables and all their rows, children first, in one transaction; tables that do not exist
    /// are passed over, and models that refer to each other in a cycle are no obstacle.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce
    /// foreign keys; an error if rows of a table outside of the schema refer to one of these. Nothing was
    /// dropped then.
    pub fn drop_all(&self, db: &Connection) -> Result<()> {
        create::drop_all(db, &self.tables())
    }
}

/// The [`Schema`] of the listed models, checked when it is compiled.
///
/// ```ignore
/// const SCHEMA: Schema = schema![User, Post, Profile, Address];
/// ```
#[macro_export]
macro_rules! schema {
    ($($model:ty),* $(,)?) => {
        const { $crate::schema::Schema::new(&[$(<$model as $crate::Model>::TABLE),*]) }
    };
}
