//! The number of statements that each verb sends.

use relations::{prelude::*, rusqlite::Connection};

use super::{Club, Person, Piece, Post, Square, Tag, populated, trace};

/// Asserts that `verb` runs these statements, given by their beginnings, on a connection of its own.
#[track_caller]
fn assert_sends<T>(beginnings: &[&str], verb: impl FnOnce(&Connection, &Person) -> relations::Result<T>) {
    assert_sends_after(|_, _| Ok(()), beginnings, |db, person, ()| verb(db, person));
}

/// Asserts that `verb` runs these statements, after a preparation whose statements do not count.
#[track_caller]
fn assert_sends_after<P, T>(
    prepare: impl FnOnce(&Connection, &Person) -> relations::Result<P>,
    beginnings: &[&str],
    verb: impl FnOnce(&Connection, &Person, P) -> relations::Result<T>,
) {
    let run = || -> relations::Result<Vec<String>> {
        let mut db = populated()?;
        let person = Person::get(&db, 40)?;
        let prepared = prepare(&db, &person)?;
        let trace = trace(&mut db)?;
        verb(&db, &person, prepared)?;
        Ok(trace.take().into_iter().map(|ran| ran.sql).collect())
    };
    let sent = run().expect("the verb works");
    let agree = sent.len() == beginnings.len()
        && sent.iter().zip(beginnings).all(|(sql, beginning)| sql.starts_with(beginning));
    assert!(agree, "expected {beginnings:?}, sent {sent:#?}");
}

const BEGIN: &str = "BEGIN IMMEDIATE";
const COMMIT: &str = "COMMIT";

#[test]
fn reading_sends_one_statement() {
    assert_sends(&["SELECT `id`"], |db, person| Person::get(db, person.id));
    assert_sends(&["SELECT `id`"], |db, _| Person::find(db, 999));
    assert_sends(&["SELECT `id`"], |db, person| person.clone().reload(db));
    assert_sends(&["SELECT t."], |db, _| Person::query().filter(Person::AGE.in_(0..500)).all(db));
    assert_sends(&["SELECT t."], |db, _| Person::query().first(db));
    assert_sends(&["SELECT count(*)"], |db, _| Person::query().count(db));
    assert_sends(&["SELECT EXISTS("], |db, _| Person::query().exists(db));
    assert_sends(&["SELECT t."], |db, person| person.posts().all(db));
    assert_sends(&["SELECT t."], |db, person| person.posts().for_each(db, |_| Ok(())));
    assert_sends(&["SELECT t."], |db, person| person.profile().get(db));
    assert_sends(&["SELECT t."], |db, person| person.tags().all(db));
    assert_sends(&["SELECT count(*)"], |db, person| person.tags().count(db));
    assert_sends(&["SELECT t."], |db, person| person.events().all(db));
    assert_sends(&["SELECT t."], |db, person| person.clubs().all_with_links(db));
    assert_sends(&["SELECT EXISTS("], |db, person| person.posts().exists(db));
    assert_sends(&["SELECT EXISTS("], |db, person| person.friends().contains(db, person));
}

#[test]
fn a_parent_is_read_by_one_statement_and_that_of_a_null_key_by_none() {
    let child = |boss_id| Person { id: 1, email: String::new(), age: None, boss_id };
    assert_sends(&["SELECT t."], |db, _| child(Some(3)).boss().get(db));
    assert_sends(&[], |db, _| {
        assert_eq!(child(None).boss().get(db)?, None);
        Ok(())
    });
    let half = Piece { id: 1, row: Some(1), column: None };
    assert_sends(&[], |db, _| {
        assert_eq!(half.square().get(db)?, None);
        Ok(())
    });
    // The struct may be older than the row, so that a key which is NULL in it may not be in the row.
    assert_sends(&["UPDATE"], |db, _| Person::BOSS.unset(db, &mut child(None)));
}

#[test]
fn handles_and_queries_send_nothing_until_they_run() {
    assert_sends(&[], |_, person| {
        let _ = (person.posts(), person.tags(), person.events(), person.boss(), person.profile());
        let _ = person.posts().filter(Post::ID.gt(1)).order_by(Post::ID.asc()).limit(3).statement()?;
        let _ = person.posts().create().title("never");
        Ok(())
    });
}

#[test]
fn writing_a_row_sends_one_statement() {
    assert_sends(&["INSERT INTO"], |db, _| Person::create().email("new").insert(db));
    assert_sends(&["INSERT INTO"], |db, _| Club { slug: "new".to_owned() }.insert(db));
    assert_sends(&["UPDATE"], |db, person| person.clone().update(db));
    assert_sends(&["DELETE"], |db, person| person.delete(db));
    assert_sends(&["INSERT INTO"], |db, person| person.posts().create().title("new").insert(db));
    assert_sends(&["UPDATE"], |db, person| {
        person.posts().add(db, &mut Post { id: 1, person_id: 1, title: String::new() })
    });
    assert_sends(&["UPDATE"], |db, person| {
        Post::PERSON.set(db, &mut Post { id: 1, person_id: 1, title: String::new() }, person)
    });
    assert_sends(&["DELETE"], |db, person| person.posts().clear(db));
    assert_sends(&["UPDATE"], |db, _| Square { row: 1, column: 1, colour: String::new() }.pieces().clear(db));
    assert_sends(&["DELETE"], |db, person| person.profile().clear(db));
}

