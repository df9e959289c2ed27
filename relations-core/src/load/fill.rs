//! As what the related rows of each kind of relation fill a field.

use std::vec;

use crate::{
    base::error::{Error, Result},
    load::{
        field::{Counted, Counts, FarShape, Narrowed, RelationField},
        group::{BatchPlan, Groups, counts, groups},
    },
    model::{
        Model,
        loader::Loader,
        source::{SelectList, Source},
    },
    query::Query,
    relation::{
        Relation,
        belongs_to::{BelongsTo, Nullable, Owning, Required},
        has_many::HasMany,
        has_one::HasOne,
        inverse::Inverse,
        junction::Linking,
        many_to_many::ManyToMany,
        through::HasManyThrough,
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
    ($($constant:ty, of $parameter:ident: $bound:ident;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$parameter: $bound> Many for $constant {
            type Counted = Counted<Self>;

            fn counted(self) -> Counted<Self> {
                Counted(self)
            }
        }
    )+};
}

many! {
    HasMany<R>, of R: Inverse;
    ManyToMany<R>, of R: Linking;
    HasManyThrough<R>, of R: Relation;
    Narrowed<C>, of C: Many;
}

/// The columns that the related rows are found by.
fn near<C: RelationField>() -> &'static [&'static str] {
    <C::Relation as Relation>::PATH.step(0).from
}

/// A field that holds the rows of the relation `R` to many.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a relation to many rows fills a `Vec`, not a `{Self}`",
    label = "must be a `Vec`"
)]
pub trait ManyField<R: Relation>: Default {
    fn load(
        loader: &mut Loader<'_>,
        manner: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

impl<R: Relation, T: FarShape<R>> ManyField<R> for Vec<T> {
    fn load(
        loader: &mut Loader<'_>,
        manner: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>> {
        Ok(groups::<R, T, Self>(loader, manner, narrowed)?.groups.into_iter())
    }
}

/// A field that holds the row of the relation `R` to one, if there is one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a relation to one row or none fills an `Option`, not a `{Self}`",
    label = "must be an `Option`"
)]
pub trait OptionField<R: Relation>: Default {
    fn load(
        loader: &mut Loader<'_>,
        manner: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

impl<R: Relation, T: FarShape<R>> OptionField<R> for Option<T> {
    fn load(
        loader: &mut Loader<'_>,
        manner: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>> {
        Ok(groups::<R, T, Self>(loader, manner, narrowed)?.groups.into_iter())
    }
}

/// A relation, narrowed or not, whose rows fill a field of type `T`.
#[doc(hidden)]
pub trait LoadInto<T>: RelationField {
    fn load(
        loader: &mut Loader<'_>,
        narrowed: Option<&Query<<Self::Relation as Relation>::Far>>,
    ) -> Result<vec::IntoIter<T>>;

    /// What the field holds without related rows; a `belongs_to` has one for each row.
    fn nothing() -> Option<T>;
}

/// A relation fills fields of one form, in whatever way it is narrowed.
macro_rules! fills {
    ($constant:ident: $relation:ident, $field:ident) => {
        impl<R: $relation, T: $field<R>> LoadInto<T> for $constant<R> {
            fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<R::Far>>) -> Result<vec::IntoIter<T>> {
                T::load(loader, Self::manner(), narrowed)
            }

            #[inline]
            fn nothing() -> Option<T> {
                Some(T::default())
            }
        }
    };
}

fills!(HasMany: Inverse, ManyField);
fills!(HasOne: Inverse, OptionField);
fills!(ManyToMany: Linking, ManyField);
fills!(HasManyThrough: Relation, ManyField);

impl<C: LoadInto<T>, T> LoadInto<T> for Narrowed<C> {
    fn load(
        loader: &mut Loader<'_>,
        narrowed: Option<&Query<<C::Relation as Relation>::Far>>,
    ) -> Result<vec::IntoIter<T>> {
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
    fn load(loader: &mut Loader<'_>, manner: BatchPlan) -> Result<vec::IntoIter<T>>;
}

impl<R: Relation, T: FarShape<R>> Parent<R, T> for Required {
    fn load(loader: &mut Loader<'_>, manner: BatchPlan) -> Result<vec::IntoIter<T>> {
        let Groups { groups, keys } = groups::<R, T, Option<T>>(loader, manner, None)?;
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
    fn load(loader: &mut Loader<'_>, manner: BatchPlan) -> Result<vec::IntoIter<T>> {
        T::load(loader, manner, None)
    }
}

impl<R, T> LoadInto<T> for BelongsTo<R>
where
    R: Owning,
    R::Nullability: Parent<R, T>,
{
    fn load(loader: &mut Loader<'_>, _narrowed: Option<&Query<R::Far>>) -> Result<vec::IntoIter<T>> {
        R::Nullability::load(loader, Self::manner())
    }

    #[inline]
    fn nothing() -> Option<T> {
        None
    }
}

/// One impl for each kind of relation rather than one for all, so that the compiler follows it to the mistake.
macro_rules! sources {
    ($($constant:ty, of $parameter:ident: $bound:ident;)+) => {$(
        impl<$parameter: $bound, T> Source<T> for $constant
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
    )+};
}

sources! {
    HasMany<R>, of R: Inverse;
    HasOne<R>, of R: Inverse;
    ManyToMany<R>, of R: Linking;
    HasManyThrough<R>, of R: Relation;
    BelongsTo<R>, of R: Owning;
    Narrowed<C>, of C: RelationField;
}

impl<C: Many, T: Counts> Source<T> for Counted<C> {
    related!(C, i64);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let counts = counts::<C::Relation>(loader, C::manner(), self.0.narrowed())?;
        Ok(counts.into_iter())
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        T::of_count(related.next().unwrap_or_default())
    }
}
