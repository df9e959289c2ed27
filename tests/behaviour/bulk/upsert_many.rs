//! `upsert_all` of many rows does the same as ON CONFLICT for each row in turn, whatever else a database
//! declares of the table beyond the model.

use std::collections::BTreeSet;

use relations::{
    Error, Model, Result,
    insert::{Insertable, OrUpdate, Upsert},
    prelude::*,
    rusqlite::Connection,
};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "item")]
struct Item {
    id: i64,
    #[unique]
    code: String,
    amount: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "doc", primary_key(shelf, code))]
struct Doc {
    shelf: i64,
    code: String,
    title: String,
}

/// The tables that `Item` can have, each with further statements. The first three have nothing that affects a row.
const ITEMS: [&str; 21] = [
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, amount INTEGER) STRICT",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT NOT NULL, amount, note TEXT); CREATE UNIQUE INDEX u ON item(code)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER NOT NULL)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT UNIQUE, amount INTEGER)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE COLLATE NOCASE, amount INTEGER)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT, amount INTEGER); CREATE UNIQUE INDEX u ON item(code COLLATE NOCASE);
     CREATE UNIQUE INDEX v ON item(code)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER CHECK(amount % 7 <> 3 OR id < 20))",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER, extra TEXT NOT NULL)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER, extra TEXT NOT NULL DEFAULT 'x')",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER UNIQUE)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER UNIQUE ON CONFLICT REPLACE)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER, twice AS (amount * 2) NOT NULL)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE UNIQUE INDEX u ON item(amount) WHERE amount > 90",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TABLE log(what, code); CREATE TRIGGER a BEFORE INSERT ON item BEGIN INSERT INTO log VALUES('before', NEW.code); END",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TRIGGER a BEFORE INSERT ON item WHEN NEW.amount = 50 BEGIN SELECT raise(IGNORE); END",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TRIGGER a AFTER UPDATE ON item BEGIN UPDATE item SET amount = amount + 1000 WHERE id = NEW.id; END",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TRIGGER a AFTER INSERT ON item BEGIN INSERT OR IGNORE INTO item(code) VALUES('extra ' || NEW.id % 5); END",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TEMP TRIGGER a BEFORE INSERT ON main.item WHEN NEW.amount = 60 BEGIN SELECT raise(ABORT, 'no 60'); END",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT UNIQUE, amount INTEGER);
     CREATE TRIGGER a BEFORE UPDATE ON item WHEN NEW.amount = 2 BEGIN SELECT raise(ABORT, 'no 2'); END",
    "CREATE TABLE item(id INT PRIMARY KEY, code TEXT UNIQUE, amount INTEGER)",
    "CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT, amount INTEGER)",
];

fn items(tables: &str) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(tables)?;
    db.execute_batch(
        "INSERT INTO item(code, amount) SELECT 'code ' || value, 1000 + value FROM json_each('[1,2,3,5,8,13,21,34,55]')",
    )
    .ok();
    Ok(db)
}

/// Returns rows of which some exist, some are new, and some come twice.
fn rows() -> Vec<OrUpdate<impl Insertable<Model = Item>>> {
    let code = |at: i64| if at == 44 { "CODE 5".to_owned() } else { format!("code {}", at % 60) };
    (0..100)
        .map(|at| {
            let amount = (at != 30).then_some(at);
            Item::create().code(code(at)).amount(amount).on_conflict(Item::CODE).update(Item::AMOUNT)
        })
        .collect()
}

/// Returns all rows of the table and of those that triggers write.
fn dump(db: &Connection) -> Vec<String> {
    let mut found = Vec::new();
    for sql in [
        "SELECT json_array(id, code, amount) FROM item ORDER BY rowid",
        "SELECT json_array(shelf, code, title) FROM doc ORDER BY shelf, code",
        "SELECT json_array(what, code) FROM log ORDER BY rowid",
    ] {
        if let Ok(mut statement) = db.prepare(sql) {
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("it can be read");
            found.extend(rows.map(|row| row.expect("a row")));
        }
    }
    found
}

#[test]
fn many_rows_are_written_as_each_by_itself() -> Result<()> {
    for tables in ITEMS {
        let (many, single) = (items(tables)?, items(tables)?);
        let before = dump(&many);
        // From the second time on, the facts about the table are known.
        for _ in 0..3 {
            let stored = Item::upsert_all(&many, rows());
            let one_by_one: Result<Vec<Item>> =
                relations::transaction(&single, |db| rows().into_iter().map(|row| row.insert(db)).collect());
            match (stored, one_by_one) {
                // With AUTOINCREMENT, `upsert_all` uses up no key for a row that exists, so that the keys differ.
                (Ok(stored), Ok(_)) if tables.contains("AUTOINCREMENT") => {
                    let ids: BTreeSet<i64> = stored.iter().map(|item| item.id).collect();
                    assert_eq!((ids.len(), ids.last()), (60, Some(&60)));
                    let read = |item: &Item| Item::get(&many, item.id);
                    // Of two rows with one code, the first has been changed by the second.
                    assert_eq!(stored[40..].iter().map(read).collect::<Result<Vec<_>>>()?, stored[40..]);
                    continue;
                }
                (Ok(stored), Ok(one_by_one)) => assert_eq!(stored, one_by_one, "{tables}"),
                (Err(error), Err(other)) => {
                    assert_eq!(error.to_string(), other.to_string(), "{tables}");
                    assert_eq!(dump(&many), before, "{tables}");
                }
                (many, single) => panic!("{tables}\n{many:?}\n{single:?}"),
            }
            assert_eq!(dump(&many), dump(&single), "{tables}");
            assert!(many.is_autocommit());
        }
    }
    Ok(())
}

