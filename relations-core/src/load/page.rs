//! Reads a page of rows, with the place where the next one begins.

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::error::Result,
    connection::{atomic::at_one_moment, run},
    model::{keys::Keys, load::Load, loader::Loader, select_list::SelectList, source::Source},
    query::{
        Query,
        page::{cursor::Cursor, listing::PageStatement, start::Start},
        untyped::UntypedQuery,
    },
    row::cells::Cells,
    statement::sql::Sql,
};

/// The rows of a page, the cursor of the next one if there is one, and the number of rows of all pages if it is counted.
pub(crate) type PageRows<S> = (Vec<S>, Option<Cursor>, Option<u64>);

/// Reads a page of so many rows at most.
pub(crate) fn read<S: Load>(
    db: &Connection,
    query: Query<S::Model, S>,
    size: u64,
    counted: bool,
) -> Result<PageRows<S>> {
    read_of(db, &S::sources(), query.untyped, size, counted)
}

/// Reads a page from these sources, at one moment if there are several statements.
fn read_of<S: Load, X: Source<S>>(
    db: &Connection,
    sources: &X,
    mut query: UntypedQuery,
    size: u64,
    counted: bool,
) -> Result<PageRows<S>> {
    let read = |query: &mut UntypedQuery| {
        let total = counted.then(|| query.count_of_pages(db)).transpose()?;
        let (rows, next) = rows(db, sources, query, size)?;
        Ok((rows, next, total))
    };
    if counted || X::RELATED && sources.unrelated().is_none() {
        at_one_moment(db, || read(&mut query))
    } else {
        read(&mut query)
    }
}

/// Reads the rows and the place behind the last one, if a row follows.
fn rows<S: Load, X: Source<S>>(
    db: &Connection,
    sources: &X,
    query: &mut UntypedQuery,
    size: u64,
) -> Result<(Vec<S>, Option<Cursor>)> {
    let mut columns = SelectList::of("t");
    sources.columns(&mut columns);
    sources.near(&mut columns);
    query.limit = Some(size.saturating_add(1));
    let asked = query.clone();
    let PageStatement { sql, places } = query.sql_of_page(&mut columns)?;
    let mut keys = Keys::for_relations(&columns.near);
    let (mut rows, mut last, mut follows) = (Vec::new(), Vec::new(), false);
    let mut visit = |row: &Row<'_>| -> Result<()> {
        if rows.len() as u64 == size {
            follows = true;
            return Ok(());
        }
        rows.push(sources.read(&Cells::of(row), &mut 0)?);
        if rows.len() as u64 == size {
            last = places.iter().map(|place| row.get(*place)).collect::<rusqlite::Result<Vec<Value>>>()?;
        }
        keys.iter_mut().zip(&columns.near).try_for_each(|(keys, places)| keys.push(row, places))
    };
    let touched = asked.touched();
    let mut collect = |statement: &Sql| -> Result<usize> {
        let mut found = 0;
        run::rows(
            db,
            touched,
            statement,
            |bind| bind.owned_values(&statement.values),
            |row| {
                found += 1;
                visit(row)
            },
        )?;
        Ok(found)
    };
    if !asked.read_in_turn(db, &columns.listed(), &mut collect)? {
        collect(&sql)?;
    }
    let next = follows.then(|| asked.cursor_of(&asked.terms(), last, false)).transpose()?;
    if rows.is_empty() {
        return Ok((Vec::new(), next));
    }
    let mut related = sources.relate(&mut Loader::new(db, keys, false))?;
    Ok((rows.into_iter().map(|row| sources.value(row, &mut related)).collect(), next))
}

impl UntypedQuery {
    /// Counts the rows of all pages.
    fn count_of_pages(&self, db: &Connection) -> Result<u64> {
        let mut all = self.clone();
        all.start = Start::Anywhere;
        all.order.clear();
        all.declared_order = "";
        all.limit = None;
        all.offset = None;
        all.count(db)
    }
}
