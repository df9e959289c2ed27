//! Keys that are integers in the model and that SQLite [does not
//! assign](https://sqlite.org/lang_createtable.html#rowid).

use relations::{Error, Model, Result, prelude::*, rusqlite::Connection};

use super::Item;

#[derive(Model, Clone, Debug, PartialEq)]
struct Row {
    id: i64,
    #[unique]
    name: String,
    #[column(default = "'x'")]
    kind: String,
}

/// Declarations of the key, with `true` if SQLite assigns it.
const DECLARED: [(&str, bool); 22] = [
    ("id INTEGER PRIMARY KEY, REST", true),
    ("id integer PRIMARY KEY, REST", true),
    ("id INTEGER PRIMARY KEY AUTOINCREMENT, REST", true),
    ("id INTEGER NOT NULL PRIMARY KEY ASC, REST", true),
    ("id \"INTEGER\" PRIMARY KEY, REST", true),
    ("id INTEGER, REST, PRIMARY KEY (id)", true),
    // According to the page, this one is an alias of the rowid.
    ("id INTEGER, REST, PRIMARY KEY (id DESC)", true),
    ("id INTEGER PRIMARY KEY DESC, REST", false),
    ("id INT PRIMARY KEY, REST", false),
    ("id BIGINT PRIMARY KEY, REST", false),
    ("id BIGINT, REST, PRIMARY KEY (id)", false),
    ("id INTEGER(8) PRIMARY KEY, REST", false),
    ("id UNSIGNED INTEGER PRIMARY KEY, REST", false),
    ("id NUMERIC PRIMARY KEY, REST", false),
    ("id PRIMARY KEY, REST", false),
    ("id INTEGER UNIQUE, REST", false),
    ("id INTEGER NOT NULL UNIQUE, REST", false),
    ("id INTEGER, REST", false),
    ("id INTEGER DEFAULT 5, REST", false),
    ("key INTEGER PRIMARY KEY, id INTEGER, REST", false),
    ("id INTEGER, REST, PRIMARY KEY (id, name)", false),
    ("id INTEGER PRIMARY KEY, REST) WITHOUT ROWID --", false),
];

fn declare(db: &Connection, declared: &str) -> Result<()> {
    let columns = declared.replace("REST", "name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL DEFAULT 'x'");
    // A declaration may end with a comment, which ends with its line.
    db.execute_batch(&format!("DROP TABLE IF EXISTS row; CREATE TABLE row ({columns}\n{}", end(declared)))?;
    Ok(())
}

fn end(declared: &str) -> &'static str {
    if declared.ends_with("--") { "" } else { ")" }
}

