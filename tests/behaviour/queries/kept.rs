//! Statements that a program keeps for use in a loop.

use relations::{ColumnType, Error, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(ColumnType, Clone, Debug, PartialEq)]
pub struct Code(String);

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(pets: Pet, order_by(name))]
#[many_to_many(clubs: Club, through = "keeper_club")]
#[has_many(toys: Toy, through = pets)]
pub struct Keeper {
    #[key]
    code: Code,
    age: u8,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(toys: Toy)]
pub struct Pet {
    id: i64,
    #[belongs_to(keeper: Keeper)]
    keeper_code: Code,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Toy {
    id: i64,
    #[belongs_to(pet: Pet)]
    pet_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(keepers: Keeper, through = "keeper_club")]
pub struct Club {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, seat))]
pub struct Place {
    row: i64,
    seat: String,
    price: Option<i64>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Pet)]
struct Named {
    name: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Place)]
struct Price {
    price: Option<i64>,
    row: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Keeper)]
struct WithPets {
    age: u8,
    pets: Vec<Named>,
}

const SCHEMA: Schema = schema![Keeper, Pet, Toy, Club, Place];

fn keepers() -> Result<(Connection, [Keeper; 2])> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let [ada, bob] = [("ada", 36), ("bob", 20)].map(|(code, age)| Keeper { code: Code(code.into()), age });
    ada.insert(&db)?;
    bob.insert(&db)?;
    for name in ["Tom", "Kit"] {
        ada.pets().create().name(name).insert(&db)?;
    }
    Place { row: 1, seat: "a".into(), price: Some(5) }.insert(&db)?;
    Place { row: 1, seat: "b".into(), price: None }.insert(&db)?;
    Ok((db, [ada, bob]))
}

#[test]
fn rows_are_found_by_keys_of_all_kinds() -> Result<()> {
    let (db, [ada, bob]) = keepers()?;
    let mut keepers = Keeper::by_key(&db)?;
    let mut pets = Pet::by_key(&db)?;
    let mut places = Place::by_key(&db)?;
    for _ in 0..3 {
        assert_eq!(keepers.get(ada.code.clone())?, ada);
        assert_eq!(keepers.find(Code("eve".into()))?, None);
        assert_eq!(keepers.find(bob.code.clone())?, Some(bob.clone()));
        assert_eq!(pets.get(2)?.name, "Kit");
        assert_eq!(places.get((1, "b".to_owned()))?.price, None);
        assert_eq!(places.get((1, "a".to_owned()))?, Place { row: 1, seat: "a".into(), price: Some(5) });
        assert_eq!(places.find((2, "a".to_owned()))?, None);
    }
    let error = places.get((2, "a".to_owned())).unwrap_err();
    assert_eq!(error.to_string(), "no `Place` with key (2, \"a\")");
    // The result is as before, also by the ordinary function in between.
    assert_eq!(places.get((1, "a".to_owned()))?, Place::get(&db, (1, "a".to_owned()))?);
    Ok(())
}

#[test]
fn shapes_are_read_as_by_find() -> Result<()> {
    let (db, [ada, bob]) = keepers()?;
    let mut names = Named::by_key(&db)?;
    let mut prices = Price::by_key(&db)?;
    let mut with_pets = WithPets::by_key(&db)?;
    for _ in 0..2 {
        assert_eq!(names.get(1)?, Named { name: "Tom".into() });
        assert_eq!(names.find(9)?, None);
        assert_eq!(prices.get((1, "a".to_owned()))?, Price { price: Some(5), row: 1 });
        let pets = ["Kit", "Tom"].map(|name| Named { name: name.into() }).into();
        assert_eq!(with_pets.get(ada.code.clone())?, WithPets { age: 36, pets });
        assert_eq!(with_pets.get(bob.code.clone())?, WithPets { age: 20, pets: vec![] });
    }
    assert!(matches!(with_pets.get(Code("eve".into())), Err(Error::NotFound { .. })));
    Ok(())
}