#[test]
fn what_is_added_to_a_table_is_heeded_the_next_time() -> Result<()> {
    let db = items(ITEMS[0])?;
    Item::upsert_all(&db, rows())?;
    db.execute_batch(
        "CREATE TRIGGER a BEFORE INSERT ON item WHEN NEW.amount = 50 BEGIN SELECT raise(IGNORE); END",
    )?;
    let before = dump(&db);
    assert!(matches!(Item::upsert_all(&db, rows()), Err(Error::Ignored { .. })));
    assert_eq!(dump(&db), before);
    db.execute_batch("DROP TRIGGER a; CREATE UNIQUE INDEX u ON item(amount)")?;
    let new = |at: i64| Item::create().code(format!("new {at}")).amount(at % 60);
    let rows = (0..100).map(|at| new(at).on_conflict(Item::CODE).update(Item::AMOUNT));
    assert!(matches!(Item::upsert_all(&db, rows), Err(Error::Unique { .. })));
    assert_eq!(dump(&db), before);
    Ok(())
}

#[test]
fn a_failure_leaves_the_users_transaction_as_it_was() -> Result<()> {
    for tables in [ITEMS[0], ITEMS[4], ITEMS[6]] {
        let db = items(tables)?;
        relations::transaction(&db, |db| -> Result<()> {
            Item::create().code("mine").insert(db)?;
            let wrong = |at| if at == 90 { "code 91" } else { "code 1" };
            db.execute_batch("CREATE TEMP TABLE IF NOT EXISTS t(x); PRAGMA defer_foreign_keys = OFF")?;
            db.execute_batch("CREATE TRIGGER a BEFORE INSERT ON item WHEN NEW.code = 'code 91' BEGIN SELECT raise(ABORT, 'no'); END")?;
            let rows = (0..100).map(|at| {
                Item::create().code(wrong(at)).amount(at).on_conflict(Item::CODE).update(Item::AMOUNT)
            });
            assert!(Item::upsert_all(db, rows).is_err());
            assert_eq!(Item::query().filter(Item::AMOUNT.lt(1_000)).count(db)?, 0);
            Ok(())
        })?;
        assert!(Item::query().filter(Item::CODE.eq("mine")).exists(&db)?);
    }
    Ok(())
}

#[test]
fn rows_may_say_different_things_of_conflicts() -> Result<()> {
    let (many, single) = (items(ITEMS[0])?, items(ITEMS[0])?);
    let rows = || {
        (0..100_i64).map(|at| {
            let new = Item::create().code(format!("code {}", at % 40)).amount(at).on_conflict(Item::CODE);
            match at % 3 {
                0 => new.update(Item::AMOUNT),
                1 => new.update_all(),
                _ => new.update((Item::CODE, Item::AMOUNT)),
            }
        })
    };
    let stored = Item::upsert_all(&many, rows())?;
    let one_by_one = rows().map(|row| row.insert(&single)).collect::<Result<Vec<_>>>()?;
    assert_eq!((stored, dump(&many)), (one_by_one, dump(&single)));
    Ok(())
}

#[test]
fn rows_are_known_by_a_key_that_the_program_gives() -> Result<()> {
    for tables in [
        "CREATE TABLE doc(shelf INTEGER, code TEXT, title TEXT, PRIMARY KEY(code, shelf)) WITHOUT ROWID",
        "CREATE TABLE doc(shelf INTEGER NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY(shelf, code))",
        "CREATE TABLE doc(shelf INTEGER, code TEXT COLLATE NOCASE, title TEXT, PRIMARY KEY(shelf, code)) WITHOUT ROWID",
        "CREATE TABLE doc(shelf INTEGER, code TEXT, title TEXT UNIQUE, PRIMARY KEY(shelf, code)) WITHOUT ROWID",
        "CREATE TABLE doc(shelf INTEGER, code TEXT, title TEXT, PRIMARY KEY(shelf, code), CHECK(title <> '50'))",
    ] {
        let open = || -> Result<Connection> {
            let db = relations::open_in_memory()?;
            db.execute_batch(tables)?;
            Ok(db)
        };
        let (many, single) = (open()?, open()?);
        let rows = || {
            (0..100_i64).map(|at| {
                let code = if at % 2 == 0 { format!("c{}", at % 30) } else { format!("C{}", at % 30) };
                let new = Doc::create().shelf(at % 4).code(code).title(at.to_string());
                new.on_conflict((Doc::CODE, Doc::SHELF)).update_all()
            })
        };
        for _ in 0..2 {
            let stored = Doc::upsert_all(&many, rows()).map_err(|error| error.to_string());
            let one_by_one: Result<Vec<Doc>> =
                relations::transaction(&single, |db| rows().map(|row| row.insert(db)).collect());
            assert_eq!(stored, one_by_one.map_err(|error| error.to_string()), "{tables}");
            assert_eq!(dump(&many), dump(&single), "{tables}");
        }
    }
    Ok(())
}