/// A function that inserts rows whose keys are left to SQLite.
type Way = (&'static str, fn(&Connection) -> Result<Vec<Row>>);

const WAYS: [Way; 8] = [
    ("insert", |db| Row::create().name("a").kind("k").insert(db).map(|row| vec![row])),
    ("insert with a default", |db| Row::create().name("b").insert(db).map(|row| vec![row])),
    ("insert_all of few", |db| {
        Row::insert_all(db, ["c", "d"].map(|name| Row::create().name(name).kind("k")))
    }),
    ("insert_all of many", |db| {
        Row::insert_all(db, (0..120).map(|nth| Row::create().name(format!("e{nth}")).kind("k")))
    }),
    ("insert_all of many with defaults", |db| {
        Row::insert_all(db, (0..120).map(|nth| Row::create().name(format!("f{nth}"))))
    }),
    ("upsert", |db| {
        let new = Row::create().name("g").kind("k");
        new.on_conflict(Row::NAME).update_all().insert(db).map(|row| vec![row])
    }),
    ("upsert that ignores", |db| {
        let new = Row::create().name("h").kind("k");
        new.on_conflict(Row::NAME).ignore().insert(db).map(|row| row.into_iter().collect())
    }),
    ("upsert_all", |db| {
        let new = ["i", "j"].map(|name| Row::create().name(name).kind("k"));
        Row::upsert_all(db, new.map(|new| new.on_conflict(Row::NAME).update_all()))
    }),
];

fn stored(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT count(*) FROM row", [], |row| row.get(0))?)
}

/// Asserts that the function stores the rows that it returns, or fails and stores none. Returns the number of rows.
fn assert_stored(db: &Connection, way: Way, context: &str) -> Result<Option<usize>> {
    let before = stored(db)?;
    let result = (way.1)(db);
    assert!(db.is_autocommit(), "{context}: {}", way.0);
    let Ok(rows) = result else {
        assert_eq!(stored(db)?, before, "{context}: {} fails with {result:?}", way.0);
        return Ok(None);
    };
    for row in &rows {
        let sql = "SELECT id, name, kind FROM row WHERE name = ?1";
        let found: (Option<i64>, String, String) =
            db.query_row(sql, [&row.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        assert_eq!(found, (Some(row.id), row.name.clone(), row.kind.clone()), "{context}: {}", way.0);
    }
    assert_eq!(stored(db)?, before + i64::try_from(rows.len()).expect("so many"), "{context}: {}", way.0);
    Ok(Some(rows.len()))
}

#[test]
fn no_row_has_another_key_than_the_struct() -> Result<()> {
    for (declared, assigned) in DECLARED {
        let db = relations::open_in_memory()?;
        declare(&db, declared)?;
        // From here on, keys and rowids differ.
        Row { id: 1_000, name: "given".to_owned(), kind: "k".to_owned() }.insert(&db)?;
        for way in WAYS {
            let given = assert_stored(&db, way, declared)?;
            // A default is a key that the row has.
            if !declared.contains("DEFAULT") {
                assert_eq!(given.is_some(), assigned, "{declared}: {}", way.0);
            }
        }
    }
    Ok(())
}

/// The statement is in the cache, and SQLite compiles it anew.
#[test]
fn a_table_that_is_declared_otherwise_is_looked_at_again() -> Result<()> {
    for (first, _) in DECLARED {
        for (second, assigned) in DECLARED {
            for way in WAYS {
                let db = relations::open_in_memory()?;
                let context = format!("{first}, then {second}");
                declare(&db, first)?;
                assert_stored(&db, way, &context)?;
                declare(&db, second)?;
                Row { id: 1_000, name: "given".to_owned(), kind: "k".to_owned() }.insert(&db)?;
                let given = assert_stored(&db, way, &context)?;
                if !second.contains("DEFAULT") {
                    assert_eq!(given.is_some(), assigned, "{context}: {}", way.0);
                }
            }
        }
    }
    Ok(())
}

/// Only INTEGER PRIMARY KEY is the rowid; a key of any other type would stay NULL, beside the rowid that SQLite
/// reports.
#[test]
fn a_key_that_sqlite_does_not_assign_is_an_error_and_nothing_is_stored() -> Result<()> {
    for declared in ["BIGINT", "INT", "INTEGER(8)", "UNSIGNED BIG INT", "", "NUMERIC"] {
        let db = relations::open_in_memory()?;
        db.execute_batch(&format!("CREATE TABLE item (id {declared} PRIMARY KEY, name TEXT)"))?;
        for key in 100..102 {
            // A row with a given key makes no difference.
            Item { id: key, name: "given".to_owned() }.insert(&db)?;
            let one = Item::create().name("new").insert(&db);
            assert!(matches!(one, Err(Error::Decode { column: "id", .. })), "{declared}: {one:?}");
            let few = Item::insert_all(&db, [Item::create().name("new")]);
            assert!(matches!(few, Err(Error::Decode { column: "id", .. })), "{declared}: {few:?}");
            let many = Item::insert_all(&db, (0..120).map(|nth| Item::create().name(format!("{nth}"))));
            assert!(matches!(many, Err(Error::Decode { column: "id", .. })), "{declared}: {many:?}");
        }
        let rows: i64 = db.query_row("SELECT count(*) FROM item", [], |row| row.get(0))?;
        assert_eq!((rows, db.is_autocommit()), (2, true), "{declared}");
        // With a key, the row is stored.
        assert_eq!(Item::create().id(5).name("new").insert(&db)?.id, 5);
    }
    for declared in ["INTEGER", "integer", "Integer"] {
        let db = relations::open_in_memory()?;
        db.execute_batch(&format!("CREATE TABLE item (id {declared} PRIMARY KEY, name TEXT)"))?;
        assert_eq!(Item::create().name("new").insert(&db)?.id, 1);
    }
    Ok(())
}
