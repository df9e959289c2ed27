//! Where the values of a shape's fields come from.

use std::{convert::Infallible, marker::PhantomData};

use crate::{
    base::{error::Result, sql::push_column},
    expression::column::Column,
    model::{
        Model,
        column_list::{ColumnList, Places},
        loader::Loader,
    },
    row::cells::{Cells, Fields},
    schema::column_type::ColumnType,
};

/// What can fill a field of type `T`: a column, or a relation. Pairs fill pairs, and so all fields of a shape.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot be loaded from `{Self}`",
    label = "another type is needed here"
)]
pub trait Source<T> {
    /// Whether there may be something to load for all rows together: code for that is left out where a model is loaded.
    const RELATED: bool = true;

    /// What a row of the statement holds of it.
    type Row;
    /// What is held of it for all rows: nothing for a column, the related rows for a relation.
    type Related;

    /// Adds the columns that [`read`](Self::read) reads.
    fn columns(&self, columns: &mut SelectList);

    /// The list of columns as SQL, where it is known beforehand.
    fn list(&self) -> Option<&'static str> {
        None
    }

    /// Adds the columns that related rows are found by, one set for each relation.
    fn near(&self, columns: &mut SelectList);

    /// Reads the columns that begin at `at`, and moves it past them.
    ///
    /// # Errors
    ///
    /// When a value does not fit its field.
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row>;

    /// Loads the related rows of all rows.
    ///
    /// # Errors
    ///
    /// As for any query.
    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related>;

    /// What [`relate`](Self::relate) would give if there is nothing to load: `None` if there is.
    fn unrelated(&self) -> Option<Self::Related>;

    /// The value for the next row.
    fn value(&self, row: Self::Row, related: &mut Self::Related) -> T;
}

/// The source of a field whose attribute is mistaken, in code that does not compile for that reason.
#[derive(Debug)]
pub struct Mistaken;

impl<T> Source<T> for Mistaken {
    type Row = Infallible;
    type Related = ();

    fn columns(&self, _columns: &mut SelectList) {}

    fn near(&self, _columns: &mut SelectList) {}

    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<Infallible> {
        Err(rusqlite::Error::InvalidQuery.into())
    }

    fn relate(&self, _loader: &mut Loader<'_>) -> Result<()> {
        Ok(())
    }

    fn unrelated(&self) -> Option<()> {
        Some(())
    }

    fn value(&self, row: Infallible, _related: &mut ()) -> T {
        match row {}
    }
}

/// The columns of a statement that loads a shape.
#[derive(Clone, Debug, Default)]
pub struct SelectList {
    /// The list as SQL.
    pub(crate) sql: String,
    /// The alias of the table that is asked for columns.
    alias: &'static str,
    /// Each column by the alias of its table and its name.
    listed: Vec<(&'static str, &'static str)>,
    /// The places of the columns that the related rows of each relation are found by.
    pub(crate) near: Vec<Vec<usize>>,
    /// Whether the rows are only counted.
    pub(crate) counting: bool,
}

impl SelectList {
    pub(crate) fn of(alias: &'static str) -> Self {
        Self { alias, ..Self::default() }
    }

    /// The number of rows of each near row, instead of columns.
    pub(crate) fn counting() -> Self {
        Self { sql: "count(*)".to_owned(), listed: vec![("", "count(*)")], counting: true, ..Self::default() }
    }

    /// Goes on with the columns of the table of another alias.
    pub(crate) fn of_alias(&mut self, alias: &'static str) {
        self.alias = alias;
    }

    /// The list with a name for each column that tells its place, for a statement around this one: columns of two tables can
    /// share their own.
    pub(crate) fn by_place(&self) -> String {
        let mut sql = String::with_capacity(2 * self.sql.len());
        for (at, (alias, name)) in self.listed.iter().enumerate() {
            sql += if at > 0 { ", " } else { "" };
            push_column(&mut sql, alias, name);
            sql += &format!(" AS \"~{at}\"");
        }
        sql
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Adds a column and tells its place.
    fn push(&mut self, name: &'static str) -> usize {
        if !self.listed.is_empty() {
            self.sql += ", ";
        }
        push_column(&mut self.sql, self.alias, name);
        self.listed.push((self.alias, name));
        self.listed.len() - 1
    }

    /// The place of a column, which is added unless it is there.
    pub(crate) fn place(&mut self, name: &'static str) -> usize {
        self.position(name).unwrap_or_else(|| self.push(name))
    }

    /// The place of a column, if it is there.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.listed.iter().position(|listed| *listed == (self.alias, name))
    }

