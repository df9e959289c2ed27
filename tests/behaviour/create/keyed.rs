//! `insert_all` of any number of rows, whatever their keys are.

use relations::{ColumnType, Error, Model, Result, prelude::*, rusqlite::Connection};

#[derive(ColumnType, Clone, Debug, PartialEq)]
struct Number(i64);

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "auto")]
struct Auto {
    id: i64,
    name: String,
    note: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "numbered")]
struct Numbered {
    #[key]
    id: Number,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "named")]
struct Named {
    #[key]
    name: String,
    value: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "pair", primary_key(x, y))]
struct Pair {
    x: i64,
    y: String,
    blob: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "alone")]
struct Alone {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "task")]
struct Task {
    id: i64,
    name: String,
    #[column(default = "'new'")]
    state: String,
}

/// Numbers of rows around the limits of one statement, and beyond.
const COUNTS: [i64; 16] = [0, 1, 2, 7, 8, 9, 10, 11, 17, 24, 25, 75, 99, 100, 101, 1_000];

fn open(table: &str) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(table)?;
    Ok(db)
}

/// Inserts rows twice by the same function, so that those of the second time come behind others.
#[track_caller]
fn check<M: Model + PartialEq + std::fmt::Debug>(
    table: &str,
    insert: impl Fn(&Connection, i64, i64) -> Result<Vec<M>>,
) -> Result<()> {
    for count in COUNTS {
        let db = open(table)?;
        let mut inserted = insert(&db, 0, count)?;
        inserted.extend(insert(&db, count, 2 * count)?);
        assert_eq!(inserted, M::query().all(&db)?, "{count} rows of {table}");
        assert_eq!(inserted.len(), usize::try_from(2 * count).unwrap_or(0));
    }
    Ok(())
}

#[test]
fn rows_of_any_key_come_back_as_they_are_stored() -> Result<()> {
    let autos = |db: &Connection, from: i64, to: i64| {
        let note = |at: i64| (at % 2 == 0).then(|| format!("{at}"));
        Auto::insert_all(db, (from..to).map(|at| Auto::create().name(format!("n{at}")).note(note(at))))
    };
    check("CREATE TABLE auto(id INTEGER PRIMARY KEY, name TEXT, note TEXT)", autos)?;
    check("CREATE TABLE auto(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note) ", autos)?;
    check("CREATE TABLE auto(note, up AS (upper(name)), name, id INTEGER PRIMARY KEY)", autos)?;
    check("CREATE TABLE auto(id INTEGER PRIMARY KEY, name TEXT UNIQUE, note, extra DEFAULT 7)", autos)?;
    check("CREATE TABLE auto(id INTEGER PRIMARY KEY, name TEXT, note TEXT)", |db, from, to| {
        Auto::insert_all(db, (from..to).map(|at| Auto::create().id(at * 3 - 9).name("n")))
    })?;
    check("CREATE TABLE numbered(id INTEGER PRIMARY KEY, name TEXT)", |db, from, to| {
        Numbered::insert_all(db, (from..to).map(|at| Numbered::create().id(Number(at)).name("n")))
    })?;
    let named = |db: &Connection, from: i64, to: i64| {
        let value = |at: i64| f64::from(i32::try_from(at).unwrap_or(0)) / 2.0;
        Named::insert_all(db, (from..to).map(|at| Named::create().name(format!("{at:05}")).value(value(at))))
    };
    check("CREATE TABLE named(name TEXT PRIMARY KEY, value REAL) WITHOUT ROWID", named)?;
    check("CREATE TABLE named(name TEXT PRIMARY KEY, value REAL)", named)?;
    let pairs = |db: &Connection, from: i64, to: i64| {
        Pair::insert_all(
            db,
            (from..to).map(|at| Pair::create().x(at / 10).y(format!("{at:05}")).blob(vec![1; 3])),
        )
    };
    check("CREATE TABLE pair(x INTEGER, y TEXT, blob BLOB, PRIMARY KEY(x, y)) WITHOUT ROWID", pairs)?;
    check("CREATE TABLE pair(x INTEGER, y TEXT, blob BLOB, PRIMARY KEY(x, y))", pairs)?;
    check("CREATE TABLE alone(id INTEGER PRIMARY KEY)", |db, from, to| {
        Alone::insert_all(db, (from..to).map(|_| Alone::create()))
    })?;
    check(
        "CREATE TABLE task(id INTEGER PRIMARY KEY, name TEXT, state TEXT DEFAULT 'other')",
        |db, from, to| Task::insert_all(db, (from..to).map(|at| Task::create().name(format!("{at}")))),
    )
}

#[test]
fn a_row_that_fails_anywhere_leaves_none() -> Result<()> {
    let table = "CREATE TABLE auto(id INTEGER PRIMARY KEY, name TEXT UNIQUE, note TEXT)";
    for count in [1, 9, 10, 11, 99, 100, 101, 1_000] {
        for wrong in [0, count / 2, count - 1] {
            let db = open(table)?;
            Auto::create().name("there").insert(&db)?;
            let name = |at: i64| if at == wrong { "there".to_owned() } else { format!("{at}") };
            let rows = || (0..count).map(|at| Auto::create().name(name(at)));
            let refused = |error| matches!(error, Err(Error::Unique { columns, .. }) if columns == ["name"]);
            assert!(refused(Auto::insert_all(&db, rows())), "{count}, {wrong}");
            relations::transaction(&db, |db| -> Result<()> {
                Auto::create().name("mine").insert(db)?;
                assert!(refused(Auto::insert_all(db, rows())), "{count}, {wrong}");
                Ok(())
            })?;
            assert_eq!(Auto::query().count(&db)?, 2, "{count}, {wrong}");
        }
    }
    Ok(())
}

#[test]
fn a_table_that_assigns_no_key_reads_rows_back() -> Result<()> {
    for count in [1, 10, 100] {
        // The database's default for the key is not used.
        let db = open("CREATE TABLE auto(id INT PRIMARY KEY NOT NULL DEFAULT 7, name TEXT, note TEXT)")?;
        let inserted = Auto::insert_all(&db, (0..count).map(|_| Auto::create().name("n")));
        assert!(matches!(inserted, Err(Error::NotNull { .. })), "{inserted:?}");
        assert_eq!(Auto::query().count(&db)?, 0);
    }
    Ok(())
}
