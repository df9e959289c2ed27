//! Many new rows that are linked when they are inserted.

use relations::{Error, Result, prelude::*, rusqlite::Connection};

use super::{Country, Language, LanguageId, Team, database};
use crate::verbs::all_or_nothing::fails_whole;

/// Returns the number of rows of a table.
fn count(db: &Connection, table: &str) -> Result<i64> {
    Ok(db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
}

#[test]
fn many_rows_are_inserted_and_linked() -> Result<()> {
    let db = database()?;
    let (france, italy) = (Country::get(&db, "fr".to_owned())?, Country::get(&db, "it".to_owned())?);
    let new = (0..1000)
        .map(|n| if n % 10 < 7 { &france } else { &italy }.languages().create().name(format!("{n}")));
    let stored = Language::insert_all(&db, new)?;
    assert_eq!(stored.len(), 1000);
    assert_eq!(stored[999].name, "999");
    assert_eq!((france.languages().count(&db)?, italy.languages().count(&db)?), (700, 300));
    assert!(italy.languages().contains(&db, &stored[999])?);
    assert!(!france.languages().contains(&db, &stored[999])?);
    Ok(())
}

#[test]
fn links_of_several_relations_and_none_go_together() -> Result<()> {
    let db = database()?;
    let new = (0..60).map(|n| {
        let name = format!("{n}");
        match n % 3 {
            0 => Country::LANGUAGES.of("fr").create().name(name),
            1 => Team::LANGUAGES.of(("club".to_owned(), 1)).create().name(name),
            _ => Language::create().name(name),
        }
    });
    Language::insert_all(&db, new)?;
    assert_eq!((count(&db, "country_language")?, count(&db, "spoken")?), (20, 20));
    assert_eq!(Country::LANGUAGES.of("fr").first(&db)?.map(|language| language.name), Some("0".into()));
    Ok(())
}

#[test]
fn rows_with_given_keys_are_linked() -> Result<()> {
    let db = database()?;
    let new = (100..200).map(|n| Country::LANGUAGES.of("fr").create().id(LanguageId(n)).name("x"));
    Language::insert_all(&db, new)?;
    assert_eq!(Country::LANGUAGES.of("fr").count(&db)?, 100);
    let new = (0..40)
        .map(|n| Language::COUNTRIES.of(LanguageId(100)).create().code(format!("c{n}")).name(format!("{n}")));
    Country::insert_all(&db, new)?;
    assert_eq!(Language::COUNTRIES.of(LanguageId(100)).count(&db)?, 41);
    Ok(())
}

#[test]
fn one_link_that_fails_undoes_all() -> Result<()> {
    let db = database()?;
    let error = fails_whole(&db, |db| {
        let new =
            (0..100).map(|n| Country::LANGUAGES.of(if n == 57 { "xx" } else { "fr" }).create().name("x"));
        Language::insert_all(db, new)
    })?;
    let Error::MissingParent { parent, key, .. } = &error else { panic!("{error:?}") };
    assert_eq!((parent.as_str(), key.as_str()), ("country", "code = \"xx\""));
    let error = fails_whole(&db, |db| {
        let new =
            (0..100).map(|n| Country::LANGUAGES.of("fr").create().id(LanguageId(10 + n % 99)).name("x"));
        Language::insert_all(db, new)
    })?;
    assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    Ok(())
}

#[test]
fn a_pair_that_a_trigger_ignores_is_an_error_and_one_that_it_adds_is_none() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "CREATE TRIGGER skip BEFORE INSERT ON country_language WHEN new.language_id % 50 = 0
         BEGIN SELECT raise(IGNORE); END",
    )?;
    let many = |db: &Connection| {
        let new = (0..100).map(|n| Country::LANGUAGES.of("fr").create().name(format!("{n}")));
        Language::insert_all(db, new)
    };
    assert!(matches!(fails_whole(&db, many)?, Error::Ignored { table: "country_language" }));
    db.execute_batch("DROP TRIGGER skip")?;

    db.execute_batch(
        "CREATE TRIGGER early AFTER INSERT ON language
         BEGIN INSERT INTO country_language (country_id, language_id) VALUES ('fr', new.id); END",
    )?;
    assert_eq!(many(&db)?.len(), 100);
    assert_eq!(count(&db, "country_language")?, 100);
    Ok(())
}

#[test]
fn pairs_of_a_view_are_added_once() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "ALTER TABLE country_language RENAME TO pairs;
         CREATE VIEW country_language AS SELECT * FROM pairs;
         CREATE TRIGGER added INSTEAD OF INSERT ON country_language
         BEGIN INSERT INTO pairs VALUES (new.country_id, new.language_id); END",
    )?;
    let by_hand = Country::LANGUAGES.of("fr").create().name("x").insert(&db);
    let new = (0..40).map(|n| Country::LANGUAGES.of("fr").create().name(format!("{n}")));
    let many = Language::insert_all(&db, new);
    assert_eq!(by_hand.is_ok(), many.is_ok(), "{by_hand:?} {many:?}");
    let expected = if by_hand.is_ok() { 41 } else { 0 };
    assert_eq!(count(&db, "pairs")?, expected);
    Ok(())
}
