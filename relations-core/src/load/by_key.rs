//! Loads the row of a primary key.

use rusqlite::{Connection, Row};

use crate::{
    base::{error::Result, sql::matching},
    connection::diagnose,
    expression::filter,
    load::execute::{self, Reader},
    model::{Model, key::IntoKey, load::Load, select_list::SelectList, source::Source},
    query::Query,
};

/// Loads the row of a primary key, or returns `None`: the function `find` of a shape.
///
/// # Errors
///
/// As [`Select::load`](crate::Select::load).
pub fn find<S: Load, Kind>(db: &Connection, key: impl IntoKey<S::Model, Kind>) -> Result<Option<S>> {
    load(db, key.into_key().value())
}

/// Loads the row of a primary key, which exists: the function `get` of a shape.
///
/// # Errors
///
/// [`Error::NotFound`](crate::Error::NotFound) if it does not; otherwise as [`find`].
pub fn get<S: Load, Kind>(db: &Connection, key: impl IntoKey<S::Model, Kind>) -> Result<S> {
    let key = key.into_key();
    load(db, key.value())?
        .ok_or_else(|| diagnose::not_found::<S::Model>(|bind| S::Model::bind_keyed(key.value(), bind)))
}

/// Loads the row of a primary key, or returns `None`.
pub(crate) fn load<S: Load>(db: &Connection, key: &<S::Model as Model>::Key) -> Result<Option<S>> {
    let mut query = Query::of_table();
    query.untyped.conditions.push(filter::equal(S::Model::KEY, |bind| S::Model::bind_keyed(key, bind)));
    execute::first(db, query)
}

/// Renders the statement that reads the row of a key, and returns it with the function that reads the row;
/// `None` for a shape with relations.
pub(crate) fn render<S: Load>() -> Option<(String, Reader<S>)> {
    let sources = S::sources();
    let mut none = sources.unrelated()?;
    let text = if sources.list().is_some() {
        S::Model::sql().find.clone()
    } else {
        let mut columns = SelectList::of("t");
        sources.columns(&mut columns);
        let key = matching("t", S::Model::KEY, 1);
        format!("SELECT {} {}{} WHERE {key}", columns.sql, S::Model::sql().source, columns.joins)
    };
    Some((text, Box::new(move |row: &Row<'_>| execute::read(&sources, row, &mut none))))
}
