//! The planner, which makes plans: it holds the wanted schema and the user's answers, and `compose` puts a
//! plan together. It reads the database and writes nothing.

mod compose;

use rusqlite::Connection;

use super::{plan::Plan, rename::Renames};

use crate::{base::error::Result, catalog::Catalog, connection::atomic::at_one_moment, schema::Schema};

/// A planner, which compares a database with the wanted schema and plans the changes.
///
/// [`Schema::plan`] is the short form. A planner also takes answers to the questions that a plan can raise:
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> {
/// use relations::evolution::{Consent, Planner};
///
/// // The database is older than the models: its users need no e-mail address.
/// let mut db = relations::open_in_memory()?;
/// db.execute_batch(
///     "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, email TEXT UNIQUE,
///                          phone_number INTEGER NOT NULL UNIQUE) STRICT;
///      INSERT INTO users VALUES (7, 'Carol', NULL, 3)",
/// )?;
/// let planner = Planner::new(&SCHEMA)?;
/// assert!(planner.plan(&db)?.apply(&mut db, Consent::None).is_err()); // what becomes of NULL?
///
/// let plan = planner.value("users", "email", "coalesce(email, id || '@example.com')").plan(&db)?;
/// plan.apply(&mut db, Consent::None)?;
/// assert_eq!(User::get(&db, 7)?.email, "7@example.com");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Planner {
    wanted: Catalog,
    renames: Renames,
    /// The table, the column, the expression.
    values: Vec<(String, String, String)>,
    drops: Drops,
    /// Set if models declare the wanted schema, which cannot declare everything.
    from_models: bool,
}

/// The tables to drop though they are not wanted under any name.
#[derive(Clone, Debug)]
enum Drops {
    These(Vec<String>),
    All,
}

impl Planner {
    /// Plans for the tables of `schema`.
    ///
    /// # Errors
    ///
    /// Those of [`Schema::catalog`].
    pub fn new(schema: &Schema) -> Result<Self> {
        let mut renames = Renames::default();
        for table in schema.tables() {
            if let Some(from) = table.renamed_from {
                renames.tables.push((from.to_owned(), table.name.to_owned()));
            }
            for column in table.columns {
                if let Some(from) = column.renamed_from {
                    renames.columns.push((table.name.to_owned(), from.to_owned(), column.name.to_owned()));
                }
            }
        }
        Ok(Self { renames, from_models: true, ..Self::to(schema.catalog()?) })
    }

    /// Plans for the tables of any other catalog, such as that of a script or of another database. Its views
    /// and triggers are ignored.
    ///
    /// ```
    /// use relations::{catalog::Catalog, evolution::{Consent, Planner}};
    ///
    /// let mut db = relations::open_in_memory()?;
    /// db.execute_batch("CREATE TABLE planet (id INTEGER PRIMARY KEY)")?;
    /// let wanted = Catalog::of_script("CREATE TABLE planet (id INTEGER PRIMARY KEY, name TEXT)")?;
    /// Planner::to(wanted).plan(&db)?.apply(&mut db, Consent::None)?;
    /// db.execute_batch("SELECT name FROM planet")?;
    /// # Ok::<(), relations::Error>(())
    /// ```
    #[must_use]
    pub fn to(wanted: Catalog) -> Self {
        Self {
            wanted,
            renames: Renames::default(),
            values: Vec::new(),
            drops: Drops::These(Vec::new()),
            from_models: false,
        }
    }

    /// Declares that table `to` was called `from`, as `#[model(renamed_from = "…")]` does.
    #[must_use]
    pub fn rename_table(mut self, from: &str, to: &str) -> Self {
        self.renames.tables.push((from.to_owned(), to.to_owned()));
        self
    }

    /// Declares that column `to` of `table` was called `from`, as `#[column(renamed_from = "…")]` does.
    #[must_use]
    pub fn rename_column(mut self, table: &str, from: &str, to: &str) -> Self {
        self.renames.columns.push((table.to_owned(), from.to_owned(), to.to_owned()));
        self
    }

    /// Sets the new value of a column by an SQL expression over the old row, under its new names: for a
    /// column that must no longer be NULL, or whose type changes.
    #[must_use]
    pub fn value(mut self, table: &str, column: &str, expression: &str) -> Self {
        self.values.push((table.to_owned(), column.to_owned(), expression.to_owned()));
        self
    }

    /// Drops a table that is not wanted. Other unwanted tables stay: they may belong to another program.
    #[must_use]
    pub fn drop_table(mut self, table: &str) -> Self {
        if let Drops::These(tables) = &mut self.drops {
            tables.push(table.to_owned());
        }
        self
    }

    /// Drops every table that is not wanted, except virtual ones.
    #[must_use]
    pub fn drop_others(mut self) -> Self {
        self.drops = Drops::All;
        self
    }

    /// Compares the database with the wanted schema. Everything is read from one snapshot, rows that could be
    /// in the way are counted, and nothing is written.
    ///
    /// # Errors
    ///
    /// Those of [`Catalog::read`], and [`Error::Definition`](crate::Error::Definition) if the statement of a
    /// wanted table cannot be understood.
    pub fn plan(&self, db: &Connection) -> Result<Plan> {
        at_one_moment(db, || compose::plan(self, db, Catalog::read(db)?))
    }
}
