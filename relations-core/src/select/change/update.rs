//! New values for the columns of all rows of a query: [`Update`].

use std::marker::PhantomData;

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql::{push_bare_column, push_table},
    },
    connection::{
        diagnose::{self, foreign_key::ParentChange},
        run,
    },
    expression::{
        column::Column,
        computed::{Computed, new_value::NewValue},
        filter::{
            condition::Condition,
            raw::{Flaw, Raw},
        },
    },
    model::Model,
    query::{Statement, untyped::UntypedQuery},
    schema::{column_type::ColumnType, metadata::role::VerbTime},
    select::{
        Select,
        change::{patch::Patch, view::execute},
    },
    statement::{
        sql::{AliasDepth, Sql},
        touch::Touch,
    },
};

/// An update of rows of `M`, begun by [`Modify::set`](crate::Modify::set), [`Modify::change`](crate::Modify::change)
/// or [`Modify::patch`](crate::Modify::patch). Nothing is written until [`update`](Self::update) or
/// [`returning`](Self::returning) is called.
#[derive(Clone, Debug)]
#[must_use = "nothing is written until `update` is called"]
pub struct Update<M> {
    pub(crate) untyped: UntypedUpdate,
    model: PhantomData<fn() -> M>,
}

/// An update apart from its model.
#[derive(Clone, Debug)]
pub(crate) struct UntypedUpdate {
    pub(crate) rows: UntypedQuery,
    /// The columns to set, each with its new value.
    pub(crate) set: Vec<(&'static str, Computed)>,
    /// The version that the rows must have, from a patch.
    pub(crate) compared: Option<Value>,
}

impl<M: Model> Update<M> {
    /// Creates an update that sets nothing yet.
    pub(crate) fn of(select: impl Select<Model = M>) -> Self {
        let rows = select.into_query().untyped;
        Self { untyped: UntypedUpdate { rows, set: Vec::new(), compared: None }, model: PhantomData }
    }

    /// Sets another column too. If a column is set twice, the last value is written.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// User::query().limit(1).set(User::NAME, "Carol").set(User::PHONE_NUMBER, 3).update(&db)?;
    /// assert!(User::query().filter(User::NAME.eq("Carol").and(User::PHONE_NUMBER.eq(3))).exists(&db)?);
    /// # Ok(()) }
    /// ```
    pub fn set<T: ColumnType, Kind>(self, column: Column<M, T>, value: impl NewValue<M, T, Kind>) -> Self {
        self.with(column.name(), value.into_new_value().computed)
    }

    /// Sets another column if there is a value for it, and leaves the column as it is for `None`. A nullable column
    /// is set to NULL by `Some(None)`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let by_name = |name: Option<&str>| User::query().change().set_some(User::NAME, name);
    /// assert_eq!(by_name(Some("X")).update(&db)?, 2);
    /// assert_eq!(by_name(None).update(&db)?, 0);
    /// # Ok(()) }
    /// ```
    pub fn set_some<T: ColumnType, V, Kind>(self, column: Column<M, T>, value: Option<V>) -> Self
    where
        V: NewValue<M, T, Kind>,
    {
        match value {
            Some(value) => self.set(column, value),
            None => self,
        }
    }

    /// Sets another column to the value of an SQL expression, as [`Modify::set_raw`](crate::Modify::set_raw)
    /// does.
    pub fn set_raw<T>(self, column: Column<M, T>, value: Raw<M>) -> Self {
        self.with(column.name(), Computed::Raw(value.parts))
    }

    /// Sets the columns that a patch gives, as [`Modify::patch`](crate::Modify::patch) does.
    pub fn patch<P: Patch<Model = M>>(mut self, patch: &P) -> Self {
        patch.set_in(&mut self);
        self
    }

    /// Adds the new value of a column.
    fn with(mut self, column: &'static str, value: Computed) -> Self {
        self.untyped.assign(column, value);
        self
    }

    /// Writes the values and returns the number of rows, including rows that had the same values before.
    ///
    /// An update that sets no column changes no row: it sends nothing and returns 0, whatever rows there are.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let error = User::query().set(User::PHONE_NUMBER, 7).update(&db).unwrap_err();
    /// assert_eq!(error.to_string(), "table `users` has a row with the same phone_number already");
    /// assert_eq!(User::get(&db, alice.id)?, alice);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The variant of [`Error`] for the constraint that is violated, and then nothing is written; otherwise
    /// as [`all`](Select::all).
    pub fn update(self, db: &Connection) -> Result<usize> {
        self.untyped.update(db)
    }

    /// Writes the values as [`update`](Self::update) does, and returns the changed rows, in any order.
    ///
    /// They are as the statement stored them, before [AFTER triggers](https://sqlite.org/lang_returning.html)
    /// changed more. Rows that a trigger ignored are not among them, nor is any if no column is set.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let older = User::query().filter(User::ID.eq(bob.id)).set(User::PHONE_NUMBER, User::PHONE_NUMBER + 1);
    /// assert_eq!(older.returning(&db)?, [User { phone_number: bob.phone_number + 1, ..bob }]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Decode`] if a value of a row does not fit its field. Nothing is written
    /// then.
    pub fn returning(self, db: &Connection) -> Result<Vec<M>> {
        let mut changed = Vec::new();
        self.untyped.returning(db, &mut |row: &Row<'_>| {
            run::push(&mut changed, M::from_row(row, 0)?);
            Ok(())
        })?;
        Ok(changed)
    }