#[test]
fn many_rows_are_inserted_by_few_statements() {
    let new = |count: i64| (0..count).map(|at| Tag::create().name(format!("{at}")));
    assert_sends(&[], |db, _| Tag::insert_all(db, new(0)));
    // The first row is inserted alone, since of a statement of many only the last key is known; then each
    // statement takes as many rows as have 150 parameters, then a third and a ninth of that, and the last few
    // rows go one by one.
    for (rows, statements) in [(1, 1), (10, 10), (17, 2), (18, 3), (40, 10), (151, 2), (1_000, 12)] {
        let mut expected = vec![BEGIN];
        expected.resize(1 + statements, "INSERT INTO");
        expected.push(COMMIT);
        assert_sends(&expected, |db, _| Tag::insert_all(db, new(rows)));
    }
}

#[test]
fn many_rows_that_may_be_there_are_looked_up_and_changed() {
    let people = |db: &Connection| {
        let rows = (30..90)
            .map(|at| Person::create().email(format!("{at}@x")).on_conflict(Person::EMAIL).update_all());
        Person::upsert_all(db, rows).map(drop)
    };
    let mut expected = vec![BEGIN];
    for at in 30..90 {
        expected.extend(["SELECT `id`", if at < 60 { "UPDATE" } else { "INSERT INTO" }]);
    }
    expected.push(COMMIT);
    // The answers of the database are known after the first time.
    let asked = |db: &Connection, _: &Person| {
        people(db)?;
        Person::query().filter(Person::ID.gt(60)).delete(db)
    };
    assert_sends_after(asked, &expected, |db, _, _| people(db));
    // For few rows, the database is not asked.
    let few =
        (0..3).map(|at| Person::create().email(format!("{at}@x")).on_conflict(Person::EMAIL).update_all());
    assert_sends(&[BEGIN, "INSERT INTO", "INSERT INTO", "INSERT INTO", COMMIT], |db, _| {
        Person::upsert_all(db, few)
    });
}

#[test]
fn linking_sends_one_statement_and_replacing_a_set_only_what_changes() {
    let tag = |id| Tag { id, name: String::new() };
    assert_sends(&["INSERT INTO"], |db, person| person.tags().link(db, &tag(1)));
    // If no pair was added, a statement finds out whether it exists, or was ignored.
    assert_sends(&["INSERT INTO", "SELECT EXISTS("], |db, person| person.tags().link(db, &tag(40)));
    assert_sends(&["DELETE"], |db, person| person.tags().unlink(db, &tag(40)));
    assert_sends(&["DELETE"], |db, person| person.tags().clear(db));
    assert_sends(&["INSERT INTO"], |db, person| {
        person.clubs().link_with(db, &Club { slug: "club 1".to_owned() }, |link| link.role("new"))
    });
    assert_sends(
        &[BEGIN, "INSERT INTO main.\"tag\"", "INSERT INTO main.\"person_tag\"", COMMIT],
        |db, person| person.tags().create().name("new").insert(db),
    );

    // The person has tags 40 to 45.
    let had = [40, 41, 42, 43, 44, 45].map(tag);
    assert_sends(&[BEGIN, "SELECT t.", COMMIT], |db, person| person.tags().set(db, &had));
    assert_sends(&[BEGIN, "SELECT t.", "DELETE", "INSERT INTO", "INSERT INTO", COMMIT], |db, person| {
        person.tags().set(db, [&had[0], &had[1], &had[2], &had[3], &had[4], &tag(1), &tag(2)])
    });
}

#[test]
fn replacing_children_touches_only_those_that_change() {
    let other = |db: &Connection, person: &Person| {
        let mut posts = person.posts().order_by(Post::ID.asc()).all(db)?;
        posts[0] = Post::get(db, 1)?;
        Ok(posts)
    };
    // Other rows go with the deleted one: it is looked whether one of those that stay is among them.
    let sent = [BEGIN, "SELECT t.", "DELETE", "UPDATE", "SELECT t.", COMMIT];
    assert_sends_after(other, &sent, |db, person, mut posts| person.posts().replace(db, &mut posts));
}

#[test]
fn replacing_the_only_child_sends_what_lets_the_old_one_go_first() {
    assert_sends(&[BEGIN, "DELETE", "INSERT INTO", COMMIT], |db, person| {
        person.profile().replace().bio("new").insert(db)
    });
}
