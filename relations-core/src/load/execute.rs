//! Runs a query and reads its rows as a shape: those that a load begins with.

use rusqlite::{CachedStatement, Connection, Row};

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::at_one_moment,
        run::{self, Reading},
    },
    model::{
        Model, column_list::ColumnList, keys::Keys, load::Load, loader::Loader, select_list::SelectList,
        source::Source,
    },
    query::{Query, untyped::UntypedQuery},
    row::{bind::Bind, cells::Cells},
    statement::sql::Sql,
};

/// The greatest limit of a query for whose rows room is made at once, since a page is mostly full.
const MAX_PAGE: usize = 64;

/// Reads all rows of a query.
#[inline]
pub(crate) fn all<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Vec<S>> {
    all_of(db, &S::sources_with(query.untyped.arguments()), &mut query.untyped)
}

/// Reads all rows of a query from these sources.
fn all_of<S: Load, X: Source<S>>(db: &Connection, sources: &X, query: &mut UntypedQuery) -> Result<Vec<S>> {
    if X::RELATED && sources.unrelated().is_none() {
        return at_one_moment(db, || related(db, sources, query));
    }
    let Some(mut none) = sources.unrelated() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let room = room(query);
    let touched = query.touched();
    let columns = columns(sources);
    let mut collect = |statement: &mut CachedStatement<'_>| -> Result<usize> {
        let before = found.len();
        let mut rows = Reading::new(statement, db, touched);
        while let Some(row) = rows.next()? {
            if let (0, Some(room)) = (found.capacity(), room) {
                found.reserve_exact(room);
            }
            run::push(&mut found, read(sources, row, &mut none)?);
        }
        Ok(found.len() - before)
    };
    let in_turn = query.read_in_turn(db, &listed(columns.as_ref(), query), &mut |part| {
        collect(&mut run::open(db, touched, part, part)?)
    })?;
    if !in_turn {
        collect(&mut open(db, columns.as_ref(), query)?)?;
    }
    Ok(found)
}

/// Reads the first row of a query.
#[inline]
pub(crate) fn first<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Option<S>> {
    first_of(db, &S::sources_with(query.untyped.arguments()), &mut query.untyped)
}

/// Reads the first row of a query from these sources.
fn first_of<S: Load, X: Source<S>>(
    db: &Connection,
    sources: &X,
    query: &mut UntypedQuery,
) -> Result<Option<S>> {
    if X::RELATED && sources.unrelated().is_none() {
        return Ok(all_of(db, sources, query.at_most(1))?.pop());
    }
    let Some(mut none) = sources.unrelated() else { return Ok(None) };
    query.read_at_most(1);
    let touched = query.touched();
    let mut statement = open(db, columns(sources).as_ref(), query)?;
    match Reading::new(&mut statement, db, touched).next()? {
        Some(row) => read(sources, row, &mut none).map(Some),
        None => Ok(None),
    }
}

/// Reads the only row of a query, if there is one.
///
/// # Errors
///
/// [`Error::MultipleRows`] if there is a second.
#[inline]
pub(crate) fn at_most_one<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Option<S>> {
    at_most_one_of(db, &S::sources_with(query.untyped.arguments()), &mut query.untyped)
}

/// Reads the only row of a query from these sources, if there is one.
fn at_most_one_of<S: Load, X: Source<S>>(
    db: &Connection,
    sources: &X,
    query: &mut UntypedQuery,
) -> Result<Option<S>> {
    if X::RELATED && sources.unrelated().is_none() {
        let mut found = all_of(db, sources, query.at_most(2))?;
        return if found.len() > 1 { Err(several(S::Model::NAME)) } else { Ok(found.pop()) };
    }
    let Some(mut none) = sources.unrelated() else { return Ok(None) };
    query.read_at_most(2);
    let touched = query.touched();
    let mut statement = open(db, columns(sources).as_ref(), query)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    let Some(row) = rows.next()? else { return Ok(None) };
    let found = read(sources, row, &mut none)?;
    if rows.next()?.is_some() { Err(several(S::Model::NAME)) } else { Ok(Some(found)) }
}

/// Makes the error that there is a second row.
#[cold]
fn several(model: &'static str) -> Error {
    Error::MultipleRows { model }
}

/// Hands each row of a query to `visit`.
pub(crate) fn for_each<S: Load>(
    db: &Connection,
    mut query: Query<S::Model, S>,
    mut visit: impl FnMut(S) -> Result<()>,
) -> Result<()> {
    let sources = S::sources_with(query.untyped.arguments());
    let Some(mut none) = sources.unrelated() else {
        return all(db, query)?.into_iter().try_for_each(visit);
    };
    let touched = query.untyped.touched();
    let mut statement = open(db, columns(&sources).as_ref(), &mut query.untyped)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        visit(read(&sources, row, &mut none)?)?;
    }
    Ok(())
}

