//! Graphs by keys that are not single integers.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
};
use toasty::Db;

use crate::models::keys::{Country, Folder, Room, WithCities, WithDesks, WithFiles};

pub fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), async |db: &mut Db, ()| with_files(db).await),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), async |db: &mut Db, ()| with_desks(db).await),
        benchmark(GRAPH_BY_TEXT, |_| (), async |db: &mut Db, ()| with_cities(db).await),
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
