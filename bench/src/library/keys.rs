//! Graphs by keys that are not single integers.

use ground::{
    benchmark::{Benchmarks, benchmark},
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
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

ground::checksums! {
    WithFiles: id, name, files;
    WithDesks: floor, number, name, desks;
    WithCities: code, name, cities;
}

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), |db: &mut Connection, ()| WithFiles::query().all(db)),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), |db: &mut Connection, ()| WithDesks::query().all(db)),
        benchmark(GRAPH_BY_TEXT, |_| (), |db: &mut Connection, ()| WithCities::query().all(db)),
    ]
}
