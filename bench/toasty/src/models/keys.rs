//! Parents and children by keys that are not single integers.

use ground::sum::{self, Sum};
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

/// A folder with the files that were loaded.
pub struct WithFiles(pub Folder);

/// A room with the desks that were loaded.
pub struct WithDesks(pub Room);

/// A country with the cities that were loaded.
pub struct WithCities(pub Country);

impl Sum for WithFiles {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.0.id.as_bytes()), &self.0.name, self.0.files.get()])
    }
}

impl Sum for File {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.id.as_bytes()), &sum::bytes(self.folder_id.as_bytes()), &self.name])
    }
}

impl Sum for WithDesks {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.floor, &self.0.number, &self.0.name, self.0.desks.get()])
    }
}

impl Sum for WithCities {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.code, &self.0.name, self.0.cities.get()])
    }
}

ground::sums! {
    Desk: id, floor, number, name;
    City: id, country_code, name;
}
