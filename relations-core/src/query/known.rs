//! Statements that were rendered before: a query that differs from an earlier one only in its values has the same SQL.

use std::{cell::RefCell, rc::Rc};

use crate::{
    base::error::Result,
    expression::{filter::cache_key::CacheKey, order::By},
    query::{UntypedQuery, number, page::Start},
    row::bind::{Bind, Values},
    statement::sql::Sql,
};

/// The SQL of a query, without values.
struct Known {
    structure: Box<[usize]>,
    sql: Rc<Sql>,
}

/// So many are kept for each thread. Each structure has one place, which the last one of those that share it holds.
const PLACES: usize = 128;

thread_local! {
    static KNOWN: RefCell<[Option<Known>; PLACES]> = const { RefCell::new([const { None }; PLACES]) };
}

/// Where the SQL of a structure is kept.
fn place(structure: &[usize]) -> usize {
    // The multiplier is 2⁶⁴ divided by the golden ratio: it spreads what differs in few bits over the upper ones.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed =
        structure.iter().fold(0_u64, |mixed, word| mixed.wrapping_mul(SPREAD).wrapping_add(*word as u64));
    let mixed = mixed.wrapping_mul(SPREAD);
    (mixed >> 32) as usize % PLACES
}

impl UntypedQuery {
    /// The statement that reads whole rows of the query, if it is one whose SQL does not depend on its values. They are
    /// [bound](Self::bind_values) by themselves.
    pub(crate) fn known(&self, render: impl FnOnce(Self) -> Result<Sql>) -> Option<Result<Rc<Sql>>> {
        let mut structure = CacheKey::new();
        self.note(&mut structure)?;
        let structure = structure.words()?;
        let place = place(structure);
        let found = KNOWN.with_borrow(|known| {
            known[place]
                .as_ref()
                .filter(|known| *known.structure == *structure)
                .map(|known| Rc::clone(&known.sql))
        });
        if let Some(sql) = found {
            debug_assert!(self.is_bound_as_rendered(&sql, render), "a structure is two statements");
            return Some(Ok(sql));
        }
        Some(render(self.clone()).map(|mut sql| {
            sql.values = Values::new();
            let sql = Rc::new(sql);
            let known = Known { structure: structure.into(), sql: Rc::clone(&sql) };
            KNOWN.with_borrow_mut(|all| all[place] = Some(known));
            sql
        }))
    }

    /// Notes what the SQL depends on; `None` if that is more than a structure has.
    fn note(&self, structure: &mut CacheKey) -> Option<()> {
        if !matches!(self.start, Start::Anywhere) || self.near.is_err() {
            return None;
        }
        // Along a relation, it tells the rest.
        match self.relation {
            Some(relation) => structure.address(relation),
            None => structure.address(self.model),
        }
        let soon = self.conditions.is_empty() || self.ends_soon();
        structure.number(
            usize::from(self.limit.is_some())
                | usize::from(self.offset.is_some()) << 1
                | usize::from(soon) << 2
                // As many as there is room for.
                | self.order.len() << 3
                | self.conditions.len() << 16,
        );
        for term in &self.order {
            let By::Column(column) = term.by else { return None };
            structure.named(u8::from(term.descending), [column])?;
        }
        structure.conditions(&self.conditions)
    }

    /// Binds the values of a query that has a structure, in the order of its parameters.
    pub(crate) fn bind_values(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        // What is read along a relation begins with the values of its near row.
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
            // As `push_limit` has it.
            (None, Some(_)) => bind.owned_value(&(-1).into())?,
        }
        self.offset.map_or(Ok(()), |offset| bind.owned_value(&number(offset)))
    }

    /// Whether rendering the query gives this SQL, and its values.
    fn is_bound_as_rendered(&self, known: &Sql, render: impl FnOnce(Self) -> Result<Sql>) -> bool {
        let Ok(rendered) = render(self.clone()) else { return false };
        let mut bound = Values::new();
        self.bind_values(&mut Bind::sink(&mut bound)).is_ok()
            && rendered.text == known.text
            // NaN is not equal to itself.
            && format!("{:?} {:?}", rendered.values, rendered.compared) == format!("{bound:?} {:?}", known.compared)
    }
}
