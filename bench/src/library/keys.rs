//! Graphs by keys that are not single integers.

use ground::{
    lane::{Run, lane},
    sum::{self, Sum},
    workload::{CODES, PAIRS, UUIDS},
};
use relations::{Load, Select as _};
use rusqlite::Connection;
use uuid::Uuid;

use crate::models::{City, Country, Desk, File, Folder, Room};

#[derive(Load)]
#[load(Folder)]
struct WithFiles {
    id: Uuid,
    name: String,
    files: Vec<File>,
}

#[derive(Load)]
#[load(Room)]
struct WithDesks {
    floor: i64,
    number: i64,
    name: String,
    desks: Vec<Desk>,
}

#[derive(Load)]
#[load(Country)]
struct WithCities {
    code: String,
    name: String,
    cities: Vec<City>,
}

ground::sums! {
    WithDesks: floor, number, name, desks;
    WithCities: code, name, cities;
}

impl Sum for WithFiles {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.id.as_bytes()), &self.name, &self.files])
    }
}

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(UUIDS, |_| (), |db: &mut Connection, ()| WithFiles::query().all(db)),
        lane(PAIRS, |_| (), |db: &mut Connection, ()| WithDesks::query().all(db)),
        lane(CODES, |_| (), |db: &mut Connection, ()| WithCities::query().all(db)),
    ]
}
