//! Keys of rows that are not there: errors by the foreign keys, and nothing to read.

use relations::{Changes, Error, Key, Result, prelude::*, rusqlite::Connection};

use super::{Capital, City, Country, Language, LanguageId, Player, River, Stamp, Team, database};
use crate::verbs::all_or_nothing::fails_whole;

/// Checks that `work` fails for the lack of a row of this table, and changes nothing.
#[track_caller]
fn lacks<T>(db: &Connection, table: &str, work: impl Fn(&Connection) -> Result<T>) -> Result<()> {
    let error = fails_whole(db, |db| work(db).map(drop))?;
    assert!(
        matches!(&error, Error::MissingParent { parent, .. } if parent == table),
        "{error:?} is not the lack of a row of `{table}`"
    );
    Ok(())
}

#[test]
fn nothing_is_created_or_added_to_a_parent_that_is_not_there() -> Result<()> {
    let db = database()?;
    let river = River::create().name("Styx").insert(&db)?;
    let capital = Capital::create().name("Atlantis").insert(&db)?;
    let mut city = Country::CITIES.of("fr").create().name("Nice").insert(&db)?;
    lacks(&db, "country", |db| Country::CITIES.of("xx").create().name("Y").insert(db))?;
    lacks(&db, "country", |db| Country::CAPITAL.of("xx").create().name("Y").insert(db))?;
    lacks(&db, "country", |db| Country::CAPITAL.of("xx").replace().name("Y").insert(db))?;
    lacks(&db, "country", |db| Country::RIVERS.of("xx").add(db, Key::of(&river)))?;
    lacks(&db, "country", |db| Country::RIVERS.of("xx").replace(db, &mut [river.clone()]))?;
    lacks(&db, "country", |db| Country::CAPITAL.of("xx").set(db, Key::of(&capital)))?;
    lacks(&db, "country", |db| City::COUNTRY.set(db, &mut city.clone(), Key::new("xx")))?;
    lacks(&db, "team", |db| Team::PLAYERS.of(("club".into(), 3)).create().name("Y").insert(db))?;
    let mut player = Player::create().name("Ada").insert(&db)?;
    let Err(Error::MissingParent { .. }) = Player::TEAM.set(&db, &mut player, Key::new(("no".into(), 1)))
    else {
        panic!("a player of no team");
    };
    assert_eq!((player.team_org, player.team_number), (None, None));
    City::COUNTRY.set(&db, &mut city, Key::new("it"))?;
    Ok(())
}

#[test]
fn a_child_that_is_not_there_is_not_found() -> Result<()> {
    let db = database()?;
    let fails = [
        fails_whole(&db, |db| Country::RIVERS.of("fr").add(db, Key::new(77)))?,
        fails_whole(&db, |db| Country::CAPITAL.of("fr").set(db, Key::new(77)))?,
    ];
    assert_eq!(fails[0].to_string(), "no `River` with key 77");
    assert_eq!(fails[1].to_string(), "no `Capital` with key 77");
    assert!(!Country::RIVERS.of("fr").remove(&db, Key::new(77))?);
    assert!(!Country::RIVERS.of("fr").contains(&db, Key::new(77))?);
    assert!(!Country::CAPITAL.of("xx").contains(&db, Key::new(77))?);
    Ok(())
}

#[test]
fn nothing_is_read_or_taken_away_from_a_row_that_is_not_there() -> Result<()> {
    let db = database()?;
    assert_eq!(Country::CITIES.of("xx").all(&db)?, []);
    assert_eq!(Country::CITIES.of("xx").first(&db)?, None);
    assert_eq!(Country::CITIES.of("xx").count(&db)?, 0);
    assert_eq!(Country::CITIES.of("xx").clear(&db)?, 0);
    assert_eq!(Country::CAPITAL.of("xx").get(&db)?, None);
    assert!(!Country::CAPITAL.of("xx").clear(&db)?);
    assert_eq!(Country::LANGUAGES.of("xx").all(&db)?, []);
    assert_eq!(Country::LANGUAGES.of("xx").clear(&db)?, 0);
    assert!(!Country::LANGUAGES.of("xx").unlink(&db, Key::new(LanguageId(1)))?);
    assert!(!Country::LANGUAGES.of("fr").unlink(&db, Key::new(LanguageId(77)))?);
    assert!(!Country::LANGUAGES.of("fr").contains(&db, Key::new(LanguageId(77)))?);
    assert_eq!(Country::LANGUAGES.of("xx").set(&db, [] as [Key<Language>; 0])?, Changes::default());
    Ok(())
}

