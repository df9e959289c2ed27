//! The relations that fill fields of a shape, and the types that such fields have.

use crate::{
    base::error::Result,
    load::{
        arguments::{Given, NoArguments, ShapeWithin},
        relation_source::Many,
    },
    model::{arguments::Arguments, load::Load, loader::Loader, select_list::SelectList, source::Source},
    query::Query,
    relation::{
        Relation,
        junction::LinkingByModel,
        kinds::{BatchPlan, RelationConstant, for_each_kind},
    },
    row::cells::Cells,
    schema::metadata::path::Path,
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

/// A type that the far rows of the relation `R` can be loaded as: a shape of their model. If the junction is
/// a model, it can also be the pair of such a shape and a shape of the junction.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "rows of this relation are not loaded as `{Self}`",
    label = "no pair that this relation has",
    note = "where `through` names a model, a pair is the related model and that one, or shapes of them: \
            `Vec<(User, Membership)>`; all other relations lead to single rows: `Vec<User>`"
)]
pub trait FarShape<R: Relation, A = NoArguments>: Sized + 'static {
    /// Returns the sources of the type's fields.
    fn sources(arguments: Arguments<'_>) -> impl Source<Self> + use<Self, R, A>;
}

impl<R: Relation, S: Load + ShapeOf<R::Far>> FarShape<R> for S {
    fn sources(_arguments: Arguments<'_>) -> impl Source<S> + use<R, S> {
        <S as Load>::sources()
    }
}

#[diagnostic::do_not_recommend]
impl<R: Relation, S: Load + ShapeWithin<R::Far, A>, A> FarShape<R, Given<A>> for S {
    fn sources(arguments: Arguments<'_>) -> impl Source<S> + use<R, S, A> {
        <S as Load>::sources_with(arguments)
    }
}

impl<R, S, J> FarShape<R> for (S, J)
where
    R: LinkingByModel,
    S: Load + ShapeOf<R::Far>,
    J: Load + ShapeOf<R::JunctionModel>,
{
    fn sources(_arguments: Arguments<'_>) -> impl Source<(S, J)> + use<R, S, J> {
        (<S as Load>::sources(), OfJunction(<J as Load>::sources()))
    }
}

#[diagnostic::do_not_recommend]
impl<R, S, J, A> FarShape<R, Given<A>> for (S, J)
where
    R: LinkingByModel,
    S: Load + ShapeWithin<R::Far, A>,
    J: Load + ShapeWithin<R::JunctionModel, A>,
{
    fn sources(arguments: Arguments<'_>) -> impl Source<(S, J)> + use<R, S, J, A> {
        (<S as Load>::sources_with(arguments), OfJunction(<J as Load>::sources_with(arguments)))
    }
}

/// The sources of a junction's rows, instead of far rows.
struct OfJunction<S>(S);

impl<V, S: Source<V>> Source<V> for OfJunction<S> {
    type Row = S::Row;
    type Related = S::Related;

    fn columns(&self, columns: &mut SelectList) {
        columns.of_alias("j");
        self.0.columns(columns);
        columns.of_alias("t");
    }

    fn near(&self, columns: &mut SelectList) {
        columns.of_alias("j");
        self.0.near(columns);
        columns.of_alias("t");
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row> {
        self.0.read(cells, at)
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.0.relate(loader)
    }

    fn unrelated(&self) -> Option<Self::Related> {
        self.0.unrelated()
    }

    #[inline]
    fn value(&self, row: Self::Row, related: &mut Self::Related) -> V {
        self.0.value(row, related)
    }
}

/// The constant of a relation, or one that is narrowed to some of its rows.
#[doc(hidden)]
pub trait RelationField {
    /// The marker of the relation.
    type Relation: Relation;

    /// Returns the plan by which the related rows of many near rows are read together.
    fn batch_plan() -> BatchPlan;

    /// Returns the path to the related rows.
    fn path(&self) -> Path {
        Self::Relation::PATH
    }

    /// Returns the query that narrows the rows, if there is one.
    fn narrowed(&self) -> Option<&Query<Far<Self>>> {
        None
    }
}

/// The model of the rows that a field's relation leads to.
pub(crate) type Far<C> = <<C as RelationField>::Relation as Relation>::Far;

impl<C: RelationConstant> RelationField for C {
    type Relation = C::Relation;

    fn batch_plan() -> BatchPlan {
        C::batch_plan()
    }

    fn path(&self) -> Path {
        RelationConstant::path(self)
    }
}

/// A relation that `#[load(with = …)]` can narrow.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "neither a column nor a `belongs_to` has rows for `with` to narrow: remove `with`",
    label = "for relations to many rows and for a `has_one` only"
)]
pub trait Narrowing: RelationField {
    /// The narrowed relation.
    type Narrowed;

    /// Narrows the relation to the rows of a query.
    fn narrowed_by(rows: Query<Far<Self>>) -> Self::Narrowed;
}

/// Implements [`Narrowing`] for a relation's constant, unless the relation leads to a parent.
macro_rules! narrowing {
    (R: $relation:path => $constant:ty, to_parent) => {};
    (R: $relation:path => $constant:ty, $rows:ident) => {
        #[diagnostic::do_not_recommend]
        impl<R: $relation> Narrowing for $constant {
            type Narrowed = Narrowed<Self>;

            fn narrowed_by(rows: Query<R::Far>) -> Narrowed<Self> {
                Narrowed { rows }
            }
        }
    };
}

for_each_kind!(narrowing);

/// A relation narrowed to some of its rows by `#[load(with = …)]`.
#[doc(hidden)]
pub struct Narrowed<C: RelationField> {
    rows: Query<Far<C>>,
}

impl<C: RelationField> Narrowed<C> {
    /// Returns the relation narrowed to the rows of a query.
    pub(crate) const fn of(rows: Query<Far<C>>) -> Self {
        Self { rows }
    }
}

impl<C: RelationField> RelationField for Narrowed<C> {
    type Relation = C::Relation;

    fn batch_plan() -> BatchPlan {
        C::batch_plan()
    }

    fn narrowed(&self) -> Option<&Query<Far<C>>> {
        Some(&self.rows)
    }
}

/// Makes the source of the number of rows of the relation `constant`.
#[doc(hidden)]
pub fn count<C: Many>(constant: C) -> C::Counted {
    constant.counted()
}

/// A relation to many rows whose number alone is loaded, by `#[load(count = …)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Counted<C>(pub(crate) C);

/// The type of a field that holds a number of rows: `i64`, `u64` or `usize`.
#[diagnostic::on_unimplemented(
    message = "a number of related rows is no `{Self}`",
    label = "must be `i64`, `u64` or `usize`"
)]
pub trait Counts: Sized {
    /// Converts the number of rows.
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
        // On a machine of 32 bits no more rows fit into memory.
        Self::try_from(count).unwrap_or(Self::MAX)
    }
}
