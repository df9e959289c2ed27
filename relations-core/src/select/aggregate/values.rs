//! The statements of aggregates, and the reading of their values.

use rusqlite::{Connection, Row};

use crate::{
    base::{
        error::Result,
        sql::{self, OWN_ROWS},
    },
    connection::run,
    expression::column::Column,
    model::Model,
    query::untyped::UntypedQuery,
    row::cells::{Cells, Fields},
    schema::column_type::ColumnType,
    select::{Select, collect::collect},
    statement::sql::Sql,
};

/// Renders `t."name"`, without a name of its own, which the raw SQL of an order could mean instead of a
/// column.
pub(crate) fn column_of_row<M, T>(column: Column<M, T>) -> String {
    sql::column("t", column.name())
}

/// Removes the order of a query, unless it decides which rows are read.
fn unordered(mut query: UntypedQuery) -> UntypedQuery {
    if query.limit.is_none() && query.offset.is_none() && query.start.skips_none() {
        query.order.clear();
        query.declared_order = "";
    }
    query
}

/// Renders the statement that selects `list` from the values `r.v` of a column.
fn over_values(mut query: UntypedQuery, column: &str, list: &str, end: &str) -> Result<Sql> {
    let before = format!("WITH {OWN_ROWS}(v) AS (");
    query.wrapped(&before, &sql::column("t", column), &format!(") SELECT {list} FROM {OWN_ROWS} AS r{end}"))
}

/// Reads the first cell of a row as a value of this column.
#[inline]
pub(crate) fn field<M: Model, C, T: ColumnType>(row: &Row<'_>, column: Column<M, C>) -> Result<T> {
    Fields::of::<M>(&Cells::of(row), 0).named::<T>(column.name())
}

/// Reads each value of the column with the number of rows that have it.
pub(crate) fn value_counts<M: Model, T: ColumnType>(
    db: &Connection,
    query: UntypedQuery,
    column: Column<M, T>,
) -> Result<Vec<(T, u64)>> {
    let query = unordered(query);
    let touched = query.touched();
    let statement = over_values(query, column.name(), "r.v, count(*)", " GROUP BY r.v ORDER BY r.v")?;
    collect(db, touched, &statement, |row| {
        let count: i64 = row.get(1)?;
        Ok((field(row, column)?, count.unsigned_abs()))
    })
}

/// Reads an aggregate of the column, which always is one row.
pub(crate) fn one<S: Select, C, T>(
    db: &Connection,
    select: S,
    aggregate: &str,
    column: Column<S::Model, C>,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<T> {
    let query = unordered(select.into_query().untyped);
    let touched = query.touched();
    let statement = over_values(query, column.name(), aggregate, "")?;
    run::first_by(db, touched, &statement, &statement, read)?
        .ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}

/// Reads a column of all rows of a query, as `list` selects it.
pub(crate) fn read_column<M: Model, T: ColumnType>(
    db: &Connection,
    mut query: UntypedQuery,
    list: &str,
    column: Column<M, T>,
) -> Result<Vec<T>> {
    let touched = query.touched();
    let statement = query.sql_of_list(list)?;
    collect(db, touched, &statement, |row| field(row, column))
}
