//! Random verbs, run on the database and on plain collections: after each of them both agree.

mod steps;
mod world;

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError},
};
use relations::{Model, Schema, prelude::*, schema};

use steps::{Step, step};
use world::World;

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(pets: Pet)]
#[has_many(toys: Toy)]
#[has_one(house: House)]
#[many_to_many(badges: Badge, through = "owner_badge")]
pub struct Owner {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Pet {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = cascade)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Toy {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = set_null)]
    owner_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct House {
    id: i64,
    #[unique]
    #[belongs_to(owner: Owner, on_delete = cascade)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(owners: Owner, through = "owner_badge")]
pub struct Badge {
    id: i64,
}

const SCHEMA: Schema = schema![Owner, Pet, Toy, House, Badge];

fn agree_after_each(steps: &[Step]) -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let mut world = World::default();
    for step in steps {
        step.take(&db, &mut world)?;
        world.agrees_with_rows(&db)?;
    }
    world.agrees_with_handles(&db)
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_database_does_what_plain_collections_do(steps in prop::collection::vec(step(), 1..=40)) {
        agree_after_each(&steps).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    }
}

#[test]
fn random_steps_reach_every_table() -> relations::Result<()> {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let (mut world, mut runner) = (World::default(), TestRunner::deterministic());
    let mut most = [0; 6];
    for _ in 0..400 {
        let next = step().new_tree(&mut runner).expect("steps are never refused").current();
        next.take(&db, &mut world)?;
        let links: u64 = Owner::query()
            .all(&db)?
            .iter()
            .map(|owner| owner.badges().count(&db))
            .sum::<relations::Result<_>>()?;
        let now = [
            Owner::query().count(&db)?,
            Pet::query().count(&db)?,
            Toy::query().filter(Toy::OWNER_ID.is_not_null()).count(&db)?,
            House::query().count(&db)?,
            Badge::query().count(&db)?,
            links,
        ];
        most = std::array::from_fn(|at| most[at].max(now[at]));
    }
    assert!(most.iter().all(|most| *most >= 3), "{most:?}");
    Ok(())
}

#[test]
fn a_child_that_is_named_twice_is_one_child() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let (owner, other) = (Owner::create().insert(&db)?, Owner::create().insert(&db)?);
    let (here, there) = (owner.pets().create().insert(&db)?, other.pets().create().insert(&db)?);
    let mut pets = [here.clone(), there.clone(), here, there];
    let changes = owner.pets().replace(&db, &mut pets)?;
    assert_eq!((changes.added, changes.removed), (1, 0));
    assert_eq!(owner.pets().count(&db)?, 2);
    Ok(())
}
