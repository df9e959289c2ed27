use std::collections::BTreeMap;

use relations::{Load, Result, prelude::*};

use super::world::{Club, Line, Member, Order, Person, Profile, Skill, Team, world};

#[derive(Clone, Debug)]
pub struct Search {
    text: String,
    least: f64,
    most: u64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person, args = Search)]
struct Found {
    name: String,
    #[load(with = |orders, search| orders.filter(Order::NOTE.like(format!("%{}%", search.text))))]
    orders: Vec<FoundOrder>,
    #[load(sum = lines.amount, with = |q, search| q.filter(Line::AMOUNT.ge(search.least)))]
    total: f64,
    #[load(count = lines, with = |q, search| q.filter(Line::AMOUNT.ge(search.least)))]
    lines: i64,
    #[load(exists = skills, with = |q, search| q.filter(Skill::NAME.like(format!("%{}%", search.text))))]
    able: bool,
    #[load(key = name, with = |q, search| q.limit(search.most))]
    skills: BTreeMap<String, Skill>,
    #[load(from = team.name)]
    team: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Order, args = Search)]
struct FoundOrder {
    number: i64,
    #[load(with = |q, search| q.filter(Line::AMOUNT.ge(search.least)).order_by(Line::ID.asc()))]
    lines: Vec<Line>,
    person: Box<WithoutArguments>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct WithoutArguments {
    name: String,
    profile: Option<Profile>,
}

fn search(text: &str, least: f64) -> Search {
    Search { text: text.into(), least, most: 1 }
}

#[test]
fn each_load_has_arguments_of_its_own() -> Result<()> {
    let db = world()?;
    let read = |search: &Search| Found::query_with(search).order_by(Person::ID.asc()).all(&db);
    let found = read(&search("irs", 2.0))?;
    assert_eq!(found.len(), 3);
    let ann = &found[0];
    assert_eq!((ann.name.as_str(), ann.team.as_str()), ("Ann", "Alpha"));
    assert_eq!((ann.total, ann.lines, ann.able, ann.skills.len()), (12.5, 2, false, 1));
    let [order] = ann.orders.as_slice() else { panic!("one order: {:?}", ann.orders) };
    assert_eq!(order.lines.iter().map(|line| line.id).collect::<Vec<_>>(), [2]);
    assert_eq!(order.person.name, "Ann");
    assert!(order.person.profile.is_some());

    let found = read(&search("r", 0.0))?;
    assert_eq!((found[0].total, found[0].lines, found[0].able), (14.0, 3, true));
    assert_eq!(found[0].orders.len(), 1);
    assert_eq!(found[1].orders.len(), 1);
    Ok(())
}

#[test]
fn every_verb_takes_arguments() -> Result<()> {
    let db = world()?;
    let search = search("r", 2.0);
    let all = Found::query_with(&search).order_by(Person::ID.asc()).all(&db)?;
    assert_eq!(Found::get_with(&db, 1, &search)?, all[0]);
    assert_eq!(Found::find_with(&db, 77, &search)?, None);
    assert!(Found::get_with(&db, 77, &search).is_err());
    assert_eq!(Found::query_with(&search).order_by(Person::ID.desc()).first(&db)?.as_ref(), all.last());
    assert_eq!(Found::query_with(&search).count(&db)?, 3);
    let mut visited = Vec::new();
    Found::query_with(&search).order_by(Person::ID.asc()).for_each(&db, |found| {
        visited.push(found);
        Ok(())
    })?;
    assert_eq!(visited, all);
    let mut stream = Found::query_with(&search).order_by(Person::ID.asc()).stream(&db)?;
    assert_eq!(stream.rows()?.collect::<Result<Vec<_>>>()?, all);

    let people = Person::query().order_by(Person::ID.asc()).all(&db)?;
    assert_eq!(people.load_with::<Found>(&db, &search)?, all);
    let ann = &people[0];
    let reports = ann.reports().load_with::<Found>(&db, &search)?;
    assert_eq!(reports, all[1..2]);
    assert_eq!(ann.reports().shape_with::<Found>(&search).filter(Person::NAME.eq("X")).first(&db)?, None);
    Ok(())
}

/// Arguments go through relations of every kind, through boxes, pairs, maps and the row itself.
#[derive(Load, Debug, PartialEq)]
#[load(Team, args = Search)]
struct Everywhere {
    #[load(row)]
    rows: TeamRow,
    #[load(key = id)]
    staff: BTreeMap<i64, Staff>,
    name: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Team, args = Search)]
struct TeamRow {
    #[load(count = staff, with = |q, search| q.filter(Person::NAME.like(format!("%{}%", search.text))))]
    named: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person, args = Search)]
struct Staff {
    clubs: Vec<(Club, Membership)>,
    boss: Option<Box<Staff>>,
    team: TeamRow,
}

#[derive(Load, Debug, PartialEq)]
#[load(Member, args = Search)]
struct Membership {
    #[load(sql = "upper(name)")]
    name: String,
    person: TeamOf,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person, args = Search)]
struct TeamOf {
    team: TeamRow,
}

#[test]
fn arguments_are_passed_down() -> Result<()> {
    let db = world()?;
    let search = search("i", 0.0);
    let teams = Everywhere::query_with(&search).order_by(Team::CODE.asc()).all(&db)?;
    assert_eq!((teams[0].rows.named, teams[1].rows.named), (1, 0));
    assert_eq!(teams[0].name, "Alpha");
    let cid = &teams[0].staff[&3];
    let bob = cid.boss.as_ref().expect("the boss of Cid");
    assert_eq!((cid.team.named, bob.team.named), (1, 0));
    let (club, member) = &bob.clubs[0];
    assert_eq!((club.slug.as_str(), member.name.as_str(), member.person.team.named), ("go", "GUEST", 0));
    assert!(bob.boss.as_ref().is_some_and(|ann| ann.boss.is_none() && ann.clubs.len() == 2));
    Ok(())
}

#[test]
fn pages_take_arguments_and_joined_columns() -> Result<()> {
    let db = world()?;
    let search = search("r", 2.0);
    let all = Found::query_with(&search).order_by(Person::ID.asc()).all(&db)?;
    let by_team = || Found::query_with(&search).order_by(Person::TEAM.order(Team::NAME.asc()));
    let first = by_team().page(2).read(&db)?;
    assert_eq!(first.rows.iter().map(|row| &*row.name).collect::<Vec<_>>(), ["Ann", "Cid"]);
    assert_eq!(first.rows[0], all[0]);
    let second = by_team().page(2).after(first.next).read(&db)?;
    assert_eq!((second.rows.as_slice(), second.next.is_none()), (&all[1..2], true));
    Ok(())
}
