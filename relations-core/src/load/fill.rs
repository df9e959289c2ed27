//! As what the related rows of each kind of relation fill a field.

use std::vec;

use crate::{
    base::error::{Error, Result},
    load::{
        field::{Counted, Counts, Far, FarShape, Narrowed, RelationField},
        group::{Groups, counts, groups},
    },
    model::{
        Model,
        loader::Loader,
        source::{SelectList, Source},
    },
    query::Query,
    relation::{
        Relation,
        belongs_to::{Nullable, Required},
        kinds::{BatchPlan, for_each_kind},
    },
    row::cells::Cells,
};

/// What all relations have in common as a [`Source`]: no columns of their own, and one item for each row.
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
    type Counted;

    fn counted(self) -> Self::Counted;
}

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

/// The columns that the related rows are found by.
fn near<C: RelationField>() -> &'static [&'static str] {
    <C::Relation as Relation>::PATH.step(0).from
}

/// A field that holds a group of the rows of the relation `R`: those that belong to one row.
#[doc(hidden)]
pub trait GroupField<R: Relation>: Default {
    fn load(
        loader: &mut Loader<'_>,
        plan: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

macro_rules! group_field {
    ($field:ident) => {
        impl<R: Relation, T: FarShape<R>> GroupField<R> for $field<T> {
            fn load(
                loader: &mut Loader<'_>,
                plan: BatchPlan,
                narrowed: Option<&Query<R::Far>>,
            ) -> Result<vec::IntoIter<Self>> {
                Ok(groups::<R, T, Self>(loader, plan, narrowed)?.groups.into_iter())
            }
        }
    };
}

group_field!(Vec);
group_field!(Option);

/// A field that holds the rows of the relation `R` to many.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a relation to many rows fills a `Vec`, not a `{Self}`",
    label = "must be a `Vec`"
)]
pub trait ManyField<R: Relation>: GroupField<R> {}

impl<R: Relation, T: FarShape<R>> ManyField<R> for Vec<T> {}

/// A field that holds the row of the relation `R` to one, if there is one.
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
    fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<Far<Self>>>) -> Result<vec::IntoIter<T>>;

    /// Returns the field's value without related rows; a `belongs_to` has a row for each.
    fn nothing() -> Option<T>;
}

/// Implements that a relation fills fields of one form, however it is narrowed.
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

/// How the parent of a row fills a field of type `T`: as itself, or as an `Option` where there may be none.
#[doc(hidden)]
pub trait Parent<R: Relation, T> {
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>>;
}

impl<R: Relation, T: FarShape<R>> Parent<R, T> for Required {
    fn load(loader: &mut Loader<'_>, plan: BatchPlan) -> Result<vec::IntoIter<T>> {
        let Groups { groups, keys } = groups::<R, T, Option<T>>(loader, plan, None)?;
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

/// Implements one source for each kind of relation rather than one for all, so that the compiler follows it to the mistake.
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
                // As many as the rows that the loader was given.
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
        let counts = counts::<C::Relation>(loader, C::batch_plan(), self.0.narrowed())?;
        Ok(counts.into_iter())
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        T::of_count(related.next().unwrap_or_default())
    }
}
