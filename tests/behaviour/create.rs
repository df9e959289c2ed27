//! `create()`: the values of a new row, those that the database adds, and the row that is returned.

mod blocks;
mod bulk;
mod keyed;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::verbs::all_or_nothing::fails_whole;

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(lines: Line)]
pub struct Item {
    id: i64,
    name: String,
    #[column(default = "'new'")]
    state: String,
    #[column(default = "3", check = "stock >= 0")]
    stock: i64,
    #[column(default = "7")]
    rating: Option<i64>,
    nickname: Option<String>,
    weight: Option<f64>,
    picture: Option<Vec<u8>>,
}

/// A model whose key SQLite cannot assign.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Country {
    #[key]
    code: String,
    name: String,
}

/// A model whose row can be made of defaults alone.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Ticket {
    #[key]
    #[column(default = "'T-' || 1")]
    code: String,
    #[column(default = "upper('open')")]
    state: String,
    note: Option<String>,
}

/// A model whose key is a foreign key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Line {
    #[key]
    #[belongs_to(item: Item, on_delete = cascade)]
    item_id: i64,
    text: String,
}

/// A model whose key has a type with fewer values than SQLite's integers.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Slot {
    id: u8,
    name: String,
}

const SCHEMA: Schema = schema![Item, Country, Ticket, Line, Slot];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[test]
fn the_database_assigns_keys_in_order() -> Result<()> {
    let db = database()?;
    let ids = ["a", "b", "c"].map(|name| Item::create().name(name).insert(&db).map(|item| item.id));
    assert_eq!(ids.into_iter().collect::<Result<Vec<_>>>()?, [1, 2, 3]);
    Ok(())
}

#[test]
fn defaults_come_back_as_the_database_made_them() -> Result<()> {
    let db = database()?;
    let item = Item::create().name("a").insert(&db)?;
    let expected = Item {
        id: 1,
        name: "a".into(),
        state: "new".into(),
        stock: 3,
        rating: Some(7),
        nickname: None,
        weight: None,
        picture: None,
    };
    assert_eq!(item, expected);
    assert_eq!(Item::get(&db, 1)?, expected);
    Ok(())
}

#[test]
fn a_given_value_takes_the_defaults_place() -> Result<()> {
    let db = database()?;
    let some = Item::create().name("a").stock(0).insert(&db)?;
    assert_eq!((some.state.as_str(), some.stock, some.rating), ("new", 0, Some(7)));
    let all = Item::create().name("b").state("old").stock(1).rating(2).insert(&db)?;
    assert_eq!((all.state.as_str(), all.stock, all.rating), ("old", 1, Some(2)));
    assert_eq!(Item::query().order_by(Item::ID.asc()).all(&db)?, [some, all]);
    Ok(())
}

#[test]
fn null_can_be_given_where_there_is_a_default() -> Result<()> {
    let db = database()?;
    let item = Item::create().name("a").rating(None).insert(&db)?;
    assert_eq!(item.rating, None);
    assert_eq!(Item::get(&db, item.id)?, item);
    Ok(())
}

#[test]
fn a_nullable_column_takes_a_value_none_or_an_option() -> Result<()> {
    let db = database()?;
    let values = Item::create().name("a").nickname("n").weight(0.5).picture(vec![1, 2]).insert(&db)?;
    assert_eq!(values.nickname.as_deref(), Some("n"));
    assert_eq!((values.weight, values.picture.as_deref()), (Some(0.5), Some(&[1, 2][..])));
    let nones = Item::create().name("b").nickname(None).weight(None).insert(&db)?;
    assert_eq!((nones.nickname.as_deref(), nones.weight), (None, None));
    let options =
        Item::create().name("c").nickname(Some("m".to_owned())).weight(Some(2.0)).picture(Some(vec![3]));
    let options = options.insert(&db)?;
    assert_eq!((options.nickname.as_deref(), options.weight), (Some("m"), Some(2.0)));
    assert_eq!(Item::query().order_by(Item::ID.asc()).all(&db)?, [values, nones, options]);
    Ok(())
}

#[test]
fn texts_of_every_kind_fit_a_text_column() -> Result<()> {
    let db = database()?;
    let owned = String::from("owned");
    let names = [
        Item::create().name("str").insert(&db)?.name,
        Item::create().name(&owned).insert(&db)?.name,
        Item::create().name(owned).insert(&db)?.name,
        Item::create().name('c').insert(&db)?.name,
        Item::create().name(std::borrow::Cow::Borrowed("cow")).insert(&db)?.name,
    ];
    assert_eq!(names, ["str", "owned", "owned", "c", "cow"]);
    Ok(())
}

#[test]
fn columns_can_be_set_in_any_order_and_again() -> Result<()> {
    let db = database()?;
    let item = Item::create().stock(1).name("first").stock(2).id(9).name("second").insert(&db)?;
    assert_eq!((item.id, item.name.as_str(), item.stock), (9, "second", 2));
    assert_eq!(Item::get(&db, 9)?, item);
    Ok(())
}

