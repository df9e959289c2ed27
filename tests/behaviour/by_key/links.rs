//! `many_to_many` by key, with a generated junction table and with one that is a model.

use relations::{Changes, Key, Result, prelude::*};

use super::{Country, Language, LanguageId, Spoken, Team, database, team};

/// Runs each verb of a relation with rows and with keys, by an accessor and by a key.
macro_rules! each_verb {
    ($db:ident, $relation:expr, $near:expr, $accessor:ident) => {{
        let db = &$db;
        let languages = Language::query().order_by(Language::ID.asc()).all(db)?;
        let [french, italian, corsican] = languages.as_slice() else { panic!("three languages") };
        let by_key = || $relation.of($near);
        let row = $relation.of($near);
        drop(row);

        assert!(by_key().link(db, french)?);
        assert!(!by_key().link(db, Key::new(LanguageId(1)))?);
        assert!(by_key().link(db, &Key::of(italian))?);
        assert!(by_key().contains(db, Key::of(french))? && by_key().contains(db, italian)?);
        assert!(!by_key().contains(db, Key::of(corsican))?);
        assert_eq!(by_key().order_by(Language::ID.asc()).all(db)?, languages[..2]);
        assert_eq!(by_key().count(db)?, 2);
        assert!(by_key().unlink(db, Key::of(french))?);
        assert!(!by_key().unlink(db, french)?);

        let changes = by_key().set(db, [Key::new(LanguageId(1)), Key::new(LanguageId(3))])?;
        assert_eq!(changes, Changes { added: 2, removed: 1, updated: 0 });
        assert_eq!(by_key().set(db, [french, corsican])?, Changes::default());
        assert_eq!(by_key().set(db, &languages)?, Changes { added: 1, removed: 0, updated: 0 });
        let keys: Vec<Key<Language>> = languages.iter().map(Key::of).collect();
        assert_eq!(by_key().set(db, &keys)?, Changes::default());
        assert_eq!(by_key().set(db, keys)?, Changes::default());
        let statement = by_key().link_statement(Key::of(french))?;
        assert_eq!(statement, $accessor.languages().link_statement(french)?);
        let statement = by_key().unlink_statement(Key::of(french))?;
        assert_eq!(statement, $accessor.languages().unlink_statement(french)?);
        assert_eq!(by_key().clear(db)?, 3);

        assert!($accessor.languages().link(db, Key::of(french))?);
        assert!($accessor.languages().contains(db, Key::of(french))?);
        assert_eq!(
            $accessor.languages().set(db, [Key::of(italian)])?,
            Changes { added: 1, removed: 1, updated: 0 }
        );
        assert!($accessor.languages().unlink(db, Key::of(italian))?);
        let breton = by_key().create().name("Breton").insert(db)?;
        assert_eq!(by_key().all(db)?, [breton]);
    }};
}

#[test]
fn a_generated_junction_links_keys() -> Result<()> {
    let db = database()?;
    let france = Country::get(&db, "fr".to_owned())?;
    each_verb!(db, Country::LANGUAGES, "fr", france);
    assert_eq!(Language::COUNTRIES.of(LanguageId(4)).all(&db)?, [france]);
    Ok(())
}

#[test]
fn a_junction_that_is_a_model_links_keys() -> Result<()> {
    let db = database()?;
    let first = Team::get(&db, ("club".into(), 1))?;
    each_verb!(db, Team::LANGUAGES, ("club".to_owned(), 1), first);
    let third = Language::TEAMS.of(LanguageId(3));
    assert!(third.link(&db, Key::new(("club".into(), 2)))?);
    assert_eq!(Language::TEAMS.of(LanguageId(3)).one(&db)?.number, 2);
    Ok(())
}

#[test]
fn a_junction_row_is_completed_by_keys() -> Result<()> {
    let db = database()?;
    let second = || Team::LANGUAGES.of((team(2).0.to_owned(), 2));
    let spoken = second().link_with(&db, Key::new(LanguageId(3)), |link| link.how("badly"))?;
    let stored =
        Spoken { team_org: "club".into(), team_number: 2, language_id: LanguageId(3), how: "badly".into() };
    assert_eq!(spoken, stored);
    let all = second().all_with_links(&db)?;
    assert_eq!((all[0].0.name.as_str(), &all[0].1), ("Corsican", &spoken));
    let found = Team::query().filter(Team::LANGUAGES.contains(Key::new(LanguageId(3)))).all(&db)?;
    assert_eq!(found.len(), 1);
    let accessor = Team::get(&db, ("club".into(), 1))?;
    let spoken = accessor.languages().link_with(&db, Key::new(LanguageId(1)), |link| link)?;
    assert_eq!(spoken.how, "well");
    Ok(())
}
