//! Primary keys of two columns, and the verbs of their rows. The relations that refer to such keys are in
//! `composite_keys::foreign_keys`.

mod foreign_keys;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::verbs::all_or_nothing::fails_whole;

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(teams: Team, order_by(number))]
#[has_many(players: Player, through = teams, order_by(name))]
pub struct Org {
    id: i64,
    name: String,
}

/// A model whose key contains a foreign key.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(org_id, number))]
#[has_many(players: Player, order_by(name))]
#[many_to_many(sponsors: Sponsor, through = Sponsorship)]
pub struct Team {
    #[belongs_to(org: Org, on_delete = cascade)]
    org_id: i64,
    number: i64,
    name: String,
}

/// A model with a key in a table without rowids.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(org_id, code), without_rowid)]
#[has_many(players: Player)]
pub struct Room {
    org_id: i64,
    code: String,
    seats: Option<i64>,
}

/// A model with two foreign keys of two columns each, which share `org_id`.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(team: Team, key(org_id, team_number), on_delete = cascade, on_update = cascade)]
#[belongs_to(room: Room, key(org_id, room_code), on_delete = restrict)]
pub struct Player {
    id: i64,
    org_id: i64,
    team_number: Option<i64>,
    room_code: Option<String>,
    name: String,
}

/// A model with a foreign key whose columns may both be NULL.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(team: Team, key(team_org, team_number), on_delete = set_null)]
pub struct Visit {
    id: i64,
    team_org: Option<i64>,
    team_number: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(teams: Team, through = Sponsorship, order_by(org_id, number))]
pub struct Sponsor {
    id: i64,
}

/// A junction with a key of three columns, two of which refer to one end.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(sponsor_id, org_id, team_number), without_rowid)]
#[belongs_to(team: Team, key(org_id, team_number), on_delete = cascade)]
pub struct Sponsorship {
    #[belongs_to(sponsor: Sponsor, on_delete = cascade)]
    sponsor_id: i64,
    org_id: i64,
    team_number: i64,
    amount: Option<i64>,
}

const SCHEMA: Schema = schema![Org, Team, Room, Player, Visit, Sponsor, Sponsorship];

struct World {
    db: Connection,
    orgs: [Org; 2],
    /// The teams (1, 1), (1, 2) and (2, 1).
    teams: [Team; 3],
}

fn world() -> Result<World> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let org = |name| Org::create().name(name).insert(&db);
    let orgs = [org("North")?, org("South")?];
    let team = |org: &Org, number, name| org.teams().create().number(number).name(name).insert(&db);
    let teams = [team(&orgs[0], 1, "Owls")?, team(&orgs[0], 2, "Foxes")?, team(&orgs[1], 1, "Bears")?];
    Ok(World { db, orgs, teams })
}

fn teams(db: &Connection) -> Result<Vec<Team>> {
    Team::query().order_by(Team::ORG_ID.asc()).order_by(Team::NUMBER.asc()).all(db)
}

#[test]
fn a_row_is_found_by_the_tuple_of_its_key() -> Result<()> {
    let World { db, teams: [owls, foxes, bears], .. } = world()?;
    assert_eq!(Team::find(&db, (1, 2))?, Some(foxes));
    assert_eq!(Team::get(&db, (2, 1))?, bears);
    assert_eq!(Team::get(&db, owls.key())?, owls);
    assert_eq!(owls.key(), (1, 1));
    assert_eq!(Team::find(&db, (2, 2))?, None);
    let error = Team::get(&db, (2, 2)).unwrap_err();
    assert!(matches!(&error, Error::NotFound { model: "Team", key } if key == "key (2, 2)"), "{error:?}");
    Ok(())
}

#[test]
fn update_and_delete_reach_the_row_of_both_columns_only() -> Result<()> {
    let World { db, teams: [mut owls, foxes, bears], .. } = world()?;
    owls.name = "Eagles".into();
    owls.update(&db)?;
    assert_eq!(teams(&db)?, [owls.clone(), foxes.clone(), bears.clone()]);
    owls.delete(&db)?;
    assert_eq!(teams(&db)?, [foxes, bears]);
    assert!(matches!(owls.update(&db), Err(Error::NotFound { .. })));
    assert!(matches!(owls.delete(&db), Err(Error::NotFound { .. })));
    assert!(matches!(owls.reload(&db), Err(Error::NotFound { .. })));
    owls.insert(&db)?;
    assert_eq!(Team::get(&db, (1, 1))?, owls);
    Ok(())
}

