//! SQL written by hand within a query: [`Raw`].

pub(crate) mod names;
pub(crate) mod qualified;
mod text;

use std::{borrow::Cow, marker::PhantomData};

use rusqlite::types::{ToSql, Value};

use crate::{
    base::{
        error::{Error, sqlite},
        values,
    },
    expression::{
        column::Column,
        filter::{
            Filter,
            condition::Condition,
            raw::text::{find_forbidden, has_subquery, names_table},
        },
        order::Order,
    },
    schema::column_type::{ColumnType, IntoColumn},
    statement::sql::{AliasDepth, Sql},
};

/// A piece of SQL about rows of `M`, for what the typed methods cannot express: a condition, an order, or the value of
/// a column to set.
///
/// It consists of texts that the program itself contains, of columns and of values. Values are bound, and a column is
/// that of the row in question, however deep in conditions on relations the piece is. SQLite resolves the names in
/// the texts: a name that is no column of the row's table may be a column of a table around it, and in double quotes
/// it is [a string](https://sqlite.org/quirks.html#dblquote) if no table has such a column. A subquery in the texts
/// cannot give a table the alias that the query gives to the row's table: that is an
/// [`Error::Query`](crate::Error::Query).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::raw;
///
/// let short = || raw("length(").column(User::NAME).sql(") < ").value(4);
/// assert_eq!(User::query().filter(short().filter()).all(&db)?, [bob.clone()]);
/// assert_eq!(Post::query().filter(Post::USER.has(short().filter())).count(&db)?, 0);
/// let by_length = User::NAME.raw().sql(" IS NOT ").value_of(User::NAME, "Bob");
/// assert_eq!(User::query().order_by(by_length.asc()).first(&db)?, Some(bob));
/// # Ok(()) }
/// ```
///
/// Data cannot become SQL this way, since a text that is made when the program runs is not accepted:
///
/// ```compile_fail,E0716
/// # use relations::{Filter, raw};
/// fn of_a_form<M>(input: &str) -> Filter<M> {
///     raw(format!("name = '{input}'").as_str()).filter()
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a piece of SQL does nothing until a query has it"]
pub struct Raw<M> {
    pub(crate) parts: Parts,
    model: PhantomData<fn() -> M>,
}

/// The parts of a piece of SQL, or what is wrong with it, which is reported when the query runs.
pub(crate) type Parts = Result<Vec<Part>, Flaw>;

/// A reason why a piece of SQL cannot be used.
#[derive(Clone, Debug)]
pub(crate) enum Flaw {
    /// A value that cannot be encoded.
    Value(String),
    /// A text that contains a parameter, a comment, a `;` or an open quote.
    Text(String),
}

