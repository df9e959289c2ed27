//! Inserting rows that may be there already: [`Upsert`].

use rusqlite::Connection;
use smallvec::smallvec;

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    expression::column::Column,
    model::Model,
    query::Statement,
    row::builder::ColumnNames,
    schema::metadata::role::VerbTime,
    write::{
        batches::write_in_batches, builder::Insertable, conflict::Conflict, kept_insert::KeptInsert,
        lookup::LookupUpsert, new_row::ignored, statement,
    },
};

/// The upsert of a `create()` builder: inserting a row that may be there already.
///
/// It never replaces a row, which would delete its children: the row stays, with its primary key, and only
/// some of its columns change. SQLite's [UPSERT](https://sqlite.org/lang_upsert.html) does it in one
/// statement.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let again = || User::create().name("Alice L.").email("alice@example.com").phone_number(9);
/// let stored = again().on_conflict(User::EMAIL).update(User::NAME).insert(&db)?;
/// assert_eq!((stored.id, stored.name.as_str(), stored.phone_number), (alice.id, "Alice L.", 1));
/// assert_eq!(again().on_conflict(User::EMAIL).ignore().insert(&db)?, None);
/// # Ok(()) }
/// ```
pub trait Upsert: Insertable {
    /// Sets the column, or the tuple or array of columns, that identifies the row: the primary key, or
    /// columns that are unique together. A conflict in any other key remains an error.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let new = User::create().name("Carol").email("carol@example.com").phone_number(3);
    /// let carol = new.on_conflict(User::EMAIL).update_all().insert(&db)?;
    /// assert_eq!(User::get(&db, carol.id)?, carol);
    /// # Ok(()) }
    /// ```
    fn on_conflict(self, columns: impl ColumnSet<Self::Model>) -> OnConflict<Self> {
        OnConflict { new: self, target: columns.names() }
    }
}

impl<New: Insertable> Upsert for New {}

/// A new row and the columns that identify it, as [`Upsert::on_conflict`] returns them.
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OnConflict<New> {
    new: New,
    target: ColumnNames,
}

impl<New: Insertable> OnConflict<New> {
    /// Updates these columns to the new values if the row is there, as in `.update(User::NAME)` or
    /// `.update((User::NAME, User::AGE))`. They cannot include columns of the primary key.
    pub fn update(self, columns: impl ColumnSet<New::Model>) -> OrUpdate<New> {
        OrUpdate { new: self.new, target: self.target, columns: Some(columns.names()) }
    }

    /// Updates all columns that were given to the new values if the row is there, except the primary key and
    /// the columns that identify the row.
    ///
    /// Either way the version of the row is raised and the moment of writing set, if the model has [columns for
    /// these](crate::schema::ColumnRole); the moment of insertion stays, unless [`update`](Self::update) names it.
    pub fn update_all(self) -> OrUpdate<New> {
        OrUpdate { new: self.new, target: self.target, columns: None }
    }

    /// Leaves the row unchanged if it is there.
    pub fn ignore(self) -> OrIgnore<New> {
        OrIgnore { new: self.new, target: self.target }
    }
}

/// A new row, and the columns to update if it is there already. [Insert](Self::insert) it, or many of them with
/// [`ModelExt::upsert_all`](crate::ModelExt::upsert_all).
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OrUpdate<New> {
    new: New,
    target: ColumnNames,
    columns: Option<ColumnNames>,
}

impl<New: Insertable> OrUpdate<New> {
    /// Inserts the row or updates the one that is there, and returns it as the statement stored it. If [AFTER
    /// triggers](https://sqlite.org/lang_returning.html) change more of it,
    /// [`reload`](crate::ModelExt::reload) reads that.
    ///
    /// # Errors
    ///
    /// Returns [`Error::NotUnique`](crate::Error::NotUnique) if those columns do not identify a row,
    /// [`Error::Query`](crate::Error::Query) if a column of the primary key is to be updated, and the variant of
    /// [`Error`](crate::Error) for a constraint that the row violates. Nothing has changed then.
    pub fn insert(self, db: &Connection) -> Result<New::Model> {
        atomic(db, New::Model::TABLE, || {
            let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
            self.insert_kept(&mut kept, &VerbTime::new())
        })
    }

