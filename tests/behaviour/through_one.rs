//! `has_one(… through = …)`, and relations through relations that themselves pass through others.

use relations::{Error, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(teams: Team)]
#[has_many(players: Player, through = teams)]
#[has_many(goals: Goal, through = players)]
#[has_many(fans: Fan, through = players)]
#[has_one(seat: Seat)]
#[has_one(city: City, through = seat)]
#[has_one(land: Land, through = city)]
pub struct Company {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(players: Player)]
pub struct Team {
    id: i64,
    #[belongs_to(company: Company, on_delete = cascade)]
    company_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(goals: Goal)]
#[has_one(company: Company, through = team)]
#[has_one(seat: Seat, through = company)]
#[has_one(land: Land, through = company)]
#[has_one(contract: Contract)]
#[has_one(agent: Agent, through = contract)]
#[many_to_many(fans: Fan, through = "fans_of_players")]
#[has_many(colleagues: Player, through = team, source = players)]
pub struct Player {
    id: i64,
    name: String,
    #[belongs_to(team: Team, on_delete = set_null)]
    team_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Goal {
    id: i64,
    #[belongs_to(player: Player, on_delete = cascade)]
    player_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Contract {
    id: i64,
    #[unique]
    #[belongs_to(player: Player, on_delete = cascade)]
    player_id: i64,
    #[belongs_to(agent: Agent, on_delete = cascade)]
    agent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(contracts: Contract)]
#[has_many(players: Player, through = contracts)]
#[has_many(teams: Team, through = players)]
#[has_many(companies: Company, through = teams)]
#[has_many(cities: City, through = companies)]
pub struct Agent {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Fan {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Seat {
    id: i64,
    #[unique]
    #[belongs_to(company: Company, on_delete = cascade)]
    company_id: i64,
    #[belongs_to(city: City, on_delete = cascade)]
    city_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct City {
    id: i64,
    #[belongs_to(land: Land, on_delete = cascade)]
    land_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Land {
    id: i64,
    name: String,
}

const SCHEMA: Schema = schema![Company, Team, Player, Goal, Contract, Agent, Fan, Seat, City, Land];

struct World {
    db: Connection,
    land: Land,
    city: City,
    company: Company,
    /// Two of one team, one of another team of the company, and one without a team.
    players: [Player; 4],
}

fn world() -> Result<World> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let land = Land::create().name("Utopia").insert(&db)?;
    let city = City::create().land_id(land.id).insert(&db)?;
    let company = Company::create().insert(&db)?;
    company.seat().create().city_id(city.id).insert(&db)?;
    let [first, second] = [company.teams().create().insert(&db)?, company.teams().create().insert(&db)?];
    let player = |name: &str, team: &Team| team.players().create().name(name).insert(&db);
    let players = [
        player("Ada", &first)?,
        player("Bob", &first)?,
        player("Cleo", &second)?,
        Player::create().name("Dan").insert(&db)?,
    ];
    Ok(World { db, land, city, company, players })
}

#[test]
fn one_row_through_two_parents() -> Result<()> {
    let World { db, company, players: [ada, _, _, dan], .. } = world()?;
    assert_eq!(ada.company().get(&db)?, Some(company.clone()));
    assert_eq!(dan.company().get(&db)?, None);
    assert!(ada.company().exists(&db)?);
    assert_eq!(ada.company().filter(Company::ID.gt(company.id)).first(&db)?, None);
    Ok(())
}

#[test]
fn one_row_through_an_only_child() -> Result<()> {
    let World { db, players: [ada, bob, ..], .. } = world()?;
    let agent = Agent::create().insert(&db)?;
    let contract = ada.contract().create().agent_id(agent.id).insert(&db)?;
    bob.contract().create().insert(&db)?;
    assert_eq!(ada.agent().get(&db)?, Some(agent.clone()));
    assert_eq!(bob.agent().get(&db)?, None);
    assert_eq!(Player::AGENT.of(ada.id).get(&db)?, Some(agent));
    contract.delete(&db)?;
    assert_eq!(ada.agent().get(&db)?, None);
    Ok(())
}

#[test]
fn one_row_through_one_through_another() -> Result<()> {
    let World { db, land, city, company, players: [ada, _, _, dan] } = world()?;
    assert_eq!(company.city().get(&db)?, Some(city));
    assert_eq!(company.land().get(&db)?, Some(land.clone()));
    // Player → team → company → seat → city → land: five foreign keys.
    assert_eq!(ada.land().get(&db)?, Some(land));
    assert_eq!(dan.land().get(&db)?, None);
    Ok(())
}

#[test]
fn the_predicates_of_one_row() -> Result<()> {
    let World { db, land, company, players: [ada, bob, cleo, dan], .. } = world()?;
    let names = |filter| Player::query().filter(filter).order_by(Player::ID.asc()).all(&db);
    let with = [ada, bob, cleo];
    assert_eq!(names(Player::COMPANY.is(&company))?, with);
    assert_eq!(names(Player::COMPANY.is(Key::new(company.id)))?, with);
    assert_eq!(names(Player::COMPANY.is_some())?, with);
    assert_eq!(names(Player::COMPANY.is_none())?, std::slice::from_ref(&dan));
    assert_eq!(names(!Player::COMPANY.is(&company))?, std::slice::from_ref(&dan));
    assert_eq!(names(Player::LAND.has(Land::NAME.eq("Utopia")))?, with);
    assert_eq!(names(Player::LAND.has(Land::NAME.eq("Atlantis")))?, []);
    assert_eq!(names(!Player::LAND.has(Land::ID.eq(land.id)))?, [dan]);
    Ok(())
}

#[test]
fn fields_of_shapes() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Player)]
    struct PlayerPage {
        name: String,
        company: Option<CompanyPage>,
        #[load(from = land, with = |lands| lands.filter(Land::NAME.ne("Utopia")))]
        elsewhere: Option<Land>,
    }
    #[derive(Load, Debug, PartialEq)]
    #[load(Company)]
    struct CompanyPage {
        id: i64,
        land: Option<Land>,
        #[load(count = players)]
        players: u64,
    }
    let World { db, land, company, .. } = world()?;
    let pages = Player::query().order_by(Player::ID.asc()).load::<PlayerPage>(&db)?;
    assert_eq!(pages.len(), 4);
    let page = CompanyPage { id: company.id, land: Some(land), players: 3 };
    assert_eq!(pages[0], PlayerPage { name: "Ada".into(), company: Some(page), elsewhere: None });
    assert_eq!(pages[3], PlayerPage { name: "Dan".into(), company: None, elsewhere: None });
    Ok(())
}

#[test]
fn many_rows_through_many_each_once() -> Result<()> {
    let World { db, company, city, players: [ada, bob, cleo, _], .. } = world()?;
    let fan = Fan::create().insert(&db)?;
    for player in [&ada, &bob, &cleo] {
        player.fans().link(&db, &fan)?;
        player.goals().create().insert(&db)?;
    }
    // Through a `has_many` through another, to a `many_to_many`.
    assert_eq!(company.fans().all(&db)?, [fan]);
    assert_eq!(company.fans().count(&db)?, 1);
    assert_eq!(company.goals().count(&db)?, 3);
    assert_eq!(
        Company::query().filter(Company::FANS.count().eq(1)).all(&db)?,
        std::slice::from_ref(&company)
    );

    let agent = Agent::create().insert(&db)?;
    for player in [&ada, &bob, &cleo] {
        player.contract().create().agent_id(agent.id).insert(&db)?;
    }
    // Agent → contracts → players → teams → companies → seat → city.
    assert_eq!(agent.companies().all(&db)?, [company]);
    assert_eq!(agent.cities().all(&db)?, std::slice::from_ref(&city));
    assert_eq!(agent.cities().count(&db)?, 1);
    assert_eq!(Agent::query().filter(Agent::CITIES.contains(&city)).all(&db)?, std::slice::from_ref(&agent));
    assert_eq!(Agent::query().filter(Agent::CITIES.count().ge(2)).all(&db)?, []);
    Ok(())
}

#[test]
fn rows_through_a_parent_include_the_row_itself() -> Result<()> {
    let World { db, players: [ada, bob, ..], .. } = world()?;
    assert_eq!(ada.colleagues().order_by(Player::ID.asc()).all(&db)?, [ada.clone(), bob]);
    Ok(())
}

#[test]
fn two_rows_where_the_models_promise_one() -> Result<()> {
    let db = relations::open_in_memory()?;
    // The tables lack the unique key of `Contract.player_id`.
    db.execute_batch(
        "CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team_id INTEGER);
         CREATE TABLE agent (id INTEGER PRIMARY KEY);
         CREATE TABLE contract (id INTEGER PRIMARY KEY, player_id INTEGER NOT NULL, agent_id INTEGER);
         INSERT INTO player VALUES (1, 'Ada', NULL);
         INSERT INTO agent VALUES (1), (2);
         INSERT INTO contract VALUES (1, 1, 1), (2, 1, 2);",
    )?;
    let ada = Player::get(&db, 1)?;
    assert!(matches!(ada.agent().get(&db), Err(Error::MultipleRows { model: "Agent" })));
    Ok(())
}
