//! Graphs by keys that are not single integers.

use std::collections::HashMap;

use diesel::prelude::*;
use ground::{
    benchmark::{Benchmarks, benchmark},
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
};

use crate::models::keys::{City, Country, Desk, File, Folder, Room, countries, desks, folders, rooms};

pub fn benchmarks() -> Benchmarks<SqliteConnection> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), |db: &mut SqliteConnection, ()| with_files(db)),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), |db: &mut SqliteConnection, ()| with_desks(db)),
        benchmark(GRAPH_BY_TEXT, |_| (), |db: &mut SqliteConnection, ()| with_cities(db)),
    ]
}

struct WithFiles(Folder, Vec<File>);

struct WithDesks(Room, Vec<Desk>);

struct WithCities(Country, Vec<City>);

ground::checksums! {
    WithFiles: 0.id, 0.name, 1;
    WithDesks: 0.floor, 0.number, 0.name, 1;
    WithCities: 0.code, 0.name, 1;
}

fn with_files(db: &mut SqliteConnection) -> QueryResult<Vec<WithFiles>> {
    let folders: Vec<Folder> = folders::table.select(Folder::as_select()).load(db)?;
    let files: Vec<File> = File::belonging_to(&folders).select(File::as_select()).load(db)?;
    let files = files.grouped_by(&folders);
    Ok(folders.into_iter().zip(files).map(|(folder, files)| WithFiles(folder, files)).collect())
}

/// Groups by hand: in Diesel, a struct cannot belong to a key of two columns.
fn with_desks(db: &mut SqliteConnection) -> QueryResult<Vec<WithDesks>> {
    let rooms: Vec<Room> = rooms::table.select(Room::as_select()).load(db)?;
    let desks: Vec<Desk> = desks::table.select(Desk::as_select()).load(db)?;
    let positions: HashMap<(i64, i64), usize> =
        rooms.iter().enumerate().map(|(at, room)| ((room.floor, room.number), at)).collect();
    let mut all: Vec<WithDesks> = rooms.into_iter().map(|room| WithDesks(room, Vec::new())).collect();
    for desk in desks {
        if let Some(at) = positions.get(&(desk.floor, desk.number)) {
            all[*at].1.push(desk);
        }
    }
    Ok(all)
}

fn with_cities(db: &mut SqliteConnection) -> QueryResult<Vec<WithCities>> {
    let countries: Vec<Country> = countries::table.select(Country::as_select()).load(db)?;
    let cities: Vec<City> = City::belonging_to(&countries).select(City::as_select()).load(db)?;
    let cities = cities.grouped_by(&countries);
    Ok(countries.into_iter().zip(cities).map(|(country, cities)| WithCities(country, cities)).collect())
}
