use relations::{Load, Result, prelude::*};

use super::world::{Club, Order, Person, Team, world};

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct WithRow {
    name: String,
    #[load(row)]
    person: Person,
    #[load(from = team.name)]
    team: String,
    #[load(from = boss_id)]
    above: Option<i64>,
    orders: Vec<OrderRow>,
    #[load(count = skills)]
    skills: i64,
    clubs: Vec<ClubRow>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Order)]
struct OrderRow {
    #[load(row)]
    order: Order,
    number: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Club)]
struct ClubRow {
    #[load(sql = "upper(slug)")]
    upper: String,
    name: String,
    #[load(row)]
    card: Card,
}

/// A shape of the row in place of the row.
#[derive(Load, Debug, PartialEq)]
#[load(Club)]
struct Card {
    slug: String,
}

#[test]
fn the_row_itself_is_a_field_beside_others() -> Result<()> {
    let db = world()?;
    let people = WithRow::query().order_by(Person::ID.asc()).all(&db)?;
    for found in &people {
        let person = Person::get(&db, found.person.id)?;
        assert_eq!((&found.name, found.above), (&person.name, person.boss_id));
        assert_eq!(found.person, person);
        assert_eq!(found.team, Team::get(&db, person.team_code.clone())?.name);
        let orders = person.orders().order_by(Order::NUMBER.asc()).all(&db)?;
        let loaded: Vec<_> = found.orders.iter().map(|row| row.order.clone()).collect();
        assert_eq!(loaded, orders);
        assert!(found.orders.iter().all(|row| row.number == row.order.number));
        for club in &found.clubs {
            assert_eq!(club.upper, club.card.slug.to_uppercase());
            assert_eq!(club.name, Club::get(&db, club.card.slug.clone())?.name);
        }
    }
    assert_eq!(people[0].clubs.len(), 2);
    assert_eq!(people[0].skills, 2);
    assert_eq!(WithRow::get(&db, 2)?, people[1]);
    Ok(())
}
