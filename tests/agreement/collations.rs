//! A foreign key compares by the collating sequence of the parent column, wherever the comparison is made.

use relations::{Error, Load, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "par", strict = false)]
#[has_many(kids: Kid)]
#[has_one(only: Only)]
#[many_to_many(tags: Tag, through = "par_tag")]
#[many_to_many(noted: Tag, through = Note)]
#[has_many(toys: Toy, through = kids)]
#[has_many(reports: Par, inverse = boss)]
struct Par {
    #[key]
    #[column(collate = NOCASE)]
    name: String,
    #[belongs_to(boss: Par)]
    boss_name: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "kid", strict = false)]
#[has_many(toys: Toy)]
struct Kid {
    id: i64,
    #[belongs_to(par: Par, on_delete = cascade)]
    par_name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "only", strict = false)]
struct Only {
    id: i64,
    #[unique]
    #[belongs_to(par: Par, on_delete = cascade)]
    par_name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "toy", strict = false)]
struct Toy {
    id: i64,
    #[belongs_to(kid: Kid)]
    kid_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tag", strict = false)]
#[many_to_many(pars: Par, through = "par_tag")]
struct Tag {
    #[key]
    #[column(collate = NOCASE)]
    tag: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "note", strict = false, primary_key(par_name, tag_tag))]
struct Note {
    #[belongs_to(par: Par, on_delete = cascade)]
    par_name: String,
    #[belongs_to(tag: Tag, on_delete = cascade)]
    tag_tag: String,
    #[column(default = "'none'")]
    text: String,
}

const SCHEMA: Schema = schema![Par, Kid, Only, Toy, Tag, Note];

/// Returns a database with the tables that the library creates.
fn tables_of_the_library() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

/// Returns a database with tables that were not created by the library, whose foreign keys have no collating
/// sequence.
fn tables_of_others() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    let script = SCHEMA.ddl().replace("PRIMARY KEY NOT NULL COLLATE", "PRIMARY KEY NOT NULL KEPT");
    db.execute_batch(&script.replace(" COLLATE \"NOCASE\"", "").replace("KEPT", "COLLATE"))?;
    let plain: i64 = db.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%COLLATE%'",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(plain, 2);
    Ok(db)
}

/// Rows that are related only by the collating sequence of the parent column.
struct Rows {
    pars: [Par; 1],
    other: Par,
    tags: [Tag; 1],
    sql: Tag,
    kids: Vec<Kid>,
    toys: Vec<Toy>,
    only: Only,
}

fn rows(db: &Connection) -> relations::Result<Rows> {
    db.execute_batch(
        "INSERT INTO par VALUES ('Key', NULL), ('Other', 'KEY');
         INSERT INTO kid VALUES (1, 'KEY'), (2, 'key'), (3, 'Other');
         INSERT INTO only VALUES (1, 'kEY');
         INSERT INTO toy VALUES (1, 1), (2, 2), (3, 3);
         INSERT INTO tag VALUES ('Rust'), ('Sql');
         INSERT INTO par_tag VALUES ('KEY', 'RUST');
         INSERT INTO note VALUES ('KEY', 'rust', 'kept');",
    )?;
    Ok(Rows {
        pars: [Par::get(db, "Key")?],
        other: Par::get(db, "Other")?,
        tags: [Tag::get(db, "Rust")?],
        sql: Tag::get(db, "Sql")?,
        kids: Kid::query().filter(Kid::ID.le(2)).all(db)?,
        toys: Toy::query().filter(Toy::ID.le(2)).all(db)?,
        only: Only::get(db, 1)?,
    })
}

/// Reads and writes along each relation by every method, and compares the answers.
fn assert_agreement(db: &Connection) -> relations::Result<()> {
    let rows = rows(db)?;
    handles(db, &rows)?;
    predicates(db, &rows)?;
    shapes(db, &rows)?;
    verbs(db, &rows)
}

