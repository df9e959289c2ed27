use relations::{Load, Result, prelude::*};

use super::world::{Code, Line, Order, Person, Skill, Team, world};

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Figures {
    name: String,
    #[load(sum = lines.amount)]
    total: f64,
    #[load(sum = lines.pieces)]
    pieces: i64,
    #[load(min = lines.sku)]
    first: Option<String>,
    #[load(max = lines.pieces)]
    most: Option<i64>,
    #[load(avg = lines.pieces)]
    average: Option<f64>,
    #[load(exists = orders)]
    ordered: bool,
    #[load(count = orders)]
    orders: usize,
    #[load(max = skills.level)]
    best: Option<u8>,
    #[load(min = clubs.name)]
    club: Option<String>,
    #[load(exists = profile)]
    known: bool,
    #[load(exists = reports)]
    leads: bool,
}

#[test]
fn aggregates_are_of_the_rows_that_each_row_is_related_to() -> Result<()> {
    let db = world()?;
    let found = Figures::query().order_by(Person::ID.asc()).all(&db)?;
    let nobody = |name: &str| Figures {
        name: name.into(),
        total: 0.0,
        pieces: 0,
        first: None,
        most: None,
        average: None,
        ordered: false,
        orders: 0,
        best: None,
        club: None,
        known: false,
        leads: false,
    };
    let ann = Figures {
        name: "Ann".into(),
        total: 14.0,
        pieces: 9,
        first: Some("x".into()),
        most: Some(7),
        average: Some(4.5),
        ordered: true,
        orders: 2,
        best: Some(5),
        club: Some("Chess".into()),
        known: true,
        leads: true,
    };
    let bob = Figures {
        ordered: true,
        orders: 1,
        best: Some(3),
        club: Some("Go".into()),
        known: true,
        leads: true,
        ..nobody("Bob")
    };
    assert_eq!(found, [ann, bob, nobody("Cid")]);
    let one = Figures::get(&db, 3)?;
    assert_eq!(one, nobody("Cid"));
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Order)]
struct OfOrder {
    number: i64,
    #[load(sum = lines.amount)]
    total: f64,
    #[load(sum = lines.amount, with = |q| q.filter(Line::SKU.ne("x")))]
    of_others: f64,
    #[load(exists = lines, with = |q| q.filter(Line::AMOUNT.gt(2.0)))]
    large: bool,
    #[load(max = lines.amount, with = |q| q.order_by(Line::SKU.asc()).limit(1))]
    of_first: Option<f64>,
    #[load(sum = lines.pieces, with = |q| q.order_by(Line::SKU.desc()).limit(1).offset(1))]
    of_second: i64,
    #[load(exists = lines, with = |q| q.offset(1))]
    several: bool,
}

#[test]
fn aggregates_of_narrowed_rows_are_of_those_alone() -> Result<()> {
    let db = world()?;
    let found = OfOrder::query().order_by(Order::PERSON_ID.asc()).order_by(Order::NUMBER.asc()).all(&db)?;
    let order = |number, total, of_others, large, of_first, of_second, several| OfOrder {
        number,
        total,
        of_others,
        large,
        of_first,
        of_second,
        several,
    };
    let expected = [
        order(1, 4.0, 2.5, true, Some(1.5), 2, true),
        order(2, 10.0, 0.0, true, Some(10.0), 0, false),
        order(1, 0.0, 0.0, false, None, 0, false),
    ];
    assert_eq!(found, expected);
    for (at, key) in [(1, 1), (1, 2), (2, 1)].into_iter().enumerate() {
        assert_eq!(OfOrder::get(&db, key)?, expected[at]);
    }
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Limited {
    #[load(sum = reports.id, with = |q| q.order_by(Person::ID.desc()).limit(1))]
    last: i64,
    #[load(sum = skills.level, with = |q| q.order_by(Skill::LEVEL.desc()).limit(1))]
    best: i64,
    #[load(sum = lines.pieces, with = |q| q.order_by(Line::ID.asc()).limit(2))]
    two: i64,
    #[load(exists = skills, with = |q| q.offset(1))]
    two_skills: bool,
    #[load(exists = lines, with = |q| q.filter(Line::AMOUNT.gt(9.0)))]
    large: bool,
}

#[derive(Load, Debug, PartialEq)]
#[load(Team)]
struct Nested {
    code: Code,
    #[load(count = staff)]
    count: i64,
    #[load(max = staff.name)]
    last: Option<String>,
    staff: Vec<Limited>,
}

#[test]
fn aggregates_apply_limits_along_every_path_and_below_other_relations() -> Result<()> {
    let db = world()?;
    let teams = Nested::query().order_by(Team::CODE.asc()).all(&db)?;
    let person = |last, best, two, two_skills, large| Limited { last, best, two, two_skills, large };
    assert_eq!(teams[0].staff, [person(0, 0, 0, false, false), person(2, 5, 2, true, true)]);
    assert_eq!(teams[1].staff, [person(3, 3, 0, false, false)]);
    assert_eq!((teams[0].count, teams[0].last.as_deref()), (2, Some("Cid")));
    Ok(())
}

#[test]
fn a_sum_beyond_64_bits_is_an_error() -> Result<()> {
    let db = world()?;
    db.execute("UPDATE line SET pieces = ?1", [i64::MAX])?;
    let error = Figures::query().all(&db).expect_err("the sum is too great");
    assert!(matches!(error, relations::Error::Decode { column: "pieces", .. }), "{error}");
    Ok(())
}
