//! Foreign keys of two columns: shared, partly NULL, in junctions, and in relations through them.

use relations::{Changes, Error, Result, prelude::*};

use super::{Player, Room, Sponsor, Sponsorship, Team, Visit, World, world};
use crate::verbs::all_or_nothing::fails_whole;

#[test]
fn a_foreign_key_of_two_columns_reads_both_ways() -> Result<()> {
    let World { db, teams: [owls, foxes, bears], .. } = world()?;
    let finn = foxes.players().create().name("Finn").insert(&db)?;
    assert_eq!((finn.org_id, finn.team_number), (1, Some(2)));
    assert_eq!(finn.team().get(&db)?, Some(foxes.clone()));
    assert_eq!(foxes.players().all(&db)?, [finn]);
    assert_eq!(owls.players().count(&db)?, 0);
    assert!(!bears.players().exists(&db)?);
    Ok(())
}

#[test]
fn a_pair_that_is_no_parent_is_refused_as_a_pair() -> Result<()> {
    let World { db, .. } = world()?;
    // Organisation 2 and team number 2 both exist, but not together.
    let error = Player::create().org_id(2).team_number(2).name("Lost").insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { relation, key, .. }
            if relation == "team" && key == "(org_id, number) = (2, 2)"),
        "{error:?}"
    );
    assert_eq!(Player::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_key_that_is_partly_null_is_not_enforced_and_has_no_parent() -> Result<()> {
    let World { db, teams: [owls, ..], .. } = world()?;
    let loose = Player::create().org_id(99).name("Loose").insert(&db)?;
    assert_eq!(loose.team().get(&db)?, None);
    assert_eq!(loose.room().get(&db)?, None);
    let visit = Visit::create().team_number(1).insert(&db)?;
    assert_eq!(visit.team().get(&db)?, None);
    assert!(!visit.team().exists(&db)?);
    // It does not keep any row from being deleted either.
    owls.delete(&db)?;
    assert_eq!(Visit::query().all(&db)?, [visit]);
    Ok(())
}

#[test]
fn two_foreign_keys_share_a_column() -> Result<()> {
    let World { db, teams: [owls, _, bears], .. } = world()?;
    let room = Room::create().org_id(1).code("A").insert(&db)?;
    let mut finn = owls.players().create().room_code("A").name("Finn").insert(&db)?;
    assert_eq!(finn.team().get(&db)?, Some(owls.clone()));
    assert_eq!(finn.room().get(&db)?, Some(room.clone()));

    // The other organisation has no such room, so the player cannot change to it with the room, …
    let before = finn.clone();
    let error = fails_whole(&db, |db| bears.players().add(db, &mut before.clone()))?;
    assert!(matches!(error, Error::MissingParent { .. } | Error::ForeignKey { .. }), "{error:?}");
    // … but can without it.
    Player::ROOM.unset(&db, &mut finn)?;
    assert_eq!((finn.org_id, finn.team_number, finn.room_code.as_deref()), (1, Some(1), None));
    bears.players().add(&db, &mut finn)?;
    assert_eq!(finn.org_id, 2);
    assert_eq!(Player::get(&db, finn.id)?, finn);
    assert_eq!(room.players().count(&db)?, 0);
    Ok(())
}

#[test]
fn ending_a_relation_keeps_a_column_that_cannot_be_null() -> Result<()> {
    let World { db, teams: [owls, foxes, _], .. } = world()?;
    let mut finn = owls.players().create().name("Finn").insert(&db)?;
    let mut gale = owls.players().create().name("Gale").insert(&db)?;
    assert!(!foxes.players().remove(&db, &mut finn)?);
    assert!(owls.players().remove(&db, &mut finn)?);
    assert_eq!((finn.org_id, finn.team_number), (1, None));
    assert_eq!(Player::get(&db, finn.id)?, finn);

    assert_eq!(
        owls.players().replace(&db, &mut [finn.clone()])?,
        Changes { added: 1, removed: 1, updated: 0 }
    );
    gale.reload(&db)?;
    assert_eq!((gale.org_id, gale.team_number), (1, None));
    assert_eq!(owls.players().clear(&db)?, 1);
    assert_eq!(Player::query().filter(Player::TEAM_NUMBER.is_null()).count(&db)?, 2);
    Ok(())
}

#[test]
fn set_and_unset_write_both_columns() -> Result<()> {
    let World { db, teams: [owls, foxes, bears], .. } = world()?;
    let mut visit = Visit::create().insert(&db)?;
    for team in [&owls, &foxes, &bears] {
        Visit::TEAM.set(&db, &mut visit, team)?;
        assert_eq!((visit.team_org, visit.team_number), (Some(team.org_id), Some(team.number)));
        assert_eq!(Visit::get(&db, visit.id)?, visit);
    }
    Visit::TEAM.unset(&db, &mut visit)?;
    assert_eq!(visit, Visit { id: visit.id, team_org: None, team_number: None });
    assert_eq!(Visit::get(&db, visit.id)?, visit);
    Ok(())
}

#[test]
fn unset_clears_a_key_that_is_partly_null() -> Result<()> {
    let World { db, .. } = world()?;
    let mut visit = Visit::create().team_org(1).insert(&db)?;
    Visit::TEAM.unset(&db, &mut visit)?;
    assert_eq!((visit.team_org, visit.team_number), (None, None));
    assert_eq!(Visit::get(&db, visit.id)?, visit);
    Ok(())
}

#[test]
fn each_foreign_key_of_two_columns_has_its_rule() -> Result<()> {
    let World { db, orgs: [north, _], teams: [owls, foxes, _] } = world()?;
    let room = Room::create().org_id(1).code("A").insert(&db)?;
    let finn = owls.players().create().room_code("A").name("Finn").insert(&db)?;
    let gale = foxes.players().create().name("Gale").insert(&db)?;
    let visit = Visit::create().team_org(1).team_number(1).insert(&db)?;

    let error = room.delete(&db).unwrap_err();
    assert!(
        matches!(&error, Error::ChildrenRemain { parent, child, relation, count: 1, .. }
            if parent == "room" && child == "player" && relation == "players"),
        "{error:?}"
    );
    owls.delete(&db)?;
    assert_eq!(Player::query().all(&db)?, [gale]);
    assert_eq!(Visit::query().all(&db)?, [Visit { team_org: None, team_number: None, ..visit }]);
    assert!(matches!(finn.delete(&db), Err(Error::NotFound { .. })));
    room.delete(&db)?;
    north.delete(&db)?;
    assert_eq!((Team::query().count(&db)?, Player::query().count(&db)?), (1, 0));
    Ok(())
}

#[test]
fn a_way_through_two_columns_reaches_each_row_once() -> Result<()> {
    let World { db, orgs: [north, south], teams: [owls, foxes, bears] } = world()?;
    let gale = foxes.players().create().name("Gale").insert(&db)?;
    let finn = owls.players().create().name("Finn").insert(&db)?;
    bears.players().create().name("Hugo").insert(&db)?;
    Player::create().org_id(north.id).name("Loose").insert(&db)?;
    assert_eq!(north.players().all(&db)?, [finn, gale.clone()]);
    assert_eq!(north.players().filter(Player::NAME.gt("Finn")).all(&db)?, [gale]);
    assert_eq!((north.players().count(&db)?, south.players().count(&db)?), (2, 1));
    Ok(())
}

#[test]
fn a_junction_refers_to_a_key_of_two_columns() -> Result<()> {
    let World { db, teams: [owls, foxes, bears], .. } = world()?;
    let [first, second] = [Sponsor::create().insert(&db)?, Sponsor::create().insert(&db)?];
    assert!(first.teams().link(&db, &bears)?);
    assert!(!bears.sponsors().link(&db, &first)?);
    let paid = owls.sponsors().link_with(&db, &first, |link| link.amount(5))?;
    let expected = Sponsorship { sponsor_id: first.id, org_id: 1, team_number: 1, amount: Some(5) };
    assert_eq!(paid, expected);
    assert_eq!(first.teams().all(&db)?, [owls.clone(), bears.clone()]);
    assert!(!first.teams().contains(&db, &foxes)?);

    assert_eq!(first.teams().set(&db, [&owls, &foxes])?, Changes { added: 1, removed: 1, updated: 0 });
    assert!(second.teams().link(&db, &foxes)?);
    assert_eq!(Sponsorship::get(&db, paid.key())?, paid, "the link that stays is not written");
    assert!(foxes.sponsors().unlink(&db, &first)?);
    assert_eq!(foxes.sponsors().one(&db)?, second);

    let gone = Team { org_id: 2, number: 2, name: "Gone".into() };
    let error = fails_whole(&db, |db| second.teams().set(db, [&owls, &gone]))?;
    assert!(
        matches!(&error, Error::MissingParent { key, .. } if key == "(org_id, number) = (2, 2)"),
        "{error:?}"
    );
    owls.delete(&db)?;
    foxes.delete(&db)?;
    assert_eq!(Sponsorship::query().count(&db)?, 0);
    Ok(())
}
