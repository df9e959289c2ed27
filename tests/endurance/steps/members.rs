//! Members and their profiles.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any_row, some_rows};
use crate::{
    random::Random,
    world::{Member, Profile},
};

/// Returns a text that is long enough to need pages of its own.
fn bio(random: &mut Random) -> String {
    "a life ".repeat(random.below(600))
}

pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    let name = format!("member {}", random.below(40));
    transaction(db, |db| {
        if Member::query().filter(Member::NAME.eq(&name)).exists(db)? {
            return Ok(());
        }
        let member = Member::create().name(name).version(1).insert(db)?;
        member.profile().create().version(1).bio(bio(random)).insert(db).map(drop)
    })
}

/// Deletes idle members with their profiles; their tasks have no member any more.
pub fn delete_idle(db: &Connection, _random: &mut Random) -> Result<()> {
    let idle = Member::BOARDS.none().and(Member::ID.gt(10));
    Member::query().filter(idle).delete(db).map(drop)
}

pub fn replace_profile(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(member) = any_row::<Member>(db, random)? else { return Ok(()) };
    member.profile().replace().version(member.version).bio(bio(random)).insert(db).map(drop)
}

pub fn renew_profile(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(mut member) = any_row::<Member>(db, random)? else { return Ok(()) };
        member.version += 1;
        member.update(db)?;
        member.profile().replace().version(member.version).bio(bio(random)).insert(db).map(drop)
    })
}

/// Gives one member the profile of another, who gets a new one.
pub fn set_profile(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Ok([mut one, other]) = <[Member; 2]>::try_from(some_rows(db, random, 2)?) else { return Ok(()) };
        let Some(mut profile) = other.profile().get(db)? else { return Ok(()) };
        one.profile().set(db, &mut profile)?;
        one.version = profile.version;
        one.update(db)?;
        other.profile().create().version(other.version).bio(bio(random)).insert(db).map(drop)
    })
}

/// Upserts a member by name, regardless of case.
pub fn upsert(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(known) = any_row::<Member>(db, random)? else { return Ok(()) };
        let new = Member::create().name(known.name.to_uppercase()).version(known.version + 1);
        let member = new.on_conflict(Member::NAME).update(Member::VERSION).insert(db)?;
        let profiles = Profile::query().filter(Profile::MEMBER.is(&member));
        profiles.set(Profile::VERSION, member.version).update(db).map(drop)
    })
}

pub fn upsert_all(db: &Connection, random: &mut Random) -> Result<()> {
    let known = some_rows::<Member>(db, random, 6)?;
    let rows = known.iter().map(|member| {
        let name = if random.one_in(2) { member.name.to_uppercase() } else { member.name.to_lowercase() };
        let new = Member::create().id(member.id).name(name).version(member.version);
        new.on_conflict(Member::ID).update(Member::NAME)
    });
    Member::upsert_all(db, rows).map(drop)
}
