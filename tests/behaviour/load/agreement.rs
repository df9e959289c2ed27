//! Shapes hold the same rows as the accessors return row by row.

use std::fmt::Debug;

use relations::{Model, Query, Result, load::ShapeOf, prelude::*, rusqlite::Connection};

use super::{
    shapes::{
        Above, Below, ClubPage, Columns, Counts, Deep, Everything, Links, Narrowed, PiecePage, Role,
        SquarePage, TagPage, TokenPage,
    },
    world::{Club, Membership, Naive, Person, Piece, Post, Square, Tag, Token, database, each, populated},
};

/// Asserts that a query returns the same rows as the shape, in the same order, as by the accessors; and that
/// the models that it returns lead to the same.
#[track_caller]
pub fn agrees<M, S>(db: &Connection, query: &Query<M>) -> Result<()>
where
    M: Model + Clone,
    S: Naive + ShapeOf<M> + Debug + PartialEq,
{
    let rows = query.clone().all(db)?;
    let expected = each::<S>(db, rows.clone())?;
    assert_eq!(query.clone().load::<S>(db)?, expected);
    assert_eq!(rows.load::<S>(db)?, expected);
    Ok(())
}

/// Returns queries over people whose rows are adjacent or not, one or none, or in another order.
fn people() -> Vec<Query<Person>> {
    let every = || Person::query().order_by(Person::ID.asc());
    vec![
        every(),
        every().filter(Person::ID.gt(0)),
        every().filter(Person::ID.in_([2, 5, 7, 11])),
        every().filter(Person::ID.eq(6)),
        every().filter(Person::ID.eq(1)),
        every().filter(Person::ID.eq(99)),
        every().limit(3).offset(4),
        every().limit(0),
        Person::query().order_by(Person::NAME.desc()).order_by(Person::ID.desc()),
        every().filter(Person::POSTS.none()),
    ]
}

/// Asserts the agreement for all these queries, of many rows, of few and of none.
#[track_caller]
fn agrees_on_people<S: Naive + ShapeOf<Person> + Debug + PartialEq>() -> Result<()> {
    for count in [0, 1, 14] {
        let db = populated(count)?;
        people().iter().try_for_each(|query| agrees::<_, S>(&db, query))?;
    }
    Ok(())
}

#[test]
fn columns() -> Result<()> {
    agrees_on_people::<Columns>()
}

#[test]
fn every_kind_of_relation_side_by_side() -> Result<()> {
    agrees_on_people::<Everything>()
}

#[test]
fn junction_rows() -> Result<()> {
    agrees_on_people::<Links>()
}

#[test]
fn four_levels_down() -> Result<()> {
    agrees_on_people::<Deep>()
}

#[test]
fn narrowed_relations() -> Result<()> {
    agrees_on_people::<Narrowed>()
}

#[test]
fn numbers_of_rows() -> Result<()> {
    agrees_on_people::<Counts>()
}

#[test]
fn trees_both_ways() -> Result<()> {
    agrees_on_people::<Below>()?;
    agrees_on_people::<Above>()
}

#[test]
fn text_and_composite_keys() -> Result<()> {
    let db = populated(14)?;
    let clubs = || Club::query().order_by(Club::SLUG.desc());
    agrees::<_, ClubPage>(&db, &clubs())?;
    agrees::<_, ClubPage>(&db, &clubs().filter(Club::SLUG.ne("club '3\"")))?;
    let links = || {
        let query = Membership::query().order_by(Membership::PERSON_ID.desc());
        query.order_by(Membership::CLUB_SLUG.asc())
    };
    agrees::<_, Role>(&db, &links())?;
    agrees::<_, Role>(&db, &links().filter(Membership::ROLE.eq("guest")))?;
    let squares = || Square::query().order_by(Square::COLUMN.asc()).order_by(Square::ROW.asc());
    agrees::<_, SquarePage>(&db, &squares())?;
    agrees::<_, SquarePage>(&db, &squares().filter(Square::ROW.gt(1)))?;
    agrees::<_, PiecePage>(&db, &Piece::query().order_by(Piece::ID.asc()))?;
    agrees::<_, TagPage>(&db, &Tag::query().order_by(Tag::ID.asc()))?;
    agrees::<_, TagPage>(&db, &Tag::query().order_by(Tag::ID.asc()).filter(Tag::NAME.ne("tag 1")))?;
    agrees::<_, TokenPage>(&db, &Token::query().order_by(Token::ID.asc()))?;
    agrees::<_, TokenPage>(&db, &Token::query().order_by(Token::ID.asc()).filter(Token::ID.gt(3)))
}

/// Creates keys far apart, below zero, and at the ends of the range of integers.
#[test]
fn extreme_keys() -> Result<()> {
    let db = database()?;
    let ids = [i64::MIN, i64::MIN + 1, -7, -6, -5, 0, 1, 2, 3, 1_000_000, i64::MAX - 1, i64::MAX];
    for (id, boss_id) in ids.into_iter().zip([None].into_iter().chain(ids.map(Some))) {
        Person { id, name: format!("{id}"), email: format!("{id}@x"), boss_id }.insert(&db)?;
        if id != i64::MAX {
            Post::create().id(id).author_id(id).reviewer_id(boss_id).title("t").insert(&db)?;
        }
        Tag { id, name: "t".to_owned() }.insert(&db)?;
    }
    let tag = Tag::get(&db, i64::MAX)?;
    for person in Person::query().all(&db)? {
        person.tags().link(&db, &tag)?;
        person.tags().link(&db, &Tag::get(&db, person.id)?)?;
    }
    let every = Person::query().order_by(Person::ID.desc());
    for query in
        [every.clone(), every.clone().filter(Person::ID.ne(0)), every.filter(Person::ID.ne(3)).limit(4)]
    {
        agrees::<_, Everything>(&db, &query)?;
        agrees::<_, Deep>(&db, &query)?;
        agrees::<_, Counts>(&db, &query)?;
        agrees::<_, Narrowed>(&db, &query)?;
        agrees::<_, Above>(&db, &query)?;
    }
    Ok(())
}
