//! Relations as what fills a shape's fields.

use std::vec;

use rusqlite::Row;

use super::{
    Load,
    group::{Groups, Manner, counts, groups},
    reader::Loader,
    source::{Columns, Source},
    statement::Access,
};
use crate::{
    error::{Error, Result},
    model::Model,
    query::{Query, Select},
    relation::{
        BelongsTo, HasMany, HasManyThrough, HasOne, Inverse, Linking, LinkingByModel, ManyToMany, Nullable,
        Owning, Relation, Required,
    },
};

/// A shape of the model `M`, or `M` itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither `{M}` nor a shape of it",
    label = "must be `{M}` or a shape of it",
    note = "rows of `{M}` are loaded as `{M}`, or as a struct with `#[derive(Load)]` and `#[load({M})]`"
)]
pub trait ShapeOf<M>: Load<Model = M> {}

#[diagnostic::do_not_recommend]
impl<M, S: ShapeOf<M>> ShapeOf<M> for Box<S> {}

/// What the far rows of relation `R` can be loaded as: a shape of their model; of a junction that is a model,
/// also the pair of such a shape and one of the junction.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "rows of this relation are not loaded as `{Self}`",
    label = "no pair that this relation has",
    note = "where `through` names a model, a pair is the related model and that one, or shapes of them: \
            `Vec<(User, Membership)>`; all other relations lead to single rows: `Vec<User>`"
)]
pub trait FarShape<R: Relation>: Sized + 'static {
    type Values;

    fn sources() -> impl Source<Self::Values>;

    fn from_values(values: Self::Values) -> Self;
}

impl<R: Relation, S: Load + ShapeOf<R::Far>> FarShape<R> for S {
    type Values = S::Values;

    fn sources() -> impl Source<S::Values> {
        S::sources()
    }

    #[inline]
    fn from_values(values: S::Values) -> Self {
        <S as Load>::from_values(values)
    }
}

impl<R, S, J> FarShape<R> for (S, J)
where
    R: LinkingByModel,
    S: Load + ShapeOf<R::Far>,
    J: Load + ShapeOf<R::JunctionModel>,
{
    type Values = (S::Values, J::Values);

    fn sources() -> impl Source<Self::Values> {
        (S::sources(), OfJunction(J::sources()))
    }

    #[inline]
    fn from_values((far, link): Self::Values) -> Self {
        (S::from_values(far), J::from_values(link))
    }
}

/// Sources of the junction's rows rather than of the far rows.
struct OfJunction<S>(S);

impl<V, S: Source<V>> Source<V> for OfJunction<S> {
    type Row = S::Row;
    type Related = S::Related;

    fn columns(&self, columns: &mut Columns) {
        columns.of_alias("j");
        self.0.columns(columns);
        columns.of_alias("t");
    }

    fn near(&self, columns: &mut Columns) {
        columns.of_alias("j");
        self.0.near(columns);
        columns.of_alias("t");
    }

    #[inline]
    fn read(&self, row: &Row<'_>, at: &mut usize) -> Result<Self::Row> {
        self.0.read(row, at)
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.0.relate(loader)
    }

    fn unrelated(&self) -> Option<Self::Related> {
        self.0.unrelated()
    }

    #[inline]
    fn value(row: Self::Row, related: &mut Self::Related) -> V {
        S::value(row, related)
    }
}

/// The constant of a relation, perhaps narrowed to some of its rows.
#[doc(hidden)]
pub trait Related {
    type Relation: Relation;

    /// How the related rows are read together.
    fn manner() -> Manner;

    /// The query that they are narrowed by.
    fn narrowed(&self) -> Option<&Query<<Self::Relation as Relation>::Far>> {
        None
    }
}

impl<R: Inverse> Related for HasMany<R> {
    type Relation = R;

    fn manner() -> Manner {
        of_children::<R>()
    }
}

impl<R: Inverse> Related for HasOne<R> {
    type Relation = R;

    fn manner() -> Manner {
        of_children::<R>()
    }
}

fn of_children<R: Inverse>() -> Manner {
    Manner { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: true }
}

impl<R: Linking> Related for ManyToMany<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::of(R::JUNCTION, R::PATH.step(0).to[0]), exhaustive: true }
    }
}

impl<R: Relation> Related for HasManyThrough<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::Unknown, exhaustive: false }
    }
}

impl<R: Owning> Related for BelongsTo<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: false }
    }
}

/// A relation that `#[load(with = …)]` can narrow.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "neither a column nor a `belongs_to` has rows for `with` to narrow: remove `with`",
    label = "for relations to many rows and for a `has_one` only"
)]
pub trait Narrowing: Related {
    type Narrowed;

    fn narrowed_by(rows: Query<<Self::Relation as Relation>::Far>) -> Self::Narrowed;
}

macro_rules! narrowing {
    ($($constant:ident: $relation:ident),+) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: $relation> Narrowing for $constant<R> {
            type Narrowed = Narrowed<Self>;

            fn narrowed_by(rows: Query<R::Far>) -> Narrowed<Self> {
                Narrowed { rows }
            }
        }
    )+};
}

