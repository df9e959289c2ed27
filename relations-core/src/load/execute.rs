//! The rows that a load begins with.

use std::marker::PhantomData;

use rusqlite::{CachedStatement, Connection, Row};

use crate::{
    base::{
        error::{Error, Result},
        sql::matching,
    },
    connection::{
        atomic::at_one_moment,
        diagnose,
        run::{self, Reading},
    },
    expression::filter,
    load::{
        field::ShapeOf,
        group::{Groups, groups},
    },
    model::{
        Model,
        column_list::ColumnList,
        keys::Keys,
        load::Load,
        loader::{Loader, keys_of},
        source::{SelectList, Source},
    },
    query::{Query, untyped::UntypedQuery},
    relation::{Relation, kinds::BatchPlan},
    row::{
        bind::{self, Bind},
        cells::Cells,
    },
    schema::{
        access::Access,
        column_type::IntoColumn,
        metadata::path::{End, Path, Step},
    },
    statement::{reading::RelationSql, rendered::Rendered, sql::Sql},
};

/// So many rows get room at once where a query asks for no more, since a page is mostly full.
const A_PAGE: usize = 64;

/// All rows of a query.
#[inline]
pub(crate) fn all<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Vec<S>> {
    all_of(db, &S::sources(), &mut query.untyped)
}

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
        collect(&mut plain(db, columns.as_ref(), query)?)?;
    }
    Ok(found)
}

/// The first row of a query.
#[inline]
pub(crate) fn first<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Option<S>> {
    first_of(db, &S::sources(), &mut query.untyped)
}

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
    let mut statement = plain(db, columns(sources).as_ref(), query)?;
    match Reading::new(&mut statement, db, touched).next()? {
        Some(row) => read(sources, row, &mut none).map(Some),
        None => Ok(None),
    }
}

/// The only row of a query; an error if there is a second.
#[inline]
pub(crate) fn at_most_one<S: Load>(db: &Connection, mut query: Query<S::Model, S>) -> Result<Option<S>> {
    one_of(db, &S::sources(), &mut query.untyped)
}

fn one_of<S: Load, X: Source<S>>(
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
    let mut statement = plain(db, columns(sources).as_ref(), query)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    let Some(row) = rows.next()? else { return Ok(None) };
    let found = read(sources, row, &mut none)?;
    if rows.next()?.is_some() { Err(several(S::Model::NAME)) } else { Ok(Some(found)) }
}

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
    let sources = S::sources();
    let Some(mut none) = sources.unrelated() else {
        return all(db, query)?.into_iter().try_for_each(visit);
    };
    let touched = query.untyped.touched();
    let mut statement = plain(db, columns(&sources).as_ref(), &mut query.untyped)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        visit(read(&sources, row, &mut none)?)?;
    }
    Ok(())
}

