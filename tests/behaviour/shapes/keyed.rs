use std::collections::{BTreeMap, HashMap};

use relations::{Error, Load, Result, prelude::*};

use super::world::{Club, Code, Line, Order, Person, Skill, Team, world};

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Maps {
    name: String,
    #[load(key = name)]
    skills: BTreeMap<String, Skill>,
    #[load(key = slug)]
    clubs: HashMap<String, ClubName>,
    #[load(key = id, with = |q| q.filter(Line::AMOUNT.gt(2.0)))]
    lines: BTreeMap<i64, Line>,
    #[load(key = number)]
    orders: BTreeMap<i64, Lines>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Club)]
struct ClubName {
    name: String,
}

/// `sku` is unique together with the foreign key, which has two columns.
#[derive(Load, Debug, PartialEq)]
#[load(Order)]
struct Lines {
    #[load(from = lines, key = sku)]
    by_sku: BTreeMap<String, Amount>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Line)]
struct Amount {
    amount: f64,
}

#[test]
fn rows_are_found_by_their_column() -> Result<()> {
    let db = world()?;
    let people = Maps::query().order_by(Person::ID.asc()).all(&db)?;
    let ann = &people[0];
    assert_eq!(ann.skills.keys().collect::<Vec<_>>(), ["rust", "sql"]);
    assert_eq!(ann.skills["rust"].level, 5);
    assert_eq!(ann.clubs["go"], ClubName { name: "Go".into() });
    assert_eq!(ann.clubs.len(), 2);
    assert_eq!(ann.lines.keys().copied().collect::<Vec<_>>(), [2, 3]);
    assert_eq!(ann.orders[&1].by_sku["y"], Amount { amount: 2.5 });
    assert_eq!(ann.orders[&2].by_sku["x"], Amount { amount: 10.0 });
    assert!(people[2].skills.is_empty() && people[2].orders.is_empty());
    assert_eq!(Maps::get(&db, 1)?, *ann);
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Team)]
struct Staff {
    code: Code,
    #[load(key = id)]
    staff: HashMap<i64, Person>,
}

#[test]
fn maps_hang_on_keys_of_any_type() -> Result<()> {
    let db = world()?;
    let teams = Staff::query().order_by(Team::CODE.asc()).all(&db)?;
    assert_eq!(teams[0].staff.len(), 2);
    assert_eq!(teams[1].staff[&2].name, "Bob");
    Ok(())
}

#[test]
fn a_database_without_the_constraint_is_found_out() -> Result<()> {
    let db = world()?;
    db.execute_batch(
        "ALTER TABLE skill RENAME TO old;
         CREATE TABLE skill (id INTEGER PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) STRICT;
         INSERT INTO skill SELECT id, 'same', level FROM old;",
    )?;
    let error = Maps::query().all(&db).expect_err("two skills have one name");
    assert!(
        matches!(&error, Error::Cardinality { model: "Person", relation: "skills", key, several: true } if key == "1"),
        "{error}"
    );
    Ok(())
}
