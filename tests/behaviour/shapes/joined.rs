use relations::{Error, Load, Result, prelude::*, raw};

use super::world::{Code, Line, Member, Order, Person, Team, world};

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Row {
    name: String,
    #[load(from = team.name)]
    team: String,
    #[load(from = boss.name)]
    boss: Option<String>,
    #[load(from = boss.team.name)]
    boss_team: Option<String>,
    #[load(from = boss.boss_id)]
    above: Option<i64>,
    #[load(from = profile.bio)]
    bio: Option<String>,
    #[load(from = profile.r#type)]
    kind: Option<String>,
}

fn row(
    name: &str,
    team: &str,
    boss: Option<(&str, &str)>,
    above: Option<i64>,
    profile: (Option<&str>, Option<&str>),
) -> Row {
    Row {
        name: name.into(),
        team: team.into(),
        boss: boss.map(|boss| boss.0.into()),
        boss_team: boss.map(|boss| boss.1.into()),
        above,
        bio: profile.0.map(Into::into),
        kind: profile.1.map(Into::into),
    }
}

fn rows() -> [Row; 3] {
    [
        row("Ann", "Alpha", None, None, (Some("engineer"), Some("long"))),
        row("Bob", "Beta", Some(("Ann", "Alpha")), None, (None, Some("short"))),
        row("Cid", "Alpha", Some(("Bob", "Beta")), Some(1), (None, None)),
    ]
}

#[test]
fn columns_of_other_rows_are_joined() -> Result<()> {
    let db = world()?;
    let by_id = || Row::query().order_by(Person::ID.asc());
    let [ann, bob, cid] = rows();
    assert_eq!(by_id().all(&db)?, rows());
    assert_eq!(by_id().limit(1).offset(1).all(&db)?, [bob]);
    assert_eq!(by_id().first(&db)?, Some(ann));
    assert_eq!(Row::get(&db, 3)?, cid);
    assert_eq!(Row::query().count(&db)?, 3);
    let mut streamed = Vec::new();
    by_id().for_each(&db, |row| {
        streamed.push(row);
        Ok(())
    })?;
    assert_eq!(streamed, rows());
    let mut stream = by_id().stream(&db)?;
    assert_eq!(stream.rows()?.collect::<Result<Vec<_>>>()?, rows());
    let mut kept = Row::by_key(&db)?;
    assert_eq!(kept.get(3)?, cid_again());
    let cid = Person::get(&db, 3)?;
    assert_eq!(std::slice::from_ref(&cid).load::<Row>(&db)?, [cid_again()]);
    Ok(())
}

fn cid_again() -> Row {
    let [.., cid] = rows();
    cid
}

#[test]
fn filters_orders_and_raw_sql_mean_the_rows_themselves() -> Result<()> {
    let db = world()?;
    let [ann, bob, cid] = rows();
    // `name` is a column of the teams and of the bosses too.
    let found =
        Row::query().filter(raw("name > 'Ann' AND id > 1").filter()).order_by(raw("name").desc()).all(&db)?;
    assert_eq!(found, [cid, bob]);
    let found = Row::query().filter(Person::TEAM.has(Team::NAME.eq("Alpha"))).order_by(Person::NAME.asc());
    assert_eq!(found.clone().limit(1).all(&db)?, [ann]);
    assert_eq!(found.count(&db)?, 2);
    let found = Row::query().filter(Person::TEAM.has(Team::CODE.eq(Code("b".into())))).all(&db)?;
    assert_eq!(found.len(), 1);
    Ok(())
}

#[test]
fn pages_of_joined_rows_follow_each_other() -> Result<()> {
    let db = world()?;
    let pages = Row::query().order_by(Person::NAME.asc()).limit(2);
    let second = Person::get(&db, 2)?;
    assert_eq!(pages.clone().after(None).all(&db)?.len(), 2);
    assert_eq!(pages.after(&second).all(&db)?, [cid_again()]);
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Line)]
struct OfLine {
    id: i64,
    #[load(from = order.note)]
    note: Option<String>,
    #[load(from = order.person.name)]
    who: String,
    #[load(from = order.person.team.name)]
    team: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Member)]
struct OfMember {
    name: String,
    #[load(from = club.name)]
    club: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Deep {
    #[load(with = |q| q.order_by(Line::ID.desc()).limit(2))]
    lines: Vec<OfLine>,
    orders: Vec<OfOrder>,
    clubs: Vec<(super::world::Club, OfMember)>,
    #[load(from = reports)]
    reports: Vec<Row>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Order)]
struct OfOrder {
    #[load(from = person.name)]
    who: String,
    #[load(with = |q| q.order_by(Line::ID.asc()).limit(1))]
    lines: Vec<OfLine>,
}

#[test]
fn columns_of_other_rows_are_joined_below_every_relation() -> Result<()> {
    let db = world()?;
    let people = Deep::query().order_by(Person::ID.asc()).all(&db)?;
    let line = |id, note: Option<&str>| OfLine {
        id,
        note: note.map(Into::into),
        who: "Ann".into(),
        team: "Alpha".into(),
    };
    let ann = &people[0];
    assert_eq!(ann.lines, [line(3, None), line(2, Some("first"))]);
    assert_eq!(ann.orders[0], OfOrder { who: "Ann".into(), lines: vec![line(1, Some("first"))] });
    assert_eq!(ann.orders[1], OfOrder { who: "Ann".into(), lines: vec![line(3, None)] });
    let mut clubs: Vec<_> = ann
        .clubs
        .iter()
        .map(|(club, member)| {
            assert_eq!(club.name, member.club);
            (club.slug.as_str(), member.name.as_str())
        })
        .collect();
    clubs.sort_unstable();
    assert_eq!(clubs, [("chess", "guest"), ("go", "chair")]);
    let [_, bob, _] = rows();
    assert_eq!(ann.reports, [bob]);
    assert_eq!(Deep::get(&db, 1)?.lines, ann.lines);
    assert_eq!(people[1].orders, [OfOrder { who: "Bob".into(), lines: vec![] }]);
    Ok(())
}

#[test]
fn a_foreign_key_without_its_row_is_an_error() -> Result<()> {
    let db = world()?;
    db.execute_batch("PRAGMA foreign_keys = OFF; UPDATE person SET team_code = 'gone' WHERE id = 2")?;
    let error = Row::query().all(&db).expect_err("there is no such team");
    assert!(
        matches!(&error, Error::Cardinality { model: "Person", relation: "team", key, several: false } if key == "\"gone\""),
        "{error}"
    );
    db.execute_batch("UPDATE line SET order_number = 77 WHERE id = 1")?;
    let error = OfLine::query().order_by(Line::ID.asc()).first(&db).expect_err("there is no such order");
    assert!(matches!(error, Error::Cardinality { model: "Line", relation: "order", .. }), "{error}");
    Ok(())
}
