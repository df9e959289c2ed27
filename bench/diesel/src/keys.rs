//! Graphs by keys that are not single integers.

use std::collections::HashMap;

use diesel::prelude::*;
use ground::{
    lane::{Run, lane},
    sum::{self, Sum},
    workload::{CODES, PAIRS, UUIDS},
};

use crate::models::keys::{City, Country, Desk, File, Folder, Room, countries, desks, folders, rooms};

pub fn lanes() -> Vec<Box<dyn Run<SqliteConnection>>> {
    vec![
        lane(UUIDS, |_| (), |db: &mut SqliteConnection, ()| with_files(db)),
        lane(PAIRS, |_| (), |db: &mut SqliteConnection, ()| with_desks(db)),
        lane(CODES, |_| (), |db: &mut SqliteConnection, ()| with_cities(db)),
    ]
}

struct WithFiles(Folder, Vec<File>);

struct WithDesks(Room, Vec<Desk>);

struct WithCities(Country, Vec<City>);

impl Sum for WithFiles {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.id, &self.0.name, &self.1])
    }
}

impl Sum for WithDesks {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.floor, &self.0.number, &self.0.name, &self.1])
    }
}

impl Sum for WithCities {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.code, &self.0.name, &self.1])
    }
}

fn with_files(db: &mut SqliteConnection) -> QueryResult<Vec<WithFiles>> {
    let folders: Vec<Folder> = folders::table.select(Folder::as_select()).load(db)?;
    let files: Vec<File> = File::belonging_to(&folders).select(File::as_select()).load(db)?;
    let files = files.grouped_by(&folders);
    Ok(folders.into_iter().zip(files).map(|(folder, files)| WithFiles(folder, files)).collect())
}

/// A key of two columns is nothing that a struct can belong to in Diesel: the grouping is by hand.
fn with_desks(db: &mut SqliteConnection) -> QueryResult<Vec<WithDesks>> {
    let rooms: Vec<Room> = rooms::table.select(Room::as_select()).load(db)?;
    let desks: Vec<Desk> = desks::table.select(Desk::as_select()).load(db)?;
    let places: HashMap<(i64, i64), usize> =
        rooms.iter().enumerate().map(|(at, room)| ((room.floor, room.number), at)).collect();
    let mut all: Vec<WithDesks> = rooms.into_iter().map(|room| WithDesks(room, Vec::new())).collect();
    for desk in desks {
        if let Some(at) = places.get(&(desk.floor, desk.number)) {
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
