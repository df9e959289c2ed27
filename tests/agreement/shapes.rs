//! The fields of shapes that are no lists of rows, over random rows: aggregates, existence, columns of other rows,
//! maps and expressions agree with handles and with SQL written by hand, along relations of every kind.
//!
//! `RELATIONS_AGREEMENT_CASES` sets the number of databases, and `RELATIONS_AGREEMENT_SEED` the first case.

use std::collections::{BTreeMap, HashMap};

use relations::{Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{environment::number, numbers::Random};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(staff: Person)]
struct Team {
    #[key]
    code: String,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(orders: Order)]
#[has_one(card: Card)]
#[many_to_many(skills: Skill, through = "person_skill")]
#[many_to_many(clubs: Club, through = Member)]
#[has_many(lines: Line, through = orders)]
#[has_many(reports: Person, inverse = boss)]
struct Person {
    id: i64,
    name: String,
    #[belongs_to(team: Team)]
    team_code: Option<String>,
    #[belongs_to(boss: Person)]
    boss_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Card {
    id: i64,
    #[unique]
    #[belongs_to(person: Person)]
    person_id: i64,
    name: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, number), without_rowid)]
#[has_many(lines: Line)]
struct Order {
    #[belongs_to(person: Person)]
    person_id: i64,
    number: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(person_id, number, sku))]