/// A function that reads one row.
pub(crate) type Reader<S> = Box<dyn FnMut(&Row<'_>) -> Result<S>>;

/// Renders the statement of a query, and returns it with the function that reads its rows one by one; `None`
/// for a shape with relations, whose rows are loaded together.
pub(crate) fn stream<S: Load>(query: &Query<S::Model, S>) -> Result<Option<(Sql, Reader<S>)>> {
    let sources = S::sources_with(query.untyped.arguments());
    let Some(mut none) = sources.unrelated() else { return Ok(None) };
    let statement = render(columns(&sources).as_ref(), &mut query.untyped.clone())?;
    Ok(Some((statement, Box::new(move |row: &Row<'_>| read(&sources, row, &mut none)))))
}

/// Creates a query over all rows: the function `query` of a shape.
pub fn query<S: Load>() -> Query<S::Model, S> {
    Query::of_table()
}

/// Reads all rows of a query as a shape with relations: first the rows, then the related rows of all of them.
fn related<S: Load, X: Source<S>>(db: &Connection, sources: &X, query: &mut UntypedQuery) -> Result<Vec<S>> {
    let mut columns = SelectList::of("t");
    sources.columns(&mut columns);
    sources.near(&mut columns);
    let whole = query.is_whole();
    let touched = query.touched();
    let mut keys = Keys::for_relations(&columns.near);
    let mut rows = Vec::new();
    let mut collect = |statement: &Sql| -> Result<usize> {
        let before = rows.len();
        run::rows(
            db,
            touched,
            statement,
            |bind| bind.owned_values(&statement.values),
            |row| {
                rows.push(sources.read(&Cells::of(row), &mut 0)?);
                keys.iter_mut().zip(&columns.near).try_for_each(|(keys, places)| keys.push(row, places))
            },
        )?;
        Ok(rows.len() - before)
    };
    if !query.read_in_turn(db, &columns.listed(), &mut collect)? {
        collect(&query.sql_of_rows(&columns.listed())?)?;
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut related = sources.relate(&mut Loader::new(db, keys, whole).with_arguments(query.arguments()))?;
    Ok(rows.into_iter().map(|row| sources.value(row, &mut related)).collect())
}

/// Returns the number of rows for which room is made at once.
fn room(query: &UntypedQuery) -> Option<usize> {
    query.limit.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit <= MAX_PAGE)
}

/// Opens the statement of a query without relations, with these columns, so that its rows can be read.
fn open<'d>(
    db: &'d Connection,
    columns: Option<&SelectList>,
    query: &mut UntypedQuery,
) -> Result<CachedStatement<'d>> {
    let touched = query.touched();
    if let (None, Some((select, near))) = (columns, query.kept_select()) {
        return run::open(db, touched, &select, &|bind: &mut Bind<'_, '_>| bind.owned_values(near));
    }
    if columns.is_none()
        && let Some(known) = query.cached_sql(|mut query| render(None, &mut query))
    {
        return run::open(db, touched, &*known?, &|bind: &mut Bind<'_, '_>| query.bind_values(bind));
    }
    let statement = render(columns, query)?;
    run::open(db, touched, &statement, &statement)
}

/// Renders the statement of a query without relations, with these columns.
fn render(columns: Option<&SelectList>, query: &mut UntypedQuery) -> Result<Sql> {
    let listed = listed(columns, query);
    query.sql_of_rows(&listed)
}

/// Returns the list of these columns, or of those of the model.
fn listed<'l>(columns: Option<&'l SelectList>, query: &UntypedQuery) -> ColumnList<'l> {
    match columns {
        Some(columns) => columns.listed(),
        None => ColumnList::whole(query.table, query.model),
    }
}

/// Returns the columns of a shape without relations; `None` if they are those of its model.
fn columns<T, X: Source<T>>(sources: &X) -> Option<SelectList> {
    if sources.list().is_some() {
        return None;
    }
    let mut columns = SelectList::of("t");
    sources.columns(&mut columns);
    Some(columns)
}

/// Reads a row as a shape without relations.
#[inline]
pub(crate) fn read<S: Load, X: Source<S>>(sources: &X, row: &Row<'_>, none: &mut X::Related) -> Result<S> {
    Ok(sources.value(sources.read(&Cells::of(row), &mut 0)?, none))
}
