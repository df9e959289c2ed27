//! The numbers of statements that nested inserts and saved forms take, and that none is prepared anew.
//!
//! Compiled only with the bundled SQLite: the system's may be older than rusqlite's trace needs.

mod library;
mod plans;

use std::collections::BTreeMap;

use relations::{Insert, Key, Result, prelude::*, rusqlite::Connection};

use self::library::{
    AnySubject, FullShelf, Library, NewLibrary, NewShelf, NewSubject, NewVolume, SCHEMA, Shelf, ShelfForm,
    Subject, VolumeForm,
};
use crate::trace::{Ran, Trace, trace};

/// Returns a library with 2 shelves of 2 volumes each, a subject that is there and a new one: 10 rows and links.
fn library(number: usize) -> NewLibrary {
    let volume = |title: &str| NewVolume { title: format!("{title} {number}") };
    let shelf = |name: &str| NewShelf {
        name: name.to_owned(),
        height: number.is_multiple_of(3).then_some(7),
        volumes: vec![volume("One"), volume("Two")],
    };
    let new = NewSubject { word: format!("subject {number}") };
    NewLibrary {
        name: format!("library {number}"),
        shelves: vec![shelf("upper"), shelf("lower")],
        subjects: vec![AnySubject::Known(Key::new(1)), AnySubject::New(new)],
    }
}

fn database() -> Result<(Connection, Trace)> {
    let mut db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let subject = Subject::create().word("all").insert(&db)?;
    for number in 0..50 {
        let library = library(number).insert(&db)?;
        assert_eq!(library.subjects().first(&db)?, Some(subject.clone()));
    }
    db.execute_batch("ANALYZE")?;
    // What was prepared before is prepared anew for that reason.
    db.flush_prepared_statement_cache();
    let trace = trace(&mut db)?;
    Ok((db, trace))
}

/// Returns the number of the statements, without those of the transaction.
fn count(ran: &[Ran]) -> usize {
    let is_of_transaction =
        |sql: &str| ["BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"].iter().any(|verb| sql.starts_with(verb));
    ran.iter().filter(|ran| !is_of_transaction(&ran.sql)).count()
}

