//! Parents and children by keys that are not single integers.

use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    prelude::*,
    serialize::{self, Output, ToSql},
    sql_types::Binary,
    sqlite::{Sqlite, SqliteValue},
};
use ground::checksum::Checksum;
use uuid::Uuid;

diesel::table! {
    folders (id) {
        id -> Binary,
        name -> Text,
    }
}

diesel::table! {
    files (id) {
        id -> Binary,
        folder_id -> Binary,
        name -> Text,
    }
}

diesel::table! {
    rooms (floor, number) {
        floor -> BigInt,
        number -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    desks (id) {
        id -> BigInt,
        floor -> BigInt,
        number -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    countries (code) {
        code -> Text,
        name -> Text,
    }
}

diesel::table! {
    cities (id) {
        id -> BigInt,
        country_code -> Text,
        name -> Text,
    }
}

/// A UUID, which Diesel does not have for SQLite.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = Binary)]
pub struct Key(Uuid);

impl ToSql<Binary, Sqlite> for Key {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        <[u8] as ToSql<Binary, Sqlite>>::to_sql(self.0.as_bytes(), out)
    }
}

impl FromSql<Binary, Sqlite> for Key {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(value.read_blob())?))
    }
}

impl Checksum for Key {
    fn checksum(&self) -> u64 {
        self.0.checksum()
    }
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = folders, check_for_backend(Sqlite))]
pub struct Folder {
    pub id: Key,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = files, belongs_to(Folder), check_for_backend(Sqlite))]
pub struct File {
    pub id: Key,
    pub folder_id: Key,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = rooms, primary_key(floor, number), check_for_backend(Sqlite))]
pub struct Room {
    pub floor: i64,
    pub number: i64,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = desks, check_for_backend(Sqlite))]
pub struct Desk {
    pub id: i64,
    pub floor: i64,
    pub number: i64,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = countries, primary_key(code), check_for_backend(Sqlite))]
pub struct Country {
    pub code: String,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = cities, belongs_to(Country, foreign_key = country_code), check_for_backend(Sqlite))]
pub struct City {
    pub id: i64,
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
