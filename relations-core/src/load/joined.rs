//! A column of the row that relations to one row lead to, as a source: the row is joined in the statement of
//! the rows themselves.

use std::{cell::Cell, marker::PhantomData};

use rusqlite::types::{Value, ValueRef};

use crate::{
    base::{
        error::{Error, Result},
        values,
    },
    expression::column::Column,
    load::field::{Far, RelationField},
    model::{
        Model,
        select_list::{JoinedTo, SelectList},
        source::{Source, columns::ColumnField, without_related},
    },
    relation::{
        Relation,
        inverse::Inverse,
        kinds::{BelongsTo, Filtered, HasFirst, HasOne, Nullable, Owning, Required},
    },
    row::cells::{Cells, Fields},
    schema::column_type::{ColumnType, aggregated::NonNull},
};

/// A relation to one row, of which `#[load(from = …)]` takes a column.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`from` takes a column of one row: name a `belongs_to` or a `has_one`",
    label = "not a relation to one row"
)]
pub trait OneRow: RelationField {
    /// Whether there may be no row: [`Required`] or [`Nullable`].
    type Presence: Presence;
}

#[diagnostic::do_not_recommend]
impl<R: Owning<Nullability: Presence>> OneRow for BelongsTo<R> {
    type Presence = R::Nullability;
}

#[diagnostic::do_not_recommend]
impl<R: Inverse> OneRow for HasOne<R> {
    type Presence = Nullable;
}

#[diagnostic::do_not_recommend]
impl<R: Inverse> OneRow for HasFirst<R> {
    type Presence = Nullable;
}

/// Whether a relation leads to a row from each: [`Required`] or [`Nullable`].
#[doc(hidden)]
pub trait Presence {
    /// Set if it does.
    const REQUIRED: bool;

    /// Whether two relations, one after the other, do.
    type And<P: Presence>: Presence;
}

impl Presence for Required {
    const REQUIRED: bool = true;

    type And<P: Presence> = P;
}

impl Presence for Nullable {
    const REQUIRED: bool = false;

    type And<P: Presence> = Self;
}

/// A relation with a filter may leave the row out.
impl Presence for Filtered {
    const REQUIRED: bool = false;

    type And<P: Presence> = Nullable;
}

/// The type of a field that a column of type `T` fills, of a row that may be missing.
#[doc(hidden)]
pub trait FieldOf<P, T>: Sized {
    /// The type that the column is read as.
    type Read: ColumnType;

    /// Converts the column's value to the field's.
    fn of_read(value: Self::Read) -> Self;
}

impl<T: ColumnType, F: ColumnField<T>> FieldOf<Required, T> for F {
    type Read = T;

    #[inline]
    fn of_read(value: T) -> F {
        F::of_column(value)
    }
}

impl<T: NonNull, F: ColumnField<Option<T::Value>>> FieldOf<Nullable, T> for F {
    type Read = Option<T::Value>;

    #[inline]
    fn of_read(value: Option<T::Value>) -> F {
        F::of_column(value)
    }
}

/// Relations to one row, one after the other, as nested pairs with `()` at the end.
#[doc(hidden)]
pub trait JoinPath<N> {
    /// The model that the last one leads to.
    type Far: Model;
    /// Whether there is always a row.
    type Presence: Presence;

    /// Joins the rows, the first one to those of `near`. Returns the last.
    fn join(columns: &mut SelectList, near: JoinedTo) -> JoinedTo;
}

impl<N: Model> JoinPath<N> for () {
    type Far = N;
    type Presence = Required;

    fn join(_columns: &mut SelectList, near: JoinedTo) -> JoinedTo {
        near
    }
}

impl<N, C, P> JoinPath<N> for (C, P)
where
    C: OneRow,
    C::Relation: Relation<Near = N>,
    P: JoinPath<Far<C>>,
{
    type Far = P::Far;
    type Presence = <C::Presence as Presence>::And<P::Presence>;

    fn join(columns: &mut SelectList, near: JoinedTo) -> JoinedTo {
        let at = columns.join(near, <C::Relation as Relation>::PATH.step(0));
        P::join(columns, JoinedTo::Joined(at))
    }
}

/// A column of the row that relations lead to, by `#[load(from = user.name)]`.
#[doc(hidden)]
pub struct ColumnOf<C, P, M, T> {
    column: Column<M, T>,
    /// The indexes of the column in the list at which the foreign key begins, and of one that is NULL only if
    /// there is no row.
    places: Cell<(usize, usize)>,
    path: PhantomData<fn() -> (C, P)>,
}

/// Makes the source of a column of the row that the relations `path` lead to.
#[doc(hidden)]
pub fn column_of<C, P, M, T>(_path: (C, P), column: Column<M, T>) -> ColumnOf<C, P, M, T> {
    ColumnOf { column, places: Cell::new((0, 0)), path: PhantomData }
}

impl<C, P, M, T, F> Source<F> for ColumnOf<C, P, M, T>
where
    C: OneRow,
    (C, P): JoinPath<<C::Relation as Relation>::Near, Far = M>,
    M: Model,
    T: ColumnType,
    F: FieldOf<<(C, P) as JoinPath<<C::Relation as Relation>::Near>>::Presence, T>,
{
    type Row = F::Read;

    without_related!();

    fn columns(&self, columns: &mut SelectList) {
        let near = JoinedTo::Table(columns.alias());
        let JoinedTo::Joined(joined) = <(C, P)>::join(columns, near) else { return };
        let place = columns.push_joined(joined, self.column.name());
        let mut places = (place, place);
        if is_required::<C, P>() {
            if T::NULLABLE {
                places.1 = columns.push_joined(joined, M::KEY[0]);
            }
            for column in <C::Relation as Relation>::PATH.step(0).from {
                columns.push(column);
            }
            places.0 = columns.len() - <C::Relation as Relation>::PATH.step(0).from.len();
        }
        self.places.set(places);
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<F::Read> {
        let index = *at;
        *at += 1;
        if is_required::<C, P>() {
            *at += usize::from(T::NULLABLE) + <C::Relation as Relation>::PATH.step(0).from.len();
            if cells.get(self.places.get().1)? == ValueRef::Null {
                return Err(missing::<C::Relation>(cells, self.places.get().0));
            }
        }
        Fields::of::<M>(cells, index).named(self.column.name())
    }

    #[inline]
    fn value(&self, row: F::Read, _related: &mut ()) -> F {
        F::of_read(row)
    }
}

/// Returns `true` if the relations lead to a row from each.
#[inline]
const fn is_required<C, P>() -> bool
where
    C: OneRow,
    (C, P): JoinPath<<C::Relation as Relation>::Near>,
{
    <<(C, P) as JoinPath<<C::Relation as Relation>::Near>>::Presence as Presence>::REQUIRED
}

/// Makes the error that a required relation leads to no row, whose foreign key begins at this index.
#[cold]
fn missing<R: Relation>(cells: &Cells<'_>, at: usize) -> Error {
    let columns = at..at + R::PATH.step(0).from.len();
    let key: Vec<Value> = columns.filter_map(|at| Value::try_from(cells.get(at).ok()?).ok()).collect();
    Error::Cardinality { model: R::Near::NAME, relation: R::NAME, key: values::display(&key), several: false }
}
