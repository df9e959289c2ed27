//! Relations as sources: which fields the related rows of each kind of relation fill, and how they are
//! loaded.

use std::vec;

use crate::{
    base::error::{Error, Result},
    load::{
        field::{Counted, Counts, Far, FarShape, Narrowed, RelationField},
        group::{Groups, count_groups, load_groups},
    },
    model::{Model, loader::Loader, select_list::SelectList, source::Source},
    query::Query,
    relation::{
        Relation,
        kinds::{BatchPlan, Filtered, Nullable, Required, for_each_kind},
    },
    row::cells::Cells,
};

/// Implements the parts of a [`Source`] that all relations share: no columns of their own, and one item for
/// each row.
macro_rules! related {
    ($constant:ty, $item:ty) => {
        type Row = ();
        type Related = vec::IntoIter<$item>;

        fn columns(&self, _columns: &mut SelectList) {}

        fn near(&self, columns: &mut SelectList) {
            columns.push_near(near::<$constant>());
        }

        #[inline]
        fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<()> {
            Ok(())
        }

        fn unrelated(&self) -> Option<Self::Related> {
            None
        }
    };
}

/// A relation to many rows, narrowed or not.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`count` is for relations to many rows: name a `has_many` or a `many_to_many`",
    label = "not a relation to many rows"
)]
pub trait Many: RelationField + Sized {
    /// The source of the number of rows.
    type Counted;

    /// Makes the source of the number of rows.
    fn counted(self) -> Self::Counted;
}

/// Implements [`Many`] for the constant of a relation to many rows.
macro_rules! many {
    ($R:ident: $relation:path => $constant:ty, to_many) => {
        #[diagnostic::do_not_recommend]
        impl<$R: $relation> Many for $constant {
            type Counted = Counted<Self>;

            fn counted(self) -> Counted<Self> {
                Counted(self)
            }
        }
    };
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {};
}

for_each_kind!(many);
many!(C: Many => Narrowed<C>, to_many);

/// Returns the near row's columns by which the related rows are found.
fn near<C: RelationField>() -> &'static [&'static str] {
    <C::Relation as Relation>::PATH.step(0).from
}

/// The type of a field that holds a group of far rows of the relation `R`: those of one near row.
#[doc(hidden)]
pub trait GroupField<R: Relation>: Default {
    /// Loads the groups of all near rows.
    fn load(
        loader: &mut Loader<'_>,
        plan: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

/// Implements [`GroupField`] for `Vec` or `Option`.
macro_rules! group_field {
    ($field:ident) => {
        impl<R: Relation, T: FarShape<R>> GroupField<R> for $field<T> {
            fn load(
                loader: &mut Loader<'_>,
                plan: BatchPlan,
                narrowed: Option<&Query<R::Far>>,
            ) -> Result<vec::IntoIter<Self>> {
                Ok(load_groups::<R, T, Self>(loader, plan, narrowed)?.groups.into_iter())
            }
        }
    };
}

group_field!(Vec);
group_field!(Option);

/// The type of a field that holds the rows of the relation `R` to many rows: a `Vec`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a relation to many rows fills a `Vec`, not a `{Self}`",
    label = "must be a `Vec`"
)]
pub trait ManyField<R: Relation>: GroupField<R> {}

impl<R: Relation, T: FarShape<R>> ManyField<R> for Vec<T> {}

/// The type of a field that holds the row of the relation `R` to one row or none: an `Option`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a relation to one row or none fills an `Option`, not a `{Self}`",
    label = "must be an `Option`"
)]
pub trait OptionField<R: Relation>: GroupField<R> {}

impl<R: Relation, T: FarShape<R>> OptionField<R> for Option<T> {}

/// A relation, narrowed or not, whose rows fill a field of type `T`.
#[doc(hidden)]
pub trait LoadInto<T>: RelationField {
    /// Loads the field's values for all near rows.
    fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<Far<Self>>>) -> Result<vec::IntoIter<T>>;

    /// Returns the field's value for a near row without related rows; `None` for a `belongs_to`, which has a
    /// value for each.
    fn nothing() -> Option<T>;
}

