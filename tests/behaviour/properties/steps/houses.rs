//! The only child of a parent.

use proptest::prelude::*;
use relations::{Error, prelude::*, rusqlite::Connection};

use super::{Pick, World};

#[derive(Clone, Debug)]
pub enum Step {
    Create(Pick),
    Delete(Pick),
    Replace(Pick),
    Set(Pick, Pick),
    Clear(Pick),
}

pub fn step() -> impl Strategy<Value = Step> {
    let one = any::<Pick>;
    prop_oneof![
        3 => one().prop_map(Step::Create),
        1 => one().prop_map(Step::Delete),
        2 => one().prop_map(Step::Replace),
        2 => (one(), one()).prop_map(|(house, owner)| Step::Set(house, owner)),
        1 => one().prop_map(Step::Clear),
    ]
}

impl Step {
    pub fn take(&self, db: &Connection, world: &mut World) -> relations::Result<()> {
        match self {
            Self::Create(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    match owner.house().create().insert(db) {
                        Ok(house) => {
                            assert_eq!(world.house_of(owner.id), None);
                            world.houses.insert(house.id, owner.id);
                        }
                        Err(Error::Unique { .. }) => assert!(world.house_of(owner.id).is_some()),
                        Err(other) => return Err(other),
                    }
                }
            }
            Self::Delete(house) => {
                if let Some(house) = world.house(*house) {
                    house.delete(db)?;
                    world.houses.remove(&house.id);
                }
            }
            Self::Replace(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    let house = owner.house().replace().insert(db)?;
                    world.houses.retain(|_, of| *of != owner.id);
                    world.houses.insert(house.id, owner.id);
                }
            }
            Self::Set(house, owner) => {
                if let (Some(mut house), Some(owner)) = (world.house(*house), world.owner(*owner)) {
                    owner.house().set(db, &mut house)?;
                    assert_eq!(house.owner_id, owner.id);
                    world.houses.retain(|_, of| *of != owner.id);
                    world.houses.insert(house.id, owner.id);
                }
            }
            Self::Clear(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    assert_eq!(owner.house().clear(db)?, world.house_of(owner.id).is_some());
                    world.houses.retain(|_, of| *of != owner.id);
                }
            }
        }
        Ok(())
    }
}

impl World {
    fn house_of(&self, owner: i64) -> Option<i64> {
        self.houses.iter().find(|(_, of)| **of == owner).map(|(house, _)| *house)
    }
}