fn handles(db: &Connection, rows: &Rows) -> relations::Result<()> {
    let Rows { pars, other, tags, kids, toys, only, .. } = rows;
    let ([par], [rust]) = (pars, tags);
    assert_eq!(kids[0].par().get(db)?, *par);
    assert_eq!(par.kids().all(db)?, *kids);
    assert_eq!(par.kids().count(db)?, 2);
    assert!(par.kids().exists(db)?);
    assert_eq!(par.kids().first(db)?.as_ref(), kids.first());
    assert_eq!(par.kids().order_by(Kid::ID.desc()).all(db)?.len(), 2);
    assert_eq!(par.kids().filter(Kid::ID.gt(1)).all(db)?, kids[1..]);
    assert_eq!(par.kids().order_by(Kid::ID.asc()).after(&kids[0]).all(db)?, kids[1..]);
    assert!(par.kids().contains(db, &kids[0])?);
    assert!(!other.kids().contains(db, &kids[0])?);
    assert_eq!(par.only().get(db)?.as_ref(), Some(only));
    assert!(par.only().contains(db, only)?);
    assert_eq!(par.toys().order_by(Toy::ID.asc()).all(db)?, *toys);
    assert_eq!(par.reports().all(db)?, std::slice::from_ref(other));
    assert_eq!(other.boss().get(db)?.as_ref(), Some(par));
    assert!(par.reports().contains(db, other)?);
    assert_eq!(par.tags().all(db)?, *tags);
    assert_eq!(rust.pars().all(db)?, *pars);
    assert!(par.tags().contains(db, rust)?);
    assert_eq!(par.noted().all(db)?, *tags);
    assert_eq!(par.noted().all_with_links::<Note>(db)?.len(), 1);
    Ok(())
}

fn predicates(db: &Connection, rows: &Rows) -> relations::Result<()> {
    let Rows { pars, other, kids, only, .. } = rows;
    let [par] = pars;
    assert_eq!(Par::query().filter(Par::REPORTS.any(Par::NAME.eq("Other"))).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::BOSS.is(par)).count(db)?, 1);
    assert_eq!(Par::query().filter(Par::KIDS.any(Kid::ID.eq(1))).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::KIDS.none()).count(db)?, 0);
    assert_eq!(Par::query().filter(Par::KIDS.count().eq(2)).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::KIDS.all(Kid::ID.le(2))).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::KIDS.contains(&kids[1])).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::ONLY.is(only)).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::TOYS.count().eq(2)).all(db)?, *pars);
    assert_eq!(Par::query().filter(Par::TAGS.any(Tag::TAG.eq("Rust"))).all(db)?, *pars);
    assert_eq!(Kid::query().filter(Kid::PAR.is(par)).all(db)?, *kids);
    assert_eq!(Kid::query().filter(Kid::PAR.has(Par::NAME.eq("Key"))).all(db)?, *kids);
    assert_eq!(Par::query().count_each(db, Par::KIDS)?, [(par.clone(), 2), (other.clone(), 1)]);
    Ok(())
}

fn shapes(db: &Connection, rows: &Rows) -> relations::Result<()> {
    let Rows { pars, tags, toys, only, .. } = rows;
    let ([par], [rust]) = (pars, tags);
    let pages = Page::query().order_by(Par::NAME.asc()).all(db)?;
    assert_eq!(
        pages[0],
        Page {
            kids: vec![Id { id: 1 }, Id { id: 2 }],
            number: 2,
            only: Some(only.clone()),
            tags: tags.to_vec(),
            reports: vec![Name { name: "Other".into() }],
            noted: vec![(rust.clone(), Text { text: "kept".into() })],
            toys: toys.clone(),
        }
    );
    assert_eq!(WithPar::query().filter(Kid::ID.eq(2)).all(db)?, [WithPar { par: par.clone() }]);
    Ok(())
}

