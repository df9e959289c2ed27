//! Each statement is compiled once, whatever the values: SQLite compiles a statement anew if its plan could
//! depend on a value that was bound before.

use std::collections::BTreeMap;

use relations::{Select, prelude::*, rusqlite::Connection};

use super::{
    Club, Comment, Event, Membership, Person, Piece, Post, Profile, Square, Tag, Token, Trace, populated,
    trace,
};

/// Asserts that every statement was compiled once and kept: none was compiled anew, and all runs of one text
/// were runs of one statement.
#[track_caller]
pub(super) fn assert_compiled_once(trace: &Trace) {
    let mut texts: BTreeMap<String, (i32, i32, i32)> = BTreeMap::new();
    for ran in trace.take() {
        let (runs, prepared_anew, kept) = texts.entry(ran.sql).or_default();
        *runs += 1;
        *prepared_anew = ran.prepared_anew.max(*prepared_anew);
        *kept = ran.runs;
    }
    assert!(!texts.is_empty());
    let wrong: Vec<_> =
        texts.iter().filter(|(_, (runs, anew, kept))| *anew > 0 || kept < runs || *runs < 50).collect();
    assert!(wrong.is_empty(), "(runs, compiled anew, runs of the last statement) of {wrong:#?}");
}

/// Calls `work` for fifty rows, with statistics of the tables.
pub(super) fn fifty_times(
    mut work: impl FnMut(&Connection, &Person, i64) -> relations::Result<()>,
) -> relations::Result<Trace> {
    let mut db = populated()?;
    let people: Vec<Person> = Person::query().order_by(Person::ID.asc()).all(&db)?;
    let trace = trace(&mut db)?;
    for (number, person) in (0..50).zip(&people) {
        work(&db, person, number)?;
    }
    Ok(trace)
}

#[test]
fn the_trace_sees_a_statement_that_is_compiled_anew() -> relations::Result<()> {
    let trace = fifty_times(|db, person, _| {
        let mut statement = db.prepare_cached("SELECT id FROM post WHERE person_id = ?1 ORDER BY id")?;
        statement.query_map([person.id], |_| Ok(()))?.for_each(drop);
        Ok(())
    })?;
    let last = trace.take().pop().expect("it was run");
    assert!(last.prepared_anew > 40, "{last:?}");
    Ok(())
}

#[test]
fn the_trace_sees_a_statement_that_is_not_kept() -> relations::Result<()> {
    let trace = fifty_times(|db, _, number| {
        db.query_row("SELECT ?1", [number], |_| Ok(()))?;
        Ok(())
    })?;
    let runs: Vec<i32> = trace.take().iter().map(|ran| ran.runs).collect();
    assert_eq!(runs, [1; 50]);
    Ok(())
}

#[test]
fn rows_are_found_by_their_keys() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        assert_eq!(&Person::get(db, person.id)?, person);
        Club::get(db, format!("club {number}"))?;
        Membership::get(db, (person.id, format!("club {number}")))?;
        Square::get(db, (number / 8, number % 8))?;
        person.clone().reload(db)?;
        assert_eq!(Person::find(db, -number)?, None);
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

/// Reads by every method of a handle.
fn read<S: Select>(db: &Connection, number: i64, handle: impl Fn() -> S) -> relations::Result<()> {
    let all = handle().all(db)?.len() as u64;
    assert_eq!((handle().count(db)?, handle().exists(db)?), (all, all > 0));
    assert_eq!(handle().first(db)?.is_some(), all > 0);
    handle().limit(number.unsigned_abs()).all(db)?;
    handle().limit(5).offset(number.unsigned_abs() / 2).count(db)?;
    handle().into_query().one(db).ok();
    handle().for_each(db, |_| Ok(()))
}