#[test]
fn a_given_key_is_kept_and_counted_on_from() -> Result<()> {
    let db = database()?;
    assert_eq!(Item::create().id(10).name("a").insert(&db)?.id, 10);
    assert_eq!(Item::create().name("b").insert(&db)?.id, 11);
    assert_eq!(Item::create().id(-4).name("c").insert(&db)?.id, -4);
    let error = Item::create().id(10).name("d").insert(&db).unwrap_err();
    assert!(matches!(&error, Error::Unique { columns, .. } if columns == &["id"]), "{error:?}");
    assert_eq!(Item::query().count(&db)?, 3);
    Ok(())
}

#[test]
fn a_text_key_is_given() -> Result<()> {
    let db = database()?;
    let india = Country::create().code("IN").name("India").insert(&db)?;
    assert_eq!(Country::get(&db, "IN")?, india);
    assert_eq!(Country::find(&db, "in")?, None);
    let again = Country::create().code("IN").name("Again").insert(&db);
    assert!(matches!(again, Err(Error::Unique { .. })));
    Ok(())
}

#[test]
fn a_row_can_be_made_of_defaults_alone() -> Result<()> {
    let db = database()?;
    let ticket = Ticket::create().insert(&db)?;
    assert_eq!(ticket, Ticket { code: "T-1".into(), state: "OPEN".into(), note: None });
    assert_eq!(Ticket::query().all(&db)?, [ticket]);
    let given = Ticket::create().code("T-2").state("shut").note("n").insert(&db)?;
    assert_eq!(Ticket::get(&db, "T-2")?, given);
    Ok(())
}

#[test]
fn a_key_that_a_parent_decides_comes_from_the_parent() -> Result<()> {
    let db = database()?;
    Item::create().name("a").insert(&db)?;
    let item = Item::create().name("b").insert(&db)?;
    let line = item.lines().create().text("t").insert(&db)?;
    assert_eq!(line, Line { item_id: item.id, text: "t".into() });
    assert_eq!(item.lines().all(&db)?, [line]);
    Ok(())
}

#[test]
fn a_builder_inserts_nothing_until_it_is_told_to() -> Result<()> {
    let db = database()?;
    let begun = Item::create().name("a");
    assert_eq!(Item::query().count(&db)?, 0);
    begun.insert(&db)?;
    assert_eq!(Item::query().count(&db)?, 1);
    Ok(())
}

#[test]
fn a_refused_row_is_not_inserted_and_the_next_one_is() -> Result<()> {
    let db = database()?;
    for stock in [-1, -2] {
        let error = Item::create().name("a").stock(stock).insert(&db).unwrap_err();
        assert!(matches!(&error, Error::Check { table, .. } if table == "item"), "{error:?}");
    }
    // The error is the same from the statement that leaves nothing to defaults.
    let error = Item::create().name("a").state("s").stock(-1).rating(None).insert(&db).unwrap_err();
    assert!(matches!(&error, Error::Check { table, .. } if table == "item"), "{error:?}");
    assert_eq!(Item::create().name("b").insert(&db)?.id, 1);
    Ok(())
}

#[test]
fn a_row_whose_key_is_beyond_its_type_is_not_inserted() -> Result<()> {
    let db = database()?;
    Slot::create().id(255).name("last").insert(&db)?;
    fails_whole(&db, |db| Slot::create().name("beyond").insert(db))?;
    fails_whole(&db, |db| Slot::insert_all(db, (0..3).map(|_| Slot::create().name("beyond"))))?;
    fails_whole(&db, |db| Slot::insert_all(db, (0..60).map(|_| Slot::create().name("beyond"))))?;
    Ok(())
}

#[test]
fn an_insert_that_a_trigger_ignores_does_not_return_a_row_that_is_not_there() -> Result<()> {
    let db = database()?;
    Item::create().name("first").insert(&db)?;
    db.execute_batch(
        "CREATE TRIGGER hush BEFORE INSERT ON item WHEN new.name = 'hush' BEGIN SELECT RAISE(IGNORE); END;
         CREATE TRIGGER hush_country BEFORE INSERT ON country BEGIN SELECT RAISE(IGNORE); END",
    )?;
    let with_defaults = Item::create().name("hush");
    let complete = Item::create().name("hush").state("s").stock(1).rating(1);
    for item in [with_defaults.insert(&db), complete.insert(&db)].into_iter().flatten() {
        assert_eq!(Item::find(&db, item.id)?, Some(item));
    }
    if let Ok(country) = Country::create().code("IN").name("India").insert(&db) {
        assert_eq!(Country::find(&db, "IN")?, Some(country));
    }
    Ok(())
}
