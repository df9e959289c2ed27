//! The error of everything that runs: [`Error`].

mod convert;
pub(crate) mod display;
mod nested;
#[cfg(feature = "evolution")]
pub(crate) mod refusal;
pub(crate) mod sqlite;

use std::path::PathBuf;

use rusqlite::types::FromSqlError;

/// The result of everything that runs. A function that uses this library can return it, and `?` converts
/// rusqlite's errors to [`Error`] too.
///
/// ```
/// fn users(db: &relations::rusqlite::Connection) -> relations::Result<u32> {
///     Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?)
/// }
/// # assert_eq!(users(&relations::open_in_memory()?)?, 0);
/// # Ok::<(), relations::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of everything that runs. Whatever the error, a verb has done all of its work or none of it, except where
/// SQLite itself makes an exception:
///
/// - A trigger that raises FAIL [keeps what the statement did
///   before](https://sqlite.org/lang_createtrigger.html#raise), and one that raises IGNORE keeps what it did itself.
///   Where a verb runs several statements, all of it is undone nonetheless.
/// - Where a trigger on a child [ignores a cascade](https://sqlite.org/lang_createtrigger.html#raise), the foreign
///   key does not hold; within a transaction of yours, other children that the cascade took are gone then.
/// - A cascade that is deeper than [triggers may nest](https://sqlite.org/limits.html#max_trigger_depth), by default
///   1,000 levels, keeps what it did before, within a transaction of yours.
///
/// In the last two cases, [`transaction`](crate::transaction) around the verb undoes everything.
///
/// Within a transaction of yours, an interrupt, a full disk, a lack of memory, and a trigger that raises ROLLBACK may
/// [end the transaction](https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction).
///
/// Match on the variants to handle an error. The message is for people, and
/// [`source`](std::error::Error::source) returns rusqlite's own error where there is one.
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
    /// No row has this key, or no row matches where one is required: from [`ModelExt::get`](crate::ModelExt::get),
    /// `update`, `delete` and `reload`, from [`Select::one`](crate::Select::one), from the verbs of relations that write a
    /// row, and from patches and forms, whose key may also be that of another parent's row.
    NotFound {
        /// The model of the row.
        model: &'static str,
        /// The key, or the condition, as text.
        key: String,
    },

    /// A row was written by another after the program read it, as its version shows: from
    /// [`ModelExt::update`](crate::ModelExt::update), the verbs of relations that take the row, and patches and forms with a
    /// field for the version, on a model with a column of `#[column(version)]`. Nothing was written. Read the row again, with
    /// [`reload`](crate::ModelExt::reload) or as the form was read, and try again.
    Stale {
        /// The model of the row.
        model: &'static str,
        /// The key, as text.
        key: String,
    },

    /// Several rows match where at most one was expected: from [`Select::one`](crate::Select::one) and from reading a
    /// `has_one`.
    MultipleRows {
        /// The model of the row.
        model: &'static str,
    },

    /// A relation to one row leads to none, or to several: when a shape was loaded, the database did not hold to
    /// a foreign key or a unique constraint.
    Cardinality {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// The search key of the related row.
        key: String,
        /// `true` if there are several rows, `false` if there is none.
        several: bool,
    },

    /// A row is related to itself by way of others, so that a shape that contains itself has no end.
    Cycle {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// The key of a row that is its own ancestor.
        key: String,
    },

    /// A shape that contains itself has more levels than can be loaded, or a row that is written has more levels of
    /// rows in it than can be written.
    TooDeep {
        /// The model that declares the relation.
        model: &'static str,
        /// The relation.
        relation: &'static str,
        /// The number of levels that can be loaded or written.
        levels: usize,
    },

    /// A row is named twice by its key, in rows that are saved together: twice in a list, or in two fields that say different
    /// things of it.
    Repeated {
        /// The model of the row.
        model: &'static str,
        /// The key as text.
        key: String,
    },

    /// A row could not be written that others hold, or that was written together with others: nothing is written.
    /// [`cause`](Self::cause) returns the error of the row itself.
    Nested {
        /// The way to the row: `posts[3].tags[0]` is the first tag of the fourth post.
        path: String,
        /// The error of the row.
        error: Box<Error>,
    },

    /// Columns do not identify a row, since they are neither the primary key nor unique together: from
    /// [`on_conflict`](crate::Upsert::on_conflict).
    NotUnique {
        /// The model of the row.
        model: &'static str,
        /// The columns.
        columns: Vec<String>,
    },

    /// No statement can express a query: its conditions nest too deep, a page begins behind a row that does not hold what
    /// rows are ordered by, a piece of SQL has a parameter of its own, or a list is too long.
    Query {
        /// The reason and the remedy.
        message: String,
    },

    /// A [cursor](crate::Cursor) is not one of the query that it was given to, whose order or model is another, or a text
    /// is no cursor.
    Cursor {
        /// The reason and the remedy.
        problem: String,
    },

    /// A row with the same values exists in columns that are unique together, or with the same primary key.
    Unique {
        /// The table written to.
        table: String,
        /// The columns that are unique together.
        columns: Vec<String>,
        /// SQLite's error.
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
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A row cannot be deleted or change its key, since other rows still refer to it by a foreign key whose action
    /// [refuses that](https://sqlite.org/foreignkeys.html#fk_actions).
    ChildrenRemain {
        /// The table of the row that others refer to.
        parent: String,
        /// The table whose rows refer to it.
        child: String,
        /// The relation of these rows: the accessor on the parent's model if it has one, else the
        /// foreign key's columns.
        relation: String,
        /// The number of these rows.
        count: i64,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A foreign key does not hold, and it is not known which one.
    ForeignKey {
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A column that may not be NULL would become NULL.
    NotNull {
        /// The table written to.
        table: String,
        /// The column.
        column: String,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A CHECK constraint refuses the row.
    Check {
        /// The table written to.
        table: String,
        /// The constraint's name, or its expression if it has none.
        check: String,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A [STRICT](https://sqlite.org/stricttables.html) table refuses a value of another type.
    WrongType {
        /// The table written to.
        table: String,
        /// SQLite's message: the type of the value and the type of the column.
        message: String,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// The database accepted a statement but skipped the row: a trigger raised
    /// [IGNORE](https://sqlite.org/lang_createtrigger.html#raise), or a constraint of the table has ON CONFLICT
    /// IGNORE. Changes that the trigger made before stay, unless a transaction undoes them.
    Ignored {
        /// The table.
        table: &'static str,
    },

    /// Foreign keys are not enforced on this connection, so relations would not hold. See
    /// [`configure`](crate::configure).
    ForeignKeysOff,

    /// The database does not have the table or a column of a model.
    Mapping {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The missing column; `None` if the whole table is missing.
        column: Option<String>,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// The database does not have a key that the model declares, a PRIMARY KEY or a UNIQUE constraint, to identify a
    /// row by.
    MissingKey {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The columns that the model declares unique together.
        columns: Vec<String>,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// The database holds a value that the field's type cannot represent.
    Decode {
        /// The model.
        model: &'static str,
        /// Its table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The storage class of the value found.
        found: String,
        /// The reason.
        source: FromSqlError,
    },

    /// SQLite cannot hold a value, as a `u64` above `i64::MAX`.
    Encode {
        /// The reason.
        source: Box<rusqlite::Error>,
    },

    /// A database file cannot be opened.
    Open {
        /// The file.
        path: PathBuf,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// The database cannot be written to: the file or the connection is read-only.
    ReadOnly {
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// Another connection held the lock for the whole of the busy time-out: five seconds after
    /// [`configure`](crate::configure), or as [`Options`](crate::Options) set it.
    ///
    /// A transaction that has read and then writes does not wait. It fails at once where another connection is
    /// writing, or [has written since](https://sqlite.org/rescode.html#busy_snapshot), since its snapshot
    /// is out of date. A deferred transaction is of this kind, as rusqlite's `transaction` and `unchecked_transaction`
    /// begin it; [`transaction`](crate::transaction) takes the lock before it reads, and waits for it.
    Busy {
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// The schema of a database cannot be read.
    #[cfg(feature = "evolution")]
    Unreadable {
        /// The reason.
        problem: String,
        /// SQLite's error.
        source: Box<rusqlite::Error>,
    },

    /// A definition of a model or a database cannot be understood: SQLite refuses an SQL expression of a model, as a
    /// default that is no value, in [`create_all`](crate::Schema::create_all); or this library cannot parse the
    /// statement of a table to compare, though SQLite can, as `TableInfo::unread` of the feature `evolution` reports
    /// it.
    Definition {
        /// The defined object, as ``table `users` ``.
        object: String,
        /// The problem, or the place where parsing ended.
        problem: String,
    },

    /// The database does not have the schema of the models.
    #[cfg(feature = "evolution")]
    Drift {
        /// Every difference, as text.
        differences: Vec<String>,
    },

    /// A plan was not carried out, and the database is unchanged.
    #[cfg(feature = "evolution")]
    Refused(Box<refusal::Refusal>),

    /// Anything else that SQLite or rusqlite reports.
    Sqlite(Box<rusqlite::Error>),
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