/// A part of a piece of SQL.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A text that is copied.
    Sql(&'static str),
    /// A column of the row in question.
    Column(&'static str),
    /// A value to bind.
    Value(Value),
}

/// Begins a piece of SQL, as `raw("length(").column(User::NAME).sql(") > ").value(3)`; see [`Raw`].
pub fn raw<M>(sql: &'static str) -> Raw<M> {
    Raw { parts: Ok(Vec::new()), model: PhantomData }.sql(sql)
}

impl<M> Raw<M> {
    /// Appends a text, as `.sql(") > ")`. A query fails whose text has a parameter of its own, as `?`:
    /// append values with [`value`](Self::value).
    pub fn sql(self, sql: &'static str) -> Self {
        if let Some(found) = find_forbidden(sql) {
            let message =
                format!("`{sql}` contains `{found}`: bind values by `.value(…)`, and leave comments out");
            return self.push(Err(Flaw::Text(message)));
        }
        self.push(Ok(Part::Sql(sql)))
    }

    /// Appends a column, as `.column(User::NAME)`.
    pub fn column<T>(self, column: Column<M, T>) -> Self {
        self.push(Ok(Part::Column(column.name())))
    }

    /// Appends a value as rusqlite binds it, as `.value(3)`.
    pub fn value(self, value: impl ToSql) -> Self {
        let value = value.to_sql().and_then(values::owned);
        self.push(value.map(Part::Value).map_err(|error| Flaw::Value(error.to_string())))
    }

    /// Appends a value as `column` stores it, as `.value_of(Article::STATUS, Status::Draft)`.
    pub fn value_of<T: ColumnType>(self, _column: Column<M, T>, value: impl IntoColumn<T>) -> Self {
        let value = value.into_column().encode().and_then(values::owned);
        self.push(value.map(Part::Value).map_err(|error| Flaw::Value(error.to_string())))
    }

    /// Matches the rows for which the piece of SQL is true, as `raw("…").filter()`.
    pub fn filter(self) -> Filter<M> {
        Filter::new(match self.parts {
            Ok(parts) => Condition::Raw(parts),
            Err(Flaw::Value(message)) => Condition::Unencodable(message),
            Err(Flaw::Text(message)) => Condition::Unsupported(message),
        })
    }

    /// Orders by its value, the least first, as `raw("…").asc()`.
    pub fn asc(self) -> Order<M> {
        Order::of_raw(self.parts, false)
    }

    /// Orders by its value, the greatest first, as `raw("…").desc()`.
    pub fn desc(self) -> Order<M> {
        Order::of_raw(self.parts, true)
    }

    /// Appends a part, or keeps the first flaw.
    fn push(mut self, part: Result<Part, Flaw>) -> Self {
        match (&mut self.parts, part) {
            (Ok(parts), Ok(part)) => parts.push(part),
            (Ok(_), Err(flaw)) => self.parts = Err(flaw),
            (Err(_), _) => {}
        }
        self
    }
}

impl<M> From<Raw<M>> for Filter<M> {
    fn from(raw: Raw<M>) -> Self {
        raw.filter()
    }
}

impl<M, T> Column<M, T> {
    /// Begins a piece of SQL with this column: `Post::VIEWS.raw().sql(" + ").value(1)`. See [`Raw`].
    pub fn raw(self) -> Raw<M> {
        raw("").column(self)
    }
}

/// Appends the parts in parentheses.
pub(crate) fn render(sql: &mut Sql, level: AliasDepth, parts: &[Part]) -> Result<(), Error> {
    if let Some(alias) = taken_alias(level, parts) {
        return Err(sqlite::unsupported(format!(
            "a piece of SQL calls a table `{alias}`, as the query calls the one whose column it contains: \
             give the table of the subquery another alias"
        )));
    }
    sql.text.push('(');
    for part in parts {
        match part {
            Part::Sql(text) => sql.text += text,
            Part::Column(column) => sql.push_column(level, column),
            Part::Value(value) => sql.push_value(value.clone()),
        }
    }
    sql.text.push(')');
    Ok(())
}

/// Returns the alias of the rows of `level` if a subquery in the texts has a table of this name, to which a column
/// among the parts would then refer.
fn taken_alias(level: AliasDepth, parts: &[Part]) -> Option<Cow<'static, str>> {
    let has = |wanted: fn(&Part) -> bool| parts.iter().any(wanted);
    if !has(|part| matches!(part, Part::Column(_)))
        || !has(|part| matches!(part, Part::Sql(text) if has_subquery(text)))
    {
        return None;
    }
    let alias = level.alias();
    parts.iter().any(|part| matches!(part, Part::Sql(text) if names_table(text, &alias))).then_some(alias)
}

/// Appends the parts in parentheses, or fails with what is wrong with them.
pub(crate) fn render_parts(sql: &mut Sql, level: AliasDepth, parts: &Parts) -> Result<(), Error> {
    match parts {
        Ok(parts) => render(sql, level, parts),
        Err(Flaw::Value(message)) => Err(sqlite::unencodable(message)),
        Err(Flaw::Text(message)) => Err(sqlite::unsupported(message)),
    }
}
