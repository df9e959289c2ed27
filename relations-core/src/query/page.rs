//! Pages that begin behind a row rather than at a number, so that the rows before it are not counted again.

pub(crate) mod arms;
pub(crate) mod merge;
pub(crate) mod turns;

use std::borrow::Cow;

use rusqlite::{Connection, types::Value};
use smallvec::SmallVec;

use crate::{
    base::{
        error::{Error, Result, sqlite},
        quote::push_quoted,
        sql::push_table,
    },
    connection::run,
    expression::order::{By, Term},
    model::{Model, column_list::ColumnList},
    query::{UntypedQuery, page::arms::Page},
    row::bind::{Bind, Values},
    schema::metadata::table::Table,
    statement::sql::{AliasDepth, Sql},
};

/// Where in its order a query begins.
#[derive(Clone, Debug, Default)]
pub(crate) enum Start {
    /// Wherever the order begins; rows that agree in it come in any order.
    #[default]
    Anywhere,
    /// Where the order begins, which the primary key completes.
    First,
    /// Behind the row that has these values in its columns.
    Behind(Result<Vec<Value>, String>),
}

impl Start {
    pub(crate) fn behind<M: Model>(row: Option<&M>) -> Self {
        match row {
            None => Self::First,
            Some(row) => {
                let mut values = Values::with_capacity(M::COLUMNS.len());
                let bound = row.bind(&mut Bind::sink(&mut values));
                Self::Behind(bound.map(|()| values.into_vec()).map_err(|error| error.to_string()))
            }
        }
    }

    pub(crate) const fn is_given(&self) -> bool {
        !matches!(self, Self::Anywhere)
    }

    /// Whether no row is passed over.
    pub(crate) const fn passes_none(&self) -> bool {
        !matches!(self, Self::Behind(_))
    }
}

/// A column of the order, with the value that the row has in it behind which the page begins.
pub(crate) struct Place<'v> {
    column: &'static str,
    descending: bool,
    nullable: bool,
    value: &'v Value,
    /// What finds the row, where the value can be stored in another spelling than this one: its table, and the columns of
    /// its key with their values.
    stored: Option<(&'static str, &'v [(&'static str, &'v Value)])>,
}

impl Place<'_> {
    /// Appends the value as it is stored, or as its type would store it where the row is gone.
    fn push_value(&self, sql: &mut Sql) {
        let Some((table, key)) = self.stored else { return sql.push_value(self.value.clone()) };
        sql.text += "coalesce((SELECT o.";
        push_quoted(&mut sql.text, self.column);
        sql.text += " FROM ";
        push_table(&mut sql.text, table);
        sql.text += " AS o WHERE ";
        for (at, (column, value)) in key.iter().enumerate() {
            sql.text += if at > 0 { " AND o." } else { "o." };
            push_quoted(&mut sql.text, column);
            sql.text += " = ";
            sql.push_value((*value).clone());
        }
        sql.text += "), ";
        sql.push_value(self.value.clone());
        sql.text += ")";
    }
}

impl UntypedQuery {
    /// The order. For a page the columns of the primary key complete it, in the direction of the last, in which an index
    /// is read anyway: no two rows then agree in it.
    pub(crate) fn terms(&self) -> Cow<'_, [Term]> {
        if !self.start.is_given() {
            return Cow::Borrowed(&self.order);
        }
        let mut terms = Vec::with_capacity(self.order.len() + self.table.primary_key.len());
        terms.extend_from_slice(&self.order);
        let descending = terms.last().is_some_and(|term| term.descending);
        for column in self.table.primary_key {
            if !terms.iter().any(|term| matches!(&term.by, By::Column(name) if name == column)) {
                terms.push(Term { by: By::Column(column), descending });
            }
        }
        Cow::Owned(terms)
    }

    /// Appends the condition that rows come behind the one where the page begins, after `keyword`, and says whether there is one.
    pub(crate) fn push_start(&self, sql: &mut Sql, keyword: &str) -> Result<bool> {
        if self.start.is_given() && self.order.is_empty() && !self.declared_order.is_empty() {
            return Err(unpaged("a page of a relation with a declared order needs an `order_by` of its own"));
        }
        let Start::Behind(values) = &self.start else { return Ok(false) };
        let values = values.as_ref().map_err(|message| sqlite::unencodable(message))?;
        let key = key(self.table, values);
        sql.text += keyword;
        push_behind(sql, &places(self.table, &self.terms(), values, &key)?);
        Ok(true)
    }

    /// The one statement that reads the page in parts, if it is read so.
    pub(crate) fn page_in_parts(&self, listed: &ColumnList<'_>) -> Result<Option<Sql>> {
        self.as_page(|page| page.statement(listed)).unwrap_or(Ok(None))
    }

    /// Has `read` read the page by a statement for each part, all of them at one moment, if that is how it is read best, and says
    /// whether it is. `read` gives the number of rows that a statement found.
    pub(crate) fn read_in_turn(
        &self,
        db: &Connection,
        listed: &ColumnList<'_>,
        read: &mut dyn FnMut(&Sql) -> Result<usize>,
    ) -> Result<bool> {
        // How many rows of an offset a part has passed over is not seen if it has no others.
        if self.start.passes_none() || self.offset.is_some() {
            return Ok(false);
        }
        let read = self.as_page(|page| {
            page.parts()?;
            Some(run::at_one_moment(db, self.touched(), || page.read_in_turn(listed, read)))
        });
        read.flatten().transpose().map(|read| read.is_some())
    }

    /// What `ask` has of the query as a page, if it begins behind a row.
    fn as_page<T>(&self, ask: impl FnOnce(&Page<'_>) -> T) -> Option<T> {
        // What is wrong with the query, it says in its other form.
        let (Start::Behind(Ok(values)), Ok(near)) = (&self.start, &self.near) else { return None };
        if self.order.is_empty() && !self.declared_order.is_empty() {
            return None;
        }
        let key = key(self.table, values);
        let places = places(self.table, &self.terms(), values, &key).ok()?;
        Some(ask(&Page {
            table: self.table,
            source: self.source,
            relation: self.relation,
            near,
            conditions: &self.conditions,
            places: &places,
            limit: self.limit,
            offset: self.offset,
        }))
    }
}

