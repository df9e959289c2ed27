//! Reads the schema of a database from the database itself rather than from models: to inspect an existing
//! database, to compare two, or to write tools for them.
//!
//! ```
//! use relations::catalog::Catalog;
//!
//! let db = relations::open_in_memory()?;
//! db.execute_batch(
//!     "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
//!      CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE)",
//! )?;
//! for table in Catalog::read(&db)?.tables {
//!     for key in table.foreign_keys {
//!         let said = format!("{} ({}) to {} {}", table.name, key.columns[0], key.parent, key.rules().join(" "));
//!         assert_eq!(said, "posts (user_id) to users ON DELETE CASCADE");
//!     }
//! }
//! # Ok::<(), relations::Error>(())
//! ```
//!
//! SQLite's pragmas report most of it. Whatever they do not show (names of constraints, CHECKs, DEFERRABLE,
//! AUTOINCREMENT, collating sequences, expressions) is parsed from the statements that the database stores.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::{atomic::at_one_moment, create::in_memory},
    schema::Schema,
};

// It uses connections and the metadata of models. Only evolution and diagrams use it; no lower layer knows
// it.
//
// Begin with `info.rs`, the plain data of a catalog, and `read.rs`, which fills it by the pragmas;
// `definition` parses the stored statements for the rest.

mod definition;
mod info;
mod null_rule;
mod read;

pub(crate) use self::info::contains_name;
pub(crate) use self::{
    definition::{Constraint, ConstraintKind, Item, Statement, collated_terms, tokens, unquoted},
    read::unread_error,
};
pub use self::{info::*, null_rule::NullRule};

impl Catalog {
    /// Reads the schema of the main database of a connection, all of it from one snapshot. Nothing is
    /// written.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::catalog::Catalog;
    ///
    /// let catalog = Catalog::read(&db)?;
    /// let posts = catalog.table("posts").expect("the seed has posts");
    /// assert_eq!(posts.foreign_keys[0].parent, "users");
    /// assert_eq!(posts.primary_key, ["id"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`] if the file is not a database, is encrypted or damaged, or was written by a
    /// newer SQLite, or if a name in it is not UTF-8; [`Error::Busy`] if another connection has locked it.
    pub fn read(db: &Connection) -> Result<Self> {
        at_one_moment(db, || read::read_catalog(db)).map_err(unreadable)
    }

    /// Returns the schema that a script of CREATE statements creates in an empty database.
    ///
    /// ```
    /// use relations::catalog::Catalog;
    ///
    /// let catalog = Catalog::of_script("CREATE TABLE planet (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")?;
    /// assert!(catalog.tables[0].columns[1].not_null);
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Any error that SQLite reports for the script.
    pub fn of_script(script: &str) -> Result<Self> {
        let db = Connection::open_in_memory()?;
        db.execute_batch(script)?;
        Self::read(&db)
    }
}

impl Schema {
    /// Returns the schema that [`create_all`](Self::create_all) creates in an empty database, read back as
    /// [`Catalog::read`] reads any other.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::catalog::Catalog;
    ///
    /// assert_eq!(SCHEMA.catalog()?, Catalog::read(&db)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Definition`] if SQLite refuses an expression in an attribute, such as a `check` with a typing
    /// error.
    pub fn catalog(&self) -> Result<Catalog> {
        // SQLite goes through the whole schema for each table that it creates, so the time grows with the
        // square of their number.
        const A_DATABASE: usize = 32;

        let tables = self.tables();
        let mut catalog = Catalog::default();
        for some in tables.chunks(A_DATABASE) {
            catalog.tables.extend(Catalog::read(&in_memory(some, &tables)?)?.tables);
        }
        catalog.tables.sort_by_cached_key(|table| (table.name.to_ascii_lowercase(), table.name.clone()));
        Ok(catalog)
    }
}

/// Maps SQLite's error to its meaning when a database is read.
fn unreadable(error: Error) -> Error {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};

    let Error::Sqlite(source) = error else { return error };
    if let Some(problem) = read::not_utf8_problem(&source) {
        return Error::Unreadable { problem, source };
    }
    let rusqlite::Error::SqliteFailure(failure, message) = &*source else { return Error::Sqlite(source) };
    let problem = match failure.code {
        NotADatabase => "the file is not a database, or it is encrypted",
        DatabaseCorrupt => "the file is damaged; `PRAGMA integrity_check` reports more",
        _ if message.as_deref() == Some("unsupported file format") => {
            "its format is newer than this SQLite understands"
        }
        _ => return Error::Sqlite(source),
    };
    Error::Unreadable { problem: problem.to_owned(), source }
}
