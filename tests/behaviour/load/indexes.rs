//! Databases without the indexes that the models declare.
#![cfg(feature = "bundled")]

use relations::{Load, Result, prelude::*, rusqlite::Connection};

use super::{
    agreement::agrees,
    shapes::{ClubPage, Counts, Everything, Narrowed, TagPage},
    world::{Club, Person, Post, Profile, Tag, database, populate},
};
use crate::trace::trace;

/// Drops all indexes except those of UNIQUE and of primary keys.
fn without_indexes(db: &Connection) -> Result<()> {
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<std::result::Result<_, _>>()?;
    assert!(names.len() > 5);
    names.iter().try_for_each(|name| Ok(db.execute_batch(&format!("DROP INDEX \"{name}\""))?))
}

/// Creates tables without constraints and without indexes, except for the rowid's.
fn bare() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE, boss_id INTEGER);
         CREATE TABLE post (id INTEGER PRIMARY KEY, author_id INTEGER, reviewer_id INTEGER, title TEXT);
         CREATE TABLE comment (id INTEGER PRIMARY KEY, post_id INTEGER, text TEXT);
         CREATE TABLE token (id INTEGER PRIMARY KEY, owner_email TEXT);
         CREATE TABLE profile (id INTEGER PRIMARY KEY, person_id INTEGER, bio TEXT);
         CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE club (slug TEXT UNIQUE);
         CREATE TABLE membership (person_id INTEGER, club_slug TEXT, role TEXT, UNIQUE (person_id, club_slug));
         CREATE TABLE event (id INTEGER PRIMARY KEY, club_slug TEXT);
         CREATE TABLE square (row INTEGER, \"column\" TEXT);
         CREATE TABLE piece (id INTEGER PRIMARY KEY, row INTEGER, \"column\" TEXT);
         CREATE TABLE mark (row INTEGER, \"column\" TEXT, tag_id INTEGER, UNIQUE (row, \"column\", tag_id));
         CREATE TABLE person_tag (person_id INTEGER, tag_id INTEGER, UNIQUE (person_id, tag_id));
         CREATE TABLE follows (follower_id INTEGER, followed_id INTEGER, UNIQUE (follower_id, followed_id));",
    )?;
    populate(&db, 14)?;
    Ok(db)
}

fn loads_right(db: &Connection) -> Result<()> {
    let every = || Person::query().order_by(Person::ID.asc());
    for query in [every(), every().filter(Person::ID.gt(2)), every().filter(Person::ID.in_([2, 5, 9, 13]))] {
        agrees::<_, Everything>(db, &query)?;
        agrees::<_, Narrowed>(db, &query)?;
        agrees::<_, Counts>(db, &query)?;
    }
    agrees::<_, ClubPage>(db, &Club::query().order_by(Club::SLUG.asc()))?;
    agrees::<_, TagPage>(db, &Tag::query().order_by(Tag::ID.asc()))
}

#[test]
fn the_same_is_loaded_without_the_indexes() -> Result<()> {
    let db = database()?;
    populate(&db, 14)?;
    without_indexes(&db)?;
    loads_right(&db)?;
    loads_right(&bare()?)
}

#[test]
fn an_index_of_that_name_may_be_another_one() -> Result<()> {
    let db = database()?;
    populate(&db, 14)?;
    let indexes = Post::TABLE.indexes;
    assert!(!indexes.is_empty());
    without_indexes(&db)?;
    for index in indexes {
        db.execute_batch(&format!("CREATE INDEX \"{}\" ON post (title)", index.name))?;
    }
    loads_right(&db)?;
    for index in indexes {
        let (name, column) = (index.name, index.columns[0]);
        db.execute_batch(&format!(
            "DROP INDEX \"{name}\"; CREATE INDEX \"{name}\" ON post ({column}) WHERE {column} > 7"
        ))?;
    }
    loads_right(&db)
}

#[derive(Load, Debug)]
#[load(Person)]
#[allow(dead_code, reason = "only loaded")]
struct Page {
    posts: Vec<Post>,
    reviews: Vec<Post>,
    profile: Option<Profile>,
    followers: Vec<Person>,
    #[load(from = posts, with = |q| q.limit(3))]
    some: Vec<Post>,
}

/// Counts the steps of loading the ten posts of each of five thousand people, out of ten thousand.
fn steps(prepare: impl FnOnce(&Connection) -> Result<()>) -> Result<i64> {
    let mut db = database()?;
    prepare(&db)?;
    db.execute_batch(
        "BEGIN;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 10000)
         INSERT INTO person (id, name, email) SELECT id, 'name', id || '@x' FROM n;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 100000)
         INSERT INTO post (author_id, reviewer_id, title) SELECT 1 + id % 10000, 1 + id % 7777, 'title' FROM n;
         INSERT INTO token (owner_email) SELECT email FROM person;
         INSERT INTO profile (person_id, bio) SELECT id, 'bio' FROM person;
         INSERT INTO follows (follower_id, followed_id) SELECT id, 1 + id % 5000 FROM person;
         COMMIT",
    )?;
    let trace = trace(&mut db)?;
    let pages: Vec<Page> = Person::query().filter(Person::ID.gt(5000)).load(&db)?;
    assert_eq!(pages.len(), 5_000);
    assert_eq!(pages.iter().map(|page| page.posts.len()).sum::<usize>(), 50_000);
    assert!(pages.iter().all(|page| page.profile.is_some() && page.some.len() == 3));
    let ran = trace.take();
    Ok(ran.iter().map(|ran| i64::from(ran.steps)).sum())
}

#[test]
fn a_load_without_indexes_does_not_read_a_table_for_each_row() -> Result<()> {
    let with = steps(|_| Ok(()))?;
    let without = steps(without_indexes)?;
    let renamed = steps(|db| {
        without_indexes(db)?;
        db.execute_batch(
            "CREATE INDEX a ON post (author_id); CREATE INDEX b ON post (reviewer_id);
             CREATE INDEX c ON token (owner_email); CREATE INDEX d ON follows (followed_id)",
        )?;
        Ok(())
    })?;
    let unconstrained = steps(|db| {
        db.execute_batch(
            "DROP TABLE profile; CREATE TABLE profile (id INTEGER PRIMARY KEY, person_id INTEGER, bio TEXT)",
        )?;
        Ok(())
    })?;
    println!("instructions: {with}, without {without}, renamed {renamed}, without UNIQUE {unconstrained}");
    // Reading the whole table for each parent would take 500 million rows.
    assert!(without.max(renamed).max(unconstrained) < with * 4, "{with} {without} {renamed} {unconstrained}");
    Ok(())
}