    /// Returns the SQL and the bound values that [`update`](Self::update) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::query().filter(User::ID.eq(alice.id)).set(User::NAME, "Carol").statement()?;
    /// assert_eq!(statement.sql, r#"UPDATE main."users" AS t SET `name` = +?1 WHERE t."id" = +?"#);
    /// assert_eq!(statement.values, ["Carol".to_owned().into(), alice.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`] if SQLite cannot hold one of the values, [`Error::Query`] if no column is set, for which
    /// there is no statement.
    pub fn statement(&self) -> Result<Statement> {
        if self.untyped.is_empty() {
            return Err(sqlite::unsupported("an update that sets no column has no statement"));
        }
        self.untyped.render().map(Into::into)
    }
}

impl UntypedUpdate {
    /// Sets the new value of a column, in place of an earlier one.
    pub(crate) fn assign(&mut self, column: &'static str, value: Computed) {
        self.set.retain(|(name, _)| *name != column);
        self.set.push((column, value));
    }

    /// Sets the value that a patch gives to a column, or the message of the error that SQLite cannot hold it. A version
    /// is not set but compared: it is that of the row which the program knows.
    pub(crate) fn patch(&mut self, column: &'static str, value: Result<Value, String>) {
        if Touch::of(self.rows.table.columns).version_name() != Some(column) {
            let value = value.map_or_else(|error| Computed::Raw(Err(Flaw::Value(error))), Computed::Value);
            return self.assign(column, value);
        }
        self.rows.conditions.push(match value {
            Ok(value) => {
                self.compared = Some(value.clone());
                Condition::Compare { column, operator: " = ", value }
            }
            Err(message) => Condition::Unencodable(message),
        });
    }

    /// Returns `true` if no column is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Updates the rows and returns their number.
    fn update(&self, db: &Connection) -> Result<usize> {
        if self.is_empty() {
            return Ok(0);
        }
        let explain = |error| self.explain(db, error);
        match execute(db, self.rows.table, &self.render()?).map_err(explain)? {
            Some(updated) => Ok(updated),
            None => self.rows.change_view(db, &self.render_for_view()?, explain),
        }
    }

    /// Renders the statement.
    pub(crate) fn render(&self) -> Result<Sql> {
        let mut sql = self.render_set(" AS t")?;
        self.rows.push_where(&mut sql)?;
        Ok(sql)
    }

    /// Renders the statement as far as its SET clause; `alias` follows the table.
    pub(crate) fn render_set(&self, alias: &str) -> Result<Sql> {
        let mut sql = Sql::with_values(self.rows.near()?);
        sql.text += "UPDATE ";
        push_table(&mut sql.text, self.rows.table.name);
        sql.text += alias;
        sql.text += " SET ";
        // The relation's parameters, which have the first numbers, follow in the text.
        sql.numbered = true;
        for (at, (column, value)) in self.set.iter().enumerate() {
            sql.text += if at > 0 { ", " } else { "" };
            push_bare_column(&mut sql.text, column);
            sql.text += " = ";
            value.render(&mut sql, AliasDepth::default())?;
        }
        self.push_touched(&mut sql)?;
        sql.numbered = false;
        Ok(sql)
    }

    /// Appends what every UPDATE changes, unless it is set already.
    fn push_touched(&self, sql: &mut Sql) -> Result<()> {
        let touch = Touch::of(self.rows.table.columns);
        let is_left = |name: &&str| self.set.iter().all(|(set, _)| set != name);
        if let Some(version) = touch.version_name().filter(is_left) {
            sql.text += if self.set.is_empty() { "" } else { ", " };
            push_bare_column(&mut sql.text, version);
            sql.text += " = ";
            sql.push_column(AliasDepth::default(), version);
            sql.text += " + 1";
        }
        if let (Some(name), Some(moment)) =
            (touch.updated_at_name().filter(is_left), touch.moment(&VerbTime::new())?)
        {
            sql.text += if self.set.is_empty() && touch.version.is_none() { "" } else { ", " };
            push_bare_column(&mut sql.text, name);
            sql.text += " = ";
            sql.push_value(moment);
        }
        Ok(())
    }

    /// Returns the error of the library for an error of the statement.
    pub(crate) fn explain(&self, db: &Connection, error: rusqlite::Error) -> Error {
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, value) in &self.set {
            if let Computed::Value(value) = value {
                columns.push(*column);
                values.push(value.clone());
            }
        }
        let source = match diagnose::explain_write(db, error, self.rows.table, &columns, &values) {
            Error::ForeignKey { source } => source,
            other => return diagnose::explain_missing(db, self.rows.touched(), other),
        };
        let referred = |column: &&str| self.rows.table.may_be_referred(column);
        match self.rows.condition() {
            Ok(rows) if self.set.iter().any(|(column, _)| referred(column)) => diagnose::explain_removal(
                db,
                *source,
                self.rows.table,
                &rows.for_database(db),
                &rows.values,
                ParentChange::Changed,
            ),
            _ => Error::ForeignKey { source },
        }
    }
}
