//! `has_many`, `has_one` and `belongs_to` by key.

use relations::{Changes, Key, Result, prelude::*};

use super::{Capital, City, Country, Player, River, Stamp, Street, Team, database};

#[test]
fn children_are_created_and_read_by_the_key_of_their_parent() -> Result<()> {
    let db = database()?;
    let paris = Country::CITIES.of("fr").create().name("Paris").insert(&db)?;
    let lyon = Country::CITIES.of(Key::new("fr")).create().name("Lyon").insert(&db)?;
    assert_eq!(paris.country_code, "fr");

    let cities = || Country::CITIES.of(String::from("fr"));
    assert_eq!(cities().all(&db)?, [paris.clone(), lyon.clone()]);
    assert_eq!(cities().first(&db)?, Some(paris.clone()));
    assert_eq!(cities().count(&db)?, 2);
    assert!(cities().exists(&db)?);
    assert_eq!(cities().filter(City::NAME.eq("Lyon")).one(&db)?, lyon);
    assert_eq!(cities().order_by(City::NAME.asc()).limit(1).all(&db)?, std::slice::from_ref(&lyon));
    let mut names = Vec::new();
    cities().for_each(&db, |city| {
        names.push(city.name);
        Ok(())
    })?;
    assert_eq!(names, ["Paris", "Lyon"]);
    assert_eq!(cities().set(City::NAME, "x").update(&db)?, 2);
    assert_eq!(Country::get(&db, "fr".to_owned())?.cities().clear(&db)?, 2);
    assert_eq!(cities().count(&db)?, 0);
    Ok(())
}

#[test]
fn children_are_added_and_removed_as_rows_or_by_their_keys() -> Result<()> {
    let db = database()?;
    let france = || Country::RIVERS.of("fr");
    let mut rhone = River::create().name("Rhône").insert(&db)?;
    let po = River::create().name("Po").insert(&db)?;
    let key = Key::of(&po);

    france().add(&db, &mut rhone)?;
    assert_eq!(rhone.country_code.as_deref(), Some("fr"));
    france().add(&db, Key::of(&po))?;
    assert_eq!(po.country_code, None, "there is no struct to change");
    assert!(france().contains(&db, &rhone)? && france().contains(&db, key)?);
    assert!(!Country::RIVERS.of("it").contains(&db, Key::of(&po))?);

    assert!(!Country::RIVERS.of("it").remove(&db, key)?);
    assert!(france().remove(&db, key)?);
    assert!(!france().remove(&db, Key::of(&po))?);
    assert!(france().remove(&db, &mut rhone)?);
    assert_eq!(rhone.country_code, None);
    assert_eq!(france().count(&db)?, 0);

    let italy = Country::get(&db, "it".to_owned())?;
    italy.rivers().add(&db, key)?;
    assert!(italy.rivers().contains(&db, Key::of(&po))?);
    assert!(italy.rivers().remove(&db, Key::of(&po))?);
    Ok(())
}

#[test]
fn the_children_of_a_key_are_replaced() -> Result<()> {
    let db = database()?;
    let kept = Country::RIVERS.of("fr").create().name("Seine").insert(&db)?;
    Country::RIVERS.of("fr").create().name("Loire").insert(&db)?;
    let mut rivers =
        [kept, River::create().name("Rhône").insert(&db)?, River::create().name("Lot").insert(&db)?];
    let changes = Country::RIVERS.of("fr").replace(&db, &mut rivers)?;
    assert_eq!(changes, Changes { added: 2, removed: 1, updated: 0 });
    assert!(rivers.iter().all(|river| river.country_code.as_deref() == Some("fr")));
    assert_eq!(Country::RIVERS.of("fr").all(&db)?, rivers);

    let mut players = [Player::create().name("Ada").insert(&db)?, Player::create().name("Bob").insert(&db)?];
    assert_eq!(Team::PLAYERS.of(("club".into(), 2)).replace(&db, &mut players)?.added, 2);
    assert_eq!(players[1].team_org.as_deref(), Some("club"));
    assert_eq!(players[1].team_number, Some(2));
    assert_eq!(Team::PLAYERS.of(("club".into(), 2)).all(&db)?, players);
    Ok(())
}

