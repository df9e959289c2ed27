//! Conditions on parents that an index finds, which a query joins: each row comes once, whatever the database
//! holds.

use relations::{Filter, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(players: Player, inverse = team)]
#[has_many(guests: Player, inverse = guest_of)]
struct Team {
    id: i64,
    #[unique]
    code: String,
    #[index]
    city: Option<String>,
    level: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(level))]
struct Player {
    id: i64,
    #[belongs_to(team: Team, references = code)]
    team_code: Option<String>,
    #[belongs_to(guest_of: Team, references = code)]
    guest_code: Option<String>,
    level: i64,
}

const SCHEMA: Schema = schema![Team, Player];

/// The same tables, but two teams can have the same code.
const ALIKE: &str = "
    CREATE TABLE team (id INTEGER PRIMARY KEY, code TEXT NOT NULL, city TEXT, level INTEGER NOT NULL);
    CREATE INDEX ix_team_code ON team (code);
    CREATE INDEX ix_team_city ON team (city);
    CREATE TABLE player (id INTEGER PRIMARY KEY, team_code TEXT, guest_code TEXT, level INTEGER NOT NULL);
    CREATE INDEX ix_player_team_code ON player (team_code);
";

fn fill(db: &Connection) -> Result<()> {
    db.execute_batch(
        "INSERT INTO team VALUES (1, 'a', 'Delhi', 1), (2, 'b', 'Delhi', 2), (3, 'c', 'Pune', 1), (4, 'd', NULL, 2);
         INSERT INTO player VALUES (1, 'a', 'b', 1), (2, 'a', NULL, 2), (3, 'b', 'a', 1), (4, 'c', 'a', 2), (5, 'd', 'c', 1),
             (6, NULL, 'a', 1), (7, 'b', NULL, 2);",
    )?;
    Ok(())
}

/// Returns the players that meet a condition, in the requested order, in that of the database, and counted; all
/// agree.
#[track_caller]
fn ids(db: &Connection, filter: &Filter<Player>) -> Result<Vec<i64>> {
    let query = Player::query().filter(filter.clone());
    let in_order = query.clone().order_by(Player::ID.asc()).all(db)?;
    let ids: Vec<i64> = in_order.iter().map(|player| player.id).collect();
    let mut found: Vec<i64> = query.clone().all(db)?.iter().map(|player| player.id).collect();
    found.sort_unstable();
    assert_eq!(found, ids);
    let mut streamed = Vec::new();
    query.clone().order_by(Player::ID.asc()).for_each(db, |player| {
        streamed.push(player.id);
        Ok(())
    })?;
    assert_eq!(streamed, ids);
    assert_eq!(query.clone().count(db)?, ids.len() as u64);
    assert_eq!(query.clone().exists(db)?, !ids.is_empty());
    let levels: i64 = in_order.iter().map(|player| player.level).sum();
    assert_eq!(query.clone().sum(db, Player::LEVEL)?, levels);
    let mut paged = Vec::new();
    let mut last: Option<Player> = None;
    loop {
        let page = query.clone().order_by(Player::LEVEL.asc()).after(last.as_ref()).limit(2).all(db)?;
        let Some(end) = page.last() else { break };
        last = Some(end.clone());
        paged.extend(page.iter().map(|player| player.id));
    }
    paged.sort_unstable();
    assert_eq!(paged, ids);
    assert_eq!(Player::query().filter(!filter.clone()).count(db)?, 7 - ids.len() as u64);
    Ok(ids)
}

fn in_city(city: &str) -> Filter<Team> {
    Team::CITY.eq(city)
}

#[test]
fn the_parents_that_an_index_finds_are_joined() -> Result<()> {
    let statement = Player::query().filter(Player::TEAM.has(in_city("Delhi"))).statement()?;
    assert!(
        statement.sql.ends_with(
            r#"FROM main."player" t JOIN main."team" AS t1 ON t1."code" = t."team_code" WHERE t1."city" = +?"#
        ),
        "{}",
        statement.sql
    );
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    fill(&db)?;
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi")))?, [1, 2, 3, 7]);
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi")).and(Player::LEVEL.eq(1)))?, [1, 3]);
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi").and(Team::LEVEL.gt(1))))?, [3, 7]);
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi").or(Team::ID.eq(3))))?, [1, 2, 3, 4, 7]);
    assert!(ids(&db, &Player::TEAM.has(in_city("Nowhere")))?.is_empty());
    // The condition is on two parents, of which one is joined; on the children of the parent; and on another
    // column.
    let both = Player::TEAM.has(in_city("Delhi")).and(Player::GUEST_OF.has(in_city("Delhi")));
    assert_eq!(ids(&db, &both)?, [1, 3]);
    let twice = Player::query()
        .filter(Player::TEAM.has(in_city("Delhi")))
        .filter(Player::GUEST_OF.has(in_city("Delhi")));
    assert_eq!(
        twice.order_by(Player::ID.desc()).all(&db)?.iter().map(|player| player.id).collect::<Vec<_>>(),
        [3, 1]
    );
    let with_guests = in_city("Delhi").and(Team::GUESTS.any(Player::LEVEL.eq(2)));
    assert_eq!(ids(&db, &Player::TEAM.has(with_guests))?, [1, 2]);
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi")).or(Player::ID.eq(5)))?, [1, 2, 3, 5, 7]);
    Ok(())
}

#[test]
fn a_row_with_two_parents_of_one_key_comes_once() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(ALIKE)?;
    fill(&db)?;
    db.execute_batch("INSERT INTO team VALUES (5, 'a', 'Delhi', 7), (6, 'b', 'Pune', 1)")?;
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Delhi")))?, [1, 2, 3, 7]);
    assert_eq!(ids(&db, &Player::TEAM.has(in_city("Pune")))?, [3, 4, 7]);
    let with_guests = in_city("Delhi").and(Team::GUESTS.any(Player::LEVEL.eq(2)));
    assert_eq!(ids(&db, &Player::TEAM.has(with_guests))?, [1, 2]);
    let both = Player::TEAM.has(in_city("Delhi")).and(Player::GUEST_OF.has(in_city("Delhi")));
    assert_eq!(ids(&db, &both)?, [1, 3]);
    Ok(())
}
