//! Parents and children by keys that are not single integers.

use ground::checksum::{self, Checksum};
use toasty::{Deferred, stmt::Uuid};

#[derive(Debug, toasty::Model)]
#[table = "folders"]
pub struct Folder {
    #[key]
    pub id: Uuid,
    pub name: String,
    #[has_many]
    pub files: Deferred<Vec<File>>,
}

#[derive(Debug, toasty::Model)]
#[table = "files"]
pub struct File {
    #[key]
    pub id: Uuid,
    #[index]
    pub folder_id: Uuid,
    #[belongs_to(key = folder_id, references = id)]
    pub folder: Deferred<Folder>,
    pub name: String,
}

#[derive(Debug, toasty::Model)]
#[table = "rooms"]
#[key(floor, number)]
pub struct Room {
    pub floor: u64,
    pub number: u64,
    pub name: String,
    #[has_many]
    pub desks: Deferred<Vec<Desk>>,
}

#[derive(Debug, toasty::Model)]
#[table = "desks"]
#[index(floor, number)]
pub struct Desk {
    #[key]
    #[auto]
    pub id: u64,
    pub floor: u64,
    pub number: u64,
    #[belongs_to(key = [floor, number], references = [floor, number])]
    pub room: Deferred<Room>,
    pub name: String,
}

#[derive(Debug, toasty::Model)]
#[table = "countries"]
pub struct Country {
    #[key]
    pub code: String,
    pub name: String,
    #[has_many]
    pub cities: Deferred<Vec<City>>,
}

#[derive(Debug, toasty::Model)]
#[table = "cities"]
pub struct City {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub country_code: String,
    #[belongs_to(key = country_code, references = code)]
    pub country: Deferred<Country>,
    pub name: String,
}

/// A folder and its loaded files.
pub struct WithFiles(pub Folder);

/// A room and its loaded desks.
pub struct WithDesks(pub Room);

/// A country and its loaded cities.
pub struct WithCities(pub Country);

impl Checksum for WithFiles {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[&self.0.id, &self.0.name, self.0.files.get()])
    }
}

impl Checksum for WithDesks {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[&self.0.floor, &self.0.number, &self.0.name, self.0.desks.get()])
    }
}

impl Checksum for WithCities {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[&self.0.code, &self.0.name, self.0.cities.get()])
    }
}

ground::checksums! {
    File: id, folder_id, name;
    Desk: id, floor, number, name;
    City: id, country_code, name;
}