/// Implements [`LoadInto`] for a relation's constant: it fills a `Vec`, an `Option`, or the parent.
macro_rules! load_into {
    ($R:ident: $relation:path => $constant:ty, to_many) => { load_into!(@group $R, $relation, $constant, ManyField); };
    ($R:ident: $relation:path => $constant:ty, to_one) => { load_into!(@group $R, $relation, $constant, OptionField); };
    ($R:ident: $relation:path => $constant:ty, to_parent) => {
        impl<$R: $relation, T> LoadInto<T> for $constant
        where
            $R::Nullability: Parent<$R, T>,
        {
            fn load(loader: &mut Loader<'_>, _narrowed: Option<&Query<Far<Self>>>) -> Result<vec::IntoIter<T>> {
                <$R::Nullability as Parent<$R, T>>::load(loader, <Self as RelationField>::batch_plan())
            }

            #[inline]
            fn nothing() -> Option<T> {
                None
            }
        }
    };
    (@group $R:ident, $relation:path, $constant:ty, $field:ident) => {
        impl<$R: $relation, T: $field<$R>> LoadInto<T> for $constant {
            fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<Far<Self>>>) -> Result<vec::IntoIter<T>> {
                T::load(loader, <Self as RelationField>::batch_plan(), narrowed)
            }

            #[inline]
            fn nothing() -> Option<T> {
                Some(T::default())
            }
        }
    };
}

for_each_kind!(load_into);

impl<C: LoadInto<T>, T> LoadInto<T> for Narrowed<C> {
    fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<Far<C>>>) -> Result<vec::IntoIter<T>> {
        C::load(loader, narrowed)
    }

    #[inline]
    fn nothing() -> Option<T> {
        C::nothing()
    }
}

/// The nullability of a foreign key whose parent fills a field of type `T`: as itself, or as an `Option` if
/// there may be none.
#[doc(hidden)]
pub trait Parent<R: Relation, T> {
    /// Loads the parents of all children.
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>>;
}

impl<R: Relation, T: FarShape<R>> Parent<R, T> for Required {
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>> {
        let Groups { groups, keys } = load_groups::<R, T, Option<T>>(loader, plan, None)?;
        let filled = (groups.into_iter().enumerate()).map(|(slot, parent)| {
            parent.ok_or_else(|| Error::Cardinality {
                model: R::Near::NAME,
                relation: R::NAME,
                key: keys.display(slot),
                several: false,
            })
        });
        Ok(filled.collect::<Result<Vec<T>>>()?.into_iter())
    }
}

impl<R: Relation, T: OptionField<R>> Parent<R, T> for Nullable {
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>> {
        T::load(loader, plan, None)
    }
}

impl<R: Relation, T: OptionField<R>> Parent<R, T> for Filtered {
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>> {
        T::load(loader, plan, None)
    }
}

/// Implements [`Source`] for a relation's constant. Each kind has an `impl` of its own, instead of one for
/// all, so that the compiler's error leads to the mistake.
macro_rules! source {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        impl<$R: $relation, T> Source<T> for $constant
        where
            Self: LoadInto<T>,
        {
            related!(Self, T);

            fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
                <Self as LoadInto<T>>::load(loader, self.narrowed())
            }

            #[inline]
            fn value(&self, (): (), related: &mut Self::Related) -> T {
                // There is one for each row that the loader was given.
                related.next().or_else(Self::nothing).expect("a value for each row")
            }
        }
    };
}

for_each_kind!(source);
source!(C: RelationField => Narrowed<C>, narrowed);

impl<C: Many, T: Counts> Source<T> for Counted<C> {
    related!(C, i64);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let counts = count_groups::<C::Relation>(loader, C::batch_plan(), self.0.narrowed())?;
        Ok(counts.into_iter())
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        T::of_count(related.next().unwrap_or_default())
    }
}
