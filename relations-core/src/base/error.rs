//! What can go wrong at run time: [`Error`].

pub(crate) mod display;
#[cfg(feature = "evolution")]
pub(crate) mod refusal;
pub(crate) mod sqlite;

use std::path::PathBuf;

use rusqlite::types::FromSqlError;

/// The result of everything that runs: a function that uses this library can return it, and `?` turns
/// rusqlite's errors into [`Error`] too.
///
/// ```
/// fn users(db: &relations::rusqlite::Connection) -> relations::Result<u32> {
///     Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?)
/// }
/// # assert_eq!(users(&relations::open_in_memory()?)?, 0);
/// # Ok::<(), relations::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done. Whatever the error, nothing was half done, but for what SQLite itself makes an
/// exception of:
///
/// - A trigger that raises FAIL [keeps what the statement did before](https://sqlite.org/lang_createtrigger.html#raise), and
///   one that raises IGNORE what it did itself. Where a verb runs several statements, all of it is undone nonetheless.
/// - Where a trigger on a child [ignores a cascade](https://sqlite.org/lang_createtrigger.html#raise), the foreign key does
///   not hold; within a transaction of yours, other children that the cascade took are gone then.
/// - A cascade that goes down further than [triggers may](https://sqlite.org/limits.html#max_trigger_depth), by default
///   1,000 levels, keeps what it did before, within a transaction of yours.
///
/// Of the last two, [`transaction`](crate::transaction) around the verb undoes everything.
///
/// Within a transaction of yours, an interrupt, a full disk, want of memory, and a trigger that raises ROLLBACK may [end the
/// transaction](https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction).
///
/// A variant is matched for what the program can answer to; the message is for people, and
/// [`source`](std::error::Error::source) gives rusqlite's own error where there is one.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Error;
///
/// let carol = User::create().name("Carol").email("bob@example.com").phone_number(3);
/// match carol.insert(&db) {
///     Err(Error::Unique { columns, .. }) => assert_eq!(columns, ["email"]),
///     other => panic!("{other:?}"),
/// }
///
/// let error = Post::create().user_id(77).title("Hello").content("…").insert(&db).unwrap_err();
/// assert_eq!(error.to_string(), "`posts`.`user` has no parent: `users` has no row with id = 77");
/// assert!(matches!(error, Error::MissingParent { relation, .. } if relation == "user"));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// No row has this key, or none matches where one was demanded: as by [`Model::get`](crate::Model::get),
    /// `update`, `delete` and `reload`, and by [`Select::one`](crate::Select::one).
    NotFound {
        /// The model that was looked for.
        model: &'static str,
        /// The key, or the condition, as text.
        key: String,
    },

    /// Several rows where at most one was expected: by [`Select::one`](crate::Select::one) and by reading a
    /// `has_one`.
    MultipleRows {
        /// The model that was looked for.
        model: &'static str,
    },

    /// A relation to one row leads to none, or to several: loading a shape found that the database does not keep
    /// what a foreign key or a unique constraint promises.
    Cardinality {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// The key by which the related row was looked for.
        key: String,
        /// Whether there are several rows rather than none.
        several: bool,
    },

    /// A row is related to itself by way of others, so that a shape that contains itself has no end.
    Cycle {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// The key of a row that stands above itself.
        key: String,
    },

    /// A shape that contains itself goes down further than it can be loaded.
    TooDeep {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// How many levels can be loaded.
        levels: usize,
    },

    /// A new row cannot be known by columns that are neither the primary key nor unique together: by
    /// [`on_conflict`](crate::Upsert::on_conflict).
    NotUnique {
        /// The model of the row.
        model: &'static str,
        /// The columns.
        columns: Vec<String>,
    },

    /// A query asks for what no statement can: conditions that nest too deep, a page in no order of columns, SQL with a
    /// parameter of its own, a list that is too long.
    Query {
        /// What it is, and what to do about it.
        message: String,
    },

    /// A row with the same values exists in columns that are unique together, or with the same primary key.
    Unique {
        /// The table written to.
        table: String,
        /// The columns that are unique together.
        columns: Vec<String>,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A foreign key refers to a row that does not exist.
    MissingParent {
        /// The table with the foreign key.
        child: String,
        /// The relation that owns the foreign key, or the foreign key's columns if no relation does.
        relation: String,
        /// The table that the foreign key refers to.
        parent: String,
        /// The key that none of the parent's rows has, as `id = 7`.
        key: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A row cannot be deleted or change its key, since other rows still refer to it by a foreign key that
    /// [refuses](https://sqlite.org/foreignkeys.html#fk_actions).
    ChildrenRemain {
        /// The table of the row that others refer to.
        parent: String,
        /// The table whose rows refer to it.
        child: String,
        /// The relation by which they do: the accessor on the parent's model if it has one, else the
        /// foreign key's columns.
        relation: String,
        /// How many rows there are.
        count: i64,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A foreign key does not hold, and there was nothing to look at to tell which.
    ForeignKey {
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A column that may not be NULL would become NULL.
    NotNull {
        /// The table written to.
        table: String,
        /// The column.
        column: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A CHECK constraint refuses the row.
    Check {
        /// The table written to.
        table: String,
        /// The constraint's name, or its expression if it has none.
        check: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// A [STRICT](https://sqlite.org/stricttables.html) table refuses a value of another type.
    WrongType {
        /// The table written to.
        table: String,
        /// SQLite's words: the type of the value and the type of the column.
        message: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// The database took a statement without complaint and passed over the row: a trigger raised
    /// [IGNORE](https://sqlite.org/lang_createtrigger.html#raise), or a constraint of the table says ON CONFLICT IGNORE. What
    /// the trigger itself wrote before stays, unless a transaction undoes it.
    Ignored {
        /// The table.
        table: &'static str,
    },

    /// Foreign keys are not enforced on this connection, so relations would not hold: see
    /// [`configure`](crate::configure).
    ForeignKeysOff,

    /// The database does not have what the model maps.
    Mapping {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The missing column; `None` if the whole table is missing.
        column: Option<String>,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// The database lacks a key that the model declares, a PRIMARY KEY or a UNIQUE constraint, by which a row would be known.
    MissingKey {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The columns that are to be unique together.
        columns: Vec<String>,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// The database holds a value that the field's type cannot take.
    Decode {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The storage class of the value found.
        found: String,
        /// Why it cannot be read.
        source: FromSqlError,
    },

    /// A value that SQLite cannot hold, as a `u64` above `i64::MAX`.
    Encode {
        /// Why not.
        source: Box<rusqlite::Error>,
    },

    /// A database file cannot be opened.
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// The database cannot be written to: the file or the connection is read-only.
    ReadOnly {
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// Another connection holds the lock, and held it for the whole of the busy time-out: five seconds after
    /// [`configure`](crate::configure), or as [`Options`](crate::Options) say.
    ///
    /// A transaction that has read and then writes does not wait: it fails at once where another connection is writing, or
    /// [has written since](https://sqlite.org/rescode.html#busy_snapshot), for what it read is no longer so. One that
    /// rusqlite began deferred, by `transaction` or `unchecked_transaction`, is such a transaction;
    /// [`transaction`](crate::transaction) takes the lock before it reads, and waits for it.
    Busy {
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// What a database defines cannot be read.
    #[cfg(feature = "evolution")]
    Unreadable {
        /// Why not.
        problem: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },

    /// What a model or a database defines cannot be understood: an SQL expression of a model that SQLite refuses, as a
    /// default that is no value, by [`create_all`](crate::Schema::create_all); or the statement of a table that is to be
    /// compared, though SQLite does, as `TableInfo::unread` of the feature `evolution` tells it.
    Definition {
        /// What it defines, as ``table `users` ``.
        object: String,
        /// What is the matter, or where the reading ended.
        problem: String,
    },

    /// The database does not have the schema of the models.
    #[cfg(feature = "evolution")]
    Drift {
        /// Every difference, as text.
        differences: Vec<String>,
    },

    /// A plan was not carried out: the database is as it was.
    #[cfg(feature = "evolution")]
    Refused(Box<refusal::Refusal>),

    /// Anything else that SQLite or rusqlite reports.
    Sqlite(Box<rusqlite::Error>),
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        sqlite::classify(source)
    }
}

/// For code that must give rusqlite's errors: what is run for each row of a statement, or for each new connection of a pool.
///
/// What SQLite or rusqlite reported becomes that again, with its code and its message, as
/// [`source`](std::error::Error::source) gives it. What only this library says is carried by
/// [`ToSqlConversionFailure`](rusqlite::Error::ToSqlConversionFailure), for want of a better one: it says the same, and
/// turned back it is the same.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::rusqlite::{self, Connection, ErrorCode};
///
/// fn first(db: &Connection) -> rusqlite::Result<User> {
///     let sql = "SELECT id, name, email, phone_number FROM users ORDER BY id";
///     db.query_row(sql, [], |row| Ok(User::from_row(row, 0)?))
/// }
/// assert_eq!(first(&db)?, alice);
///
/// let again = rusqlite::Error::from(alice.insert(&db).unwrap_err());
/// assert_eq!(again.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
/// # Ok(()) }
/// ```
impl From<Error> for rusqlite::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Sqlite(source)
            | Error::Unique { source, .. }
            | Error::MissingParent { source, .. }
            | Error::ChildrenRemain { source, .. }
            | Error::ForeignKey { source }
            | Error::NotNull { source, .. }
            | Error::Check { source, .. }
            | Error::WrongType { source, .. }
            | Error::Mapping { source, .. }
            | Error::Encode { source }
            | Error::Open { source, .. }
            | Error::ReadOnly { source }
            | Error::Busy { source } => *source,
            #[cfg(feature = "evolution")]
            Error::Unreadable { source, .. } => *source,
            told => Self::ToSqlConversionFailure(Box::new(told)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    /// Clippy's `result_large_err` would warn every user of a larger one.
    #[test]
    fn an_error_is_small_enough_to_be_returned_by_value() {
        assert!(size_of::<Error>() < 128, "{}", size_of::<Error>());
    }
}
