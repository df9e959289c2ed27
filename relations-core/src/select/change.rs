//! Changing all rows of a query by one statement: [`Modify`].

pub(crate) mod view;

use std::marker::PhantomData;

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql::{columns, push_bare_column, push_table},
        values,
    },
    connection::diagnose::{self, foreign_key::ParentChange},
    expression::{
        column::Column,
        filter::{
            raw::{Parts, Raw, render_parts},
            selectivity::any_passes_through,
        },
    },
    model::Model,
    query::{Query, Statement, untyped::UntypedQuery},
    schema::column_type::{ColumnType, IntoColumn},
    select::{Select, change::view::execute},
    statement::sql::{AliasDepth, Sql},
};

/// What can be changed as a whole: a query, and every handle of a relation.
///
/// One statement changes the rows where they are; none is read. A limit and an offset, with the order that they go by, mean
/// so many of the rows. A row that a trigger [ignores](https://sqlite.org/lang_createtrigger.html#raise) stays as it was and
/// does not count; of a view whose triggers do the work, the rows count that these were asked to change. Of a relation across a junction table or through another it is the far rows that are
/// changed.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let by_alice = Post::USER.has(User::NAME.eq("Alice"));
/// assert_eq!(Post::query().filter(by_alice).set(Post::TITLE, "Hi").update(&db)?, 1);
/// assert_eq!(alice.posts().filter(Post::TITLE.eq("Hi")).delete(&db)?, 1);
/// assert_eq!(User::query().filter(User::POSTS.none()).delete(&db)?, 2);
/// # Ok(()) }
/// ```
///
/// A query by itself has no `update`: what to set comes first.
///
/// ```compile_fail,E0599
/// # use relations::{Model, prelude::*};
/// fn nothing<M: Model>(db: &relations::rusqlite::Connection) -> relations::Result<usize> {
///     M::query().update(db)
/// }
/// ```
pub trait Modify: Select {
    /// Sets a column of every row to `value`, once the [`Update`] is run; `None` makes it NULL where it can be. Where a handle
    /// has a `set` of its own, begin with [`into_query`](Select::into_query).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let renamed = User::query().filter(User::NAME.eq("Bob")).set(User::NAME, "Robert").update(&db)?;
    /// assert_eq!((renamed, User::get(&db, bob.id)?.name.as_str()), (1, "Robert"));
    /// # Ok(()) }
    /// ```
    fn set<T: ColumnType>(
        self,
        column: Column<Self::Model, T>,
        value: impl IntoColumn<T>,
    ) -> Update<Self::Model> {
        Update::of(self).set(column, value)
    }

    /// Sets a column of every row to what `value` is for that row: another column, or any SQL.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let louder = relations::raw("upper(").column(User::NAME).sql(")");
    /// User::query().set_raw(User::NAME, louder).update(&db)?;
    /// assert_eq!(User::get(&db, alice.id)?.name, "ALICE");
    /// # Ok(()) }
    /// ```
    fn set_raw<T>(self, column: Column<Self::Model, T>, value: Raw<Self::Model>) -> Update<Self::Model> {
        Update::of(self).set_raw(column, value)
    }

    /// Deletes the rows and says how many there were, those not counted that go with them by `on_delete = cascade`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::ID.asc()).limit(1).delete(&db)?, 1);
    /// assert_eq!(User::query().all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`] if a foreign key refuses, and nothing is deleted then; otherwise as
    /// [`all`](Select::all).
    fn delete(self, db: &Connection) -> Result<usize> {
        self.into_query().untyped.delete(db)
    }
}

impl<S: Select> Modify for S {}

/// Rows of `M` with new values for some of their columns, as [`Modify::set`] begins it: nothing is written until
/// [`update`](Self::update) is called.
#[derive(Clone, Debug)]
#[must_use = "nothing is written until `update` is called"]
pub struct Update<M> {
    changes: Changes,
    model: PhantomData<fn() -> M>,
}

/// The same apart from the model.
#[derive(Clone, Debug)]
struct Changes {
    rows: UntypedQuery,
    set: Vec<(&'static str, Assigned)>,
}

#[derive(Clone, Debug)]
enum Assigned {
    Value(Result<Value, String>),
    Raw(Parts),
}

impl<M: Model> Update<M> {
    fn of(select: impl Select<Model = M>) -> Self {
        let rows = select.into_query().untyped;
        Self { changes: Changes { rows, set: Vec::new() }, model: PhantomData }
    }

    /// Sets another column as well; the last value for a column counts.
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
        self.with(column.name(), Assigned::Value(value.map_err(|error| error.to_string())))
    }

    /// The same by SQL, as [`Modify::set_raw`].
    pub fn set_raw<T>(self, column: Column<M, T>, value: Raw<M>) -> Self {
        self.with(column.name(), Assigned::Raw(value.parts))
    }

    fn with(mut self, column: &'static str, value: Assigned) -> Self {
        self.changes.assign(column, value);
        self
    }

    /// Writes the values and says how many rows there were, whether or not they had the values before.
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
    /// A constraint violation, told apart by [`Error`]'s variants, and nothing is written then; otherwise as
    /// [`all`](Select::all).
    pub fn update(self, db: &Connection) -> Result<usize> {
        self.changes.update(db)
    }

