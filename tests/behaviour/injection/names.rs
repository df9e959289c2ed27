//! Harmful names of tables, columns and junctions, and of objects that are named after them.

use relations::{Error, Model, Schema, prelude::*, schema};

use super::{assert_unharmed, database};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "a\"; DROP TABLE users; --", unique(text, flag), index(number, text))]
#[has_many(children: Child)]
#[has_many(own: Evil, inverse = parent, order_by(text desc, number))]
#[many_to_many(friends: Child, through = "j'\"; DELETE FROM users; --")]
#[many_to_many(acquaintances: Child, through = Link)]
pub struct Evil {
    #[column(name = "id\" INTEGER); DROP TABLE users; --")]
    id: i64,
    #[column(name = "?1")]
    text: String,
    #[column(name = "'single'")]
    flag: bool,
    #[column(name = "/* comment", default = "7")]
    number: i64,
    #[column(name = "]`:name @x $y")]
    #[belongs_to(parent: Evil, on_delete = cascade)]
    parent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "日本\n'--", without_rowid)]
pub struct Child {
    #[key]
    #[column(name = "*/ key")]
    key_text: String,
    #[column(name = "t.\"id\"")]
    #[belongs_to(evil: Evil, on_delete = set_null)]
    evil_id: Option<i64>,
    #[column(name = "select")]
    #[unique]
    only: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "--link", primary_key(one, other))]
pub struct Link {
    #[column(name = "one\"")]
    #[belongs_to(evil: Evil, on_delete = cascade)]
    one: i64,
    #[column(name = "other\"\"")]
    #[belongs_to(child: Child, on_delete = cascade)]
    other: String,
    #[column(name = "")]
    note: String,
}

const SCHEMA: Schema = schema![Evil, Child, Link];

#[test]
fn rows_of_harmful_names_are_written_and_read() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    let one = Evil::create().text("a").flag(true).insert(&db)?;
    assert_eq!(one, Evil { id: 1, text: "a".to_owned(), flag: true, number: 7, parent_id: None });
    let two = one.own().create().text("b").flag(false).number(2).insert(&db)?;
    let three = one.own().create().text("c").flag(false).number(2).insert(&db)?;
    assert_eq!(one.own().all(&db)?, [three.clone(), two.clone()]);
    assert_eq!(two.parent().get(&db)?, Some(one.clone()));
    Evil { number: 9, ..two.clone() }.update(&db)?;
    assert_eq!(Evil::get(&db, 2)?.number, 9);
    let many = Evil::insert_all(
        &db,
        (0..120).map(|at| Evil::create().text(format!("{at}")).flag(true).number(at).parent_id(two.id)),
    )?;
    assert_eq!(two.own().count(&db)?, 120);
    for filter in [
        Evil::TEXT.eq("5"),
        Evil::NUMBER.between(5, 5).and(Evil::FLAG.eq(true)),
        Evil::NUMBER.in_([5, 500]),
        Evil::TEXT.in_((500..600).map(|at| format!("{at}")).chain(["5".to_owned()])),
        Evil::ID.eq(many[5].id),
        !Evil::TEXT.ne("5"),
        Evil::PARENT_ID.ne(1).and(Evil::TEXT.like("5")),
    ] {
        assert_eq!(
            Evil::query().filter(filter).order_by(Evil::NUMBER.desc()).first(&db)?.as_ref(),
            Some(&many[5])
        );
    }
    two.delete(&db)?;
    assert_eq!(Evil::query().count(&db)?, 2);
    assert_unharmed(&db)
}

