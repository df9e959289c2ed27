//! New values for the columns of all rows of a query: [`Update`].

use std::marker::PhantomData;

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql::{push_bare_column, push_table},
        values,
    },
    connection::diagnose::{self, foreign_key::ParentChange},
    expression::{
        column::Column,
        filter::raw::{Parts, Raw, render_parts},
    },
    model::Model,
    query::{Statement, untyped::UntypedQuery},
    schema::column_type::{ColumnType, IntoColumn},
    select::{Select, change::view::execute},
    statement::sql::{AliasDepth, Sql},
};

/// An update of rows of `M`, begun by [`Modify::set`](crate::Modify::set). Nothing is written until
/// [`update`](Self::update) is called.
#[derive(Clone, Debug)]
#[must_use = "nothing is written until `update` is called"]
pub struct Update<M> {
    untyped: UntypedUpdate,
    model: PhantomData<fn() -> M>,
}

/// An update apart from its model.
#[derive(Clone, Debug)]
pub(crate) struct UntypedUpdate {
    pub(crate) rows: UntypedQuery,
    /// The columns to set, each with its new value.
    set: Vec<(&'static str, NewValue)>,
}

/// The new value of a column.
#[derive(Clone, Debug)]
enum NewValue {
    /// A value, or the message of the error that SQLite cannot hold it.
    Value(Result<Value, String>),
    /// An SQL expression.
    Raw(Parts),
}

impl<M: Model> Update<M> {
    /// Creates an update that sets nothing yet.
    pub(crate) fn of(select: impl Select<Model = M>) -> Self {
        let rows = select.into_query().untyped;
        Self { untyped: UntypedUpdate { rows, set: Vec::new() }, model: PhantomData }
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
    pub fn set<T: ColumnType>(self, column: Column<M, T>, value: impl IntoColumn<T>) -> Self {
        let value = value.into_column().encode().and_then(values::owned);
        self.with(column.name(), NewValue::Value(value.map_err(|error| error.to_string())))
    }

    /// Sets another column to the value of an SQL expression, as [`Modify::set_raw`](crate::Modify::set_raw)
    /// does.
    pub fn set_raw<T>(self, column: Column<M, T>, value: Raw<M>) -> Self {
        self.with(column.name(), NewValue::Raw(value.parts))
    }

    /// Adds the new value of a column.
    fn with(mut self, column: &'static str, value: NewValue) -> Self {
        self.untyped.assign(column, value);
        self
    }

    /// Writes the values and returns the number of rows, including rows that had the same values before.
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
    /// [`Error::Encode`] if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        self.untyped.render().map(Into::into)
    }
}

impl UntypedUpdate {
    /// Sets the new value of a column, in place of an earlier one.
    fn assign(&mut self, column: &'static str, value: NewValue) {
        self.set.retain(|(name, _)| *name != column);
        self.set.push((column, value));
    }

    /// Updates the rows and returns their number.
    fn update(&self, db: &Connection) -> Result<usize> {
        let explain = |error| self.explain(db, error);
        match execute(db, self.rows.table, &self.render()?).map_err(explain)? {
            Some(updated) => Ok(updated),
            None => self.rows.change_view(db, &self.render_for_view()?, explain),
        }
    }

    /// Renders the statement.
    fn render(&self) -> Result<Sql> {
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
            match value {
                NewValue::Value(Ok(value)) => sql.push_value(value.clone()),
                NewValue::Value(Err(message)) => return Err(sqlite::unencodable(message)),
                NewValue::Raw(parts) => render_parts(&mut sql, AliasDepth::default(), parts)?,
            }
        }
        sql.numbered = false;
        Ok(sql)
    }

    /// Returns the error of the library for an error of the statement.
    fn explain(&self, db: &Connection, error: rusqlite::Error) -> Error {
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, value) in &self.set {
            if let NewValue::Value(Ok(value)) = value {
                columns.push(*column);
                values.push(value.clone());
            }
        }
        let source = match diagnose::explain_write(db, error, self.rows.table, &columns, &values) {
            Error::ForeignKey { source } => source,
            other => return diagnose::explain_missing(db, self.rows.touched(), other),
        };
        // Only columns that children can refer to, those of a key or of a unique constraint, can leave
        // children behind.
        let referred = |column| {
            let mut keys = self.rows.table.uniques.iter().copied().chain([self.rows.table.primary_key]);
            keys.any(|key: &[&str]| key.contains(column))
        };
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
