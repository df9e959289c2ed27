//! New rows that may be there already: [`Upsert`].

use rusqlite::Connection;
use smallvec::smallvec;

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    expression::column::Column,
    model::Model,
    query::Statement,
    row::builder::ColumnNames,
    write::{
        blocks::Blocks, builder::Insertable, conflict::Conflict, found::Found, kept_insert::KeptInsert,
        new_row::ignored, statement,
    },
};

/// What a `create()` builder can do where the row may be there already.
///
/// It never replaces a row, which would take its children along: the row stays, with its primary key, and only some of its
/// columns change. SQLite's [UPSERT](https://sqlite.org/lang_upsert.html) does it in one statement.
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
    /// Says by which column, or tuple or array of columns, the row is known: the primary key, or columns that are unique
    /// together. A conflict in any other key is an error as ever.
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

/// A new row, and by which columns it is known: [`Upsert::on_conflict`] gives it.
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OnConflict<New> {
    new: New,
    target: ColumnNames,
}

impl<New: Insertable> OnConflict<New> {
    /// If the row is there, these columns, none of the primary key, take the new values, as `.update(User::NAME)` or `.update((User::NAME, User::AGE))`.
    pub fn update(self, columns: impl ColumnSet<New::Model>) -> OrUpdate<New> {
        OrUpdate { new: self.new, target: self.target, columns: Some(columns.names()) }
    }

    /// If the row is there, all columns take the new values that were given, but for the primary key and the columns that
    /// the row is known by.
    pub fn update_all(self) -> OrUpdate<New> {
        OrUpdate { new: self.new, target: self.target, columns: None }
    }

    /// If the row is there, it stays as it is.
    pub fn ignore(self) -> OrIgnore<New> {
        OrIgnore { new: self.new, target: self.target }
    }
}

/// A new row, and what changes if it is there already: to [insert](Self::insert), or many of them by
/// [`Model::upsert_all`].
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OrUpdate<New> {
    new: New,
    target: ColumnNames,
    columns: Option<ColumnNames>,
}

impl<New: Insertable> OrUpdate<New> {
    /// Inserts the row, or changes the one that is there, and returns it as the statement stored it, before [AFTER
    /// triggers](https://sqlite.org/lang_returning.html) changed more of it: [`reload`](crate::Model::reload) reads that.
    ///
    /// # Errors
    ///
    /// [`Error::NotUnique`](crate::Error::NotUnique) if the row is not known by those columns; a constraint violation, told apart by [`Error`](crate::Error)'s
    /// variants. Nothing has changed then.
    pub fn insert(self, db: &Connection) -> Result<New::Model> {
        atomic(db, New::Model::TABLE, || {
            let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
            self.insert_kept(&mut kept)
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
    /// [`Error::NotUnique`](crate::Error::NotUnique) if the columns are not unique together,
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        let conflict = Conflict::update(self.target.clone(), self.columns.clone());
        statement::of_upsert(&self.new, &conflict)
    }

    fn insert_kept(self, kept: &mut KeptInsert<'_, Conflict>) -> Result<New::Model> {
        let Self { new, target, columns } = self;
        Conflict::update(target, columns).insert(kept, new)?.ok_or_else(ignored::<New::Model>)
    }
}

/// A new row that is inserted unless it is there already.
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OrIgnore<New> {
    new: New,
    target: ColumnNames,
}

impl<New: Insertable> OrIgnore<New> {
    /// Inserts the row and returns it as the statement stored it, or `None` if it is there already. What a handle does beside inserting, as
    /// linking the row, it does not do then.
    ///
    /// # Errors
    ///
    /// As [`OrUpdate::insert`].
    pub fn insert(self, db: &Connection) -> Result<Option<New::Model>> {
        let conflict = Conflict::ignore(self.target);
        atomic(db, New::Model::TABLE, || {
            let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
            conflict.insert_or_find(db, &mut kept, self.new)
        })
    }

    /// Returns the SQL and the bound values that [`insert`](Self::insert) would run first, without running it. Where it inserts no
    /// row, `insert` asks whether the row is there.
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
    /// As [`OrUpdate::statement`].
    pub fn statement(&self) -> Result<Statement> {
        statement::of_upsert(&self.new, &Conflict::ignore(self.target.clone()))
    }
}

/// Inserts all rows or changes those that are there.
pub(crate) fn upsert_all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = OrUpdate<New>>,
) -> Result<Vec<New::Model>> {
    let mut blocks = Blocks::new(db, rows);
    let mut found = Found::new(New::KEY);
    let first = blocks.next();
    if blocks.is_done() {
        return block(db, first, &mut found);
    }
    atomic(db, New::Model::TABLE, || {
        let mut stored = block(db, first, &mut found)?;
        blocks.reserve(&mut stored);
        while !blocks.is_done() {
            stored.extend(block(db, blocks.next(), &mut found)?);
        }
        Ok(stored)
    })
}

/// The same of a block of them.
fn block<New: Insertable>(
    db: &Connection,
    mut rows: Vec<OrUpdate<New>>,
    found: &mut Found,
) -> Result<Vec<New::Model>> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    if found.fits(rows.len(), New::Model::TABLE, &first.target, first.columns.as_ref())
        && alike(&mut rows)
        && let Some(rowids) = found.write(db, &rows, |row| &row.new)?
    {
        let models = rows.into_iter().zip(rowids).map(|(row, rowid)| row.new.into_model(rowid));
        return models.filter_map(Result::transpose).collect();
    }
    atomic(db, New::Model::TABLE, || {
        let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
        rows.into_iter().map(|row| row.insert_kept(&mut kept)).collect()
    })
}

/// Whether all rows say the same of conflicts, have all columns, and nothing else is to be done.
fn alike<New: Insertable>(rows: &mut [OrUpdate<New>]) -> bool {
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
