//! The first of several children, and the values that the SQL of filters has to spell.

use relations::{Model, Result, prelude::*, rusqlite::Connection, schema};

/// A model with children of which some are the first, and values that SQL has to spell.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(visits: Visit)]
#[has_one(latest: Visit, first(day desc))]
#[has_one(cheapest: Visit, first(price, id), filter = Visit::PRICE.is_not_null())]
#[has_many(plain: Visit, filter = Visit::NOTE.eq("it's \"?\" -- \0 +?").or(Visit::PRICE.eq(f64::INFINITY)))]
#[has_many(odd: Visit, filter = Visit::DATA.eq([0, 255]).and(Visit::DAY.gt(-3)).and(Visit::DAY.ne(i64::MIN)))]
#[has_many(raised: Visit, filter = Visit::DAY.raw().sql(" -").value(-2).sql(" > ").value(0).filter())]
#[has_many(close: Visit, filter = Visit::PRICE.between(-0.5, 0.1).or(Visit::DAY.in_(DAYS)))]
#[has_many(others: Visit, filter = Visit::GUEST.has(Self::LATEST.has(Visit::DAY.gt(5))))]
#[has_many(circular: Visit, filter = Visit::GUEST.has(Guest::CIRCULAR.none()))]
pub struct Guest {
    id: i64,
}

const DAYS: [i64; 3] = [7, 8, -9];

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Visit {
    id: i64,
    #[belongs_to(guest: Guest)]
    guest_id: i64,
    day: i64,
    price: Option<f64>,
    note: Option<String>,
    data: Option<Vec<u8>>,
}

fn guests() -> Result<(Connection, Guest)> {
    let db = relations::open_in_memory()?;
    schema![Guest, Visit].create_all(&db)?;
    let guest = Guest::create().insert(&db)?;
    Ok((db, guest))
}

#[test]
fn values_of_filters_are_those_of_the_program() -> Result<()> {
    let (db, guest) = guests()?;
    let visit = |day| guest.visits().create().day(day);
    let noted = visit(1).note("it's \"?\" -- \0 +?".to_owned()).insert(&db)?;
    let dear = visit(2).price(f64::INFINITY).insert(&db)?;
    let blob = visit(-2).data(vec![0, 255]).insert(&db)?;
    visit(-3).data(vec![0, 255]).note("it's \"?\" -- ".to_owned()).insert(&db)?;
    let cheap = visit(-9).price(0.1).insert(&db)?;
    let negative = visit(4).price(-0.5).insert(&db)?;
    visit(5).price(0.2).insert(&db)?;
    let seventh = visit(7).insert(&db)?;
    assert_eq!(guest.plain().all(&db)?, [noted, dear]);
    assert_eq!(guest.odd().all(&db)?, [blob]);
    assert_eq!(guest.raised().filter(Visit::DAY.lt(0)).count(&db)?, 0);
    assert_eq!(guest.raised().count(&db)?, 5);
    assert_eq!(guest.close().order_by(Visit::ID.asc()).all(&db)?, [cheap, negative, seventh]);
    assert_eq!(guest.others().count(&db)?, 8);
    let error = guest.circular().all(&db).unwrap_err().to_string();
    assert!(error.contains("leads to itself"), "{error}");
    Ok(())
}

#[test]
fn the_first_of_several_children_is_by_an_order() -> Result<()> {
    let (db, guest) = guests()?;
    let other = Guest::create().insert(&db)?;
    assert_eq!((guest.latest().get(&db)?, guest.latest().exists(&db)?), (None, false));
    let visit = |day, price| guest.latest().create().day(day).price(price).insert(&db);
    let (one, two, three) = (visit(3, None)?, visit(9, Some(2.0))?, visit(9, Some(2.0))?);
    visit(5, Some(7.5))?;
    assert_eq!(guest.latest().get(&db)?, Some(three.clone()));
    assert_eq!(guest.latest().all(&db)?, std::slice::from_ref(&three));
    assert_eq!(guest.cheapest().get(&db)?, Some(two.clone()));
    assert_eq!((guest.latest().count(&db)?, other.latest().count(&db)?), (1, 0));
    assert_eq!(Guest::LATEST.of(guest.id).get(&db)?, Some(three.clone()));
    assert!(guest.latest().contains(&db, &three)?);
    assert!(!guest.latest().contains(&db, &two)?);
    // A condition is about the first row alone, and finds no other.
    assert_eq!(guest.latest().filter(Visit::DAY.eq(3)).all(&db)?, []);
    let guests = |filter| Guest::query().filter(filter).all(&db);
    assert_eq!(guests(Guest::LATEST.has(Visit::DAY.eq(3)))?, []);
    assert_eq!(guests(Guest::LATEST.has(Visit::DAY.eq(9)))?, std::slice::from_ref(&guest));
    assert_eq!(
        (guests(Guest::LATEST.is(&two))?, guests(Guest::LATEST.is(&three))?),
        (vec![], vec![guest.clone()])
    );
    assert_eq!(guests(Guest::LATEST.is_none())?, [other]);
    assert_eq!(guests(Guest::CHEAPEST.is(&one))?, []);

    assert_eq!(guest.latest().change().set(Visit::DAY, 0).update(&db)?, 1);
    assert_eq!(Visit::get(&db, three.id)?.day, 0);
    assert_eq!(guest.latest().get(&db)?, Some(two));
    assert_eq!(guest.latest().delete(&db)?, 1);
    assert_eq!(guest.latest().get(&db)?.map(|visit| visit.day), Some(5));
    Ok(())
}
