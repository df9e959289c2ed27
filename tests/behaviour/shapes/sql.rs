use relations::{Error, Load, Result, prelude::*};

use super::world::{Club, Member, Order, Person, world};

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Lengths {
    #[load(sql = "length(name)")]
    length: i64,
    #[load(sql = "\"name\" || ' of ' || `team_code` || ' name'")]
    title: String,
    #[load(sql = "CASE WHEN boss_id IS NULL THEN NULL ELSE CAST(id AS text) END")]
    led: Option<String>,
    #[load(sql = "(SELECT count(*) FROM \"order\" AS o WHERE o.person_id = id)")]
    orders: i64,
    #[load(sql = "rowid * 2")]
    twice: i64,
    #[load(from = team.name)]
    team: String,
    #[load(from = boss.name)]
    boss: Option<String>,
    #[load(with = |q| q.order_by(Club::SLUG.asc()))]
    clubs: Vec<(ClubName, Membership)>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Club)]
struct ClubName {
    #[load(sql = "name || '!'")]
    name: String,
    #[load(sql = "(SELECT name)")]
    again: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Member)]
struct Membership {
    #[load(sql = "upper(name)")]
    name: String,
    #[load(sql = "(SELECT upper(name))")]
    again: String,
}

#[test]
fn an_expression_is_over_the_columns_of_its_own_row() -> Result<()> {
    let db = world()?;
    let people = Lengths::query().order_by(Person::NAME.desc()).all(&db)?;
    let [cid, bob, ann] = people.as_slice() else { panic!("three people") };
    assert_eq!((ann.length, ann.title.as_str(), ann.led.as_deref()), (3, "Ann of a name", None));
    assert_eq!((bob.title.as_str(), bob.led.as_deref()), ("Bob of b name", Some("2")));
    assert_eq!((ann.orders, bob.orders, cid.orders), (2, 1, 0));
    assert_eq!((ann.twice, cid.twice), (2, 6));
    assert_eq!(cid.boss.as_deref(), Some("Bob"));
    let (club, member) = &bob.clubs[0];
    assert_eq!(club, &ClubName { name: "Go!".into(), again: "Go".into() });
    assert_eq!(member, &Membership { name: "GUEST".into(), again: "GUEST".into() });
    assert_eq!(Lengths::get(&db, 1)?, *ann);
    Ok(())
}

#[derive(Load, Debug)]
#[load(Order)]
#[allow(dead_code, reason = "only loaded")]
struct Wrong {
    #[load(sql = "note")]
    text_length: i64,
}

#[derive(Load, Debug)]
#[load(Order)]
#[allow(dead_code, reason = "only loaded")]
struct Unknown {
    #[load(sql = "no_such + 1")]
    value: i64,
}

#[test]
fn a_value_that_does_not_fit_names_the_field() -> Result<()> {
    let db = world()?;
    let error = Wrong::query().all(&db).expect_err("a text is no number");
    assert!(matches!(error, Error::Decode { model: "Order", column: "text_length", .. }), "{error}");
    assert!(Unknown::query().all(&db).is_err());
    Ok(())
}