fn verbs(db: &Connection, rows: &Rows) -> relations::Result<()> {
    let Rows { pars, tags, sql, kids, .. } = rows;
    let ([par], [rust]) = (pars, tags);
    assert_eq!(par.reports().clear(db)?, 1);
    assert!(!par.tags().link(db, rust)?);
    assert_eq!(par.noted().set(db, [rust])?, relations::Changes::default());
    assert_eq!(db.query_row("SELECT text FROM note", [], |row| row.get::<_, String>(0))?, "kept");
    let changes = par.tags().set(db, [rust, sql])?;
    assert_eq!((changes.added, changes.removed), (1, 0));
    assert!(par.tags().unlink(db, rust)?);
    assert_eq!(par.tags().clear(db)?, 1);
    let changes = par.kids().replace(db, &mut kids.clone())?;
    assert_eq!((changes.added, changes.removed), (0, 0));
    assert_eq!(par.kids().filter(Kid::ID.eq(1)).set(Kid::PAR_NAME, "kEy").update(db)?, 1);
    let refused = par.kids().filter(Kid::ID.eq(2)).delete(db);
    assert!(matches!(&refused, Err(Error::ChildrenRemain { child, .. }) if child == "toy"), "{refused:?}");
    db.execute("DELETE FROM toy", [])?;
    assert_eq!(par.kids().filter(Kid::ID.eq(2)).delete(db)?, 1);
    assert_eq!(par.kids().clear(db)?, 1);
    assert!(par.only().clear(db)?);
    assert_eq!(Kid::query().count(db)?, 1);
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Par)]
struct Page {
    #[load(with = |kids| kids.order_by(Kid::ID.asc()).limit(5))]
    kids: Vec<Id>,
    #[load(count = kids)]
    number: i64,
    only: Option<Only>,
    tags: Vec<Tag>,
    reports: Vec<Name>,
    noted: Vec<(Tag, Text)>,
    #[load(with = |toys| toys.order_by(Toy::ID.asc()))]
    toys: Vec<Toy>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Kid)]
struct Id {
    id: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Kid)]
struct WithPar {
    par: Par,
}

#[derive(Load, Debug, PartialEq)]
#[load(Par)]
struct Name {
    name: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Note)]
struct Text {
    text: String,
}

#[test]
fn the_foreign_keys_columns_have_the_keys_collating_sequence() -> relations::Result<()> {
    assert_agreement(&tables_of_the_library()?)
}

#[test]
fn existing_columns_without_it_compare_as_the_foreign_key_does() -> relations::Result<()> {
    assert_agreement(&tables_of_others()?)
}

#[cfg(feature = "evolution")]
#[test]
fn verify_compares_what_the_foreign_keys_columns_have() -> relations::Result<()> {
    SCHEMA.verify(&tables_of_the_library()?)?;
    let Err(Error::Drift { differences }) = SCHEMA.verify(&tables_of_others()?) else {
        panic!("no difference")
    };
    let collations = differences.iter().filter(|difference| difference.contains("collation"));
    // The differences are those of `par.boss_name`, of the children, and of both columns of both junctions.
    assert_eq!(collations.count(), 7, "{differences:#?}");
    Ok(())
}

/// Holds for a junction table that compares byte by byte, which can store a pair in several spellings.
#[test]
fn a_pair_of_several_spellings_stays_where_it_is_wanted() -> relations::Result<()> {
    let db = tables_of_others()?;
    let Rows { pars: [par], tags: [rust], sql, .. } = rows(&db)?;
    db.execute_batch("INSERT INTO par_tag VALUES ('Key', 'Rust'), ('Key', 'SQL')")?;
    let changes = par.tags().set(&db, [&rust, &sql])?;
    assert_eq!((changes.added, changes.removed), (0, 0));
    let changes = par.tags().set(&db, [&rust])?;
    assert_eq!((changes.added, changes.removed), (0, 1));
    assert!(par.tags().contains(&db, &rust)?);
    Ok(())
}