#[test]
fn an_only_child_is_set_by_keys() -> Result<()> {
    let db = database()?;
    let capital = || Country::CAPITAL.of("fr");
    let paris = capital().create().name("Paris").insert(&db)?;
    assert_eq!(capital().get(&db)?, Some(paris.clone()));
    assert!(capital().contains(&db, Key::of(&paris))?);

    let vichy = capital().replace().name("Vichy").insert(&db)?;
    assert_eq!(capital().one(&db)?, vichy);
    capital().set(&db, Key::of(&paris))?;
    assert_eq!(capital().one(&db)?.name, "Paris");
    let mut vichy = vichy;
    Country::CAPITAL.of("it").set(&db, &mut vichy)?;
    assert_eq!(vichy.country_code.as_deref(), Some("it"));
    assert_eq!(Country::CAPITAL.of("it").get(&db)?, Some(vichy));
    assert!(capital().clear(&db)?);
    assert!(!capital().clear(&db)?);
    assert_eq!(Capital::query().count(&db)?, 2);
    Ok(())
}

#[test]
fn a_parent_is_set_by_its_key() -> Result<()> {
    let db = database()?;
    let mut city = Country::CITIES.of("fr").create().name("Nizza").insert(&db)?;
    City::COUNTRY.set(&db, &mut city, Key::new("it"))?;
    assert_eq!(city.country_code, "it");
    assert_eq!(City::get(&db, city.id)?, city);
    let france = Key::new("fr");
    let statement = City::COUNTRY.set_statement(&city, &france)?;
    assert_eq!(statement.values, ["fr".to_owned().into(), city.id.into()]);
    City::COUNTRY.set(&db, &mut city, &france)?;
    assert_eq!(city.country().get(&db)?.name, "France");

    let mut ada = Player::create().name("Ada").insert(&db)?;
    Player::TEAM.set(&db, &mut ada, Key::new(("club".into(), 2)))?;
    assert_eq!((ada.team_org.as_deref(), ada.team_number), (Some("club"), Some(2)));

    // Where the foreign key refers to another column, the row has it.
    let italy = Country::get(&db, "it".to_owned())?;
    let mut stamp = italy.stamps().create().insert(&db)?;
    Stamp::COUNTRY.set(&db, &mut stamp, &italy)?;
    italy.stamps().add(&db, Key::of(&stamp))?;
    assert!(italy.stamps().contains(&db, Key::of(&stamp))?);
    Ok(())
}

#[test]
fn rows_are_found_by_the_keys_of_related_ones() -> Result<()> {
    let db = database()?;
    let nice = Country::CITIES.of("fr").create().name("Nice").insert(&db)?;
    let ada = Team::PLAYERS.of(("club".into(), 1)).create().name("Ada").insert(&db)?;
    let capital = Country::CAPITAL.of("it").create().name("Roma").insert(&db)?;
    let france = Key::new("fr");

    assert_eq!(City::query().filter(City::COUNTRY.is(&france)).all(&db)?, std::slice::from_ref(&nice));
    assert_eq!(City::query().filter(!City::COUNTRY.is(Key::new("fr"))).count(&db)?, 0);
    let team = Player::TEAM.is(Key::new(("club".into(), 1)));
    assert_eq!(Player::query().filter(team).all(&db)?, std::slice::from_ref(&ada));
    let of = |filter| -> Result<Vec<String>> {
        Ok(Country::query().filter(filter).all(&db)?.into_iter().map(|country| country.code).collect())
    };
    assert_eq!(of(Country::CITIES.contains(Key::of(&nice)))?, ["fr"]);
    assert_eq!(of(Country::CAPITAL.is(Key::of(&capital)))?, ["it"]);
    assert_eq!(of(Country::CAPITAL.is(&capital))?, ["it"]);
    assert_eq!(of(Country::CITIES.contains(&nice))?, ["fr"]);
    Ok(())
}

#[test]
fn rows_are_reached_through_others_by_key() -> Result<()> {
    let db = database()?;
    let nice = Country::CITIES.of("fr").create().name("Nice").insert(&db)?;
    let street = City::STREETS.of(nice.id).create().name("Promenade").insert(&db)?;
    assert_eq!(Country::STREETS.of("fr").all(&db)?, [street]);
    assert_eq!(Country::STREETS.of("it").count(&db)?, 0);
    assert!(Country::STREETS.of("fr").filter(Street::NAME.eq("Promenade")).exists(&db)?);
    Ok(())
}
