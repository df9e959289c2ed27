//! Graphs by keys that are not single integers.

use ground::{
    asynchronous::{Asynchronous, lane},
    lane::Run,
    workload::{CODES, PAIRS, UUIDS},
};
use toasty::Db;

use crate::models::keys::{Country, Folder, Room, WithCities, WithDesks, WithFiles};

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<Db>>>> {
    vec![
        lane(UUIDS, |_| (), async |db: &mut Db, ()| with_files(db).await),
        lane(PAIRS, |_| (), async |db: &mut Db, ()| with_desks(db).await),
        lane(CODES, |_| (), async |db: &mut Db, ()| with_cities(db).await),
    ]
}

async fn with_files(db: &mut Db) -> toasty::Result<Vec<WithFiles>> {
    let folders = Folder::all().include(Folder::fields().files()).exec(db).await?;
    Ok(folders.into_iter().map(WithFiles).collect())
}

async fn with_desks(db: &mut Db) -> toasty::Result<Vec<WithDesks>> {
    let rooms = Room::all().include(Room::fields().desks()).exec(db).await?;
    Ok(rooms.into_iter().map(WithDesks).collect())
}

async fn with_cities(db: &mut Db) -> toasty::Result<Vec<WithCities>> {
    let countries = Country::all().include(Country::fields().cities()).exec(db).await?;
    Ok(countries.into_iter().map(WithCities).collect())
}