    /// Returns the SQL and the bound values that [`insert`](Self::insert) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let new = User::create().name("Alice L.").email("alice@example.com").phone_number(1);
    /// let statement = new.on_conflict(User::EMAIL).update(User::NAME).statement()?;
    /// assert!(statement.sql.contains("ON CONFLICT (`email`) DO UPDATE SET `name` = excluded.`name`"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::NotUnique`](crate::Error::NotUnique) if the columns do not identify a row,
    /// [`Error::Query`](crate::Error::Query) if a column of the primary key is to be updated, and
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        let conflict = Conflict::update(self.target.clone(), self.columns.clone());
        statement::of_upsert(&self.new, &conflict)
    }

    /// Inserts or updates the row with a statement that is kept.
    fn insert_kept(self, kept: &mut KeptInsert<'_, Conflict>, time: &VerbTime) -> Result<New::Model> {
        let Self { new, target, columns } = self;
        Conflict::update(target, columns).insert(kept, new, time)?.ok_or_else(ignored::<New::Model>)
    }
}

/// A new row to insert unless it is there already.
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OrIgnore<New> {
    new: New,
    target: ColumnNames,
}

impl<New: Insertable> OrIgnore<New> {
    /// Inserts the row and returns it as the statement stored it, or `None` if it is there already. Anything
    /// else that a handle does, such as linking the row, is not done then.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`OrUpdate::insert`].
    pub fn insert(self, db: &Connection) -> Result<Option<New::Model>> {
        let conflict = Conflict::ignore(self.target);
        atomic(db, New::Model::TABLE, || {
            let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
            conflict.insert_or_find(db, &mut kept, self.new)
        })
    }

    /// Returns the SQL and the bound values that [`insert`](Self::insert) would run first, without running it.
    /// If it inserts no row, `insert` then looks for the row that is there.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let new = User::create().name("Alice L.").email("alice@example.com").phone_number(1);
    /// let statement = new.on_conflict(User::EMAIL).ignore().statement()?;
    /// assert!(statement.sql.contains("ON CONFLICT (`email`) DO NOTHING"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::NotUnique`](crate::Error::NotUnique) if the columns do not identify a row, and
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        statement::of_upsert(&self.new, &Conflict::ignore(self.target.clone()))
    }
}

/// Inserts all rows or updates those that are there; all or nothing.
pub(crate) fn upsert_all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = OrUpdate<New>>,
) -> Result<Vec<New::Model>> {
    let mut lookup = LookupUpsert::new(New::KEY);
    let time = VerbTime::new();
    write_in_batches(db, New::Model::TABLE, rows, |batch| upsert_batch(db, batch, &mut lookup, &time))
}

/// Inserts or updates all rows of a batch, or none.
fn upsert_batch<New: Insertable>(
    db: &Connection,
    mut rows: Vec<OrUpdate<New>>,
    lookup: &mut LookupUpsert,
    time: &VerbTime,
) -> Result<Vec<New::Model>> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    if lookup.fits(rows.len(), New::Model::TABLE, &first.target, first.columns.as_ref())
        && are_alike(&mut rows)
        && let Some(rowids) = lookup.write(db, &rows, |row| &row.new)?
    {
        let models = rows.into_iter().zip(rowids).map(|(row, rowid)| row.new.into_model(rowid));
        return models.filter_map(Result::transpose).collect();
    }
    atomic(db, New::Model::TABLE, || {
        let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
        rows.into_iter().map(|row| row.insert_kept(&mut kept, time)).collect()
    })
}

/// Returns `true` if all rows handle conflicts in the same way, have all columns, and have no hooks.
fn are_alike<New: Insertable>(rows: &mut [OrUpdate<New>]) -> bool {
    let [first, others @ ..] = rows else { return true };
    let plain = |row: &mut OrUpdate<New>| row.new.hook().is_none() && row.new.left_to_default().is_empty();
    plain(first)
        && others
            .iter_mut()
            .all(|row| row.target == first.target && row.columns == first.columns && plain(row))
}

/// One column of `M` or several: `User::EMAIL`, `(User::ORG, User::NUMBER)`, or an array of columns of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of columns of `{M}`",
    label = "expected a column of `{M}`, or a tuple or an array of its columns"
)]
pub trait ColumnSet<M> {
    /// Returns the names of the columns.
    #[doc(hidden)]
    fn names(self) -> ColumnNames;
}

impl<M, T> ColumnSet<M> for Column<M, T> {
    fn names(self) -> ColumnNames {
        smallvec![self.name()]
    }
}

impl<M, T, const N: usize> ColumnSet<M> for [Column<M, T>; N] {
    fn names(self) -> ColumnNames {
        self.iter().map(|column| column.name()).collect()
    }
}

macro_rules! tuples {
    ($($($column:ident)+;)+) => {$(
        impl<M, $($column),+> ColumnSet<M> for ($(Column<M, $column>,)+) {
            #[allow(non_snake_case, reason = "each variable is named as its type parameter")]
            fn names(self) -> ColumnNames {
                let ($($column,)+) = self;
                smallvec![$($column.name()),+]
            }
        }
    )+};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
