//! Related rows in a map, by a column that tells those of one near row apart.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, Hash},
    vec,
};

use crate::{
    base::{
        const_message::{Text, const_panic},
        error::{Error, Result},
    },
    expression::column::Column,
    load::{
        arguments::NoArguments,
        field::{Far, FarShape, RelationField},
        group::{Groups, load_groups_of},
        relation_source::{Many, related},
        resolve::SourceType,
    },
    model::{Model, keys::Keys, loader::Loader, select_list::SelectList, source::Source},
    query::Query,
    relation::{Relation, kinds::BatchPlan},
    row::cells::Cells,
    schema::{
        column_type::ColumnType,
        metadata::path::{End, Path},
    },
};

/// A relation whose rows are in a map, by `#[load(key = …)]`.
#[doc(hidden)]
pub struct Keyed<C: RelationField, K> {
    relation: C,
    column: Column<Far<C>, K>,
}

impl<C: RelationField, K> Keyed<C, K> {
    /// Loads the maps of all near rows.
    pub(crate) fn maps<F: MapField<C::Relation, K, A>, A>(
        &self,
        loader: &mut Loader<'_>,
    ) -> Result<vec::IntoIter<F>> {
        let maps = F::load(loader, C::batch_plan(), self.relation.narrowed(), self.column)?;
        Ok(maps.into_iter())
    }
}

/// A relation to many rows, narrowed or not, whose rows a map can hold.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`key` is for relations to many rows: name a `has_many` or a `many_to_many`",
    label = "not a relation to many rows"
)]
pub trait Mappable: RelationField {}

#[diagnostic::do_not_recommend]
impl<C: Many> Mappable for C {}

/// Makes the source of the relation's rows in a map by this column.
#[doc(hidden)]
pub const fn keyed<C: Mappable, K>(relation: C, column: Column<Far<C>, K>) -> Keyed<C, K> {
    Keyed { relation, column }
}

/// The type of a field that holds the rows of the relation `R` by a column of type `K`: a `BTreeMap` or a
/// `HashMap` with keys of this type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "rows by a column of type `{K}` do not fill a `{Self}`",
    label = "must be a `BTreeMap` or a `HashMap` by `{K}`"
)]
pub trait MapField<R: Relation, K, A = NoArguments>: Sized {
    /// Loads the maps of all near rows.
    fn load(
        loader: &mut Loader<'_>,
        plan: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
        column: Column<R::Far, K>,
    ) -> Result<Vec<Self>>;
}

impl<R, K, V, A> MapField<R, K, A> for BTreeMap<K, V>
where
    R: Relation,
    K: ColumnType + Ord,
    V: FarShape<R, A>,
{
    fn load(
        loader: &mut Loader<'_>,
        plan: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
        column: Column<R::Far, K>,
    ) -> Result<Vec<Self>> {
        load_maps::<R, K, V, Self, A>(loader, plan, narrowed, column, |map, key, row| {
            map.insert(key, row).is_none()
        })
    }
}

impl<R, K, V, H, A> MapField<R, K, A> for HashMap<K, V, H>
where
    R: Relation,
    K: ColumnType + Eq + Hash,
    V: FarShape<R, A>,
    H: BuildHasher + Default,
{
    fn load(
        loader: &mut Loader<'_>,
        plan: BatchPlan,
        narrowed: Option<&Query<R::Far>>,
        column: Column<R::Far, K>,
    ) -> Result<Vec<Self>> {
        load_maps::<R, K, V, Self, A>(loader, plan, narrowed, column, |map, key, row| {
            map.insert(key, row).is_none()
        })
    }
}

/// Loads the rows of all near rows and puts those of each into a map. `put` returns `false` if there was a row
/// with the same key.
fn load_maps<R, K, V, C, A>(
    loader: &mut Loader<'_>,
    plan: BatchPlan,
    narrowed: Option<&Query<R::Far>>,
    column: Column<R::Far, K>,
    put: impl Fn(&mut C, K, V) -> bool,
) -> Result<Vec<C>>
where
    R: Relation,
    K: ColumnType,
    V: FarShape<R, A>,
    C: Default,
{
    let arguments = loader.arguments;
    let sources = || (column, V::sources(arguments));
    let found = load_groups_of::<R, (K, V), Vec<(K, V)>, _>(loader, plan, narrowed, sources)?;
    let Groups { groups, keys } = found;
    let mut maps = Vec::with_capacity(groups.len());
    for (slot, group) in groups.into_iter().enumerate() {
        let mut map = C::default();
        for (key, row) in group {
            if !put(&mut map, key, row) {
                return Err(repeated::<R>(&keys, slot));
            }
        }
        maps.push(map);
    }
    Ok(maps)
}

/// Makes the error that two rows of one near row have the same key, as the database lacks the constraint.
#[cold]
fn repeated<R: Relation>(keys: &Keys, slot: usize) -> Error {
    Error::Cardinality { model: R::Near::NAME, relation: R::NAME, key: keys.display(slot), several: true }
}

impl<C: RelationField, K, F: MapField<C::Relation, K>> Source<F> for Keyed<C, K> {
    related!(C, F);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.maps::<F, NoArguments>(loader)
    }

    fn value(&self, (): (), related: &mut Self::Related) -> F {
        // There is one for each row that the loader was given.
        related.next().expect("a value for each row")
    }
}

/// The most columns of a foreign key beside which a column can be unique.
const MOST_COLUMNS: usize = 16;

/// Proves that the column tells the rows of one near row apart, by its name in the model.
///
/// # Panics
///
/// At compile time, if neither it nor it together with the foreign key is unique.
#[track_caller]
#[must_use]
pub const fn tells_apart<C: Mappable, K: ColumnType>(
    _relation: SourceType<C>,
    column: &Column<Far<C>, K>,
    name: &str,
) -> usize {
    let table = Far::<C>::TABLE;
    let (near, far) = (<C::Relation as Relation>::Near::ENTITY.name, Far::<C>::ENTITY.name);
    let relation = <C::Relation as Relation>::NAME;
    if K::NULLABLE {
        const_panic! {
            "`" (name) "` of `" (far) "` can be NULL, and so does not tell the `" (relation) "` of one `" (near)
            "` apart: name a column that is always set, or load a `Vec`"
        }
    }
    if table.is_unique(&[column.name()]) {
        return 0;
    }
    let mut columns = [""; MOST_COLUMNS + 1];
    let mut count = 0;
    if let Path::Steps([step]) = <C::Relation as Relation>::PATH
        && matches!(step.end, End::Children)
        && step.to.len() <= MOST_COLUMNS
    {
        while count < step.to.len() {
            columns[count] = step.to[count];
            count += 1;
        }
        columns[count] = column.name();
        if table.is_unique(columns.split_at(count + 1).0) {
            return 0;
        }
    }
    let mut together = Text::<512>::new();
    let mut at = 0;
    while at < count {
        together.push(if at == 0 { ", or unique together with `" } else { "`, `" });
        together.push(columns[at]);
        at += 1;
    }
    together.push(if count > 0 { "`" } else { "" });
    const_panic! {
        "`" (name) "` of `" (far) "` is not unique, and so does not tell the `" (relation) "` of one `" (near)
        "` apart: make it `unique`" (together.as_str()) ", or load a `Vec`"
    }
}
