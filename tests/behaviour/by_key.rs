//! The verbs of relations by the keys of rows that the program does not have: keys that are a text, a newtype or
//! several columns, on each side of each kind of relation.

mod bulk;
mod children;
mod deleting;
mod links;
mod missing;
mod reading;

use relations::{ColumnType, Model, Result, Schema, rusqlite::Connection, schema};

/// A parent with a text as its key.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(cities: City)]
#[has_many(rivers: River)]
#[has_one(capital: Capital)]
#[has_many(streets: Street, through = cities)]
#[has_many(stamps: Stamp)]
#[many_to_many(languages: Language, through = "country_language")]
pub struct Country {
    #[key]
    code: String,
    #[unique]
    name: String,
}

/// A child that cannot be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(streets: Street)]
pub struct City {
    id: i64,
    #[belongs_to(country: Country, on_delete = cascade)]
    country_code: String,
    name: String,
}

/// A child that can be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct River {
    id: i64,
    #[belongs_to(country: Country)]
    country_code: Option<String>,
    name: String,
}

/// An only child.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Capital {
    id: i64,
    #[unique]
    #[belongs_to(country: Country, references = code)]
    country_code: Option<String>,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Street {
    id: i64,
    #[belongs_to(city: City, on_delete = cascade)]
    city_id: i64,
    name: String,
}

/// A child whose foreign key refers to another column than the primary key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Stamp {
    id: i64,
    #[belongs_to(country: Country, references = name)]
    country_name: String,
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub struct LanguageId(i64);

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(countries: Country, through = "country_language")]
#[many_to_many(teams: Team, through = Spoken)]
pub struct Language {
    id: LanguageId,
    name: String,
}

/// A parent whose key has several columns.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(org, number))]
#[has_many(players: Player)]
#[many_to_many(languages: Language, through = Spoken)]
pub struct Team {
    org: String,
    number: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(team: Team, key(team_org, team_number))]
pub struct Player {
    id: i64,
    team_org: Option<String>,
    team_number: Option<i64>,
    name: String,
}

/// A junction that is a model.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(team_org, team_number, language_id))]
#[belongs_to(team: Team, key(team_org, team_number), on_delete = cascade)]
pub struct Spoken {
    team_org: String,
    team_number: i64,
    #[belongs_to(language: Language, on_delete = cascade)]
    language_id: LanguageId,
    #[column(default = "'well'")]
    how: String,
}

pub const SCHEMA: Schema =
    schema![Country, City, River, Capital, Street, Stamp, Language, Team, Player, Spoken];

/// Creates a database with two countries, two teams and three languages.
fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for (code, name) in [("fr", "France"), ("it", "Italy")] {
        Country::create().code(code).name(name).insert(&db)?;
    }
    for (number, name) in [(1, "First"), (2, "Second")] {
        Team::create().org("club").number(number).name(name).insert(&db)?;
    }
    for name in ["French", "Italian", "Corsican"] {
        Language::create().name(name).insert(&db)?;
    }
    Ok(db)
}

/// Returns the key of the team of this number.
fn team(number: i64) -> (&'static str, i64) {
    ("club", number)
}
