//! `delete_key`.

use relations::{Error, Key, Result, prelude::*};

use super::{City, Country, Language, LanguageId, River, Team, database};
use crate::verbs::all_or_nothing::fails_whole;

#[test]
fn the_row_of_a_key_is_deleted() -> Result<()> {
    let db = database()?;
    Country::CITIES.of("fr").create().name("Nice").insert(&db)?;
    Country::delete_key(&db, "fr")?;
    assert_eq!((Country::query().count(&db)?, City::query().count(&db)?), (1, 0));
    Team::delete_key(&db, ("club".to_owned(), 1))?;
    assert_eq!(Team::query().one(&db)?.number, 2);
    Language::delete_key(&db, LanguageId(2))?;
    Language::delete_key(&db, Key::new(LanguageId(3)))?;
    assert_eq!(Language::query().one(&db)?.id, LanguageId(1));
    Ok(())
}

#[test]
fn a_key_of_no_row_is_not_found() -> Result<()> {
    let db = database()?;
    let error = Country::delete_key(&db, "xx").unwrap_err();
    assert_eq!(error.to_string(), "no `Country` with key \"xx\"");
    assert!(matches!(
        Team::delete_key(&db, ("club".to_owned(), 3)),
        Err(Error::NotFound { model: "Team", .. })
    ));
    Ok(())
}

#[test]
fn rows_that_refer_to_it_prevent_it() -> Result<()> {
    let db = database()?;
    Country::RIVERS.of("fr").create().name("Seine").insert(&db)?;
    let by_row = Country::get(&db, "fr".to_owned())?.delete(&db).unwrap_err();
    let by_key = fails_whole(&db, |db| Country::delete_key(db, "fr"))?;
    assert!(matches!(by_key, Error::ChildrenRemain { .. }), "{by_key:?}");
    assert_eq!(by_key.to_string(), by_row.to_string());
    Ok(())
}

#[test]
fn a_row_that_a_trigger_keeps_is_ignored() -> Result<()> {
    let db = database()?;
    let river = River::create().name("Seine").insert(&db)?;
    db.execute_batch("CREATE TRIGGER keep BEFORE DELETE ON river BEGIN SELECT raise(IGNORE); END")?;
    assert!(matches!(River::delete_key(&db, river.id), Err(Error::Ignored { .. })));
    Ok(())
}

#[test]
fn the_statement_is_data() -> Result<()> {
    let statement = Team::delete_key_statement(("club".to_owned(), 1))?;
    assert_eq!(statement.values, ["club".to_owned().into(), 1.into()]);
    assert!(statement.sql.starts_with("DELETE FROM "));
    Ok(())
}
