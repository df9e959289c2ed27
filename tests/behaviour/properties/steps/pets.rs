//! Children that must have a parent.

use std::collections::BTreeSet;

use proptest::prelude::*;
use relations::{prelude::*, rusqlite::Connection};

use super::{Pet, Pick, World, changes};

#[derive(Clone, Debug)]
pub enum Step {
    Create(Pick),
    Delete(Pick),
    Add(Pick, Pick),
    SetOwner(Pick, Pick),
    Replace(Pick, Vec<Pick>),
    Clear(Pick),
}

pub fn step() -> impl Strategy<Value = Step> {
    let one = any::<Pick>;
    prop_oneof![
        4 => one().prop_map(Step::Create),
        1 => one().prop_map(Step::Delete),
        1 => (one(), one()).prop_map(|(pet, owner)| Step::Add(pet, owner)),
        1 => (one(), one()).prop_map(|(pet, owner)| Step::SetOwner(pet, owner)),
        1 => (one(), prop::collection::vec(one(), 0..4)).prop_map(|(owner, pets)| Step::Replace(owner, pets)),
        1 => one().prop_map(Step::Clear),
    ]
}

impl Step {
    pub fn take(&self, db: &Connection, world: &mut World) -> relations::Result<()> {
        match self {
            Self::Create(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    let pet = owner.pets().create().insert(db)?;
                    assert_eq!(pet.owner_id, owner.id);
                    world.pets.insert(pet.id, owner.id);
                }
            }
            Self::Delete(pet) => {
                if let Some(pet) = world.pet(*pet) {
                    pet.delete(db)?;
                    world.pets.remove(&pet.id);
                }
            }
            Self::Add(pet, owner) => {
                if let (Some(mut pet), Some(owner)) = (world.pet(*pet), world.owner(*owner)) {
                    assert_eq!(owner.pets().contains(db, &pet)?, pet.owner_id == owner.id);
                    owner.pets().add(db, &mut pet)?;
                    assert_eq!(pet.owner_id, owner.id);
                    world.pets.insert(pet.id, owner.id);
                }
            }
            Self::SetOwner(pet, owner) => {
                if let (Some(mut pet), Some(owner)) = (world.pet(*pet), world.owner(*owner)) {
                    Pet::OWNER.set(db, &mut pet, &owner)?;
                    assert_eq!(pet.owner_id, owner.id);
                    world.pets.insert(pet.id, owner.id);
                }
            }
            Self::Replace(owner, picked) => {
                if let Some(owner) = world.owner(*owner) {
                    let mut pets: Vec<Pet> = picked.iter().filter_map(|pet| world.pet(*pet)).collect();
                    let after: BTreeSet<i64> = pets.iter().map(|pet| pet.id).collect();
                    let before = world.pets_of(owner.id);
                    // A pet that is listed twice is one pet.
                    pets.sort_by_key(|pet| pet.id);
                    pets.dedup();
                    assert_eq!(owner.pets().replace(db, &mut pets)?, changes(&before, &after));
                    world.pets.retain(|pet, of| *of != owner.id || after.contains(pet));
                    world.pets.extend(after.iter().map(|pet| (*pet, owner.id)));
                }
            }
            Self::Clear(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    assert_eq!(owner.pets().clear(db)?, world.pets_of(owner.id).len());
                    world.pets.retain(|_, of| *of != owner.id);
                }
            }
        }
        Ok(())
    }
}

impl World {
    fn pets_of(&self, owner: i64) -> BTreeSet<i64> {
        self.pets.iter().filter(|(_, of)| **of == owner).map(|(pet, _)| *pet).collect()
    }
}