narrowing!(HasMany: Inverse, HasOne: Inverse, ManyToMany: Linking, HasManyThrough: Relation);

/// A relation narrowed to some of its rows by `#[load(with = …)]`.
#[doc(hidden)]
pub struct Narrowed<C: Related> {
    rows: Query<<C::Relation as Relation>::Far>,
}

/// The relation of this constant, its rows narrowed by `narrow`.
#[doc(hidden)]
pub fn with<C, S>(
    _constant: C,
    narrow: impl FnOnce(Query<<C::Relation as Relation>::Far>) -> S,
) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = <C::Relation as Relation>::Far>,
{
    C::narrowed_by(narrow(Query::of_table()).into_query().shaped())
}

impl<C: Related> Related for Narrowed<C> {
    type Relation = C::Relation;

    fn manner() -> Manner {
        C::manner()
    }

    fn narrowed(&self) -> Option<&Query<<C::Relation as Relation>::Far>> {
        Some(&self.rows)
    }
}

/// The number of rows of the relation `constant`.
#[doc(hidden)]
pub fn count<C: Many>(constant: C) -> C::Counted {
    constant.counted()
}

/// A relation to many rows of which only the number is loaded, by `#[load(count = …)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Counted<C>(C);

/// A type that a number of rows fits into.
#[diagnostic::on_unimplemented(
    message = "a number of related rows is no `{Self}`",
    label = "must be `i64`, `u64` or `usize`"
)]
pub trait Counts: Sized {
    #[doc(hidden)]
    fn of_count(count: i64) -> Self;
}

#[diagnostic::do_not_recommend]
impl Counts for i64 {
    fn of_count(count: i64) -> Self {
        count
    }
}

#[diagnostic::do_not_recommend]
impl Counts for u64 {
    fn of_count(count: i64) -> Self {
        count.unsigned_abs()
    }
}

#[diagnostic::do_not_recommend]
impl Counts for usize {
    fn of_count(count: i64) -> Self {
        // Only so many rows as fit into memory are counted on a machine of 32 bits.
        Self::try_from(count).unwrap_or(Self::MAX)
    }
}

/// What all relations have in common as a [`Source`]: no columns of their own, and one item for each row.
macro_rules! related {
    ($constant:ty, $item:ty) => {
        type Row = ();
        type Related = vec::IntoIter<$item>;

        fn columns(&self, _columns: &mut Columns) {}

        fn near(&self, columns: &mut Columns) {
            columns.push_near(near::<$constant>());
        }

        #[inline]
        fn read(&self, _row: &Row<'_>, _at: &mut usize) -> Result<()> {
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
pub trait Many: Related + Sized {
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
fn near<C: Related>() -> &'static [&'static str] {
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
        manner: Manner,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

impl<R: Relation, T: FarShape<R>> ManyField<R> for Vec<T> {
    fn load(
        loader: &mut Loader<'_>,
        manner: Manner,
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
        manner: Manner,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>>;
}

impl<R: Relation, T: FarShape<R>> OptionField<R> for Option<T> {
    fn load(
        loader: &mut Loader<'_>,
        manner: Manner,
        narrowed: Option<&Query<R::Far>>,
    ) -> Result<vec::IntoIter<Self>> {
        Ok(groups::<R, T, Self>(loader, manner, narrowed)?.groups.into_iter())
    }
}

/// A relation, narrowed or not, whose rows fill a field of type `T`.
#[doc(hidden)]
pub trait Fills<T>: Related {
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
        impl<R: $relation, T: $field<R>> Fills<T> for $constant<R> {
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

impl<C: Fills<T>, T> Fills<T> for Narrowed<C> {
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
    fn load(loader: &mut Loader<'_>, manner: Manner) -> Result<vec::IntoIter<T>>;
}

impl<R: Relation, T: FarShape<R>> Parent<R, T> for Required {
    fn load(loader: &mut Loader<'_>, manner: Manner) -> Result<vec::IntoIter<T>> {
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
    fn load(loader: &mut Loader<'_>, manner: Manner) -> Result<vec::IntoIter<T>> {
        T::load(loader, manner, None)
    }
}

impl<R, T> Fills<T> for BelongsTo<R>
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
            Self: Fills<T>,
        {
            related!(Self, T);

            fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
                <Self as Fills<T>>::load(loader, self.narrowed())
            }

            #[inline]
            fn value((): (), related: &mut Self::Related) -> T {
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
    Narrowed<C>, of C: Related;
}

impl<C: Many, T: Counts> Source<T> for Counted<C> {
    related!(C, i64);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let counts = counts::<C::Relation>(loader, C::manner(), self.0.narrowed())?;
        Ok(counts.into_iter())
    }

    #[inline]
    fn value((): (), related: &mut Self::Related) -> T {
        T::of_count(related.next().unwrap_or_default())
    }
}
