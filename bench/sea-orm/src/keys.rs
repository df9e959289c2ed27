//! Graphs by keys that are not single integers.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
};
use sea_orm::{DatabaseConnection, DbErr, entity::prelude::*};

use crate::models::keys::{WithCities, WithDesks, WithFiles, city, country, desk, file, folder, room};

pub fn benchmarks() -> Benchmarks<Asynchronous<DatabaseConnection>> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), async |db: &mut DatabaseConnection, ()| with_files(db).await),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), async |db: &mut DatabaseConnection, ()| with_desks(db).await),
        benchmark(GRAPH_BY_TEXT, |_| (), async |db: &mut DatabaseConnection, ()| with_cities(db).await),
    ]
}

async fn with_files(db: &DatabaseConnection) -> Result<Vec<WithFiles>, DbErr> {
    let folders = folder::Entity::find().all(db).await?;
    let files = folders.load_many(file::Entity, db).await?;
    Ok(folders.into_iter().zip(files).map(|(folder, files)| WithFiles(folder, files)).collect())
}

async fn with_desks(db: &DatabaseConnection) -> Result<Vec<WithDesks>, DbErr> {
    let rooms = room::Entity::find().all(db).await?;
    let desks = rooms.load_many(desk::Entity, db).await?;
    Ok(rooms.into_iter().zip(desks).map(|(room, desks)| WithDesks(room, desks)).collect())
}

async fn with_cities(db: &DatabaseConnection) -> Result<Vec<WithCities>, DbErr> {
    let countries = country::Entity::find().all(db).await?;
    let cities = countries.load_many(city::Entity, db).await?;
    Ok(countries.into_iter().zip(cities).map(|(country, cities)| WithCities(country, cities)).collect())
}
