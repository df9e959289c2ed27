//! Children that may have no parent.

use std::collections::BTreeSet;

use proptest::prelude::*;
use relations::{prelude::*, rusqlite::Connection};

use super::{Pick, Toy, World, changes};

#[derive(Clone, Debug)]
pub enum Step {
    Create(Option<Pick>),
    Delete(Pick),
    Add(Pick, Pick),
    Remove(Pick, Pick),
    Unset(Pick),
    Replace(Pick, Vec<Pick>),
    Clear(Pick),
}

pub fn step() -> impl Strategy<Value = Step> {
    let one = any::<Pick>;
    prop_oneof![
        4 => any::<Option<Pick>>().prop_map(Step::Create),
        1 => one().prop_map(Step::Delete),
        2 => (one(), one()).prop_map(|(toy, owner)| Step::Add(toy, owner)),
        1 => (one(), one()).prop_map(|(toy, owner)| Step::Remove(toy, owner)),
        1 => one().prop_map(Step::Unset),
        1 => (one(), prop::collection::vec(one(), 0..4)).prop_map(|(owner, toys)| Step::Replace(owner, toys)),
        1 => one().prop_map(Step::Clear),
    ]
}

impl Step {
    pub fn take(&self, db: &Connection, world: &mut World) -> relations::Result<()> {
        match self {
            Self::Create(owner) => {
                let owner = owner.and_then(|owner| world.owner(owner)).map(|owner| owner.id);
                let toy = Toy::create().owner_id(owner).insert(db)?;
                world.toys.insert(toy.id, owner);
            }
            Self::Delete(toy) => {
                if let Some(toy) = world.toy(*toy) {
                    toy.delete(db)?;
                    world.toys.remove(&toy.id);
                }
            }
            Self::Add(toy, owner) => {
                if let (Some(mut toy), Some(owner)) = (world.toy(*toy), world.owner(*owner)) {
                    owner.toys().add(db, &mut toy)?;
                    assert_eq!(toy.owner_id, Some(owner.id));
                    world.toys.insert(toy.id, Some(owner.id));
                }
            }
            Self::Remove(toy, owner) => {
                if let (Some(mut toy), Some(owner)) = (world.toy(*toy), world.owner(*owner)) {
                    let before = toy.owner_id;
                    let removed = owner.toys().remove(db, &mut toy)?;
                    assert_eq!(removed, before == Some(owner.id));
                    assert_eq!(toy.owner_id, if removed { None } else { before });
                    world.toys.insert(toy.id, toy.owner_id);
                }
            }
            Self::Unset(toy) => {
                if let Some(mut toy) = world.toy(*toy) {
                    Toy::OWNER.unset(db, &mut toy)?;
                    assert_eq!(toy.owner_id, None);
                    world.toys.insert(toy.id, None);
                }
            }
            Self::Replace(owner, picked) => {
                if let Some(owner) = world.owner(*owner) {
                    let mut toys: Vec<Toy> = picked.iter().filter_map(|toy| world.toy(*toy)).collect();
                    toys.sort_by_key(|toy| toy.id);
                    toys.dedup();
                    let after: BTreeSet<i64> = toys.iter().map(|toy| toy.id).collect();
                    let expected = changes(&world.toys_of(owner.id), &after);
                    assert_eq!(owner.toys().replace(db, &mut toys)?, expected);
                    world.let_go(owner.id);
                    world.toys.extend(after.iter().map(|toy| (*toy, Some(owner.id))));
                }
            }
            Self::Clear(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    assert_eq!(owner.toys().clear(db)?, world.toys_of(owner.id).len());
                    world.let_go(owner.id);
                }
            }
        }
        Ok(())
    }
}

impl World {
    fn toys_of(&self, owner: i64) -> BTreeSet<i64> {
        self.toys.iter().filter(|(_, of)| **of == Some(owner)).map(|(toy, _)| *toy).collect()
    }

    fn let_go(&mut self, owner: i64) {
        self.toys.values_mut().filter(|of| **of == Some(owner)).for_each(|of| *of = None);
    }
}
