//! Making plans.

pub(crate) mod compose;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    catalog::info::Catalog,
    connection::atomic::at_one_moment,
    evolution::{plan::Plan, rename::Renames},
    schema::Schema,
};

/// Compares a database with what it should hold, and says how to get there.
///
/// [`Schema::plan`] is the short way. This one takes answers to what a plan can ask:
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
    /// Whether the wanted side cannot say AUTOINCREMENT, so that its absence means nothing.
    from_models: bool,
}

/// The tables to drop though nothing wanted takes their place.
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

    /// Plans for the tables of any other catalog, as one of a script or of another database. Its views and
    /// triggers are passed over.
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

    /// Says that table `to` was called `from`, as `#[model(renamed_from = "…")]` does.
    #[must_use]
    pub fn rename_table(mut self, from: &str, to: &str) -> Self {
        self.renames.tables.push((from.to_owned(), to.to_owned()));
        self
    }

    /// Says that column `to` of `table` was called `from`, as `#[column(renamed_from = "…")]` does.
    #[must_use]
    pub fn rename_column(mut self, table: &str, from: &str, to: &str) -> Self {
        self.renames.columns.push((table.to_owned(), from.to_owned(), to.to_owned()));
        self
    }

    /// Says by an SQL expression over the old row, under its new names, what a column's value becomes: for a
    /// column that must not be NULL any longer, or whose type changes.
    #[must_use]
    pub fn value(mut self, table: &str, column: &str, expression: &str) -> Self {
        self.values.push((table.to_owned(), column.to_owned(), expression.to_owned()));
        self
    }

    /// Asks for a table to be dropped that is not wanted. Without being asked for, such tables stay as they
    /// are: they may be another program's.
    #[must_use]
    pub fn drop_table(mut self, table: &str) -> Self {
        if let Drops::These(tables) = &mut self.drops {
            tables.push(table.to_owned());
        }
        self
    }

    /// Asks for every table to be dropped that is not wanted, but for virtual ones.
    #[must_use]
    pub fn drop_others(mut self) -> Self {
        self.drops = Drops::All;
        self
    }

    /// Compares the database with what is wanted. Everything is read from one snapshot, rows that could stand
    /// in the way are counted, and nothing is written.
    ///
    /// # Errors
    ///
    /// Those of [`Catalog::read`], and [`Error::Definition`](crate::Error::Definition) if the statement of a table
    /// that is wanted cannot be understood.
    pub fn plan(&self, db: &Connection) -> Result<Plan> {
        at_one_moment(db, || compose::plan(self, db, Catalog::read(db)?))
    }
}
