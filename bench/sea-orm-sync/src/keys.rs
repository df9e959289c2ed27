//! Graphs by keys that are not single integers.

use ground::{
    benchmark::{Benchmarks, benchmark},
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
};
use sea_orm::{DatabaseConnection, DbErr, entity::prelude::*};

use crate::models::keys::{WithCities, WithDesks, WithFiles, city, country, desk, file, folder, room};

pub fn benchmarks() -> Benchmarks<DatabaseConnection> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), |db: &mut DatabaseConnection, ()| with_files(db)),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), |db: &mut DatabaseConnection, ()| with_desks(db)),
        benchmark(GRAPH_BY_TEXT, |_| (), |db: &mut DatabaseConnection, ()| with_cities(db)),
    ]
}

fn with_files(db: &DatabaseConnection) -> Result<Vec<WithFiles>, DbErr> {
    let folders = folder::Entity::find().all(db)?;
    let files = folders.load_many(file::Entity, db)?;
    Ok(folders.into_iter().zip(files).map(|(folder, files)| WithFiles(folder, files)).collect())
}

fn with_desks(db: &DatabaseConnection) -> Result<Vec<WithDesks>, DbErr> {
    let rooms = room::Entity::find().all(db)?;
    let desks = rooms.load_many(desk::Entity, db)?;
    Ok(rooms.into_iter().zip(desks).map(|(room, desks)| WithDesks(room, desks)).collect())
}

fn with_cities(db: &DatabaseConnection) -> Result<Vec<WithCities>, DbErr> {
    let countries = country::Entity::find().all(db)?;
    let cities = countries.load_many(city::Entity, db)?;
    Ok(countries.into_iter().zip(cities).map(|(country, cities)| WithCities(country, cities)).collect())
}
