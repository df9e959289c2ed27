//! The catalog that is read from a database.

use relations::{
    Error,
    catalog::{Catalog, IndexedValue, TableInfo},
    evolution::Consent,
    rusqlite::Connection,
    schema::ReferentialAction,
};

use crate::{
    file::File,
    steps::{evolve, evolve_by, planner},
};

fn read(script: &str) -> Catalog {
    Catalog::of_script(script).expect("the script makes a database that can be read")
}

fn only_table(script: &str) -> TableInfo {
    let mut catalog = read(script);
    assert_eq!(catalog.tables.len(), 1, "{:?}", catalog.tables);
    catalog.tables.remove(0)
}

#[test]
fn columns_keep_their_types_defaults_and_collations() {
    let table = only_table(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a VARCHAR(20) COLLATE NOCASE NOT NULL DEFAULT 'x''y',
         b DEFAULT (1 + 1), c INT GENERATED ALWAYS AS (id*2) STORED, \"d \"\"q\" TEXT AS (a || 'z'))",
    );
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "a", "b", "c", "d \"q"]);
    let [_, a, b, c, d] = table.columns.as_slice() else { panic!("{table:?}") };
    assert_eq!((a.declared_type.as_str(), a.collation.as_deref()), ("VARCHAR(20)", Some("NOCASE")));
    assert_eq!((a.not_null, a.default.as_deref()), (true, Some("'x''y'")));
    assert_eq!((b.declared_type.as_str(), b.default.as_deref()), ("", Some("1 + 1")));
    let c = c.generated.as_ref().expect("c is generated");
    assert_eq!((c.expression.as_str(), c.stored), ("id * 2", true));
    let d = d.generated.as_ref().expect("d is generated");
    assert_eq!((d.expression.as_str(), d.stored), ("a || 'z'", false));
    assert!(table.autoincrement && !table.strict && !table.without_rowid);
    assert_eq!(table.primary_key, ["id"]);
}

#[test]
fn keys_and_checks_keep_their_names_and_rules() {
    let catalog = read(
        "CREATE TABLE parent (a INT, b TEXT, PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID;
         CREATE TABLE child (
             x INT CONSTRAINT positive CHECK (length(x) > 0 AND x IN (1, 2)) REFERENCES other (id) DEFERRABLE INITIALLY DEFERRED,
             y TEXT REFERENCES \"Parent\",
             CONSTRAINT \"to parent\" FOREIGN KEY (y, x) REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE,
             CHECK (y <> 'it''s' /* said */),
             UNIQUE (y COLLATE NOCASE, x DESC)
         )",
    );
    let parent = catalog.table("PARENT").expect("there is a parent");
    assert!(parent.strict && parent.without_rowid);
    assert_eq!(parent.primary_key, ["b", "a"]);
    let child = catalog.table("child").expect("there is a child");
    let checks: Vec<_> = child
        .checks
        .iter()
        .map(|check| (check.name.as_deref(), check.column.as_deref(), check.expression.as_str()))
        .collect();
    assert_eq!(
        checks,
        [(Some("positive"), Some("x"), "length(x) > 0 AND x IN (1, 2)"), (None, None, "y <> 'it''s'")]
    );
    let [other, short, named] = child.foreign_keys.as_slice() else { panic!("{child:?}") };
    assert_eq!((other.parent.as_str(), other.deferred), ("other", true));
    assert_eq!(other.parent_columns, ["id"]);
    assert_eq!((short.parent.as_str(), short.deferred), ("Parent", false));
    assert_eq!(named.name.as_deref(), Some("to parent"));
    assert_eq!((&named.columns, &named.parent_columns), (&vec!["y".into(), "x".into()], &parent.primary_key));
    assert_eq!(named.on_delete, ReferentialAction::SetNull);
    assert_eq!(named.on_update, ReferentialAction::Cascade);
    let [unique] = child.uniques.as_slice() else { panic!("{child:?}") };
    assert_eq!(unique[0].collation, "NOCASE");
    assert_eq!(unique[1].of, IndexedValue::Column("x".into()));
}

#[test]
fn indexes_keep_expressions_order_and_condition() {
    let table = only_table(
        "CREATE TABLE t (a TEXT, b TEXT);
         CREATE UNIQUE INDEX i ON t (lower(a), b COLLATE NOCASE DESC) WHERE b IS NOT NULL;",
    );
    let [index] = table.indexes.as_slice() else { panic!("{table:?}") };
    assert!(index.unique && index.sql.starts_with("CREATE UNIQUE INDEX"));
    assert_eq!(index.terms[0].of, IndexedValue::Expression("lower(a)".into()));
    assert_eq!(index.terms[1].of, IndexedValue::Column("b".into()));
    assert!(index.terms[1].descending);
    assert_eq!(index.terms[1].collation, "NOCASE");
    assert_eq!(index.condition.as_deref(), Some("b IS NOT NULL"));
}

#[test]
fn virtual_tables_are_listed_without_their_shadows() {
    let catalog = read(
        "CREATE VIRTUAL TABLE search USING fts5(title, body);
         CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);
         CREATE VIEW v AS SELECT a FROM t;
         CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
    );
    let names: Vec<_> = catalog.tables.iter().map(|table| (table.name.as_str(), table.is_virtual)).collect();
    assert_eq!(names, [("search", true), ("t", false)]);
    assert_eq!(catalog.tables[0].columns.len(), 2);
    assert_eq!(catalog.views[0].name, "v");
    assert_eq!((catalog.triggers[0].name.as_str(), catalog.triggers[0].table.as_str()), ("r", "t"));
}

