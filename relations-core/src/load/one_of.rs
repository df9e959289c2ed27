//! A `one_of` as a source: the rows of its relations, each read by one statement, as variants of an enum.

use std::vec;

use crate::{
    base::error::{Error, Result},
    load::{
        arguments::Passes,
        field::ShapeOf,
        group::{Groups, load_groups},
        row::BesideRow,
    },
    model::{Model, keys::Keys, load::Load, loader::Loader, select_list::SelectList, source::Source},
    relation::{
        kinds::{BatchPlan, Nullable, Owning, Required},
        one_of::{BelongsToOneOf, OneOf},
    },
    row::cells::Cells,
    schema::access::Access,
};

/// An enum that the rows of the set `O` are loaded as: the one that `#[one_of(…)]` declares, or one with
/// `#[derive(Load)]` and `#[load(Model::name)]`.
#[diagnostic::on_unimplemented(
    message = "the rows of the `one_of` `{O}` are not loaded as `{Self}`",
    label = "no enum of this `one_of`",
    note = "they are loaded as the enum that `#[one_of(…)]` names, or as one with `#[derive(Load)]` and \
            `#[load(Model::{O})]`; an `optional` one fills an `Option` of it"
)]
pub trait OneOfShape<O: OneOf>: Sized + 'static {
    /// Loads the rows of each relation.
    #[doc(hidden)]
    fn load(rows: &mut MemberRows<'_, '_, Self>) -> Result<()>;
}

/// The rows of a `one_of`, while they are read, relation by relation.
#[doc(hidden)]
#[derive(Debug)]
pub struct MemberRows<'m, 'l, E> {
    loader: &'m Loader<'l>,
    /// The keys by each relation.
    keys: Vec<Option<Keys>>,
    /// The keys by the relations that have been read.
    used: Vec<Keys>,
    rows: Vec<Option<E>>,
}

impl<E> MemberRows<'_, '_, E> {
    /// Loads the rows of the relation at this place in the set, each as `variant` of the enum.
    ///
    /// # Errors
    ///
    /// As for any query.
    pub fn member<R: Owning, T: Load + ShapeOf<R::Far>>(
        &mut self,
        place: usize,
        variant: fn(T) -> E,
    ) -> Result<()> {
        let Some(keys) = self.keys.get_mut(place).and_then(Option::take) else { return Ok(()) };
        let plan = BatchPlan { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: false };
        let mut loader = self.loader.by_keys(keys);
        let Groups { groups, keys } = load_groups::<R, T, Option<T>>(&mut loader, plan, None)?;
        self.rows.resize_with(groups.len(), || None);
        for (row, found) in self.rows.iter_mut().zip(groups) {
            if let Some(found) = found {
                *row = Some(variant(found));
            }
        }
        self.used.push(keys);
        Ok(())
    }

    /// Returns the key of a row for which no relation has found one.
    fn key(&self, row: usize) -> String {
        let set = self.used.iter().find(|keys| !keys.is_none(row));
        set.map_or_else(|| "NULL".to_owned(), |keys| keys.display(row))
    }
}

/// Whether there may be no row, which decides what the rows of the set `O` fill: the enum, or an `Option` of it.
#[doc(hidden)]
pub trait OneOfField<O: OneOf, T> {
    /// Loads the field's values for all near rows.
    fn load(loader: &mut Loader<'_>) -> Result<vec::IntoIter<T>>;
}

impl<O: OneOf, E: OneOfShape<O>> OneOfField<O, E> for Required {
    fn load(loader: &mut Loader<'_>) -> Result<vec::IntoIter<E>> {
        let mut members = members::<O, E>(loader);
        E::load(&mut members)?;
        let rows = std::mem::take(&mut members.rows);
        let rows = rows.into_iter().enumerate().map(|(at, row)| {
            row.ok_or_else(|| Error::Cardinality {
                model: O::Near::NAME,
                relation: O::NAME,
                key: members.key(at),
                several: false,
            })
        });
        Ok(rows.collect::<Result<Vec<E>>>()?.into_iter())
    }
}

/// An `Option` of an enum that the rows of the set `O` are loaded as.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an `optional` `one_of` fills an `Option`, not a `{Self}`",
    label = "must be an `Option`"
)]
pub trait OptionalShape<O: OneOf>: Sized {
    /// Loads the field's values for all near rows.
    fn load(loader: &mut Loader<'_>) -> Result<vec::IntoIter<Self>>;
}

impl<O: OneOf, E: OneOfShape<O>> OptionalShape<O> for Option<E> {
    fn load(loader: &mut Loader<'_>) -> Result<vec::IntoIter<Self>> {
        let mut members = members::<O, E>(loader);
        E::load(&mut members)?;
        Ok(members.rows.into_iter())
    }
}

impl<O: OneOf, T: OptionalShape<O>> OneOfField<O, T> for Nullable {
    fn load(loader: &mut Loader<'_>) -> Result<vec::IntoIter<T>> {
        T::load(loader)
    }
}

/// Takes the keys of the relations of a set.
fn members<'m, 'l, O: OneOf, E>(loader: &'m mut Loader<'l>) -> MemberRows<'m, 'l, E> {
    let keys = O::FOREIGN_KEYS.iter().map(|_| Some(loader.next_keys())).collect();
    MemberRows { loader, keys, used: Vec::new(), rows: Vec::new() }
}

impl<O: OneOf> BesideRow for BelongsToOneOf<O> {
    type Sharing = Self;

    fn sharing(self) -> Self {
        self
    }
}

/// The enum is loaded without arguments.
impl<O: OneOf, A> Passes<A> for BelongsToOneOf<O> {
    type Passing = Self;

    fn passing(self) -> Self {
        self
    }
}

impl<O: OneOf, T> Source<T> for BelongsToOneOf<O>
where
    O::Nullability: OneOfField<O, T>,
{
    type Row = ();
    type Related = vec::IntoIter<T>;

    fn columns(&self, _columns: &mut SelectList) {}

    fn near(&self, columns: &mut SelectList) {
        for key in O::FOREIGN_KEYS {
            columns.push_near(key.columns);
        }
    }

    #[inline]
    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<()> {
        Ok(())
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        <O::Nullability as OneOfField<O, T>>::load(loader)
    }

    fn unrelated(&self) -> Option<Self::Related> {
        None
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        // There is one for each row that the loader was given.
        related.next().expect("a value for each row")
    }
}
