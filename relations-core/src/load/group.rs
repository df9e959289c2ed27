//! Related rows by the near rows that they belong to.

use std::any::TypeId;

use crate::{
    base::error::{Error, Result},
    load::{
        arranged::{self, Arranged},
        far::Statements,
        field::FarShape,
        slots::Slots,
        statement,
    },
    model::{
        Model,
        keys::Keys,
        loader::{Above, Followed, Loader, keys_of},
        source::{SelectList, Source},
    },
    query::Query,
    relation::{Relation, kinds::BatchPlan},
};

/// The far rows of one near row: a `Vec` of any number, an `Option` of at most one.
pub(crate) trait Group<T>: Default {
    /// Makes room for so many.
    fn reserve(&mut self, _count: usize) {}

    /// How many there are.
    fn count(&self) -> usize;

    /// Brings them into this order.
    fn arrange(&mut self, _order: &mut [usize]) {}

    /// Adds one; says whether it could be one more.
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
        arranged::arrange(self, order);
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

/// The groups of all near rows, and the keys that their rows were found by.
pub(crate) struct Groups<G> {
    pub groups: Vec<G>,
    pub keys: Keys,
}

/// Loads the far rows of all near rows of `loader`, those of each in a group of its own.
pub(crate) fn groups<R: Relation, T: FarShape<R>, G: Group<T>>(
    loader: &mut Loader<'_>,
    plan: BatchPlan,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Groups<G>> {
    let keys = loader.next();
    let every = loader.whole && plan.exhaustive;
    let slots = slots(&keys, every, narrowed);
    let mut filling = GroupBuilder::new(keys.len());
    if !slots.is_empty() {
        let sources = T::sources();
        let mut columns = SelectList::of("t");
        sources.columns(&mut columns);
        sources.near(&mut columns);
        let near = columns.near.clone();
        let access = plan.access;
        let statements = Statements::<R> { db: loader.db, columns, keys: &keys, every, access, narrowed };
        match sources.unrelated() {
            Some(mut none) => {
                let arranged = statements.each_row(&slots, |_, cells, slot| {
                    let far = sources.value(sources.read(cells, &mut 0)?, &mut none);
                    filling.put(slot, far).ok_or_else(|| several::<R>(&keys, slot))
                })?;
                filling.arrange(arranged, &slots);
            }
            None => {
                let mut rows = Vec::new();
                let mut owners = Vec::new();
                let mut far_keys = keys_of(&near);
                let arranged = statements.each_row(&slots, |row, cells, slot| {
                    rows.push(sources.read(cells, &mut 0)?);
                    owners.push(slot);
                    far_keys.iter_mut().zip(&near).try_for_each(|(keys, places)| keys.push(row, places))
                })?;
                let level = loader.level(followed::<R>(), &keys)?;
                let above = Above { level: &level, owners: &owners };
                let whole = every && is_whole::<R>(narrowed);
                let mut below = loader.below(far_keys, whole, above);
                let mut related = sources.relate(&mut below)?;
                for (row, slot) in rows.into_iter().zip(&owners) {
                    let far = sources.value(row, &mut related);
                    filling.put(*slot, far).ok_or_else(|| several::<R>(&keys, *slot))?;
                }
                filling.arrange(arranged, &slots);
            }
        }
    }
    let groups = filling.groups;
    Ok(Groups { groups, keys })
}

/// Counts the far rows of all near rows of `loader`.
pub(crate) fn counts<R: Relation>(
    loader: &mut Loader<'_>,
    plan: BatchPlan,
    narrowed: Option<&Query<R::Far>>,
) -> Result<Vec<i64>> {
    let keys = loader.next();
    let every = loader.whole && plan.exhaustive;
    let slots = slots(&keys, every, narrowed);
    let mut counts = vec![0; keys.len()];
    if !slots.is_empty() {
        let columns = SelectList::counting();
        let access = plan.access;
        let statements = Statements::<R> { db: loader.db, columns, keys: &keys, every, access, narrowed };
        statements.each_row(&slots, |row, _, slot| {
            let count = row.get(0)?;
            counts[slot as usize] = narrowed.map_or(count, |query| within_limit(query, count));
            Ok(())
        })?;
    }
    Ok(counts)
}

/// The slots of these keys.
///
/// Where all far rows of all near rows are wanted, the table with the keys is read as it comes, and a row finds its slot by the
/// bytes of its key: half the work of a search for each key of a list. A limit needs the list.
fn slots<M>(keys: &Keys, every: bool, narrowed: Option<&Query<M>>) -> Slots {
    let hashed = every && !narrowed.is_some_and(statement::is_limited);
    hashed.then(|| Slots::hashed(keys)).flatten().unwrap_or_else(|| Slots::new(keys))
}

/// How many of so many rows the query's offset and limit leave.
fn within_limit<M>(query: &Query<M>, count: i64) -> i64 {
    let behind = count.saturating_sub_unsigned(query.untyped.offset.unwrap_or(0)).max(0);
    query.untyped.limit.and_then(|limit| i64::try_from(limit).ok()).map_or(behind, |limit| behind.min(limit))
}

/// Groups that are being filled, mostly one after the other.
struct GroupBuilder<G> {
    groups: Vec<G>,
    last: usize,
}

impl<G> GroupBuilder<G> {
    fn new<T>(len: usize) -> Self
    where
        G: Group<T>,
    {
        let mut groups = Vec::new();
        groups.resize_with(len, G::default);
        Self { groups, last: 0 }
    }

    /// Brings the rows of some groups into their order.
    fn arrange<T>(&mut self, mut arranged: Arranged, slots: &Slots)
    where
        G: Group<T>,
    {
        arranged.each(|first, order| {
            // To arrange by an order uses it up.
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

    /// Adds a far row to the group in this slot; `None` if there was no room for it.
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

/// Whether all rows of the far table are loaded where those of all near rows are.
fn is_whole<R: Relation>(narrowed: Option<&Query<R::Far>>) -> bool {
    let all = narrowed
        .map(|query| &query.untyped)
        .is_none_or(|query| query.conditions.is_empty() && query.limit.is_none() && query.offset.is_none());
    let direct = R::PATH.len() == 1;
    let required = || {
        let [column] = R::PATH.step(0).to else { return false };
        R::Far::TABLE.column(column).is_some_and(|column| !column.nullable)
    };
    all && direct && required()
}

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
fn followed<R: Relation>() -> Followed {
    Followed { relation: TypeId::of::<R>(), model: R::Near::NAME, name: R::NAME }
}