#[test]
fn reload_reads_the_row_of_both_columns() -> Result<()> {
    let World { db, teams: [_, mut foxes, _], .. } = world()?;
    db.execute("UPDATE team SET name = 'Hares' WHERE org_id = 1 AND number = 2", [])?;
    foxes.reload(&db)?;
    assert_eq!(foxes.name, "Hares");
    Ok(())
}

#[test]
fn the_same_pair_twice_is_refused() -> Result<()> {
    let World { db, orgs, teams: before } = world()?;
    let error = orgs[0].teams().create().number(2).name("Again").insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::Unique { table, columns, .. }
            if table == "team" && columns == &["org_id", "number"]),
        "{error:?}"
    );
    assert_eq!(teams(&db)?, before);
    Ok(())
}

#[test]
fn a_table_without_row_numbers_has_all_verbs() -> Result<()> {
    let World { db, .. } = world()?;
    let mut room = Room::create().org_id(1).code("A").seats(3).insert(&db)?;
    let bare = Room::create().org_id(1).code("B").insert(&db)?;
    assert_eq!(bare, Room { org_id: 1, code: "B".into(), seats: None });
    assert_eq!(Room::get(&db, (1, "A".to_owned()))?, room);
    room.seats = None;
    room.update(&db)?;
    room.seats = Some(9);
    room.reload(&db)?;
    assert_eq!(room.seats, None);
    bare.delete(&db)?;
    assert_eq!(Room::query().all(&db)?, [room]);
    Ok(())
}

#[test]
fn many_rows_of_composite_keys_come_back_as_they_went_in() -> Result<()> {
    let World { db, .. } = world()?;
    let new = (0..120).map(|n| Room::create().org_id(n % 7).code(format!("{n}")).seats(n));
    let rooms = Room::insert_all(&db, new)?;
    assert_eq!(rooms.len(), 120);
    for room in rooms.iter().step_by(17) {
        assert_eq!(Room::get(&db, room.key())?, *room);
    }
    let again = (119..240).map(|n| Room::create().org_id(n % 7).code(format!("{n}")).seats(n));
    let again: Vec<_> = again.rev().collect();
    let error = Room::insert_all(&db, again).unwrap_err();
    assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    assert_eq!(Room::query().count(&db)?, 120);
    Ok(())
}

#[test]
fn a_row_whose_key_contains_its_foreign_key_moves_with_its_children() -> Result<()> {
    let World { db, orgs: [north, south], teams: [_, mut foxes, bears] } = world()?;
    let mut player = foxes.players().create().name("Finn").insert(&db)?;
    south.teams().add(&db, &mut foxes)?;
    assert_eq!(foxes.key(), (south.id, 2));
    assert_eq!(south.teams().all(&db)?, [bears, foxes.clone()]);
    player.reload(&db)?;
    assert_eq!((player.org_id, player.team_number), (south.id, Some(2)));
    assert_eq!(south.players().all(&db)?, [player]);
    assert_eq!(north.players().all(&db)?, []);
    Ok(())
}

#[test]
fn a_move_onto_a_key_that_is_taken_changes_nothing() -> Result<()> {
    let World { db, orgs: [_, south], teams: [owls, foxes, bears] } = world()?;
    let error = fails_whole(&db, |db| {
        let mut moved = [bears.clone(), foxes.clone(), owls.clone()];
        let failed = south.teams().replace(db, &mut moved);
        assert_eq!(moved, [bears.clone(), foxes.clone(), owls.clone()]);
        failed
    })?;
    assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    Ok(())
}

#[test]
fn replacing_children_whose_key_contains_the_foreign_key_deletes_those_that_left() -> Result<()> {
    let World { db, orgs: [north, south], teams: [owls, foxes, bears] } = world()?;
    let mut wanted = [foxes.clone()];
    south.teams().replace(&db, &mut wanted)?;
    assert_eq!(wanted[0].key(), (south.id, 2));
    assert_eq!(teams(&db)?, [owls, wanted[0].clone()]);
    assert!(matches!(bears.delete(&db), Err(Error::NotFound { .. })));
    assert_eq!(north.teams().count(&db)?, 1);
    Ok(())
}