/// The columns of the primary key with the row's values.
fn key<'v>(table: &'static Table, values: &'v [Value]) -> SmallVec<[(&'static str, &'v Value); 2]> {
    let columns = table.columns.iter().zip(values);
    let of_key = columns.filter(|(column, _)| table.primary_key.contains(&column.name));
    of_key.map(|(column, value)| (column.name, value)).collect()
}

/// The row's place by each term of the order.
fn places<'v>(
    table: &'static Table,
    terms: &[Term],
    values: &'v [Value],
    key: &'v [(&'static str, &'v Value)],
) -> Result<SmallVec<[Place<'v>; 3]>> {
    let place = |term: &Term| {
        let By::Column(column) = term.by else {
            return Err(unpaged("a page begins behind a row in an order of columns, not of raw SQL"));
        };
        let found = table.columns.iter().zip(values).find(|(definition, _)| definition.name == column);
        let Some((definition, value)) = found else {
            return Err(unpaged("a page begins behind a row in an order of columns of its model"));
        };
        // A key is known to be stored as it is told.
        let spelled = definition.canonical || table.primary_key.contains(&column);
        let stored = (!spelled).then_some((table.name, key));
        Ok(Place { column, descending: term.descending, nullable: definition.nullable, value, stored })
    };
    terms.iter().map(place).collect()
}

#[cold]
fn unpaged(message: &str) -> Error {
    sqlite::unsupported(message)
}

/// Appends the condition that a row comes behind `places`.
fn push_behind(sql: &mut Sql, places: &[Place<'_>]) {
    let descending = places.first().is_some_and(|place| place.descending);
    let alike = places.iter().all(|place| !place.nullable && place.descending == descending);
    if !alike {
        return push_stepwise(sql, places);
    }
    // SQLite finds the place in an index by all columns of such a comparison.
    let columns: Vec<&str> = places.iter().map(|place| place.column).collect();
    let (open, close) = if columns.len() > 1 { ("(", ")") } else { ("", "") };
    sql.text += open;
    sql.push_columns(AliasDepth::default(), &columns);
    sql.text += close;
    sql.text += if descending { " < " } else { " > " };
    sql.text += open;
    for (at, place) in places.iter().enumerate() {
        sql.text += if at > 0 { ", " } else { "" };
        place.push_value(sql);
    }
    sql.text += close;
}

/// The same where directions differ or values can be NULL, which comes before everything else:
/// `a >= 1 AND (a > 1 OR (a = 1 AND b < 2))`. The first comparison is what finds the place in an index.
fn push_stepwise(sql: &mut Sql, places: &[Place<'_>]) {
    let Some((first, rest)) = places.split_first() else { return };
    let null = *first.value == Value::Null;
    if rest.is_empty() {
        sql.text.push('(');
        push_beyond(sql, first);
        sql.text.push(')');
        return;
    }
    sql.text.push('(');
    let bounded = !(null || first.descending && first.nullable);
    if bounded {
        sql.push_column(AliasDepth::default(), first.column);
        sql.text += if first.descending { " <= " } else { " >= " };
        first.push_value(sql);
        sql.text += " AND (";
    } else {
        sql.text.push('(');
    }
    push_beyond(sql, first);
    sql.text += " OR (";
    sql.push_column(AliasDepth::default(), first.column);
    if null {
        sql.text += " IS NULL";
    } else {
        sql.text += " = ";
        first.push_value(sql);
    }
    sql.text += " AND ";
    push_stepwise(sql, rest);
    sql.text += ")))";
}

/// Appends the condition that a row comes behind by this column alone.
fn push_beyond(sql: &mut Sql, place: &Place<'_>) {
    let null = *place.value == Value::Null;
    if null && place.descending {
        sql.text += "0";
        return;
    }
    sql.push_column(AliasDepth::default(), place.column);
    if null {
        sql.text += " IS NOT NULL";
        return;
    }
    sql.text += if place.descending { " < " } else { " > " };
    place.push_value(sql);
    if place.descending && place.nullable {
        sql.text += " OR ";
        sql.push_column(AliasDepth::default(), place.column);
        sql.text += " IS NULL";
    }
}
