//! New rows that may be there already: [`Upsert`].

use rusqlite::{Connection, params_from_iter};

use super::{Errand, Insertable, blocks::Blocks, given_columns, ignored, returned, row_with_defaults};
use crate::{
    atomic::atomic,
    bind,
    column::Column,
    diagnose,
    error::{Error, Result},
    model::Model,
    statement::{
        column_names,
        parts::{bare_column, bare_columns, parameters, table},
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
    target: Vec<&'static str>,
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
    target: Vec<&'static str>,
    columns: Option<Vec<&'static str>>,
}

impl<New: Insertable> OrUpdate<New> {
    /// Inserts the row, or changes the one that is there, and returns it as the statement stored it, before [AFTER
    /// triggers](https://sqlite.org/lang_returning.html) changed more of it: [`reload`](crate::Model::reload) reads that.
    ///
    /// # Errors
    ///
    /// [`Error::NotUnique`] if the row is not known by those columns; a constraint violation, told apart by [`Error`]'s
    /// variants. Nothing has changed then.
    pub fn insert(self, db: &Connection) -> Result<New::Model> {
        let (mut new, target) = self.known()?;
        atomic(db, New::Model::TABLE, || target.insert_or_update(db, &mut new))
    }

    /// The new row, and what its statement does if it is there.
    fn known(self) -> Result<(New, Target)> {
        let new = self.new;
        let mut target = Target::of(&new, self.target)?;
        let columns = self.columns.unwrap_or_else(|| target.changeable::<New>());
        if let Some(key) = columns.iter().find(|column| New::Model::KEY.contains(column)) {
            let model = New::Model::NAME;
            let message =
                format!("`{model}` keeps its primary key: leave {key} out of what `update` changes");
            return Err(diagnose::unaskable(message));
        }
        target.action = update_set(&columns, &target.columns);
        Ok((new, target))
    }
}

/// A new row that is inserted unless it is there already.
#[derive(Debug)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct OrIgnore<New> {
    new: New,
    target: Vec<&'static str>,
}

impl<New: Insertable> OrIgnore<New> {
    /// Inserts the row and returns it as the statement stored it, or `None` if it is there already. What a handle does beside inserting, as
    /// linking the row, it does not do then.
    ///
    /// # Errors
    ///
    /// As [`OrUpdate::insert`].
    pub fn insert(self, db: &Connection) -> Result<Option<New::Model>> {
        let mut new = self.new;
        let target = Target::of(&new, self.target)?;
        atomic(db, New::Model::TABLE, || match target.insert(db, &mut new)? {
            None if !target.is_there(db, &new)? => Err(ignored::<New::Model>()),
            stored => Ok(stored),
        })
    }
}

/// Inserts all rows or changes those that are there.
pub(crate) fn all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = OrUpdate<New>>,
) -> Result<Vec<New::Model>> {
    let mut blocks = Blocks::new(db, rows);
    let mut rows = blocks.next();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    atomic(db, New::Model::TABLE, || {
        let mut stored = Vec::with_capacity(rows.len());
        blocks.reserve(&mut stored);
        while !rows.is_empty() {
            for row in rows {
                let (mut new, target) = row.known()?;
                stored.push(target.insert_or_update(db, &mut new)?);
            }
            rows = blocks.next();
        }
        Ok(stored)
    })
}

/// The ON CONFLICT clause of a new row.
struct Target {
    columns: Vec<&'static str>,
    defaults: Vec<&'static str>,
    action: String,
}

impl Target {
    fn of<New: Insertable>(new: &New, columns: Vec<&'static str>) -> Result<Self> {
        let table = New::Model::TABLE;
        let is_key = |key: &[&str]| {
            key.iter().all(|column| columns.contains(column))
                && columns.iter().all(|column| key.contains(column))
        };
        if !is_key(table.primary_key) && !table.uniques.iter().any(|key| is_key(key)) {
            let columns = columns.into_iter().map(str::to_owned).collect();
            return Err(Error::NotUnique { model: New::Model::NAME, columns });
        }
        Ok(Self { columns, defaults: new.left_to_default(), action: "NOTHING".to_owned() })
    }

