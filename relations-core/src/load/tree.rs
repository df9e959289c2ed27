//! Descendants and ancestors as sources of fields of shapes.

use std::vec;

use crate::{
    base::error::Result,
    load::{
        aggregate::{ExistenceOf, Existing},
        arguments::{Passes, Passing},
        field::{Counted, Far, Narrowed, Narrowing, RelationField},
        relation_source::{LoadInto, Many, ManyField, near},
        resolve::{ConstantKind, ModelConstant, SourceType},
        row::BesideRow,
    },
    model::{loader::Loader, select_list::SelectList, source::Source},
    query::Query,
    relation::{
        kinds::BelongsTo,
        tree::{Ancestors, Descendants, Recursive, ToItself, TreeRelation},
    },
    row::cells::Cells,
};

impl<R> ModelConstant for Recursive<R> {
    const KIND: ConstantKind = ConstantKind::Relation;
}

/// Returns the query of all rows that the relation of `C` leads to in at most `depth` steps.
fn rows<C: RelationField>(depth: Option<u64>) -> Query<Far<C>> {
    let mut rows = Query::of_table();
    rows.untyped.depth = depth;
    rows
}

#[diagnostic::do_not_recommend]
impl<R: TreeRelation> Narrowing for Recursive<R> {
    type Narrowed = Narrowed<Self>;

    fn narrowed_by(rows: Query<R::Near>) -> Narrowed<Self> {
        Narrowed::of(rows)
    }
}

#[diagnostic::do_not_recommend]
impl<R: TreeRelation> Many for Recursive<R> {
    type Counted = Counted<Narrowed<Self>>;

    fn counted(self) -> Self::Counted {
        Counted(Narrowed::of(rows::<Self>(self.greatest_depth())))
    }
}

#[diagnostic::do_not_recommend]
impl<R: TreeRelation> Existing for Recursive<R> {
    type Existence = ExistenceOf<Narrowed<Self>>;

    fn existence(self) -> Self::Existence {
        Narrowed::of(rows::<Self>(self.greatest_depth())).existence()
    }
}

impl<R: TreeRelation> BesideRow for Recursive<R> {
    type Sharing = Self;

    fn sharing(self) -> Self {
        self
    }
}

impl<R: TreeRelation, A> Passes<A> for Recursive<R> {
    type Passing = Passing<Narrowed<Self>, A>;

    fn passing(self) -> Self::Passing {
        Narrowed::of(rows::<Self>(self.greatest_depth())).passing()
    }
}

impl<R: TreeRelation, T: ManyField<R, A>, A> LoadInto<T, A> for Recursive<R> {
    fn load(loader: &mut Loader<'_>, narrowed: Option<&Query<Far<Self>>>) -> Result<vec::IntoIter<T>> {
        T::load(loader, <Self as RelationField>::batch_plan(), narrowed)
    }

    #[inline]
    fn nothing() -> Option<T> {
        Some(T::default())
    }
}

impl<R: TreeRelation, T> Source<T> for Recursive<R>
where
    Self: LoadInto<T>,
{
    type Row = ();
    type Related = vec::IntoIter<T>;

    fn columns(&self, _columns: &mut SelectList) {}

    fn near(&self, columns: &mut SelectList) {
        columns.push_near(near::<Self>());
    }

    #[inline]
    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<()> {
        Ok(())
    }

    fn unrelated(&self) -> Option<Self::Related> {
        None
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let depth = self.greatest_depth();
        let rows = depth.map(|_| rows::<Self>(depth));
        <Self as LoadInto<T>>::load(loader, rows.as_ref())
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        // There is one for each row that the loader was given.
        related.next().or_else(<Self as LoadInto<T>>::nothing).expect("a value for each row")
    }
}

/// The constant of a `belongs_to` of a model to itself, which `#[load(descendants = …)]` names.
#[diagnostic::on_unimplemented(
    message = "`descendants` and `ancestors` follow a `belongs_to` of the model to itself: name one",
    label = "not a `belongs_to`"
)]
pub trait Parentage {
    /// The marker of the relation.
    type Relation: ToItself;
}

impl<R: ToItself> Parentage for BelongsTo<R> {
    type Relation = R;
}

/// Checks that a constant is that of a `belongs_to` of the model to itself, and returns `proof`.
#[must_use]
pub const fn parentage<C: Parentage>(_parent: &C, proof: usize) -> usize {
    proof
}

/// Returns the type of the relation to descendants, as [`descendants`] makes it.
#[must_use]
pub const fn leads_to_descendants<C: Parentage>(
    _parent: SourceType<C>,
) -> SourceType<Recursive<Descendants<C::Relation>>> {
    SourceType::new()
}

/// Returns the type of the relation to ancestors, as [`ancestors`] makes it.
#[must_use]
pub const fn leads_to_ancestors<C: Parentage>(
    _parent: SourceType<C>,
) -> SourceType<Recursive<Ancestors<C::Relation>>> {
    SourceType::new()
}

/// Makes the relation to descendants of the constant of a `belongs_to`.
#[must_use]
pub fn descendants<C: Parentage>(_parent: C, depth: Option<u64>) -> Recursive<Descendants<C::Relation>> {
    Recursive::within(depth)
}

/// Makes the relation to ancestors of the constant of a `belongs_to`.
#[must_use]
pub fn ancestors<C: Parentage>(_parent: C, depth: Option<u64>) -> Recursive<Ancestors<C::Relation>> {
    Recursive::within(depth)
}
