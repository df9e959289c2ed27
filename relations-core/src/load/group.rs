//! Loads the far rows of many near rows, and gives each near row its group of them.

use std::any::TypeId;

use crate::{
    base::error::{Error, Result},
    load::{
        batch::Batch,
        field::FarShape,
        slots::Slots,
        sort::{self, GroupOrders},
        statement,
    },
    model::{
        Model,
        keys::Keys,
        loader::{Descent, Loader, UntypedRelation},
        select_list::SelectList,
        source::Source,
    },
    query::Query,
    relation::{Relation, kinds::BatchPlan},
};

/// The far rows of one near row: a `Vec` of any number, or an `Option` of at most one.
pub(crate) trait Group<T>: Default {
    /// Makes room for `count` rows.
    fn reserve(&mut self, _count: usize) {}

    /// Returns the number of rows.
    fn count(&self) -> usize;

    /// Moves the rows into an order, which is used up: see [`sort::apply_order`].
    fn arrange(&mut self, _order: &mut [usize]) {}

    /// Adds a row. Returns `false` if there was no room for it.
    fn put(&mut self, far: T) -> bool;
}

impl<T> Group<T> for Vec<T> {
    fn reserve(&mut self, count: usize) {
        self.reserve_exact(count);
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn arrange(&mut self, order: &mut [usize]) {
        sort::apply_order(self, order);
    }

    #[inline]
    fn put(&mut self, far: T) -> bool {
        self.push(far);
        true
    }
}

impl<T> Group<T> for Option<T> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    #[inline]
    fn put(&mut self, far: T) -> bool {
        self.replace(far).is_none()
    }
}

/// The groups of all near rows, and the keys by which their rows were found.
pub(crate) struct Groups<G> {
    pub groups: Vec<G>,
    pub keys: Keys,
}

