//! Each statement of a relation finds its rows by an index.

use relations::{Select, prelude::*, rusqlite::Connection};

use super::{
    Club, Comment, Event, Membership, Person, Piece, Post, Profile, Square, Tag, Token, populated, trace,
};
use crate::plan::plan;

/// Asserts that no statement of `work` scans a whole table.
pub(super) fn assert_searches(
    work: impl FnOnce(&Connection, &Person) -> relations::Result<()>,
) -> relations::Result<()> {
    let mut db = populated()?;
    let person = Person::get(&db, 40)?;
    let trace = trace(&mut db)?;
    work(&db, &person)?;
    let (mut searches, mut scans) = (0, Vec::new());
    for ran in trace.take() {
        for step in plan(&db, &ran.sql, &[])? {
            if step.starts_with("SEARCH") {
                searches += 1;
            }
            if step.starts_with("SCAN") && step != "SCAN CONSTANT ROW" {
                scans.push((step, ran.sql.clone()));
            }
        }
    }
    assert!(scans.is_empty(), "{scans:#?}");
    assert!(searches > 0);
    Ok(())
}

#[test]
fn reading_a_whole_table_is_seen_as_a_scan() -> relations::Result<()> {
    let db = populated()?;
    let all = Person::query().statement()?;
    assert_eq!(plan(&db, &all.sql, &[])?, ["SCAN t"]);
    Ok(())
}

/// Reads by every method of a handle.
fn read<S: Select>(db: &Connection, handle: impl Fn() -> S) -> relations::Result<()> {
    handle().all(db)?;
    handle().count(db)?;
    handle().exists(db)?;
    handle().first(db)?;
    handle().limit(5).offset(1).all(db)?;
    Ok(())
}

#[test]
fn relations_are_read_by_an_index() -> relations::Result<()> {
    assert_searches(|db, person| {
        read(db, || person.posts())?;
        read(db, || person.reports())?;
        read(db, || person.tokens())?;
        read(db, || person.profile())?;
        read(db, || person.boss())?;
        read(db, || person.tags())?;
        read(db, || person.friends())?;
        read(db, || person.clubs())?;
        read(db, || person.comments())?;
        read(db, || person.events())?;
        person.profile().get(db)?;
        person.clubs().all_with_links(db)?;
        let square = Square::get(db, (1, 1))?;
        read(db, || square.pieces())?;
        let club = Club::get(db, "club 1")?;
        read(db, || club.members())?;
        let tag = Tag::get(db, 1)?;
        read(db, || tag.people())?;
        Membership::get(db, (1, "club 0".to_owned()))?.person().get(db)?;
        Membership::get(db, (1, "club 0".to_owned()))?.club().get(db)?;
        Piece::get(db, 1)?.square().get(db)?;
        Post::get(db, 1)?.person().get(db)?;
        Comment::get(db, 1)?.post().get(db)?;
        Token::get(db, 1)?.owner().get(db)?;
        Profile::get(db, 1)?.person().get(db)?;
        Event::get(db, 1)?.club().get(db)?;
        Ok(())
    })
}

#[test]
fn relations_are_narrowed_by_an_index() -> relations::Result<()> {
    assert_searches(|db, person| {
        person.posts().filter(Post::TITLE.eq("post 1")).order_by(Post::ID.desc()).all(db)?;
        person.tags().filter(Tag::NAME.ne("tag 1")).order_by(Tag::NAME.asc()).all(db)?;
        person.comments().filter(Comment::TEXT.like("t%")).count(db)?;
        person.clubs().filter(Club::SLUG.in_(["club 1"])).exists(db)?;
        Person::query().filter(Person::EMAIL.eq("1@x")).all(db)?;
        Person::query().filter(Person::ID.in_([1, 2, 3])).all(db)?;
        Person::query().filter(Person::AGE.eq(3)).all(db)?;
        Ok(())
    })
}

#[test]
fn relations_are_written_by_an_index() -> relations::Result<()> {
    assert_searches(|db, person| {
        let (tag, club, mut square) = (Tag::get(db, 1)?, Club::get(db, "club 1")?, Square::get(db, (1, 1))?);
        let mut post = person.posts().create().title("new").insert(db)?;
        assert!(person.posts().contains(db, &post)?);
        person.posts().add(db, &mut post)?;
        person.posts().replace(db, &mut [])?;
        person.posts().clear(db)?;
        let mut piece = square.pieces().create().insert(db)?;
        square.pieces().remove(db, &mut piece)?;
        square.pieces().clear(db)?;
        square.update(db)?;
        square.delete(db)?;
        person.profile().replace().bio("new").insert(db)?;
        person.profile().clear(db)?;
        person.tags().link(db, &tag)?;
        assert!(person.tags().contains(db, &tag)?);
        person.tags().unlink(db, &tag)?;
        tag.people().set(db, [person])?;
        tag.people().clear(db)?;
        person.clubs().unlink(db, &club)?;
        club.members().clear(db)?;
        person.clone().reload(db)?;
        person.clone().update(db)?;
        person.delete(db)
    })
}
