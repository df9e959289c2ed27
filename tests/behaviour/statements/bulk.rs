//! Statements that change, aggregate, page and stream rows: each is compiled once, and finds its rows by an
//! index.

use relations::{Aggregate, Column, Modify, Result, Select, Upsert, prelude::*, raw, rusqlite::Connection};

use super::{
    Club, Comment, Event, Membership, PEOPLE, Person, Post, Square, Tag,
    plans::assert_searches,
    populated,
    preparing::{assert_compiled_once, fifty_times},
    trace,
};
use crate::plan::plan;

#[test]
fn rows_are_changed_by_queries() -> Result<()> {
    let trace = fifty_times(|db, person, number| {
        let count = number.unsigned_abs() % 3 + 1;
        let aged =
            Person::query().filter(Person::AGE.ge(number).and(Person::EMAIL.like(format!("{number}%"))));
        aged.clone().set(Person::AGE, number).update(db)?;
        aged.order_by(Person::EMAIL.asc()).limit(count).set(Person::AGE, number + 1).update(db)?;
        person.posts().filter(Post::TITLE.ne(format!("post {number}"))).set(Post::TITLE, "new").update(db)?;
        person
            .tags()
            .filter(Tag::ID.gt(number))
            .into_query()
            .set(Tag::NAME, format!("{number}"))
            .update(db)?;
        person.comments().set_raw(Comment::TEXT, Comment::TEXT.raw().sql(" || ").value(number)).update(db)?;
        Post::query().filter(Post::PERSON.has(Person::AGE.eq(number))).set(Post::TITLE, "x").update(db)?;
        Square::query().limit(count).offset(1).set(Square::COLOUR, format!("{number}")).update(db)?;
        Comment::query().filter(Comment::ID.eq(number)).delete(db)?;
        person.posts().order_by(Post::ID.desc()).limit(count).delete(db)?;
        person.events().filter(Event::ID.eq(number)).delete(db)?;
        Membership::query().filter(Membership::PERSON_ID.eq(-number)).limit(count).delete(db)?;
        Person::query().filter(Person::POSTS.count().gt(number.unsigned_abs() + 100)).delete(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn columns_are_added_up() -> Result<()> {
    let trace = fifty_times(|db, person, number| {
        let query = || Person::query().filter(Person::AGE.ge(number));
        query().min(db, Person::AGE)?;
        query().max(db, Person::EMAIL)?;
        query().sum(db, Person::AGE)?;
        query().avg(db, Person::AGE)?;
        query().limit(number.unsigned_abs()).sum(db, Person::AGE)?;
        query().count_distinct(db, Person::AGE)?;
        query().count_by(db, Person::AGE)?;
        query().distinct(db, Person::AGE)?;
        query().order_by(Person::EMAIL.desc()).limit(number.unsigned_abs()).values(db, Person::EMAIL)?;
        query().count_each(db, Person::POSTS)?;
        query().limit(2).count_each(db, Person::COMMENTS)?;
        query().count_each(db, Person::TAGS.count_where(Tag::NAME.like(format!("{number}%"))))?;
        query().limit(2).sum_each(db, Person::POSTS, Post::ID)?;
        person.posts().max(db, Post::TITLE)?;
        person.friends().limit(number.unsigned_abs()).count_each(db, Person::POSTS)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn pages_and_streams_are_read() -> Result<()> {
    let trace = fifty_times(|db, person, number| {
        let limit = number.unsigned_abs() % 4 + 1;
        // The value is not NULL, which is compared otherwise.
        let row = Person { age: Some(number), ..person.clone() };
        let query = Person::query().filter(Person::ID.ne(number)).limit(limit);
        query.clone().after(&row).all(db)?;
        query.clone().order_by(Person::EMAIL.desc()).after(&row).all(db)?;
        query.clone().order_by(Person::AGE.asc()).after(&row).count(db)?;
        query.clone().order_by(Person::AGE.desc()).order_by(Person::EMAIL.asc()).after(&row).first(db)?;
        person.posts().order_by(Post::TITLE.asc()).after(&Post::get(db, number + 1)?).limit(limit).all(db)?;
        assert!(query.stream(db)?.rows()?.count() > 0);
        person.posts().stream(db)?.rows()?.count();
        let old = raw("abs(").column(Person::AGE).sql(" - ").value(number).sql(")");
        Person::query().order_by(old.asc()).limit(limit).all(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn rows_that_may_be_there_are_inserted() -> Result<()> {
    let trace = fifty_times(|db, person, number| {
        let new = || Person::create().email(&person.email).age(number);
        assert_eq!(new().on_conflict(Person::EMAIL).update(Person::AGE).insert(db)?.id, person.id);
        assert_eq!(new().on_conflict(Person::EMAIL).ignore().insert(db)?, None);
        let club = Club::create().slug(format!("club {}", number + 30));
        club.on_conflict(Club::SLUG).update_all().insert(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn many_rows_are_written_by_statements_that_are_kept() -> Result<()> {
    let write = |db: &Connection, person: &Person, number: i64| -> Result<()> {
        let people = (0..60).map(|at| {
            let new = Person::create().email(format!("{at}@x")).age(at - number);
            new.on_conflict(Person::EMAIL).update_all()
        });
        assert_eq!(Person::upsert_all(db, people)?.len(), 60);
        let members = (0..60).map(|at| {
            let new = Membership::create().person_id(person.id).club_slug(format!("club {at}"));
            new.role(format!("{number}"))
                .on_conflict((Membership::PERSON_ID, Membership::CLUB_SLUG))
                .update_all()
        });
        assert_eq!(Membership::upsert_all(db, members)?.len(), 60);
        Tag::insert_all(db, (0..160).map(|at| Tag::create().name(format!("{at}"))))?;
        let tags = Tag::query().order_by(Tag::ID.asc()).limit(100).offset(number.unsigned_abs()).all(db)?;
        person.tags().set(db, &tags)?;
        // Each call removes a link and adds one.
        person.tags().set(db, &tags[1..])?;
        Ok(())
    };
    let mut db = populated()?;
    let person = Person::get(&db, 1)?;
    write(&db, &person, 50)?;
    let trace = trace(&mut db)?;
    for number in 0..50 {
        write(&db, &person, number)?;
    }
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn lists_of_blobs_and_texts_beside_json_keep_their_statement() -> Result<()> {
    let trace = fifty_times(|db, _, number| {
        Person::query().filter(Person::EMAIL.in_((0..200 + number).map(|at| format!("{at}\0")))).all(db)?;
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn rows_are_changed_by_an_index() -> Result<()> {
    assert_searches(|db, person| {
        Person::query().filter(Person::EMAIL.eq("1@x")).set(Person::AGE, 1).update(db)?;
        person.posts().set(Post::TITLE, "x").update(db)?;
        person.comments().delete(db)?;
        person.clubs().delete(db)?;
        person.posts().order_by(Post::ID.desc()).limit(1).delete(db)?;
        person.posts().delete(db)?;
        person.friends().count_each(db, Person::TOKENS)?;
        Person::query().filter(Person::ID.eq(7)).sum_each(db, Person::POSTS, Post::ID)?;
        Ok(())
    })
}

/// Returns the steps of the statements that `work` runs on rows.
fn steps(work: impl FnOnce(&Connection) -> Result<()>) -> Result<Vec<String>> {
    let mut db = populated()?;
    let trace = trace(&mut db)?;
    work(&db)?;
    let ran = trace.take().into_iter().filter(|ran| !ran.sql.contains("sqlite_master"));
    let mut steps = Vec::new();
    for ran in ran {
        steps.extend(plan(&db, &ran.sql, &[])?);
    }
    Ok(steps)
}

#[test]
fn a_page_is_found_and_ordered_by_an_index() -> Result<()> {
    let row = Person { id: 30, email: "30@x".to_owned(), age: Some(9), boss_id: None };
    let key = "SEARCH t USING INTEGER PRIMARY KEY (rowid>?)";
    assert_eq!(steps(|db| Person::query().after(&row).limit(5).all(db).map(drop))?, [key]);
    let by = |descending: bool, column: Column<Person, String>| {
        let order = if descending { column.desc() } else { column.asc() };
        steps(|db| Person::query().order_by(order).after(&row).limit(5).all(db).map(drop))
    };
    for descending in [false, true] {
        let steps = by(descending, Person::EMAIL)?;
        assert!(matches!(&steps[..], [step] if step.starts_with("SEARCH t USING INDEX")), "{steps:?}");
    }
    // A nullable column with equal rows, which the key completes.
    let page = || Person::query().order_by(Person::AGE.asc()).after(&row).limit(5);
    let agreeing = "SEARCH t USING INDEX ix_person_age (age=? AND rowid>?)";
    let beyond = "SEARCH t USING INDEX ix_person_age (age>?)";
    assert_eq!(steps(|db| page().all(db).map(drop))?, [agreeing, beyond]);
    assert_eq!(
        steps(|db| page().for_each(db, |_| Ok(())))?,
        ["MERGE (UNION ALL)", "LEFT", agreeing, "RIGHT", beyond]
    );
    // Rows beyond are not read if enough rows are equal.
    let first = Person { id: 0, ..row.clone() };
    assert_eq!(steps(|db| page().after(&first).limit(1).all(db).map(drop))?, [agreeing]);
    Ok(())
}

#[test]
fn each_is_one_statement() -> Result<()> {
    let mut db = populated()?;
    let trace = trace(&mut db)?;
    let counts = Person::query().count_each(&db, Person::POSTS)?;
    assert_eq!((i64::try_from(counts.len()), trace.take().len()), (Ok(PEOPLE), 1));
    Person::query().limit(3).set(Person::AGE, 1).update(&db)?;
    Person::query().filter(Person::POSTS.none()).delete(&db)?;
    assert_eq!(trace.take().len(), 2);
    Ok(())
}