    /// The list of them.
    pub(crate) fn listed(&self) -> ColumnList<'_> {
        ColumnList { sql: &self.sql, count: self.len(), places: self }
    }

    pub(crate) fn push_near(&mut self, names: &[&'static str]) {
        let places = names.iter().map(|name| self.place(name)).collect();
        self.near.push(places);
    }
}

impl Places for SelectList {
    fn of(&self, column: &str) -> Option<usize> {
        self.position(column)
    }
}

/// A whole row of a model, which fills a field of that model.
#[derive(Debug)]
pub struct Whole<M>(PhantomData<fn() -> M>);

impl<M> Whole<M> {
    #[expect(clippy::new_without_default, reason = "only generated code asks for it")]
    #[must_use]
    /// The whole row.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M: Model> Source<M> for Whole<M> {
    const RELATED: bool = false;

    type Row = M;
    type Related = ();

    fn list(&self) -> Option<&'static str> {
        Some(&M::sql().columns)
    }

    fn columns(&self, columns: &mut SelectList) {
        for column in M::COLUMNS {
            columns.push(column.name);
        }
    }

    fn near(&self, _columns: &mut SelectList) {}

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<M> {
        let start = *at;
        *at += M::COLUMNS.len();
        M::from_cells(cells, start)
    }

    fn relate(&self, _loader: &mut Loader<'_>) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn unrelated(&self) -> Option<()> {
        Some(())
    }

    #[inline]
    fn value(&self, row: M, _related: &mut ()) -> M {
        row
    }
}

/// A field that holds what a column of type `T` does.
#[diagnostic::on_unimplemented(
    message = "the column holds `{T}`, and the field `{Self}`",
    label = "must be `{T}`"
)]
pub trait ColumnField<T> {
    /// The value as the field has it.
    fn of_column(value: T) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> ColumnField<T> for T {
    #[inline]
    fn of_column(value: T) -> T {
        value
    }
}

impl<M: Model, T: ColumnType, F: ColumnField<T>> Source<F> for Column<M, T> {
    const RELATED: bool = false;

    type Row = T;
    type Related = ();

    fn columns(&self, columns: &mut SelectList) {
        columns.push(self.name());
    }

    fn near(&self, _columns: &mut SelectList) {}

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<T> {
        let place = *at;
        *at += 1;
        Fields::of::<M>(cells, place).named(self.name())
    }

    fn relate(&self, _loader: &mut Loader<'_>) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn unrelated(&self) -> Option<()> {
        Some(())
    }

    #[inline]
    fn value(&self, row: T, _related: &mut ()) -> F {
        F::of_column(row)
    }
}

impl Source<()> for () {
    const RELATED: bool = false;

    type Row = ();
    type Related = ();

    fn columns(&self, _columns: &mut SelectList) {}

    fn near(&self, _columns: &mut SelectList) {}

    #[inline]
    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<()> {
        Ok(())
    }

    fn relate(&self, _loader: &mut Loader<'_>) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn unrelated(&self) -> Option<()> {
        Some(())
    }

    #[inline]
    fn value(&self, (): (), _related: &mut ()) {}
}

impl<A: Source<T>, B: Source<U>, T, U> Source<(T, U)> for (A, B) {
    const RELATED: bool = A::RELATED || B::RELATED;

    type Row = (A::Row, B::Row);
    type Related = (A::Related, B::Related);

    fn columns(&self, columns: &mut SelectList) {
        self.0.columns(columns);
        self.1.columns(columns);
    }

    fn near(&self, columns: &mut SelectList) {
        self.0.near(columns);
        self.1.near(columns);
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row> {
        Ok((self.0.read(cells, at)?, self.1.read(cells, at)?))
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        Ok((self.0.relate(loader)?, self.1.relate(loader)?))
    }

    #[inline]
    fn unrelated(&self) -> Option<Self::Related> {
        Some((self.0.unrelated()?, self.1.unrelated()?))
    }

    #[inline]
    fn value(&self, (row, rest): Self::Row, (related, others): &mut Self::Related) -> (T, U) {
        (self.0.value(row, related), self.1.value(rest, others))
    }
}
