//! Random verbs: their effect on the database, and the same on plain collections.

mod badges;
mod houses;
mod pets;
mod toys;

use std::collections::BTreeSet;

use proptest::prelude::*;
use relations::{Changes, Error, prelude::*, rusqlite::Connection};

use super::{Badge, House, Owner, Pet, Toy, world::World};

/// A number that selects one of the existing rows.
type Pick = u8;

/// A verb and the rows that it is called with. It does nothing if there are no such rows.
#[derive(Clone, Debug)]
pub enum Step {
    CreateOwner,
    DeleteOwner(Pick),
    Pets(pets::Step),
    Toys(toys::Step),
    Houses(houses::Step),
    Badges(badges::Step),
    /// Verbs on a deleted owner, which fail and change nothing.
    Ghost(Pick),
    /// Several steps in a transaction, which is committed or rolled back.
    Transaction(Vec<Step>, bool),
}

pub fn step() -> impl Strategy<Value = Step> {
    let several = (prop::collection::vec(single(), 1..6), any::<bool>());
    prop_oneof![
        9 => single(),
        1 => several.prop_map(|(steps, committed)| Step::Transaction(steps, committed)),
    ]
}

fn single() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::CreateOwner),
        1 => any::<Pick>().prop_map(Step::DeleteOwner),
        6 => pets::step().prop_map(Step::Pets),
        6 => toys::step().prop_map(Step::Toys),
        6 => houses::step().prop_map(Step::Houses),
        9 => badges::step().prop_map(Step::Badges),
        1 => any::<Pick>().prop_map(Step::Ghost),
    ]
}

impl Step {
    /// Runs the verb on the database and on `world`, and asserts what the verb returns.
    pub fn take(&self, db: &Connection, world: &mut World) -> relations::Result<()> {
        match self {
            Self::CreateOwner => {
                assert!(world.owners.insert(Owner::create().insert(db)?.id));
            }
            Self::DeleteOwner(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    owner.delete(db)?;
                    world.delete_owner(owner.id);
                }
            }
            Self::Pets(step) => step.take(db, world)?,
            Self::Toys(step) => step.take(db, world)?,
            Self::Houses(step) => step.take(db, world)?,
            Self::Badges(step) => step.take(db, world)?,
            Self::Ghost(picked) => use_ghost(*picked, db, world),
            Self::Transaction(steps, committed) => {
                let mut within = world.clone();
                let transaction = db.unchecked_transaction()?;
                for step in steps {
                    step.take(&transaction, &mut within)?;
                    within.agrees_with_rows(&transaction)?;
                }
                if *committed {
                    transaction.commit()?;
                    *world = within;
                } else {
                    transaction.rollback()?;
                }
            }
        }
        Ok(())
    }
}

/// Calls every verb that needs an owner on a deleted one.
fn use_ghost(picked: Pick, db: &Connection, world: &World) {
    let ghost = Owner { id: -1 };
    let lost = |result: relations::Result<()>| {
        assert!(matches!(result, Err(Error::MissingParent { .. })), "{result:?}");
    };
    lost(ghost.pets().create().insert(db).map(drop));
    lost(ghost.house().replace().insert(db).map(drop));
    if let Some(mut pet) = world.pet(picked) {
        lost(ghost.pets().add(db, &mut pet));
        lost(ghost.pets().replace(db, &mut [pet]).map(drop));
    }
    if let Some(mut toy) = world.toy(picked) {
        lost(ghost.toys().add(db, &mut toy));
    }
    if let Some(mut house) = world.house(picked) {
        lost(ghost.house().set(db, &mut house));
    }
    if let Some(badge) = world.badge(picked) {
        lost(ghost.badges().link(db, &badge).map(drop));
        let owners: Vec<Owner> = world.owner(picked).into_iter().chain([ghost.clone()]).collect();
        lost(badge.owners().set(db, &owners).map(drop));
    }
    assert!(matches!(ghost.delete(db), Err(Error::NotFound { .. })));
}

fn pick(mut ids: impl ExactSizeIterator<Item = i64>, picked: Pick) -> Option<i64> {
    let count = ids.len().max(1);
    ids.nth(usize::from(picked) % count)
}

impl World {
    fn owner(&self, picked: Pick) -> Option<Owner> {
        pick(self.owners.iter().copied(), picked).map(|id| Owner { id })
    }

    fn pet(&self, picked: Pick) -> Option<Pet> {
        pick(self.pets.keys().copied(), picked).map(|id| Pet { id, owner_id: self.pets[&id] })
    }

    fn toy(&self, picked: Pick) -> Option<Toy> {
        pick(self.toys.keys().copied(), picked).map(|id| Toy { id, owner_id: self.toys[&id] })
    }

    fn house(&self, picked: Pick) -> Option<House> {
        pick(self.houses.keys().copied(), picked).map(|id| House { id, owner_id: self.houses[&id] })
    }

    fn badge(&self, picked: Pick) -> Option<Badge> {
        pick(self.badges.iter().copied(), picked).map(|id| Badge { id })
    }
}

/// Returns the changes that turn one set of ids into another.
fn changes(before: &BTreeSet<i64>, after: &BTreeSet<i64>) -> Changes {
    Changes { added: after.difference(before).count(), removed: before.difference(after).count(), updated: 0 }
}
