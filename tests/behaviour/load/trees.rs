//! Shapes that contain themselves: whole trees, the limit of depth, and cycles.

use relations::{Error, Load, Result, prelude::*, rusqlite::Connection};

use super::{
    shapes::{Above, Below, Everything},
    world::{Naive, Person, Post, Profile, Tag, Token, database, populated},
};

/// Creates a chain of people, each the boss of the next, and returns the first and the last.
fn chain(db: &Connection, people: i64) -> Result<(i64, i64)> {
    db.execute(
        "WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < ?1)
         INSERT INTO person (id, name, email, boss_id)
         SELECT id, 'name', id || '@x', nullif(id - 1, 0) FROM n",
        [people],
    )?;
    Ok((1, people))
}

fn levels_below(below: &Below) -> usize {
    below.reports.iter().map(|report| 1 + levels_below(report)).max().unwrap_or(0)
}

fn people(below: &Below) -> usize {
    1 + below.reports.iter().map(people).sum::<usize>()
}

#[test]
fn a_tree_is_loaded_whole() -> Result<()> {
    let db = populated(60)?;
    let roots = Below::query().filter(Person::BOSS_ID.is_null()).all(&db)?;
    assert_eq!(roots, [Below::naive(&db, Person::get(&db, 1)?)?]);
    assert_eq!(people(&roots[0]), 60);
    let up = Above::get(&db, 60)?;
    assert_eq!(up, Above::naive(&db, Person::get(&db, 60)?)?);
    Ok(())
}

/// A shape of many fields, whose levels need more of the stack than those of a shape with few.
#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Wide {
    id: i64,
    name: String,
    email: String,
    boss_id: Option<i64>,
    posts: Vec<Post>,
    reviews: Vec<Post>,
    tags: Vec<Tag>,
    tokens: Vec<Token>,
    profile: Option<Profile>,
    following: Vec<Person>,
    followers: Vec<Person>,
    #[load(from = posts, with = |q| q.limit(1))]
    first: Vec<Post>,
    #[load(count = posts)]
    post_count: i64,
    #[load(count = comments)]
    comment_count: i64,
    reports: Vec<Wide>,
    boss: Option<Person>,
}

/// Runs `work` on a thread with a stack as small as those that Rust makes by default.
fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread starts");
    thread.join().expect("the stack suffices")
}

/// Returns the number of levels that the error says can be loaded.
fn deepest<T>(result: Result<T>, relation: &str) -> usize {
    let Err(error) = result else { panic!("it was loaded") };
    let text = error.to_string();
    let Error::TooDeep { model: "Person", relation: found, levels } = error else { panic!("{error:?}") };
    assert_eq!(found, relation);
    let fact = format!("`Person`.`{relation}` goes down more than {levels} levels");
    assert_eq!(text, format!("{fact}: take them level by level instead"));
    levels
}

/// The depth depends on the shape, and on the part of the stack that one of its levels takes.
#[test]
fn as_deep_as_it_goes_and_no_deeper() -> Result<()> {
    on_a_thread(|| {
        let db = database()?;
        let (first, last) = chain(&db, 5_000)?;
        let levels = [
            deepest(Below::get(&db, first), "reports"),
            deepest(Above::get(&db, last), "boss"),
            deepest(Wide::get(&db, first), "reports"),
        ];
        println!("levels: {levels:?}");
        assert!(levels[0] >= 80 && levels[1] >= 80 && levels[2] >= 16, "{levels:?}");
        assert!(levels.iter().all(|levels| *levels <= 200));
        assert!(db.is_autocommit());

        // The number of levels in the error can be loaded.
        let leaf = |levels: usize| last - i64::try_from(levels).expect("a few");
        assert_eq!(levels_below(&Below::get(&db, leaf(levels[0]))?), levels[0]);
        let mut wide = &Wide::get(&db, leaf(levels[2]))?;
        while let Some(report) = wide.reports.first() {
            wide = report;
        }
        assert_eq!(wide.id, last);
        let (mut up, mut at) = (0, Box::new(Above::get(&db, last - leaf(levels[1]) + 1)?));
        while let Some(boss) = at.boss {
            (up, at) = (up + 1, boss);
        }
        assert_eq!(up, levels[1]);
        Ok(())
    })
}

/// A person with those who follow them, without end if they follow in a circle.
#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Circle {
    name: String,
    following: Vec<Circle>,
}

/// A shape that leads to itself by two relations in turn.
#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Author {
    posts: Vec<Reviewed>,
}

#[derive(Load, Debug)]
#[load(Post)]
#[allow(dead_code, reason = "only loaded")]
struct Reviewed {
    reviewer: Option<Author>,
}

#[test]
fn a_cycle_in_the_data_is_an_error() -> Result<()> {
    for length in [1, 2, 3, 5, 8, 30] {
        let db = database()?;
        let (first, last) = chain(&db, length)?;
        for id in first..=last {
            let next = Person { id: id % last + 1, ..Person::get(&db, id)? };
            Person::get(&db, id)?.following().link(&db, &next)?;
            Post::create().author_id(id).reviewer_id(Some(next.id)).title("t").insert(&db)?;
        }
        let following = Circle::get(&db, first).unwrap_err();
        assert!(
            matches!(following, Error::Cycle { model: "Person", relation: "following", .. }),
            "{following}"
        );
        let reviewing = Author::query().all(&db).unwrap_err();
        assert!(matches!(reviewing, Error::Cycle { .. }), "{reviewing}");
        assert!(Below::get(&db, first).is_ok());

        db.execute("UPDATE person SET boss_id = ?1 WHERE id = ?2", [last, first])?;
        for id in [first, last] {
            let Err(Error::Cycle { model, relation, key }) = Below::get(&db, id) else { panic!("{length}") };
            assert_eq!((model, relation), ("Person", "reports"));
            assert!((first..=last).contains(&key.parse().expect("a number")), "{key}");
            let error = Above::get(&db, id).unwrap_err();
            assert!(matches!(error, Error::Cycle { model: "Person", relation: "boss", .. }), "{error}");
        }
        assert!(db.is_autocommit());
        assert_eq!(Everything::query().all(&db)?.len(), usize::try_from(length).expect("a few"));
    }
    Ok(())
}

/// Each row of the cycle leads to many: the rows to load multiply with each level.
#[test]
fn a_cycle_is_found_before_the_rows_multiply() -> Result<()> {
    let db = database()?;
    chain(&db, 60)?;
    // The people are in five groups of twelve: all of one group follow all of the next one, and those of the last
    // follow the first.
    db.execute_batch(
        "INSERT INTO follows (follower_id, followed_id)
         SELECT a.id, b.id FROM person AS a, person AS b WHERE b.id % 5 = (a.id + 1) % 5",
    )?;
    let error = Circle::query().filter(Person::ID.eq(1)).all(&db).unwrap_err();
    assert!(matches!(error, Error::Cycle { model: "Person", relation: "following", .. }), "{error}");
    Ok(())
}

fn ways(circle: &Circle) -> usize {
    circle.following.iter().map(ways).sum::<usize>().max(1)
}

/// Several paths down to one row are not a cycle.
#[test]
fn a_row_may_be_reached_in_several_ways() -> Result<()> {
    let db = database()?;
    chain(&db, 6)?;
    for (from, to) in [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (4, 6), (5, 6)] {
        Person::get(&db, from)?.following().link(&db, &Person::get(&db, to)?)?;
    }
    assert_eq!(ways(&Circle::get(&db, 1)?), 4);
    Ok(())
}
