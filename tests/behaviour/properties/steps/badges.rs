//! Many-to-many relations, from either side.

use std::collections::BTreeSet;

use proptest::prelude::*;
use relations::{prelude::*, rusqlite::Connection};

use super::{Badge, Owner, Pick, World, changes};

#[derive(Clone, Debug)]
pub enum Step {
    Create,
    CreateFor(Pick),
    Delete(Pick),
    Link(Pick, Pick),
    Unlink(Pick, Pick),
    SetBadges(Pick, Vec<Pick>),
    SetOwners(Pick, Vec<Pick>),
    Clear(Pick),
}

pub fn step() -> impl Strategy<Value = Step> {
    let one = any::<Pick>;
    let several = || (one(), prop::collection::vec(one(), 0..5));
    prop_oneof![
        2 => Just(Step::Create),
        1 => one().prop_map(Step::CreateFor),
        1 => one().prop_map(Step::Delete),
        3 => (one(), one()).prop_map(|(owner, badge)| Step::Link(owner, badge)),
        1 => (one(), one()).prop_map(|(owner, badge)| Step::Unlink(owner, badge)),
        2 => several().prop_map(|(owner, badges)| Step::SetBadges(owner, badges)),
        2 => several().prop_map(|(badge, owners)| Step::SetOwners(badge, owners)),
        1 => one().prop_map(Step::Clear),
    ]
}

impl Step {
    pub fn take(&self, db: &Connection, world: &mut World) -> relations::Result<()> {
        match self {
            Self::Create => {
                assert!(world.badges.insert(Badge::create().insert(db)?.id));
            }
            Self::CreateFor(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    let badge = owner.badges().create().insert(db)?;
                    assert!(world.badges.insert(badge.id));
                    world.links.insert((owner.id, badge.id));
                }
            }
            Self::Delete(badge) => {
                if let Some(badge) = world.badge(*badge) {
                    badge.delete(db)?;
                    world.delete_badge(badge.id);
                }
            }
            Self::Link(owner, badge) => {
                if let (Some(owner), Some(badge)) = (world.owner(*owner), world.badge(*badge)) {
                    let new = world.links.insert((owner.id, badge.id));
                    assert_eq!(badge.owners().contains(db, &owner)?, !new);
                    assert_eq!(owner.badges().link(db, &badge)?, new);
                }
            }
            Self::Unlink(owner, badge) => {
                if let (Some(owner), Some(badge)) = (world.owner(*owner), world.badge(*badge)) {
                    let was = world.links.remove(&(owner.id, badge.id));
                    assert_eq!(badge.owners().unlink(db, &owner)?, was);
                }
            }
            Self::SetBadges(owner, picked) => {
                if let Some(owner) = world.owner(*owner) {
                    let badges: Vec<Badge> = picked.iter().filter_map(|badge| world.badge(*badge)).collect();
                    let after = badges.iter().map(|badge| badge.id).collect();
                    let expected = changes(&world.badges_of(owner.id), &after);
                    assert_eq!(owner.badges().set(db, &badges)?, expected);
                    world.links.retain(|(of, _)| *of != owner.id);
                    world.links.extend(after.iter().map(|badge| (owner.id, *badge)));
                }
            }
            Self::SetOwners(badge, picked) => {
                if let Some(badge) = world.badge(*badge) {
                    let owners: Vec<Owner> = picked.iter().filter_map(|owner| world.owner(*owner)).collect();
                    let after = owners.iter().map(|owner| owner.id).collect();
                    let before =
                        world.links.iter().filter(|(_, of)| *of == badge.id).map(|(owner, _)| *owner);
                    let expected = changes(&before.collect(), &after);
                    assert_eq!(badge.owners().set(db, &owners)?, expected);
                    world.links.retain(|(_, of)| *of != badge.id);
                    world.links.extend(after.iter().map(|owner| (*owner, badge.id)));
                }
            }
            Self::Clear(owner) => {
                if let Some(owner) = world.owner(*owner) {
                    assert_eq!(owner.badges().clear(db)?, world.badges_of(owner.id).len());
                    world.links.retain(|(of, _)| *of != owner.id);
                }
            }
        }
        Ok(())
    }
}

impl World {
    fn badges_of(&self, owner: i64) -> BTreeSet<i64> {
        self.links.iter().filter(|(of, _)| *of == owner).map(|(_, badge)| *badge).collect()
    }
}
