//! The number of statements of a load: SQLite compiles each of them once, and they use indexes.
#![cfg(feature = "bundled")]

use std::time::Instant;

use relations::{Load, Query, Result, prelude::*, rusqlite::Connection};

use super::{
    shapes::{Everything, Narrowed},
    world::{Comment, Person, Post, Profile, Tag, Token, database, populated},
};
use crate::{
    plan::plan,
    trace::{Ran, trace},
};

#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct One {
    id: i64,
    posts: Vec<Post>,
}

#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Three {
    posts: Vec<Commented>,
    tags: Vec<Tag>,
}

#[derive(Load, Debug)]
#[load(Post)]
#[allow(dead_code, reason = "only loaded")]
struct Commented {
    title: String,
    comments: Vec<Comment>,
}

#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Six {
    #[load(with = |q| q.limit(2))]
    posts: Vec<Commented>,
    tags: Vec<Tag>,
    profile: Option<Profile>,
    boss: Option<Person>,
    #[load(count = tokens)]
    tokens: i64,
}

/// Creates this many people with two posts, four comments, a tag, a profile, a token and a boss each.
fn crowd(people: i64) -> Result<Connection> {
    let db = database()?;
    db.execute_batch(&format!(
        "BEGIN;
         WITH RECURSIVE n(id) AS (SELECT 1 WHERE 1 <= {people} UNION ALL SELECT id + 1 FROM n WHERE id < {people})
         INSERT INTO person (id, name, email, boss_id) SELECT id, 'name', id || '@x', max(id - 1, 1) FROM n;
         INSERT INTO post (author_id, title) SELECT id, 'a' FROM person UNION ALL SELECT id, 'b' FROM person;
         INSERT INTO comment (post_id, text) SELECT id, 'x' FROM post UNION ALL SELECT id, NULL FROM post;
         INSERT INTO tag (id, name) SELECT id, 'tag' FROM person WHERE id <= 50;
         INSERT INTO person_tag (person_id, tag_id) SELECT id, 1 + id % min(50, {people}) FROM person;
         INSERT INTO profile (person_id, bio) SELECT id, 'bio' FROM person;
         INSERT INTO token (owner_email) SELECT email FROM person;
         COMMIT;"
    ))?;
    Ok(db)
}

/// Returns the statements that read rows, without those that begin and end the transaction, which are asserted
/// here.
fn loaded<S: relations::load::ShapeOf<Person>>(
    db: &mut Connection,
    query: Query<Person>,
) -> Result<(usize, usize, usize)> {
    let trace = trace(db)?;
    let rows = query.load::<S>(db)?.len();
    // The questions about the database itself, before the first run of a statement, are not part of a load.
    let ran = trace
        .take()
        .into_iter()
        .filter(|ran| !ran.sql.contains("temp.pragma_") && !ran.sql.starts_with("PRAGMA"));
    let (ends, reads): (Vec<Ran>, Vec<Ran>) = ran.partition(|ran| matches!(&*ran.sql, "BEGIN" | "COMMIT"));
    assert!(reads.iter().all(|ran| ran.sql.starts_with("SELECT")), "{reads:?}");
    Ok((rows, reads.len(), ends.len()))
}

fn counted(people: i64) -> Result<()> {
    let mut db = crowd(people)?;
    let count = usize::try_from(people).expect("a few");
    let whole = Person::query();
    let some = [whole.clone().filter(Person::ID.ne(0)), whole.clone().limit(people.cast_unsigned())];
    // Many rows take long in a test without optimisation.
    let queries = if people > 10 { vec![whole] } else { [whole].into_iter().chain(some).collect() };
    for query in queries {
        // If there are no rows, there are no further statements.
        let all = |relations: usize| if people == 0 { 1 } else { 1 + relations };
        let before = Instant::now();
        assert_eq!(loaded::<One>(&mut db, query.clone())?, (count, all(1), 2));
        assert_eq!(loaded::<Three>(&mut db, query.clone())?, (count, all(3), 2));
        assert_eq!(loaded::<Six>(&mut db, query.clone())?, (count, all(6), 2));
        println!("{people} people, three shapes: {:?}", before.elapsed());
        assert_eq!(loaded::<Person>(&mut db, query)?, (count, 1, 0));
    }
    Ok(())
}