/// Tries each verb that links, where one of the ends is not there.
fn links_fail(db: &Connection) -> Result<()> {
    let (french, none) = (|| Key::new(LanguageId(1)), || Key::new(LanguageId(77)));
    let (first, third) = (|| ("club".to_owned(), 1), || ("club".to_owned(), 3));
    lacks(db, "country", |db| Country::LANGUAGES.of("xx").link(db, french()))?;
    lacks(db, "language", |db| Country::LANGUAGES.of("fr").link(db, none()))?;
    lacks(db, "language", |db| Country::LANGUAGES.of("fr").set(db, [french(), none()]))?;
    lacks(db, "country", |db| Country::LANGUAGES.of("xx").set(db, [french()]))?;
    lacks(db, "country", |db| Country::LANGUAGES.of("xx").create().name("Y").insert(db))?;
    lacks(db, "team", |db| Team::LANGUAGES.of(third()).link(db, french()))?;
    lacks(db, "language", |db| Team::LANGUAGES.of(first()).link(db, none()))?;
    lacks(db, "language", |db| Team::LANGUAGES.of(first()).set(db, [none()]))?;
    lacks(db, "language", |db| Team::LANGUAGES.of(first()).link_with(db, none(), |link| link))?;
    lacks(db, "team", |db| Team::LANGUAGES.of(third()).link_with(db, french(), |link| link.how("x")))?;
    for count in [1, 9, 200] {
        lacks(db, "country", |db| {
            let new = (0..count).map(|n| Country::LANGUAGES.of("xx").create().name(format!("{n}")));
            Language::insert_all(db, new)
        })?;
    }
    Ok(())
}

#[test]
fn nothing_is_linked_to_a_row_that_is_not_there() -> Result<()> {
    let db = database()?;
    links_fail(&db)
}

/// If a key compares otherwise than the column that refers to it, a pair is added by `INSERT … SELECT`, which must not
/// lose it either.
#[test]
fn a_pair_is_not_lost_where_keys_compare_otherwise() -> Result<()> {
    let db = relations::open_in_memory()?;
    let ddl = super::SCHEMA.ddl();
    let exact = ddl.replacen(r#""code" TEXT"#, r#""code" TEXT COLLATE NOCASE"#, 1);
    assert!(exact.contains("NOCASE"));
    db.execute_batch(&exact)?;
    for (code, name) in [("fr", "France"), ("it", "Italy")] {
        Country::create().code(code).name(name).insert(&db)?;
    }
    for number in [1, 2] {
        Team::create().org("club").number(number).name("A team").insert(&db)?;
    }
    Language::create().name("French").insert(&db)?;
    links_fail(&db)?;
    assert!(Country::LANGUAGES.of("FR").link(&db, Key::new(LanguageId(1)))?);
    assert!(!Country::LANGUAGES.of("fr").link(&db, Key::new(LanguageId(1)))?);
    let new =
        (0..100).map(|n| Country::LANGUAGES.of(if n % 2 == 0 { "FR" } else { "fr" }).create().name("x"));
    Language::insert_all(&db, new)?;
    assert_eq!(Country::LANGUAGES.of("fR").count(&db)?, 101);
    Ok(())
}

/// SQLite alone checks foreign keys, and does not where they are off: nothing reads the other row for that.
#[test]
fn a_pair_is_kept_as_it_is_where_foreign_keys_are_off() -> Result<()> {
    let db = database()?;
    db.execute_batch("PRAGMA foreign_keys = OFF")?;
    assert!(Country::LANGUAGES.of("xx").link(&db, Key::new(LanguageId(77)))?);
    assert!(Country::LANGUAGES.of("xx").contains(&db, Key::new(LanguageId(77)))?);
    assert_eq!(Country::LANGUAGES.of("fr").set(&db, [Key::new(LanguageId(77))])?.added, 1);
    Country::CITIES.of("xx").create().name("Y").insert(&db)?;
    assert_eq!(Country::CITIES.of("xx").count(&db)?, 1);
    let pairs: i64 = db.query_row("SELECT count(*) FROM country_language", [], |row| row.get(0))?;
    assert_eq!(pairs, 2);
    Ok(())
}

#[test]
fn a_foreign_key_to_another_column_takes_rows() -> Result<()> {
    let db = database()?;
    let france = Country::get(&db, "fr".to_owned())?;
    let stamp = france.stamps().create().insert(&db)?;
    assert_eq!(Stamp::query().filter(Stamp::COUNTRY.is(&france)).all(&db)?, std::slice::from_ref(&stamp));
    assert_eq!(Country::query().filter(Country::STAMPS.contains(Key::of(&stamp))).all(&db)?, [france]);
    Ok(())
}