#[test]
fn relations_are_read() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        read(db, number, || person.posts())?;
        read(db, number, || person.reports())?;
        read(db, number, || person.tokens())?;
        read(db, number, || person.profile())?;
        read(db, number, || person.tags())?;
        read(db, number, || person.friends())?;
        read(db, number, || person.clubs())?;
        read(db, number, || person.comments())?;
        read(db, number, || person.events())?;
        let square = Square::get(db, (number / 8, number % 8))?;
        read(db, number, || square.pieces())?;
        let club = Club { slug: format!("club {number}") };
        read(db, number, || club.members())?;
        person.clubs().all_with_links(db)?;
        person.profile().get(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn parents_are_read() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        // Each person is their own boss, for the fifty runs that the assertion counts.
        Person { boss_id: Some(person.id), ..person.clone() }.boss().get(db)?;
        Post::get(db, number + 1)?.person().get(db)?;
        Token::get(db, number + 1)?.owner().get(db)?;
        Profile::get(db, number + 1)?.person().get(db)?;
        Event::get(db, number + 1)?.club().get(db)?;
        Piece::get(db, number + 1)?.square().get(db)?;
        read(db, number, || person.profile())?;
        let comment = Comment::get(db, number + 1)?;
        read(db, number, || comment.post())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn queries_filter_and_order() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        let filters = [
            Person::EMAIL.eq(&person.email),
            Person::AGE.eq(number / 3),
            Person::AGE.ne(number),
            Person::AGE.lt(number).and(Person::AGE.ge(number / 2)),
            Person::AGE.le(number).or(Person::BOSS_ID.gt(number)),
            !Person::AGE.between(number, number + 5),
            Person::EMAIL.like(format!("{number}%")),
            Person::EMAIL.like_escaped(format!("{number}!%"), '!'),
            Person::EMAIL.contains(format!("{number}%")),
            Person::EMAIL.starts_with(format!("{number}")),
            Person::EMAIL.ends_with(format!("{number}@x")),
            Person::AGE.in_([number, number + 1, number + 2]),
            Person::AGE.in_(number..number + 100),
            Person::EMAIL.in_((0..200 + number).map(|at| format!("{at}@x"))),
            Person::BOSS_ID.is_null().and(Person::ID.gt(number)),
        ];
        for filter in filters {
            let query = Person::query().filter(filter);
            query.clone().all(db)?;
            query.clone().count(db)?;
            query.clone().exists(db)?;
            query.clone().order_by(Person::AGE.desc()).order_by(Person::ID.asc()).first(db)?;
            query.order_by(Person::EMAIL.asc()).limit(number.unsigned_abs()).offset(1).all(db)?;
        }
        person.posts().filter(Post::TITLE.eq(format!("post {number}"))).order_by(Post::ID.asc()).all(db)?;
        person.friends().filter(Person::AGE.gt(number)).order_by(Person::AGE.asc()).all(db)?;
        person.comments().filter(Comment::ID.gt(number)).order_by(Comment::ID.desc()).first(db)?;
        Square::query().filter(Square::ROW.eq(number / 8).and(Square::COLUMN.ge(number % 8))).all(db)?;
        Membership::query()
            .filter(Membership::PERSON_ID.eq(person.id))
            .order_by(Membership::CLUB_SLUG.asc())
            .all(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn rows_are_written() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        Person { age: Some(number), ..person.clone() }.update(db)?;
        Square { row: number / 8, column: number % 8, colour: format!("{number}") }.update(db)?;
        let mut link = Membership {
            person_id: person.id,
            club_slug: format!("club {number}"),
            role: format!("{number}"),
        };
        link.update(db)?;
        link.delete(db)?;
        link.insert(db)?;
        let mut club = Club::create().slug(format!("new {number}")).insert(db)?;
        club.update(db)?;
        club.delete(db)?;
        let square = Square::create().row(100).column(number).colour("none").insert(db)?;
        square.delete(db)?;
        let post = Post::create().person_id(person.id).title(format!("{number}")).insert(db)?;
        post.delete(db)?;
        Comment::insert_all(
            db,
            (0..100).map(|at| Comment::create().post_id(number + 1).text(format!("{at}"))),
        )?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn children_are_written() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        let mut post = person.posts().create().title("new").insert(db)?;
        let other = Person { id: person.id + 5, ..person.clone() };
        other.posts().add(db, &mut post)?;
        assert!(other.posts().contains(db, &post)?);
        Post::PERSON.set(db, &mut post, person)?;
        person.posts().replace(db, &mut [post])?;
        person.tokens().clear(db)?;
        let square = Square { row: number / 8, column: number % 8, colour: String::new() };
        let mut piece = square.pieces().create().insert(db)?;
        square.pieces().remove(db, &mut piece)?;
        Piece::SQUARE.set(db, &mut piece, &square)?;
        Piece::SQUARE.unset(db, &mut piece)?;
        square.pieces().clear(db)?;
        let mut profile = person.profile().replace().bio("new").insert(db)?;
        person.profile().clear(db)?;
        profile = person.profile().create().bio(profile.bio).insert(db)?;
        other.profile().set(db, &mut profile)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn pairs_are_written() -> relations::Result<()> {
    let trace = fifty_times(|db, person, number| {
        let tag = person.tags().create().name("new").insert(db)?;
        person.tags().link(db, &tag)?;
        assert!(person.tags().contains(db, &tag)?);
        person.tags().unlink(db, &tag)?;
        let other = Tag { id: (number + 30) % 60 + 1, name: String::new() };
        person.tags().set(db, [&tag, &other])?;
        person.tags().clear(db)?;
        tag.people().set(db, [person])?;
        person.friends().set(db, [person])?;
        let club = Club { slug: format!("club {}", (number + 30) % 60) };
        person.clubs().link_with(db, &club, |link| link.role("new"))?;
        assert!(person.clubs().contains(db, &club)?);
        person.clubs().unlink(db, &club)?;
        person.clubs().clear(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}