    /// The SQL and the bound values that [`update`](Self::update) would run, without running it.
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
        self.changes.sql().map(Into::into)
    }
}

impl Changes {
    fn assign(&mut self, column: &'static str, value: Assigned) {
        self.set.retain(|(name, _)| *name != column);
        self.set.push((column, value));
    }

    fn update(&self, db: &Connection) -> Result<usize> {
        let explain = |error| self.explain(db, error);
        match execute(db, self.rows.table, &self.sql()?).map_err(explain)? {
            Some(updated) => Ok(updated),
            None => self.rows.change_view(db, &self.view_sql()?, explain),
        }
    }

    fn sql(&self) -> Result<Sql> {
        let mut sql = self.assignments(" AS t")?;
        self.rows.push_where(&mut sql)?;
        Ok(sql)
    }

    fn assignments(&self, alias: &str) -> Result<Sql> {
        let mut sql = Sql::with_values(self.rows.near()?);
        sql.text += "UPDATE ";
        push_table(&mut sql.text, self.rows.table.name);
        sql.text += alias;
        sql.text += " SET ";
        // Parameters of the relation follow, which have the first numbers.
        sql.numbered = true;
        for (at, (column, value)) in self.set.iter().enumerate() {
            sql.text += if at > 0 { ", " } else { "" };
            push_bare_column(&mut sql.text, column);
            sql.text += " = ";
            match value {
                Assigned::Value(Ok(value)) => sql.push_value(value.clone()),
                Assigned::Value(Err(message)) => return Err(sqlite::unencodable(message)),
                Assigned::Raw(parts) => render_parts(&mut sql, AliasDepth::default(), parts)?,
            }
        }
        sql.numbered = false;
        Ok(sql)
    }

    fn explain(&self, db: &Connection, error: rusqlite::Error) -> Error {
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, value) in &self.set {
            if let Assigned::Value(Ok(value)) = value {
                columns.push(*column);
                values.push(value.clone());
            }
        }
        let source = match diagnose::explain_write(db, error, self.rows.table, &columns, &values) {
            Error::ForeignKey { source } => source,
            other => return diagnose::explain_missing(db, self.rows.touched(), other),
        };
        // Children hold on to what they refer to, which is a key or unique.
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

impl<M: Model, S> Query<M, S> {
    /// The SQL and the bound values that [`delete`](Modify::delete) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::query().filter(User::NAME.eq("Bob")).delete_statement()?;
    /// assert_eq!(statement.sql, r#"DELETE FROM main."users" AS t WHERE t."name" = +?"#);
    /// # assert_eq!(statement.values, ["Bob".to_owned().into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`] if SQLite cannot hold one of the values.
    pub fn delete_statement(&self) -> Result<Statement> {
        self.untyped.deletion().map(Into::into)
    }
}

impl UntypedQuery {
    fn delete(&self, db: &Connection) -> Result<usize> {
        let explain = |error| match self.condition() {
            Ok(rows) => {
                let (condition, values) = (rows.for_database(db), &rows.values);
                let error = diagnose::explain_removal(
                    db,
                    error,
                    self.table,
                    &condition,
                    values,
                    ParentChange::Deleted,
                );
                diagnose::explain_missing(db, self.touched(), error)
            }
            Err(unrendered) => unrendered,
        };
        match execute(db, self.table, &self.deletion()?).map_err(explain)? {
            Some(deleted) => Ok(deleted),
            None => self.change_view(db, &self.view_deletion()?, explain),
        }
    }

    fn deletion(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        sql.text += "DELETE FROM ";
        push_table(&mut sql.text, self.table.name);
        sql.text += " AS t";
        self.push_where(&mut sql)?;
        Ok(sql)
    }

    /// The condition that tells these rows from the others of their table.
    fn condition(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        self.push_where(&mut sql)?;
        Ok(sql.strip_prefix(" WHERE ").unwrap_or_else(|| Sql { text: "1".to_owned(), ..Sql::default() }))
    }

    /// Appends the WHERE clause over the rows of the table.
    fn push_where(&self, sql: &mut Sql) -> Result<()> {
        // Rows one step away, and those through other rows, are told by conditions on their own table alone.
        // What is read of the table that is changed has to be read before: SQLite 3.40 deletes rows while it looks others up
        // unless a foreign key keeps it from that.
        let apart = !any_passes_through(&self.conditions, self.table.name);
        let own = self.source.strip_prefix(self.model.source.as_str()).filter(|_| apart);
        if let (Some(rest), None, None) = (own, self.limit, self.offset) {
            self.push_source(sql, self.source.len() - rest.len());
            return self.push_conditions(sql, if rest.is_empty() { " WHERE " } else { " AND " });
        }
        sql.text += " WHERE ";
        self.push_keys(sql, "t")
    }

    /// Appends that the key of a row, of which `alias` is the table, is one of these.
    fn push_keys(&self, sql: &mut Sql, alias: &str) -> Result<()> {
        let (open, close) = if self.table.primary_key.len() > 1 { ("(", ")") } else { ("", "") };
        let (own, key) = (columns(alias, self.table.primary_key), columns("t", self.table.primary_key));
        sql.text += &format!("{open}{own}{close} IN (SELECT {key} ");
        self.push_rest(sql, None)?;
        sql.text.push(')');
        Ok(())
    }
}