/// Loads the far rows of all near rows of `loader`, with a group for each near row.
pub(crate) fn load_groups<R: Relation, T: FarShape<R>, G: Group<T>>(
    loader: &mut Loader<'_>,
    plan: BatchPlan,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Groups<G>> {
    let first = (narrowed.is_none() && statement::leads_to_first::<R>()).then(limit_of_one::<R>);
    let narrowed = narrowed.or(first.as_ref());
    let keys = loader.next_keys();
    let every = loader.whole && plan.exhaustive;
    let slots = slots(&keys, every, narrowed);
    let mut builder = GroupBuilder::new(keys.len());
    if !slots.is_empty() {
        let sources = T::sources();
        let mut columns = SelectList::of("t");
        sources.columns(&mut columns);
        sources.near(&mut columns);
        let near = columns.near.clone();
        let access = plan.access;
        let batch = Batch::<R> { db: loader.db, columns, keys: &keys, every, access, narrowed };
        match sources.unrelated() {
            Some(mut none) => {
                let orders = batch.for_each_row(&slots, |_, cells, slot| {
                    let far = sources.value(sources.read(cells, &mut 0)?, &mut none);
                    builder.put(slot, far).ok_or_else(|| several::<R>(&keys, slot))
                })?;
                builder.arrange(orders, &slots);
            }
            None => {
                let mut rows = Vec::new();
                let mut owners = Vec::new();
                let mut far_keys = Keys::for_relations(&near);
                let orders = batch.for_each_row(&slots, |row, cells, slot| {
                    rows.push(sources.read(cells, &mut 0)?);
                    owners.push(slot);
                    far_keys.iter_mut().zip(&near).try_for_each(|(keys, places)| keys.push(row, places))
                })?;
                let ancestor = loader.follow(untyped::<R>(), &keys)?;
                let descent = Descent { ancestor: &ancestor, owners: &owners };
                let whole = every && is_whole::<R>(narrowed);
                let mut below = loader.below(far_keys, whole, descent);
                let mut related = sources.relate(&mut below)?;
                for (row, slot) in rows.into_iter().zip(&owners) {
                    let far = sources.value(row, &mut related);
                    builder.put(*slot, far).ok_or_else(|| several::<R>(&keys, *slot))?;
                }
                builder.arrange(orders, &slots);
            }
        }
    }
    let groups = builder.groups;
    Ok(Groups { groups, keys })
}

/// Counts the far rows of all near rows of `loader`.
pub(crate) fn count_groups<R: Relation>(
    loader: &mut Loader<'_>,
    plan: BatchPlan,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Vec<i64>> {
    let keys = loader.next_keys();
    let every = loader.whole && plan.exhaustive;
    let slots = slots(&keys, every, narrowed);
    let mut counts = vec![0; keys.len()];
    if !slots.is_empty() {
        let columns = SelectList::counting();
        let access = plan.access;
        let batch = Batch::<R> { db: loader.db, columns, keys: &keys, every, access, narrowed };
        batch.for_each_row(&slots, |row, _, slot| {
            let count = row.get(0)?;
            counts[slot as usize] = narrowed.map_or(count, |query| within_limit(query, count));
            Ok(())
        })?;
    }
    Ok(counts)
}

/// Returns the slots of these keys.
///
/// If all far rows of all near rows are read, the table with the keys is read from one end to the other, and
/// a row finds its slot by the bytes of its key: that is half the work of a search for each key of a list. A
/// limit needs the list.
fn slots<M>(keys: &Keys, every: bool, narrowed: Option<&Query<M>>) -> Slots {
    let hashed = every && !narrowed.is_some_and(statement::is_limited);
    hashed.then(|| Slots::hashed(keys)).flatten().unwrap_or_else(|| Slots::new(keys))
}

/// Returns the number of `count` rows that the query's offset and limit leave.
fn within_limit<M>(query: &Query<M>, count: i64) -> i64 {
    let behind = count.saturating_sub_unsigned(query.untyped.offset.unwrap_or(0)).max(0);
    query.untyped.limit.and_then(|limit| i64::try_from(limit).ok()).map_or(behind, |limit| behind.min(limit))
}

/// Groups to which rows are added, mostly to one group after the other.
struct GroupBuilder<G> {
    groups: Vec<G>,
    /// The slot of the last row.
    last: usize,
}

impl<G> GroupBuilder<G> {
    /// Creates `len` empty groups.
    fn new<T>(len: usize) -> Self
    where
        G: Group<T>,
    {
        let mut groups = Vec::new();
        groups.resize_with(len, G::default);
        Self { groups, last: 0 }
    }

    /// Moves the rows of each group that was not read in order into its order.
    fn arrange<T>(&mut self, mut orders: GroupOrders, slots: &Slots)
    where
        G: Group<T>,
    {
        orders.for_each(|first, order| {
            // Each group uses its order up, and so the groups of the other slots take a copy.
            let mut next = slots.next(first);
            while let Some(slot) = next {
                if let Some(group) = self.groups.get_mut(slot as usize) {
                    group.arrange(&mut order.to_vec());
                }
                next = slots.next(slot);
            }
            if let Some(group) = self.groups.get_mut(first as usize) {
                group.arrange(order);
            }
        });
    }

    /// Adds a far row to the group in this slot. Returns `None` if there was no room for it.
    #[inline]
    fn put<T>(&mut self, slot: u32, far: T) -> Option<()>
    where
        G: Group<T>,
    {
        let slot = slot as usize;
        if slot != self.last {
            // Groups tend to be of one size.
            let count = self.groups.get(self.last)?.count();
            let group = self.groups.get_mut(slot)?;
            if group.count() == 0 {
                group.reserve(count);
            }
            self.last = slot;
        }
        self.groups.get_mut(slot)?.put(far).then_some(())
    }
}

/// Returns `true` if all rows of the far table are loaded when those of all near rows are.
fn is_whole<R: Relation>(narrowed: Option<&Query<R::Far>>) -> bool {
    let all = narrowed
        .map(|query| &query.untyped)
        .is_none_or(|query| query.conditions.is_empty() && query.limit.is_none() && query.offset.is_none());
    let direct = R::PATH.len() == 1;
    let required = || {
        let [column] = R::PATH.step(0).to else { return false };
        R::Far::TABLE.column(column).is_some_and(|column| !column.nullable)
    };
    all && direct && R::PATH.is_plain() && required()
}

/// Returns the query of the first row of each near row.
fn limit_of_one<R: Relation>() -> Query<R::Far> {
    let mut query = Query::of_table();
    query.untyped.limit = Some(1);
    query
}

/// Makes the error that a near row has several far rows where one fits.
#[cold]
fn several<R: Relation>(keys: &Keys, slot: u32) -> Error {
    Error::Cardinality {
        model: R::Near::NAME,
        relation: R::NAME,
        key: keys.display(slot as usize),
        several: true,
    }
}

/// Returns the relation apart from its types.
fn untyped<R: Relation>() -> UntypedRelation {
    UntypedRelation { marker: TypeId::of::<R>(), model: R::Near::NAME, name: R::NAME }
}
