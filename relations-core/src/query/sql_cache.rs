//! A cache of rendered SQL. Queries that differ only in their values have the same structure, and the same SQL.

use std::{cell::RefCell, rc::Rc};

use crate::{
    base::error::Result,
    expression::{filter::cache_key::CacheKey, order::By},
    query::{page::start::Start, render::number, untyped::UntypedQuery},
    row::bind::{Bind, Values},
    statement::sql::Sql,
};

/// The SQL of all queries of a structure, without values.
struct CachedSql {
    structure: Box<[usize]>,
    sql: Rc<Sql>,
}

/// The number of entries for each thread. Each structure has one slot; of those that share a slot, the last
/// one is kept.
const SLOTS: usize = 128;

thread_local! {
    static CACHE: RefCell<[Option<CachedSql>; SLOTS]> = const { RefCell::new([const { None }; SLOTS]) };
}

/// Returns the slot of a structure.
fn slot(structure: &[usize]) -> usize {
    // The multiplier is 2⁶⁴ divided by the golden ratio: it spreads differences in a few bits over the upper ones.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed =
        structure.iter().fold(0_u64, |mixed, word| mixed.wrapping_mul(SPREAD).wrapping_add(*word as u64));
    let mixed = mixed.wrapping_mul(SPREAD);
    (mixed >> 32) as usize % SLOTS
}

impl UntypedQuery {
    /// Returns the cached statement that reads whole rows of the query, or renders it; `None` if its SQL
    /// depends on its values. The statement is without values, which [`bind_values`](Self::bind_values)
    /// binds.
    pub(crate) fn cached_sql(&self, render: impl FnOnce(Self) -> Result<Sql>) -> Option<Result<Rc<Sql>>> {
        let mut structure = CacheKey::new();
        self.note(&mut structure)?;
        let structure = structure.words()?;
        let slot = slot(structure);
        let found = CACHE.with_borrow(|cache| {
            cache[slot]
                .as_ref()
                .filter(|cached| *cached.structure == *structure)
                .map(|cached| Rc::clone(&cached.sql))
        });
        if let Some(sql) = found {
            debug_assert!(self.is_bound_as_rendered(&sql, render), "a structure is two statements");
            return Some(Ok(sql));
        }
        Some(render(self.clone()).map(|mut sql| {
            sql.values = Values::new();
            let sql = Rc::new(sql);
            let cached = CachedSql { structure: structure.into(), sql: Rc::clone(&sql) };
            CACHE.with_borrow_mut(|cache| cache[slot] = Some(cached));
            sql
        }))
    }

    /// Adds to the structure all that the SQL depends on; `None` if a structure cannot hold it.
    fn note(&self, structure: &mut CacheKey) -> Option<()> {
        if !matches!(self.start, Start::Anywhere) || self.near.is_err() {
            return None;
        }
        // A relation determines the table.
        match self.relation {
            Some(relation) => structure.address(relation),
            None => structure.address(self.model),
        }
        let small = self.conditions.is_empty() || self.has_small_limit();
        structure.number(
            usize::from(self.limit.is_some())
                | usize::from(self.offset.is_some()) << 1
                | usize::from(small) << 2
                // The numbers have as many bits as there are left.
                | self.order.len() << 3
                | self.conditions.len() << 16,
        );
        for term in &self.order {
            let By::Column(column) = term.by else { return None };
            structure.named(u8::from(term.descending), [column])?;
        }
        structure.conditions(&self.conditions)
    }

    /// Binds the values of a query that has a structure, in the order of the parameters.
    pub(crate) fn bind_values(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        // Along a relation, the values of the near row come first.
        if self.relation.is_some()
            && let Ok(near) = &self.near
        {
            bind.owned_values(near)?;
        }
        for condition in &self.conditions {
            condition.bind(bind)?;
        }
        match (self.limit, self.offset) {
            (None, None) => return Ok(()),
            (Some(limit), _) => bind.owned_value(&number(limit))?,
            // As in `push_limit`.
            (None, Some(_)) => bind.owned_value(&(-1).into())?,
        }
        self.offset.map_or(Ok(()), |offset| bind.owned_value(&number(offset)))
    }

    /// Returns `true` if rendering the query gives this SQL, and the values that are bound.
    fn is_bound_as_rendered(&self, cached: &Sql, render: impl FnOnce(Self) -> Result<Sql>) -> bool {
        let Ok(rendered) = render(self.clone()) else { return false };
        let mut bound = Values::new();
        self.bind_values(&mut Bind::sink(&mut bound)).is_ok()
            && rendered.text == cached.text
            // NaN is not equal to itself.
            && format!("{:?} {:?}", rendered.values, rendered.alternatives) == format!("{bound:?} {:?}", cached.alternatives)
    }
}