/// Returns the numbers of statements by their first words.
fn by_verb(ran: &[Ran]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for ran in ran {
        let verb = ran.sql.split_whitespace().next().unwrap_or_default();
        *counts.entry(verb.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn the_statements_of_a_nested_insert_grow_by_chunks() -> Result<()> {
    let mut counts = Vec::new();
    for parents in [1, 100, 10_000] {
        let (db, trace) = database()?;
        let before = db.total_changes();
        NewLibrary::insert_all(&db, (0..parents).map(library))?;
        let rows = usize::try_from(db.total_changes() - before).unwrap_or_default();
        assert_eq!(rows, parents * 10);
        let ran = trace.take();
        counts.push((rows, count(&ran)));
        assert!(ran.iter().all(|ran| ran.prepared_anew == 0));
    }
    println!("rows and statements: {counts:?}");
    // A few rows are inserted one by one: so and reading.
    assert!(counts[0].1 <= 11, "{counts:?}");
    assert!(counts[1].1 <= counts[1].0 / 20, "{counts:?}");
    assert!(counts[2].1 <= counts[2].0 / 60, "{counts:?}");
    Ok(())
}

#[test]
fn the_statements_of_an_insert_under_a_row_grow_by_chunks() -> Result<()> {
    let (db, trace) = database()?;
    let library = Library::get(&db, 1)?;
    trace.take();
    let shelf = |number| {
        let volumes = (0..3).map(|nth| NewVolume { title: format!("{number}.{nth}") }).collect();
        NewShelf { name: format!("shelf {number}"), height: None, volumes }
    };
    let shelves = library.shelves().insert_all(&db, (0..1_000).map(shelf))?;
    let ran = trace.take();
    println!("{} shelves: {} statements", shelves.len(), count(&ran));
    assert!(count(&ran) <= 4_000 / 40, "{:?}", by_verb(&ran));
    let subjects =
        library.subjects().insert_all(&db, (0..1_000).map(|at| NewSubject { word: format!("{at}") }))?;
    let ran = trace.take();
    println!("{} subjects with links: {} statements", subjects.len(), count(&ran));
    assert!(count(&ran) <= 2_000 / 40, "{:?}", by_verb(&ran));
    Ok(())
}

#[test]
fn a_sync_reads_once_and_writes_what_differs() -> Result<()> {
    let (db, trace) = database()?;
    let library = Library::get(&db, 2)?;
    library.shelves().sync(&db, (0..1_000).map(|at| ShelfForm { id: None, name: format!("{at}") }))?;
    let shelves = library.shelves().all(&db)?;
    let forms = |every: usize| {
        let form = |(at, shelf): (usize, &Shelf)| {
            let name = if at % every == 7 { "changed".to_owned() } else { shelf.name.clone() };
            ShelfForm { id: Some(shelf.id), name }
        };
        shelves.iter().enumerate().map(form).collect::<Vec<_>>()
    };
    trace.take();
    let changes = library.shelves().sync(&db, forms(10_000_000))?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 1, 0));
    assert_eq!(count(&trace.take()), 2);
    let changes = library.shelves().sync(&db, forms(100))?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 9, 0));
    let ran = trace.take();
    let counts: Vec<(String, usize)> = by_verb(&ran).into_iter().collect();
    let expected = [("BEGIN", 1), ("COMMIT", 1), ("SELECT", 1), ("UPDATE", 9)];
    assert_eq!(counts, expected.map(|(verb, count)| (verb.to_owned(), count)));
    // Some go, some are new.
    let mut some = forms(10_000_000);
    some.truncate(900);
    some.extend((0..100).map(|at| ShelfForm { id: None, name: format!("new {at}") }));
    let changes = library.shelves().sync(&db, some)?;
    // The first that was changed stays so, and the others are as they were.
    assert_eq!((changes.added, changes.updated, changes.removed), (100, 8, 100));
    let ran = trace.take();
    println!("100 of 1000 replaced: {:?}", by_verb(&ran));
    assert!(count(&ran) <= 20, "{:?}", by_verb(&ran));
    Ok(())
}

#[test]
fn statements_are_prepared_once() -> Result<()> {
    let (db, trace) = database()?;
    let libraries = Library::query().all(&db)?;
    trace.take();
    for (number, library) in libraries.iter().enumerate() {
        let number = 100 + number;
        self::library(number).insert(&db)?;
        let new = |name: &str| FullShelf {
            id: None,
            name: format!("{name} {number}"),
            volumes: vec![VolumeForm { id: None, title: format!("{number}") }],
        };
        library.shelves().sync(&db, [new("a"), new("b")])?;
        let there = library.shelves().all(&db)?;
        let kept = FullShelf {
            id: Some(there[0].id),
            name: format!("kept {number}"),
            volumes: vec![VolumeForm { id: None, title: format!("{number}") }],
        };
        library.shelves().sync(&db, [kept, new("c")])?;
        let subject = Subject::query().first(&db)?.expect("there is one");
        library.subjects().sync(&db, [Key::of(&subject)])?;
        library.shelves().insert_all(&db, [self::library(number).shelves.remove(0)])?;
    }
    let mut texts: BTreeMap<String, (i32, i32, i32)> = BTreeMap::new();
    for ran in trace.take() {
        let (runs, anew, kept) = texts.entry(ran.sql).or_default();
        *runs += 1;
        *anew = ran.prepared_anew.max(*anew);
        *kept = ran.runs;
    }
    let wrong: Vec<_> = texts.iter().filter(|(_, (runs, anew, kept))| *anew > 0 || kept < runs).collect();
    assert!(wrong.is_empty(), "(runs, compiled anew, runs of the last statement) of {wrong:#?}");
    Ok(())
}