#[test]
fn reading_leaves_no_transaction_and_none_of_the_users_ends() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    Catalog::read(&db)?;
    assert!(db.is_autocommit());
    db.execute_batch("BEGIN; CREATE TABLE t (a)")?;
    assert_eq!(Catalog::read(&db)?.tables.len(), 1);
    assert!(!db.is_autocommit());
    Ok(())
}

fn problem(bytes: &[u8], name: &str) -> String {
    let file = File::new(name);
    std::fs::write(&file.0, bytes).expect("a file can be written");
    let db = Connection::open(&file.0).expect("SQLite opens lazily");
    let error = Catalog::read(&db).expect_err("this is not a database that can be read");
    drop(db);
    assert_eq!(std::fs::read(&file.0).expect("the file is there"), bytes, "the file is as it was");
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
    error.to_string()
}

fn database_bytes(name: &str) -> Vec<u8> {
    let file = File::new(name);
    let db = Connection::open(&file.0).expect("a database is made");
    db.execute_batch("CREATE TABLE t (a)").expect("a table is made");
    drop(db);
    std::fs::read(&file.0).expect("the file is there")
}

#[test]
fn what_is_no_database_is_said_to_be_none() {
    let noise: Vec<u8> = (0..8192_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (bytes, name) in [(&noise[..], "noise"), (&b"Dear diary, ".repeat(200)[..], "text")] {
        assert_eq!(
            problem(bytes, name),
            "the database cannot be read: the file is not a database, or it is encrypted"
        );
    }
}

#[test]
fn a_damaged_schema_is_said_to_be_damaged() {
    let mut bytes = database_bytes("damaged-bytes");
    let at = bytes.windows(12).position(|part| part == b"CREATE TABLE").expect("the statement is there");
    bytes[at] = b'X';
    assert!(problem(&bytes, "damaged").contains("damaged"));
}

#[test]
fn a_format_of_the_future_is_said_to_be_newer() {
    let mut bytes = database_bytes("newer-bytes");
    bytes[44..48].copy_from_slice(&9_u32.to_be_bytes()); // https://sqlite.org/fileformat.html: schema format
    assert!(problem(&bytes, "newer").contains("newer"));
}

#[test]
fn a_locked_database_is_busy() -> relations::Result<()> {
    let file = File::new("locked");
    let writer = relations::open(&file.0)?;
    writer.execute_batch("CREATE TABLE t (a); BEGIN EXCLUSIVE")?;
    let reader = Connection::open(&file.0)?;
    reader.execute_batch("PRAGMA busy_timeout = 0")?;
    let error = Catalog::read(&reader).expect_err("another connection has it");
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
    Ok(())
}

/// Creates a database in which a tool that writes Latin-1 has created `archive`, with a comment.
fn foreign_text() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE note (id INTEGER PRIMARY KEY NOT NULL, body TEXT);
         CREATE TABLE archive (id INTEGER PRIMARY KEY, a INT CHECK (a > 0), b AS (a + 1), note_id REFERENCES note /* ? */);
         CREATE TRIGGER keep AFTER DELETE ON archive BEGIN SELECT '?'; END;
         CREATE VIEW latest AS SELECT max(id) FROM note /* ? */;
         PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = CAST(replace(CAST(sql AS BLOB), '?', x'E9') AS TEXT) WHERE sql LIKE '%?%';
         PRAGMA writable_schema = RESET;",
    )?;
    Ok(db)
}

#[test]
fn what_cannot_be_read_is_given_as_far_as_the_pragmas_tell() -> relations::Result<()> {
    let catalog = Catalog::read(&foreign_text()?)?;
    let archive = catalog.table("archive").expect("there is an archive");
    assert!(archive.unread.as_ref().is_some_and(|why| why.contains("utf-8")), "{:?}", archive.unread);
    let names: Vec<&str> = archive.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((names, archive.foreign_keys[0].parent.as_str()), (vec!["id", "a", "b", "note_id"], "note"));
    assert!(archive.columns[2].generated.is_some());
    assert_eq!(catalog.table("note").expect("there are notes").unread, None);
    assert_eq!((catalog.views.len(), catalog.triggers.len()), (1, 1));
    Ok(())
}

#[test]
fn what_cannot_be_read_stops_a_plan_only_for_itself() -> relations::Result<()> {
    let mut db = foreign_text()?;
    let text = |db: &Connection| -> relations::Result<Vec<Vec<u8>>> {
        let mut statement =
            db.prepare("SELECT CAST(sql AS BLOB) FROM sqlite_schema WHERE name <> 'note' ORDER BY name")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    let before = text(&db)?;
    let wanted = "CREATE TABLE note (id INTEGER PRIMARY KEY NOT NULL, body TEXT NOT NULL, likes INT CHECK (likes >= 0))";
    evolve(&mut db, wanted)?;
    let renamed = planner("CREATE TABLE note (id INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL)");
    let renamed = renamed.rename_column("note", "body", "text");
    evolve_by(&mut db, &renamed, Consent::Destructive)?;
    assert_eq!(text(&db)?, before);

    let managed = planner("CREATE TABLE archive (id INTEGER PRIMARY KEY)").plan(&db);
    let error = managed.expect_err("the archive cannot be compared");
    assert!(matches!(&error, Error::Unreadable { .. }), "{error:?}");
    assert!(error.to_string().contains("table `archive`: its statement is no text"), "{error}");
    db.execute_batch("DROP TABLE archive; CREATE TABLE archive (id INTEGER PRIMARY KEY)")?;
    assert!(planner("CREATE TABLE archive (id INTEGER PRIMARY KEY)").plan(&db)?.is_empty());
    Ok(())
}