#[belongs_to(order: Order, key(person_id, number))]
struct Line {
    id: i64,
    person_id: i64,
    number: i64,
    sku: String,
    amount: f64,
    pieces: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Skill {
    id: i64,
    #[unique]
    name: String,
    level: u8,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Club {
    #[key]
    slug: String,
    size: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(person_id, club_slug))]
struct Member {
    #[belongs_to(person: Person)]
    person_id: i64,
    #[belongs_to(club: Club)]
    club_slug: String,
}

const SCHEMA: Schema = schema![Team, Person, Card, Order, Line, Skill, Club, Member];

#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Load, Debug)]
#[load(Person)]
struct Facts {
    #[load(row)]
    person: Person,
    #[load(sum = lines.amount)]
    amount: f64,
    #[load(sum = lines.pieces, with = |q| q.filter(Line::SKU.ne("s1")))]
    pieces: i64,
    #[load(avg = lines.pieces)]
    average: Option<f64>,
    #[load(min = skills.name)]
    first_skill: Option<String>,
    #[load(sum = skills.level, with = |q| q.order_by(Skill::LEVEL.desc()).order_by(Skill::ID.asc()).limit(2))]
    best_two: i64,
    #[load(max = clubs.size)]
    largest: Option<i64>,
    #[load(max = reports.id)]
    last_report: Option<i64>,
    #[load(max = orders.number, with = |q| q.order_by(Order::NUMBER.desc()).limit(1).offset(1))]
    second: Option<i64>,
    #[load(exists = lines)]
    bought: bool,
    #[load(exists = card)]
    carded: bool,
    #[load(exists = skills, with = |q| q.filter(Skill::LEVEL.gt(3)))]
    able: bool,
    #[load(exists = reports, with = |q| q.offset(1))]
    leads_two: bool,
    #[load(from = team.name)]
    team: Option<String>,
    #[load(from = boss.name)]
    boss: Option<String>,
    #[load(from = boss.team.name)]
    boss_team: Option<String>,
    #[load(from = card.name)]
    card: Option<String>,
    #[load(sql = "name || coalesce(boss_id, 0)")]
    text: String,
    #[load(key = name)]
    skills: BTreeMap<String, Skill>,
    #[load(key = slug)]
    clubs: HashMap<String, Club>,
    #[load(key = number)]
    orders: BTreeMap<i64, OrderFacts>,
}

#[derive(Load, Debug)]
#[load(Order)]
struct OrderFacts {
    #[load(row)]
    order: Order,
    #[load(sum = lines.amount)]
    amount: f64,
    #[load(from = person.name)]
    who: String,
    #[load(from = person.team.name)]
    team: Option<String>,
    #[load(from = lines, key = sku)]
    by_sku: BTreeMap<String, Line>,
    lines: Vec<LineFacts>,
}

#[derive(Load, Debug)]
#[load(Line)]
struct LineFacts {
    id: i64,
    #[load(from = order.name)]
    order: String,
    #[load(from = order.person.boss.name)]
    boss: Option<String>,
    #[load(sql = "amount * 2")]
    twice: f64,
}

#[derive(Load, Debug)]
#[load(Team)]
struct TeamFacts {
    code: String,
    #[load(max = staff.id)]
    last: Option<i64>,
    #[load(exists = staff)]
    staffed: bool,
    staff: Vec<Facts>,
}

/// Fills the tables with a few rows that are related at random.
fn filled(random: &mut Random) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let mut script = String::new();
    let mut run = |sql: String| {
        script += &sql;
        script += ";\n";
    };
    for code in 0..random.below(4) {
        run(format!("INSERT INTO team VALUES ('t{code}', 'team {code}')"));
    }
    let people = random.below(8);
    for id in 1..=people {
        let (team, boss) = (random.below(5), random.below(id + 2));
        run(format!(
            "INSERT INTO person VALUES ({id}, 'p{}', (SELECT code FROM team WHERE code = 't{team}'),
                 (SELECT id FROM person WHERE id = {boss}))",
            random.below(3)
        ));
    }
    for id in 1..=4 {
        let person = random.below(people + 1);
        let name = random.pick(&["NULL", "'card'"]);
        run(format!("INSERT OR IGNORE INTO card SELECT {id}, id, {name} FROM person WHERE id = {person}"));
    }
    for _ in 0..random.below(12) {
        let (person, number) = (random.below(people + 1), random.below(4));
        run(format!(
            "INSERT OR IGNORE INTO \"order\" SELECT id, {number}, 'o{number}' FROM person WHERE id = {person}"
        ));
    }
    for _ in 0..random.below(25) {
        let (person, number, sku) = (random.below(people + 1), random.below(4), random.below(4));
        let pieces = random.pick(&["NULL", "1", "5", "-3"]);
        run(format!(
            "INSERT OR IGNORE INTO line (person_id, number, sku, amount, pieces)
                 SELECT person_id, number, 's{sku}', {}.5, {pieces} FROM \"order\" WHERE person_id = {person} AND number = {number}",
            random.below(9)
        ));
    }
    for id in 1..=random.below(5) {
        run(format!("INSERT INTO skill VALUES ({id}, 'k{id}', {})", random.below(6)));
        run(format!("INSERT INTO club VALUES ('c{id}', {})", random.below(50)));
    }
    for _ in 0..random.below(16) {
        let (person, other) = (random.below(people + 1), random.below(5));
        run(format!(
            "INSERT OR IGNORE INTO person_skill (person_id, skill_id) SELECT p.id, s.id FROM person p, skill s WHERE p.id = {person} AND s.id = {other}"
        ));
        run(format!(
            "INSERT OR IGNORE INTO member SELECT p.id, c.slug FROM person p, club c WHERE p.id = {person} AND c.slug = 'c{other}'"
        ));
    }
    db.execute_batch(&script)?;
    if random.below(2) == 0 {
        db.execute_batch("ANALYZE")?;
    }
    Ok(db)
}

