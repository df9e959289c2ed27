//! Graphs by keys that are not single integers.

use ground::{
    benchmark::{Benchmarks, benchmark},
    workload::{GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID},
};
use rusqlite::{Connection, Result};

use super::{Positions, read_all};
use crate::models::{City, Country, Desk, File, Folder, Room};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(GRAPH_BY_UUID, |_| (), |db: &mut Connection, ()| folders(db)),
        benchmark(GRAPH_BY_TWO_COLUMNS, |_| (), |db: &mut Connection, ()| rooms(db)),
        benchmark(GRAPH_BY_TEXT, |_| (), |db: &mut Connection, ()| countries(db)),
    ]
}

struct WithFiles {
    folder: Folder,
    files: Vec<File>,
}

ground::checksums! {
    WithFiles: folder.id, folder.name, files;
    WithDesks: room.floor, room.number, room.name, desks;
    WithCities: country.code, country.name, cities;
}

struct WithDesks {
    room: Room,
    desks: Vec<Desk>,
}

struct WithCities {
    country: Country,
    cities: Vec<City>,
}

fn folders(db: &Connection) -> Result<Vec<WithFiles>> {
    let mut all = read_all(db.prepare_cached("SELECT id, name FROM folders")?.query([])?, |row| {
        Ok(WithFiles { folder: Folder { id: row.get(0)?, name: row.get(1)? }, files: Vec::new() })
    })?;
    let mut positions = Positions::of(all.iter().map(|with| with.folder.id));
    let mut statement = db.prepare_cached("SELECT id, folder_id, name FROM files")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let file = File { id: row.get(0)?, folder_id: row.get(1)?, name: row.get(2)? };
        if let Some(at) = positions.find(&file.folder_id) {
            all[at].files.push(file);
        }
    }
    Ok(all)
}

fn rooms(db: &Connection) -> Result<Vec<WithDesks>> {
    let mut all = read_all(db.prepare_cached("SELECT floor, number, name FROM rooms")?.query([])?, |row| {
        let room = Room { floor: row.get(0)?, number: row.get(1)?, name: row.get(2)? };
        Ok(WithDesks { room, desks: Vec::new() })
    })?;
    let mut positions = Positions::of(all.iter().map(|with| (with.room.floor, with.room.number)));
    let mut statement = db.prepare_cached("SELECT id, floor, number, name FROM desks")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let desk = Desk { id: row.get(0)?, floor: row.get(1)?, number: row.get(2)?, name: row.get(3)? };
        if let Some(at) = positions.find(&(desk.floor, desk.number)) {
            all[at].desks.push(desk);
        }
    }
    Ok(all)
}

fn countries(db: &Connection) -> Result<Vec<WithCities>> {
    let mut all = read_all(db.prepare_cached("SELECT code, name FROM countries")?.query([])?, |row| {
        Ok(WithCities { country: Country { code: row.get(0)?, name: row.get(1)? }, cities: Vec::new() })
    })?;
    let mut positions = Positions::of(all.iter().map(|with| with.country.code.clone()));
    let mut statement = db.prepare_cached("SELECT id, country_code, name FROM cities")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let city = City { id: row.get(0)?, country_code: row.get(1)?, name: row.get(2)? };
        if let Some(at) = positions.find(&city.country_code) {
            all[at].cities.push(city);
        }
    }
    Ok(all)
}
