//! The order, filters and limits of children, and two relations to one model, distinguished by `inverse`.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(written: Review, inverse = author, order_by(score desc, title))]
#[has_many(checked: Review, inverse = reviewer)]
pub struct User {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Review {
    id: i64,
    #[belongs_to(author: User, on_delete = cascade)]
    author_id: i64,
    #[belongs_to(reviewer: User, on_delete = set_null)]
    reviewer_id: Option<i64>,
    score: i64,
    title: String,
}

const SCHEMA: Schema = schema![User, Review];

/// Creates a database: Ada wrote four reviews, of which Bob has checked one; Bob wrote one.
fn database() -> Result<(Connection, User, User)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let ada = User::create().name("Ada").insert(&db)?;
    let bob = User::create().name("Bob").insert(&db)?;
    for (title, score) in [("b", 5), ("d", 9), ("a", 5), ("c", 1)] {
        ada.written().create().title(title).score(score).insert(&db)?;
    }
    bob.checked().add(&db, &mut ada.written().filter(Review::TITLE.eq("d")).one(&db)?)?;
    bob.written().create().title("z").score(7).insert(&db)?;
    Ok((db, ada, bob))
}

fn titles(reviews: &[Review]) -> String {
    reviews.iter().map(|review| review.title.as_str()).collect()
}

#[test]
fn children_come_in_the_declared_order() -> Result<()> {
    let (db, ada, _) = database()?;
    assert_eq!(titles(&ada.written().all(&db)?), "dabc");
    assert_eq!(ada.written().first(&db)?.map(|review| review.title).as_deref(), Some("d"));
    Ok(())
}

#[test]
fn the_declared_order_holds_behind_filters_limits_and_streaming() -> Result<()> {
    let (db, ada, _) = database()?;
    assert_eq!(titles(&ada.written().filter(Review::SCORE.lt(9)).all(&db)?), "abc");
    assert_eq!(titles(&ada.written().limit(2).all(&db)?), "da");
    assert_eq!(titles(&ada.written().limit(2).offset(1).all(&db)?), "ab");
    assert_eq!(titles(&ada.written().offset(3).all(&db)?), "c");
    let mut seen = String::new();
    ada.written().for_each(&db, |review| {
        seen += &review.title;
        Ok(())
    })?;
    assert_eq!(seen, "dabc");
    Ok(())
}

#[test]
fn an_order_that_is_asked_for_takes_the_declared_ones_place() -> Result<()> {
    let (db, ada, _) = database()?;
    assert_eq!(titles(&ada.written().order_by(Review::TITLE.desc()).all(&db)?), "dcba");
    let by_two = ada.written().order_by(Review::SCORE.asc()).order_by(Review::TITLE.desc());
    assert_eq!(titles(&by_two.all(&db)?), "cbad");
    Ok(())
}

#[test]
fn filters_and_limits_stay_within_the_parents_children() -> Result<()> {
    let (db, ada, bob) = database()?;
    let either = Review::TITLE.eq("z").or(Review::TITLE.eq("a"));
    assert_eq!(titles(&ada.written().filter(either.clone()).all(&db)?), "a");
    assert_eq!(titles(&bob.written().filter(either).all(&db)?), "z");
    assert_eq!(ada.written().filter(Review::SCORE.eq(5)).count(&db)?, 2);
    assert_eq!(ada.written().filter(!Review::SCORE.eq(5)).count(&db)?, 2);
    assert_eq!(ada.written().limit(3).count(&db)?, 3);
    assert_eq!(ada.written().limit(0).all(&db)?, []);
    assert!(!ada.written().filter(Review::TITLE.eq("z")).exists(&db)?);
    let several = ada.written().filter(Review::SCORE.eq(5)).one(&db);
    assert!(matches!(several, Err(Error::MultipleRows { model: "Review" })));
    let none = ada.written().filter(Review::SCORE.eq(6)).one(&db);
    assert!(matches!(none, Err(Error::NotFound { model: "Review", .. })));
    Ok(())
}

#[test]
fn inverse_tells_two_foreign_keys_apart() -> Result<()> {
    let (db, ada, bob) = database()?;
    assert_eq!(titles(&bob.checked().all(&db)?), "d");
    assert_eq!(ada.checked().count(&db)?, 0);
    let begun = bob.checked().create().author_id(ada.id).title("new").score(0).insert(&db)?;
    assert_eq!((begun.author_id, begun.reviewer_id), (ada.id, Some(bob.id)));
    assert_eq!(begun.author().get(&db)?, ada);
    assert_eq!(begun.reviewer().get(&db)?, Some(bob));
    Ok(())
}

#[test]
fn each_verb_writes_the_foreign_key_of_its_own_relation() -> Result<()> {
    let (db, ada, bob) = database()?;
    let mut review = ada.written().filter(Review::TITLE.eq("a")).one(&db)?;
    bob.checked().add(&db, &mut review)?;
    assert_eq!((review.author_id, review.reviewer_id), (ada.id, Some(bob.id)));
    assert!(bob.checked().contains(&db, &review)? && !bob.written().contains(&db, &review)?);
    assert_eq!(bob.checked().clear(&db)?, 2);
    review.reload(&db)?;
    assert_eq!((review.author_id, review.reviewer_id), (ada.id, None));
    bob.written().add(&db, &mut review)?;
    assert_eq!(Review::get(&db, review.id)?.author_id, bob.id);
    assert_eq!(titles(&bob.written().all(&db)?), "za");
    Ok(())
}

#[test]
fn the_two_keys_have_rules_of_their_own() -> Result<()> {
    let (db, ada, bob) = database()?;
    bob.delete(&db)?;
    let left = Review::query().all(&db)?;
    assert_eq!(left.len(), 4, "what Bob wrote is gone");
    assert!(left.iter().all(|review| review.author_id == ada.id && review.reviewer_id.is_none()));
    Ok(())
}