/// Checks the facts about a person against handles and plain SQL.
#[allow(clippy::float_cmp, reason = "halves are exact")]
fn check(db: &Connection, facts: &Facts) -> Result<()> {
    let person = &facts.person;
    assert_eq!(*person, Person::get(db, person.id)?);
    let lines = || person.lines();
    assert_eq!(facts.amount, lines().sum(db, Line::AMOUNT)?);
    assert_eq!(facts.pieces, lines().filter(Line::SKU.ne("s1")).sum(db, Line::PIECES)?);
    assert_eq!(facts.average, lines().avg(db, Line::PIECES)?);
    assert_eq!(facts.first_skill, person.skills().min(db, Skill::NAME)?);
    let best = person.skills().order_by(Skill::LEVEL.desc()).order_by(Skill::ID.asc()).limit(2);
    assert_eq!(facts.best_two, best.sum(db, Skill::LEVEL)?);
    assert_eq!(facts.largest, person.clubs().max(db, Club::SIZE)?);
    assert_eq!(facts.last_report, person.reports().max(db, Person::ID)?);
    let second = person.orders().order_by(Order::NUMBER.desc()).limit(1).offset(1);
    assert_eq!(facts.second, second.max(db, Order::NUMBER)?);
    assert_eq!(facts.bought, lines().exists(db)?);
    assert_eq!(facts.carded, person.card().get(db)?.is_some());
    assert_eq!(facts.able, person.skills().filter(Skill::LEVEL.gt(3)).exists(db)?);
    assert_eq!(facts.leads_two, person.reports().count(db)? > 1);
    assert_eq!(facts.team, person.team().get(db)?.map(|team| team.name));
    let boss = person.boss().get(db)?;
    assert_eq!(facts.boss, boss.as_ref().map(|boss| boss.name.clone()));
    let above = match &boss {
        Some(boss) => boss.team().get(db)?,
        None => None,
    };
    assert_eq!(facts.boss_team, above.map(|team| team.name));
    assert_eq!(facts.card, person.card().get(db)?.and_then(|card| card.name));
    let sql = "SELECT (SELECT total(l.amount) FROM line l WHERE l.person_id = p.id),
                      (SELECT max(c.size) FROM club c JOIN member m ON m.club_slug = c.slug WHERE m.person_id = p.id),
                      p.name || coalesce(p.boss_id, 0)
               FROM person p WHERE p.id = ?1";
    let plain: (f64, Option<i64>, String) =
        db.query_row(sql, [person.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    assert_eq!((facts.amount, facts.largest, facts.text.clone()), plain);
    let skills = person.skills().all(db)?.into_iter().map(|skill| (skill.name.clone(), skill));
    assert_eq!(facts.skills, skills.collect());
    let clubs = person.clubs().all(db)?.into_iter().map(|club| (club.slug.clone(), club));
    assert_eq!(facts.clubs, clubs.collect());
    let orders = person.orders().order_by(Order::NUMBER.asc()).all(db)?;
    assert_eq!(facts.orders.values().map(|found| found.order.clone()).collect::<Vec<_>>(), orders);
    for (number, found) in &facts.orders {
        assert_eq!(*number, found.order.number);
        assert_eq!(found.amount, found.order.lines().sum(db, Line::AMOUNT)?);
        assert_eq!((&found.who, &found.team), (&person.name, &facts.team));
        let by_sku = found.order.lines().all(db)?.into_iter().map(|line| (line.sku.clone(), line));
        assert_eq!(found.by_sku, by_sku.collect());
        assert_eq!(found.lines.len(), found.by_sku.len());
        for line in &found.lines {
            let there = Line::get(db, line.id)?;
            assert_eq!((&line.order, &line.boss), (&found.order.name, &facts.boss));
            assert_eq!(line.twice, there.amount * 2.0);
        }
    }
    Ok(())
}

#[test]
#[allow(clippy::float_cmp, reason = "halves are exact")]
fn fields_of_shapes_agree_with_handles() -> Result<()> {
    let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(300);
    let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
    let mut checked = 0;
    for seed in first..first + cases {
        let random = &mut Random::new(seed);
        let db = filled(random)?;
        let people = Person::query().load::<Facts>(&db)?;
        assert_eq!(people.len() as u64, Person::query().count(&db)?, "RELATIONS_AGREEMENT_SEED={seed}");
        for facts in &people {
            check(&db, facts)?;
        }
        if let Some(person) = people.first() {
            check(&db, &Facts::get(&db, person.person.id)?)?;
        }
        let some = Facts::query().filter(Person::NAME.eq("p1")).order_by(Person::ID.desc()).limit(3);
        for facts in &some.all(&db)? {
            check(&db, facts)?;
        }
        for team in TeamFacts::query().all(&db)? {
            let there = Team::get(&db, team.code.clone())?;
            assert_eq!(team.last, there.staff().max(&db, Person::ID)?);
            assert_eq!(team.staffed, there.staff().exists(&db)?);
            assert_eq!(team.staff.len() as u64, there.staff().count(&db)?);
            for facts in &team.staff {
                check(&db, facts)?;
            }
        }
        checked += people.len();
    }
    println!("{cases} databases, {checked} rows agreed");
    Ok(())
}