#[test]
fn one_statement_for_the_rows_and_one_for_each_relation() -> Result<()> {
    [0, 1, 10].into_iter().try_for_each(counted)
}

#[test]
fn as_many_statements_for_forty_thousand_rows() -> Result<()> {
    counted(40_000)
}

#[test]
#[ignore = "takes a while and much memory: a million rows, and what they lead to"]
fn as_many_statements_for_a_million_rows() -> Result<()> {
    counted(1_000_000)
}

#[derive(Load, Debug)]
#[load(Token)]
#[allow(dead_code, reason = "only loaded")]
struct Owned {
    owner: Option<Person>,
}

#[test]
fn keys_that_are_null_need_no_statement() -> Result<()> {
    let mut db = database()?;
    Token::create().insert(&db)?;
    let trace = trace(&mut db)?;
    assert!(Owned::query().all(&db)?[0].owner.is_none());
    let sent: Vec<String> = trace.take().into_iter().map(|ran| ran.sql).collect();
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert_eq!((&*sent[0], &*sent[2]), ("BEGIN", "COMMIT"));
    Ok(())
}

/// Loads the same shapes again and again, for other rows each time, with the statistics that make a plan depend
/// on values.
#[test]
fn each_statement_is_compiled_once() -> Result<()> {
    let mut db = populated(60)?;
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    db.set_prepared_statement_cache_capacity(200);
    let trace = trace(&mut db)?;
    for at in 1..=50 {
        Everything::get(&db, at)?;
        Narrowed::get(&db, at)?;
        let some = [at, at + 1, at + 3, at + 9];
        Everything::query().filter(Person::ID.in_(some)).limit(at.cast_unsigned()).all(&db)?;
        Narrowed::query()
            .filter(Person::NAME.like(format!("%{}%", at % 3)))
            .limit(at.cast_unsigned())
            .all(&db)?;
        Narrowed::query().filter(Person::ID.le(at)).all(&db)?;
        Person::query().filter(Person::ID.between(at, at + 20)).all(&db)?.load::<Everything>(&db)?;
        let liked =
            Post::TITLE.like(format!("{}%", at % 2)).and(Post::COMMENTS.count().lt(at.cast_unsigned()));
        Person::query().filter(Person::POSTS.any(liked)).limit(at.cast_unsigned()).all(&db)?;
    }
    let ran = trace.take();
    assert!(ran.len() > 2_000);
    let anew: Vec<&Ran> = ran.iter().filter(|ran| ran.prepared_anew > 0).collect();
    assert!(anew.is_empty(), "{:#?}", &anew[..1]);
    assert!(ran.iter().any(|ran| ran.sql.contains("LIMIT +?)") && ran.runs > 40));
    Ok(())
}

/// Returns the plan of each statement of a load that reads `wanted` of the people.
fn plans<S: relations::load::ShapeOf<Person>>(
    db: &mut Connection,
    query: Query<Person>,
) -> Result<Vec<(String, Vec<String>)>> {
    let trace = trace(db)?;
    query.load::<S>(db)?;
    let ran = trace.take();
    ran.iter()
        .filter(|ran| ran.sql.starts_with("SELECT"))
        .map(|ran| Ok((ran.sql.clone(), plan(db, &ran.sql, &[])?)))
        .collect()
}

#[test]
fn the_rows_of_some_parents_are_found_by_indexes() -> Result<()> {
    let mut db = populated(60)?;
    let scattered: Vec<i64> = (1..=20).map(|at| at * 3).collect();
    for query in [
        Person::query().filter(Person::ID.in_(scattered)),
        Person::query().filter(Person::ID.between(5, 40)),
        Person::query().filter(Person::ID.eq(33)),
    ] {
        for (sql, steps) in
            plans::<Everything>(&mut db, query.clone())?.into_iter().chain(plans::<Narrowed>(&mut db, query)?)
        {
            let whole = steps.iter().any(|step| {
                step.starts_with("SCAN")
                    && !step.contains("VIRTUAL TABLE")
                    && !["SCAN d", "SCAN w", "SCAN (subquery"].iter().any(|made| step.starts_with(made))
            });
            assert!(!whole, "{sql}\n{steps:#?}");
        }
    }
    Ok(())
}
