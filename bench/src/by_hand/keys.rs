//! Graphs by keys that are not single integers.

use ground::{
    lane::{Run, lane},
    sum::{self, Sum},
    workload::{CODES, PAIRS, UUIDS},
};
use rusqlite::{Connection, Result};

use super::{Places, list};
use crate::models::{City, Country, Desk, File, Folder, Room};

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(UUIDS, |_| (), |db: &mut Connection, ()| folders(db)),
        lane(PAIRS, |_| (), |db: &mut Connection, ()| rooms(db)),
        lane(CODES, |_| (), |db: &mut Connection, ()| countries(db)),
    ]
}

struct WithFiles {
    folder: Folder,
    files: Vec<File>,
}

impl Sum for WithFiles {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.folder.id.as_bytes()), &self.folder.name, &self.files])
    }
}

struct WithDesks {
    room: Room,
    desks: Vec<Desk>,
}

impl Sum for WithDesks {
    fn sum(&self) -> u64 {
        sum::of(&[&self.room.floor, &self.room.number, &self.room.name, &self.desks])
    }
}

struct WithCities {
    country: Country,
    cities: Vec<City>,
}

impl Sum for WithCities {
    fn sum(&self) -> u64 {
        sum::of(&[&self.country.code, &self.country.name, &self.cities])
    }
}

fn folders(db: &Connection) -> Result<Vec<WithFiles>> {
    let mut all = list(db.prepare_cached("SELECT id, name FROM folders")?.query([])?, |row| {
        Ok(WithFiles { folder: Folder { id: row.get(0)?, name: row.get(1)? }, files: Vec::new() })
    })?;
    let mut places = Places::of(all.iter().map(|with| with.folder.id));
    let mut statement = db.prepare_cached("SELECT id, folder_id, name FROM files")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let file = File { id: row.get(0)?, folder_id: row.get(1)?, name: row.get(2)? };
        if let Some(at) = places.find(&file.folder_id) {
            all[at].files.push(file);
        }
    }
    Ok(all)
}

fn rooms(db: &Connection) -> Result<Vec<WithDesks>> {
    let mut all = list(db.prepare_cached("SELECT floor, number, name FROM rooms")?.query([])?, |row| {
        let room = Room { floor: row.get(0)?, number: row.get(1)?, name: row.get(2)? };
        Ok(WithDesks { room, desks: Vec::new() })
    })?;
    let mut places = Places::of(all.iter().map(|with| (with.room.floor, with.room.number)));
    let mut statement = db.prepare_cached("SELECT id, floor, number, name FROM desks")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let desk = Desk { id: row.get(0)?, floor: row.get(1)?, number: row.get(2)?, name: row.get(3)? };
        if let Some(at) = places.find(&(desk.floor, desk.number)) {
            all[at].desks.push(desk);
        }
    }
    Ok(all)
}

fn countries(db: &Connection) -> Result<Vec<WithCities>> {
    let mut all = list(db.prepare_cached("SELECT code, name FROM countries")?.query([])?, |row| {
        Ok(WithCities { country: Country { code: row.get(0)?, name: row.get(1)? }, cities: Vec::new() })
    })?;
    let mut places = Places::of(all.iter().map(|with| with.country.code.clone()));
    let mut statement = db.prepare_cached("SELECT id, country_code, name FROM cities")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let city = City { id: row.get(0)?, country_code: row.get(1)?, name: row.get(2)? };
        if let Some(at) = places.find(&city.country_code) {
            all[at].cities.push(city);
        }
    }
    Ok(all)
}
