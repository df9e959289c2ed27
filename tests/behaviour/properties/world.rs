//! The expected content of the tables, in plain collections.

use std::collections::{BTreeMap, BTreeSet};

use relations::{prelude::*, rusqlite::Connection};

use super::{Badge, House, Owner, Pet, Toy};

#[derive(Clone, Debug, Default)]
pub struct World {
    pub owners: BTreeSet<i64>,
    /// The owner of each pet.
    pub pets: BTreeMap<i64, i64>,
    /// The owner of each toy, if it has one.
    pub toys: BTreeMap<i64, Option<i64>>,
    /// The owner of each house.
    pub houses: BTreeMap<i64, i64>,
    pub badges: BTreeSet<i64>,
    /// Pairs of an owner and a badge.
    pub links: BTreeSet<(i64, i64)>,
}

impl World {
    /// Deletes an owner as the foreign keys declare: pets, houses and links are deleted, toys stay.
    pub fn delete_owner(&mut self, owner: i64) {
        self.owners.remove(&owner);
        self.pets.retain(|_, of| *of != owner);
        self.houses.retain(|_, of| *of != owner);
        self.links.retain(|(of, _)| *of != owner);
        self.toys.values_mut().filter(|of| **of == Some(owner)).for_each(|of| *of = None);
    }

    pub fn delete_badge(&mut self, badge: i64) {
        self.badges.remove(&badge);
        self.links.retain(|(_, of)| *of != badge);
    }

    pub fn agrees_with_rows(&self, db: &Connection) -> relations::Result<()> {
        let owners: BTreeSet<i64> = Owner::query().all(db)?.iter().map(|owner| owner.id).collect();
        assert_eq!(owners, self.owners);
        let pets: BTreeMap<i64, i64> =
            Pet::query().all(db)?.iter().map(|pet| (pet.id, pet.owner_id)).collect();
        assert_eq!(pets, self.pets);
        let toys: BTreeMap<i64, Option<i64>> =
            Toy::query().all(db)?.iter().map(|toy| (toy.id, toy.owner_id)).collect();
        assert_eq!(toys, self.toys);
        let houses: BTreeMap<i64, i64> =
            House::query().all(db)?.iter().map(|house| (house.id, house.owner_id)).collect();
        assert_eq!(houses, self.houses);
        let badges: BTreeSet<i64> = Badge::query().all(db)?.iter().map(|badge| badge.id).collect();
        assert_eq!(badges, self.badges);
        let links: BTreeSet<(i64, i64)> = db
            .prepare_cached("SELECT owner_id, badge_id FROM owner_badge")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        assert_eq!(links, self.links);
        Ok(())
    }

    pub fn agrees_with_handles(&self, db: &Connection) -> relations::Result<()> {
        let of = |owned: &BTreeMap<i64, i64>, owner: i64| -> Vec<i64> {
            owned.iter().filter(|(_, of)| **of == owner).map(|(id, _)| *id).collect()
        };
        for owner in Owner::query().all(db)? {
            let pets = owner.pets().order_by(Pet::ID.asc()).all(db)?;
            assert_eq!(pets.iter().map(|pet| pet.id).collect::<Vec<_>>(), of(&self.pets, owner.id));
            assert_eq!(
                owner.house().get(db)?.map(|house| house.id),
                of(&self.houses, owner.id).first().copied()
            );
            let toys: BTreeSet<i64> = owner.toys().all(db)?.iter().map(|toy| toy.id).collect();
            assert!(self.toys.iter().all(|(toy, of)| toys.contains(toy) == (*of == Some(owner.id))));
            let badges: BTreeSet<i64> = owner.badges().all(db)?.iter().map(|badge| badge.id).collect();
            assert!(
                self.badges
                    .iter()
                    .all(|badge| badges.contains(badge) == self.links.contains(&(owner.id, *badge)))
            );
            for pet in pets {
                assert_eq!(pet.owner().get(db)?, owner);
            }
        }
        for badge in Badge::query().all(db)? {
            let owners = badge.owners().order_by(Owner::ID.asc()).all(db)?;
            let linked =
                self.links.iter().filter(|(_, of)| *of == badge.id).map(|(owner, _)| Owner { id: *owner });
            assert_eq!(owners, linked.collect::<Vec<_>>());
        }
        for toy in Toy::query().all(db)? {
            assert_eq!(toy.owner().get(db)?.map(|owner| owner.id), self.toys[&toy.id]);
        }
        Ok(())
    }
}