#[test]
fn rows_of_harmful_names_are_related() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    let one = Evil::create().text("a").flag(true).insert(&db)?;
    let two = Evil::create().text("b").flag(true).insert(&db)?;
    let mut child = one.children().create().key_text("k").insert(&db)?;
    two.children().add(&db, &mut child)?;
    assert_eq!(child.evil().get(&db)?, Some(two.clone()));
    assert!(two.children().contains(&db, &child)?);
    assert_eq!(one.children().replace(&db, std::slice::from_mut(&mut child))?.added, 1);
    assert!(one.children().remove(&db, &mut child)?);
    Child::EVIL.set(&db, &mut child, &one)?;
    assert_eq!(one.children().clear(&db)?, 1);
    child.reload(&db)?;
    assert_eq!(child.evil_id, None);

    assert!(one.friends().link(&db, &child)?);
    assert!(one.friends().contains(&db, &child)?);
    let other = one.friends().create().key_text("m").insert(&db)?;
    assert_eq!(one.friends().order_by(Child::KEY_TEXT.asc()).all(&db)?, [child.clone(), other.clone()]);
    assert_eq!(one.friends().set(&db, [&other])?.removed, 1);
    assert!(one.friends().unlink(&db, &other)?);

    let link = one.acquaintances().link_with(&db, &child, |link| link.note("n"))?;
    assert_eq!(one.acquaintances().all_with_links(&db)?, [(child, link.clone())]);
    Link { note: "m".to_owned(), ..link }.update(&db)?;
    assert_eq!(Link::query().one(&db)?.note, "m");
    one.delete(&db)?;
    assert_eq!((Link::query().count(&db)?, Child::query().count(&db)?), (0, 2));
    assert_unharmed(&db)
}

#[test]
fn tables_of_harmful_names_are_dropped_alone() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    let script = SCHEMA.ddl();
    SCHEMA.drop_all(&db)?;
    assert_unharmed(&db)?;
    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))?;
    assert_eq!(tables, 5);
    db.execute_batch(&script)?;
    Evil::create().text("a").flag(true).insert(&db)?;
    assert_unharmed(&db)
}

#[test]
fn errors_tell_harmful_names_as_they_are() -> relations::Result<()> {
    let db = database(&SCHEMA)?;
    let one = Evil::create().text("a").flag(true).insert(&db)?;
    let twice = Evil::create().text("a").flag(true).insert(&db).unwrap_err();
    let Error::Unique { table, columns, .. } = &twice else { panic!("expected Unique, got {twice:?}") };
    assert_eq!((table.as_str(), columns), (Evil::TABLE_NAME, &vec!["?1".to_owned(), "'single'".to_owned()]));
    let key = one.insert(&db).unwrap_err();
    assert!(matches!(&key, Error::Unique { columns, .. } if columns == Evil::KEY), "{key:?}");
    let orphan = Child::create().key_text("k").evil_id(99).insert(&db).unwrap_err();
    assert!(
        matches!(&orphan, Error::MissingParent { child, parent, key, .. }
            if child == Child::TABLE_NAME && parent == Evil::TABLE_NAME && *key == format!("{} = 99", Evil::KEY[0])),
        "{orphan:?}"
    );
    db.execute_batch("DROP TABLE \"a\"\"; DROP TABLE users; --\"")?;
    let gone = Evil::query().all(&db).unwrap_err();
    assert!(
        matches!(gone, Error::Mapping { table, column: None, .. } if table == Evil::TABLE_NAME),
        "{gone:?}"
    );
    assert_unharmed(&db)
}

#[derive(Model, Clone, Debug)]
#[model(table = "x: y.z", unique(dotted, listed))]
pub struct Punctuated {
    id: i64,
    #[column(name = "a.b")]
    #[unique]
    dotted: String,
    #[column(name = "c, d: e")]
    listed: String,
    #[column(name = "f.g, h")]
    real: f64,
}

const PUNCTUATED: Schema = schema![Punctuated];

#[test]
fn errors_tell_names_with_the_punctuation_of_sqlites_messages() -> relations::Result<()> {
    let db = database(&PUNCTUATED)?;
    let new = |dotted: &str, real: f64| Punctuated::create().dotted(dotted).listed("l").real(real);
    new("d", 1.0).insert(&db)?;
    let twice = new("d", 1.0).insert(&db).unwrap_err();
    let Error::Unique { table, columns, .. } = &twice else { panic!("expected Unique, got {twice:?}") };
    assert_eq!(table, "x: y.z");
    assert!(columns == &["a.b"] || columns == &["a.b", "c, d: e"], "{columns:?}");
    let null = new("e", f64::NAN).insert(&db).unwrap_err();
    let Error::NotNull { table, column, .. } = &null else { panic!("expected NotNull, got {null:?}") };
    assert_eq!((table.as_str(), column.as_str()), ("x: y.z", "f.g, h"));
    assert_unharmed(&db)
}