/// What reads one row.
pub(crate) type Reader<S> = Box<dyn FnMut(&Row<'_>) -> Result<S>>;

/// The statement of a query and what reads its rows one by one; `None` for a shape with relations, whose rows are loaded
/// together.
pub(crate) fn stream<S: Load>(query: &Query<S::Model, S>) -> Result<Option<(Sql, Reader<S>)>> {
    let sources = S::sources();
    let Some(mut none) = sources.unrelated() else { return Ok(None) };
    let statement = of_columns(columns(&sources).as_ref(), &mut query.untyped.clone())?;
    Ok(Some((statement, Box::new(move |row: &Row<'_>| read(&sources, row, &mut none)))))
}

/// A query over all rows, as `query` of a shape gives it.
pub fn query<S: Load>() -> Query<S::Model, S> {
    Query::of_table()
}

/// The row of this primary key, as `find` of a shape gives it.
///
/// # Errors
///
/// As [`Select::load`](crate::Select::load).
pub fn find<S: Load>(db: &Connection, key: impl IntoColumn<<S::Model as Model>::Key>) -> Result<Option<S>> {
    of_key(db, &key.into_column())
}

/// The same where the row is there, as `get` of a shape gives it.
///
/// # Errors
///
/// [`Error::NotFound`] if there is none; otherwise as [`find`].
pub fn get<S: Load>(db: &Connection, key: impl IntoColumn<<S::Model as Model>::Key>) -> Result<S> {
    let key = key.into_column();
    of_key(db, &key)?.ok_or_else(|| diagnose::not_found::<S::Model>(|bind| S::Model::bind_keyed(&key, bind)))
}

/// The row of this primary key.
pub(crate) fn of_key<S: Load>(db: &Connection, key: &<S::Model as Model>::Key) -> Result<Option<S>> {
    let mut query = Query::of_table();
    query.untyped.conditions.push(filter::equal(S::Model::KEY, |bind| S::Model::bind_keyed(key, bind)));
    first(db, query)
}

/// The statement that reads the row of a key and what reads it; `None` for a shape with relations.
pub(crate) fn by_key<S: Load>() -> Option<(String, Reader<S>)> {
    let sources = S::sources();
    let mut none = sources.unrelated()?;
    let text = if sources.list().is_some() {
        S::Model::sql().find.clone()
    } else {
        let mut columns = SelectList::of("t");
        sources.columns(&mut columns);
        let key = matching("t", S::Model::KEY, 1);
        format!("SELECT {} {} WHERE {key}", columns.sql, S::Model::sql().source)
    };
    Some((text, Box::new(move |row: &Row<'_>| read(&sources, row, &mut none))))
}

/// Each of these models loaded as `S`, by its primary key.
pub(crate) fn of_models<M: Model, S: ShapeOf<M>>(db: &Connection, models: &[M]) -> Result<Vec<S>> {
    let mut keys = Keys::new(S::Model::KEY.len());
    for model in models {
        keys.push_values(bind::collect(|bind| model.bind_key(bind))?);
    }
    let access = match S::Model::KEY {
        [column] => Access::of(S::Model::TABLE, column),
        _ => Access::Unknown,
    };
    let found = at_one_moment(db, || {
        let mut loader = Loader::new(db, vec![keys], false);
        groups::<Itself<M>, S, Option<S>>(&mut loader, BatchPlan { access, exhaustive: false }, None)
    })?;
    let Groups { groups, .. } = found;
    let loaded = groups.into_iter().zip(models);
    loaded
        .map(|(found, model)| {
            found.ok_or_else(|| diagnose::not_found::<S::Model>(|bind| model.bind_key(bind)))
        })
        .collect()
}

/// Each row of a model leads to itself, by its primary key.
struct Itself<M>(PhantomData<fn() -> M>);

impl<M: Model> Itself<M> {
    const STEPS: &'static [Step] =
        &[Step { table: M::TABLE_NAME, from: M::KEY, to: M::KEY, end: End::Parent, of: M::table }];
}

impl<M: Model> Relation for Itself<M> {
    type Near = M;
    type Far = M;

    const NAME: &'static str = "the row itself";
    const PATH: Path = Path::Steps(Self::STEPS);

    fn sql() -> &'static RelationSql {
        // A relation that no handle reads along.
        static NONE: Rendered<RelationSql> = Rendered::new();
        NONE.get(RelationSql::default)
    }

    fn bind_near(near: &M, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        near.bind_key(bind)
    }
}

/// Loads a shape with relations.
fn related<S: Load, X: Source<S>>(db: &Connection, sources: &X, query: &mut UntypedQuery) -> Result<Vec<S>> {
    let mut columns = SelectList::of("t");
    sources.columns(&mut columns);
    sources.near(&mut columns);
    let whole = query.is_whole();
    let touched = query.touched();
    let mut keys = keys_of(&columns.near);
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
    let mut related = sources.relate(&mut Loader::new(db, keys, whole))?;
    Ok(rows.into_iter().map(|row| sources.value(row, &mut related)).collect())
}

/// How many rows get room at once.
fn room(query: &UntypedQuery) -> Option<usize> {
    query.limit.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit <= A_PAGE)
}

/// The statement of a query without relations, with these columns, ready to be read.
fn plain<'d>(
    db: &'d Connection,
    columns: Option<&SelectList>,
    query: &mut UntypedQuery,
) -> Result<CachedStatement<'d>> {
    let touched = query.touched();
    if let (None, Some((select, near))) = (columns, query.kept_select()) {
        return run::open(db, touched, &select, &|bind: &mut Bind<'_, '_>| bind.owned_values(near));
    }
    if columns.is_none()
        && let Some(known) = query.cached_sql(|mut query| of_columns(None, &mut query))
    {
        return run::open(db, touched, &*known?, &|bind: &mut Bind<'_, '_>| query.bind_values(bind));
    }
    let statement = of_columns(columns, query)?;
    run::open(db, touched, &statement, &statement)
}

/// The statement of a query without relations, with these columns.
fn of_columns(columns: Option<&SelectList>, query: &mut UntypedQuery) -> Result<Sql> {
    let listed = listed(columns, query);
    query.sql_of_rows(&listed)
}

/// These columns, or those of the model.
fn listed<'l>(columns: Option<&'l SelectList>, query: &UntypedQuery) -> ColumnList<'l> {
    match columns {
        Some(columns) => columns.listed(),
        None => ColumnList::whole(query.table, query.model),
    }
}

/// The columns of a shape without relations; `None` where they are those of its model.
fn columns<T, X: Source<T>>(sources: &X) -> Option<SelectList> {
    if sources.list().is_some() {
        return None;
    }
    let mut columns = SelectList::of("t");
    sources.columns(&mut columns);
    Some(columns)
}

#[inline]
fn read<S: Load, X: Source<S>>(sources: &X, row: &Row<'_>, none: &mut X::Related) -> Result<S> {
    Ok(sources.value(sources.read(&Cells::of(row), &mut 0)?, none))
}