#[test]
fn changes_of_rows_and_of_the_schema_are_seen() -> Result<()> {
    let (db, [ada, _]) = keepers()?;
    let mut keepers = Keeper::by_key(&db)?;
    assert_eq!(keepers.get(ada.code.clone())?.age, 36);
    Keeper { age: 37, ..ada.clone() }.update(&db)?;
    assert_eq!(keepers.get(ada.code.clone())?.age, 37);
    // The positions of the columns in the table change.
    db.execute_batch("ALTER TABLE keeper ADD COLUMN first TEXT DEFAULT 'x'")?;
    assert_eq!(keepers.get(ada.code.clone())?.age, 37);
    db.execute_batch("ALTER TABLE keeper DROP COLUMN first; CREATE INDEX by_age ON keeper (age)")?;
    assert_eq!(keepers.get(ada.code.clone())?.age, 37);
    // A statement that is not read to its end does not lock the table.
    db.execute_batch("PRAGMA foreign_keys = OFF; ALTER TABLE keeper RENAME COLUMN age TO years")?;
    let error = keepers.get(ada.code.clone()).unwrap_err();
    assert!(matches!(&error, Error::Mapping { column: Some(column), .. } if column == "age"), "{error:?}");
    db.execute_batch("ALTER TABLE keeper RENAME COLUMN years TO age")?;
    assert_eq!(keepers.get(ada.code.clone())?.age, 37);
    assert!(matches!(Toy::by_key(&relations::open_in_memory()?), Err(Error::Mapping { .. })));
    Ok(())
}

#[test]
fn a_value_that_does_not_fit_is_an_error_and_the_next_row_is_read() -> Result<()> {
    let (db, [ada, bob]) = keepers()?;
    db.execute("UPDATE keeper SET age = 1000 WHERE code = 'ada'", [])?;
    let mut keepers = Keeper::by_key(&db)?;
    let error = keepers.find(ada.code).unwrap_err();
    assert!(matches!(&error, Error::Decode { column: "age", .. }), "{error:?}");
    assert_eq!(keepers.get(bob.code.clone())?, bob);
    Ok(())
}

#[test]
fn relations_are_read_as_by_their_handles() -> Result<()> {
    let (db, [ada, bob]) = keepers()?;
    let club = ada.clubs().create().name("Chess").insert(&db)?;
    let toy = ada.pets().order_by(Pet::ID.asc()).first(&db)?.expect("Tom").toys().create().insert(&db)?;
    let mut pets = Keeper::PETS.kept(&db)?;
    let mut clubs = Keeper::CLUBS.kept(&db)?;
    let mut toys = Keeper::TOYS.kept(&db)?;
    let mut keepers = Club::KEEPERS.kept(&db)?;
    for _ in 0..2 {
        assert_eq!(pets.all(&ada)?.iter().map(|pet| &*pet.name).collect::<Vec<_>>(), ["Kit", "Tom"]);
        assert_eq!(pets.all(&ada)?, ada.pets().all(&db)?);
        assert!(pets.all(&bob)?.is_empty());
        assert_eq!(clubs.all(&ada)?, std::slice::from_ref(&club));
        assert!(clubs.all(&bob)?.is_empty());
        assert_eq!(toys.all(&ada)?, std::slice::from_ref(&toy));
        assert_eq!(keepers.all(&club)?, std::slice::from_ref(&ada));
    }
    Ok(())
}

/// Holds for a database whose columns compare otherwise than each other, as the foreign key does.
#[test]
fn a_kept_relation_compares_as_the_database_does() -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let ada = Keeper { code: Code("ada".into()), age: 36 };
    ada.insert(&db)?;
    let mut pets = Keeper::PETS.kept(&db)?;
    assert!(pets.all(&ada)?.is_empty());
    db.execute_batch(
        "DROP TABLE toy; DROP TABLE pet; DROP TABLE keeper_club; DROP TABLE keeper;
         CREATE TABLE keeper (code TEXT NOT NULL COLLATE NOCASE PRIMARY KEY, age INTEGER NOT NULL);
         CREATE TABLE pet (id INTEGER PRIMARY KEY, keeper_code TEXT NOT NULL REFERENCES keeper, name TEXT NOT NULL);
         INSERT INTO keeper VALUES ('ada', 36); INSERT INTO pet VALUES (1, 'ADA', 'Tom');",
    )?;
    assert_eq!(ada.pets().count(&db)?, 1);
    // The run that meets the change returns the same.
    pets.all(&ada)?;
    assert_eq!(pets.all(&ada)?.len(), 1);
    assert_eq!(Keeper::PETS.kept(&db)?.all(&ada)?.len(), 1);
    Ok(())
}