    /// The columns that were given, but for those that the row is known by.
    fn changeable<New: Insertable>(&self) -> Vec<&'static str> {
        let mut columns = given_columns::<New::Model>(&self.defaults);
        columns.retain(|column| !self.columns.contains(column) && !New::Model::KEY.contains(column));
        columns
    }

    /// For an action that leaves a row in any case.
    fn insert_or_update<New: Insertable>(&self, db: &Connection, new: &mut New) -> Result<New::Model> {
        self.insert(db, new)?.ok_or_else(ignored::<New::Model>)
    }

    fn insert<New: Insertable>(&self, db: &Connection, new: &mut New) -> Result<Option<New::Model>> {
        let after = match new.hook().0.take() {
            Some(Errand::Before(errand)) => {
                errand(db)?;
                None
            }
            Some(Errand::After(errand)) => Some(errand),
            None => None,
        };
        let stored = returned(db, &self.sql::<New>(), new, &self.defaults)?;
        if let (Some(errand), Some(model)) = (after, &stored) {
            errand(db, model)?;
        }
        Ok(stored)
    }

    /// Whether there is a row that the new one is known by.
    fn is_there<New: Insertable>(&self, db: &Connection, new: &New) -> Result<bool> {
        let given = given_columns::<New::Model>(&self.defaults);
        let values = bind::collect(|bind| new.bind(bind))?;
        let value_of = |column| Some(values[given.iter().position(|name| name == column)?].clone());
        // What a column is by default is not known here.
        let Some(known) = self.columns.iter().map(value_of).collect::<Option<Vec<_>>>() else {
            return Ok(true);
        };
        let equal: Vec<String> =
            self.columns.iter().map(|column| format!("{}=?", bare_column(column))).collect();
        let (table, equal) = (table(New::Model::TABLE_NAME), equal.join(" AND "));
        let sql = format!("SELECT EXISTS(SELECT 1 FROM {table} WHERE {equal})");
        let there: i64 = db.prepare_cached(&sql)?.query_row(params_from_iter(known), |row| row.get(0))?;
        if there == 1 {
            return Ok(true);
        }
        // An index that compares otherwise than its column can know it nonetheless, and then refuses the row.
        match row_with_defaults(db, new, &self.defaults) {
            Err(Error::Unique { .. }) => Ok(true),
            Err(Error::Ignored { .. }) | Ok(_) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn sql<New: Insertable>(&self) -> String {
        let given = given_columns::<New::Model>(&self.defaults);
        let all = column_names::<New::Model>();
        // The alias has `excluded` mean the new row also where a table has this name.
        format!(
            "INSERT INTO {} AS t ({}) VALUES ({}) ON CONFLICT ({}) DO {} RETURNING {}",
            table(New::Model::TABLE_NAME),
            bare_columns(&given),
            parameters(given.len()),
            bare_columns(&self.columns),
            self.action,
            bare_columns(&all)
        )
    }
}

/// ``UPDATE SET `name` = excluded.`name` ``. Where nothing is to change, a column takes the value that it has, so that the row
/// is returned nonetheless.
fn update_set(columns: &[&str], target: &[&str]) -> String {
    let columns = if columns.is_empty() { target } else { columns };
    let set: Vec<String> =
        columns.iter().map(|column| format!("{0} = excluded.{0}", bare_column(column))).collect();
    format!("UPDATE SET {}", set.join(", "))
}

/// One column of `M` or several: `User::EMAIL`, `(User::ORG, User::NUMBER)`, or an array of columns of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of columns of `{M}`",
    label = "expected a column of `{M}`, or a tuple or an array of its columns"
)]
pub trait ColumnSet<M> {
    #[doc(hidden)]
    fn names(self) -> Vec<&'static str>;
}

impl<M, T> ColumnSet<M> for Column<M, T> {
    fn names(self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

impl<M, T, const N: usize> ColumnSet<M> for [Column<M, T>; N] {
    fn names(self) -> Vec<&'static str> {
        self.iter().map(|column| column.name()).collect()
    }
}

macro_rules! tuples {
    ($($($column:ident)+;)+) => {$(
        impl<M, $($column),+> ColumnSet<M> for ($(Column<M, $column>,)+) {
            #[allow(non_snake_case, reason = "each variable is named as its type parameter")]
            fn names(self) -> Vec<&'static str> {
                let ($($column,)+) = self;
                vec![$($column.name()),+]
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
