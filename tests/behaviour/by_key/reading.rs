//! `find`, `get` and a patch's `update`, of models, shapes and kept statements: by a value and by a `Key`.

use relations::{Error, Key, Load, Patch, Result, prelude::*};

use super::{Country, Language, LanguageId, Team, database};

#[derive(Load, Debug, PartialEq)]
#[load(Country)]
struct CountryName {
    name: String,
}

#[derive(Patch, Default)]
#[patch(Team)]
struct TeamPatch {
    name: Option<String>,
}

#[test]
fn a_key_reads_what_its_value_reads() -> Result<()> {
    let db = database()?;
    let france = Country::get(&db, "fr")?;
    assert_eq!(Country::get(&db, Key::of(&france))?, france);
    let second = Team::get(&db, ("club".to_owned(), 2))?;
    assert_eq!(Team::find(&db, Key::of(&second))?, Some(second));
    let french = Language::get(&db, LanguageId(1))?;
    assert_eq!(Language::by_key(&db)?.get(Key::of(&french))?, french);
    assert_eq!(Language::by_key(&db)?.find(Key::new(LanguageId(1)))?, Some(french));
    let shape = CountryName { name: "France".into() };
    assert_eq!(CountryName::get(&db, Key::of(&france))?, shape);
    assert_eq!(CountryName::find(&db, "fr")?, Some(shape));
    Ok(())
}

#[test]
fn a_patch_takes_either() -> Result<()> {
    let db = database()?;
    let first = Team::get(&db, ("club".to_owned(), 1))?;
    let patch = |name: &str| TeamPatch { name: Some(name.into()) };
    assert_eq!(patch("A").update(&db, Key::of(&first))?.name, "A");
    assert_eq!(patch("B").update(&db, ("club".to_owned(), 1))?.name, "B");
    assert_eq!(patch("C").update_statement(Key::of(&first))?, patch("C").update_statement(first.key())?);
    Ok(())
}

#[test]
fn a_key_of_no_row_is_not_found() -> Result<()> {
    let db = database()?;
    let missing = || Key::<Country>::new("xx");
    assert_eq!(Country::find(&db, missing())?, None);
    assert_eq!(CountryName::find(&db, missing())?, None);
    for error in [
        Country::get(&db, missing()).unwrap_err(),
        CountryName::get(&db, missing()).unwrap_err(),
        Country::by_key(&db)?.get(missing()).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "no `Country` with key \"xx\"");
    }
    let error = TeamPatch::default().update(&db, Key::new(("club".to_owned(), 3))).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "Team", .. }), "{error:?}");
    Ok(())
}
