//! Parents and children by keys that are not single integers.

use relations::Model;
use uuid::Uuid;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "folders")]
#[has_many(files: File)]
pub struct Folder {
    #[key]
    pub id: Uuid,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "files")]
pub struct File {
    #[key]
    pub id: Uuid,
    #[belongs_to(folder: Folder, on_delete = cascade)]
    pub folder_id: Uuid,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "rooms")]
#[has_many(desks: Desk)]
pub struct Room {
    #[key]
    pub floor: i64,
    #[key]
    pub number: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "desks")]
#[belongs_to(room: Room, key(floor, number), on_delete = cascade)]
pub struct Desk {
    pub id: i64,
    pub floor: i64,
    pub number: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "countries")]
#[has_many(cities: City)]
pub struct Country {
    #[key]
    pub code: String,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "cities")]
pub struct City {
    pub id: i64,
    #[belongs_to(country: Country, on_delete = cascade)]
    pub country_code: String,
    pub name: String,
}

ground::checksums! {
    Folder: id, name;
    File: id, folder_id, name;
    Room: floor, number, name;
    Desk: id, floor, number, name;
    Country: code, name;
    City: id, country_code, name;
}
