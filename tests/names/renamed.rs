//! Each mapped column is renamed in turn, under every verb: the verb reports the missing column, or does the same
//! as before, and never anything else.

use relations::{Error, rusqlite::Connection, schema::Table};

use crate::{Outcome, filled, outcome, outcomes, plain::WORLD, rows};

#[allow(dead_code, reason = "other tests ask for more")]
#[path = "../support/file.rs"]
mod file;

#[derive(Debug, Default)]
struct Figures {
    tried: usize,
    struck: usize,
    untouched: usize,
    failed: Vec<String>,
}

/// Returns each column of the world: its table, the models that declare it, and its name.
fn columns() -> Vec<(&'static str, Vec<&'static str>, &'static str)> {
    let mut tables: Vec<(&Table, Vec<&str>)> = Vec::new();
    for model in WORLD.schema.tables() {
        for table in [model].into_iter().chain(model.junctions) {
            // A generated junction table is declared at both of its ends.
            match tables.iter_mut().find(|(known, _)| known.name == table.name) {
                Some((_, models)) => models.push(table.model),
                None => tables.push((table, vec![table.model])),
            }
        }
    }
    let columns = |(table, models): (&'static Table, Vec<&'static str>)| {
        table.columns.iter().map(move |column| (table.name, models.clone(), column.name))
    };
    tables.into_iter().flat_map(columns).collect()
}

/// Returns `true` if an error is the expected one, in a database with other column names.
fn is_same(error: &Error, expected: &Error) -> bool {
    if error.path() != expected.path() {
        return false;
    }
    match (error.cause(), expected.cause()) {
        (Error::ForeignKey { .. }, Error::MissingParent { .. }) => true,
        (Error::ChildrenRemain { count, .. }, Error::ChildrenRemain { count: expected, .. }) => {
            count == expected
        }
        (error, expected) => error.to_string() == expected.to_string(),
    }
}

fn rename(db: &Connection, table: &str, column: &str) -> relations::Result<()> {
    Ok(db.execute_batch(&format!("ALTER TABLE \"{table}\" RENAME COLUMN \"{column}\" TO \"another name\""))?)
}

/// Compares the outcome of every verb with the one before the column was renamed.
fn compare(
    db: &Connection,
    before: &[Outcome],
    (table, models, column): (&str, &[&str], &str),
    figures: &mut Figures,
) -> relations::Result<()> {
    let untouched = rows(db)?;
    for ((name, verb), (expected, expected_rows)) in WORLD.all_verbs().zip(before) {
        // SQLite searches for an unqualified name in raw SQL in the outer tables, too, as documented.
        if *name == "has, raw" {
            continue;
        }
        figures.tried += 1;
        let (done, after) = outcome(db, *verb)?;
        let is_reported = match done.as_ref().map_err(Error::cause) {
            Err(Error::Mapping { model, table: of, column: Some(missing), .. }) => {
                models.contains(model) && (*of, missing.as_str()) == (table, column) && after == untouched
            }
            _ => false,
        };
        let same = match (&done, expected) {
            (Ok(done), Ok(expected)) => done == expected,
            (Err(done), Err(expected)) => is_same(done, expected),
            _ => false,
        };
        if is_reported {
            figures.struck += 1;
        } else if same && after == *expected_rows {
            figures.untouched += 1;
        } else {
            figures.failed.push(format!("{table}.{column}, {name}: {done:?}"));
        }
    }
    Ok(())
}

#[track_caller]
fn report(what: &str, figures: &Figures) {
    let Figures { tried, struck, untouched, failed } = figures;
    println!("{what}: tried {tried}, struck {struck}, untouched {untouched}, failed {}", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(*struck > 500, "the verbs hardly name the columns: {struck} of {tried}");
}

#[test]
fn a_column_that_is_not_there_is_said_under_every_verb() -> relations::Result<()> {
    let before = outcomes(&filled(&WORLD)?, &WORLD)?;
    let mut figures = Figures::default();
    for (table, models, column) in columns() {
        let db = filled(&WORLD)?;
        rename(&db, table, column)?;
        compare(&db, &before, (table, &models, column), &mut figures)?;
    }
    report("each column renamed", &figures);
    Ok(())
}

#[test]
fn a_column_that_another_connection_renames_meanwhile_is_said_too() -> relations::Result<()> {
    let mut figures = Figures::default();
    for (table, models, column) in columns() {
        let file = file::File::new("renamed.db");
        let db = relations::open(&file.0)?;
        db.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")?;
        WORLD.schema.create_all(&db)?;
        (WORLD.fill)(&db)?;
        let before = outcomes(&db, &WORLD)?;
        rename(&relations::open(&file.0)?, table, column)?;
        compare(&db, &before, (table, &models, column), &mut figures)?;
    }
    report("each column renamed behind prepared statements", &figures);
    Ok(())
}
