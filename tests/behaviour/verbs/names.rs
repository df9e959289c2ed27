//! Tables, columns, fields and relations whose names are words of SQL or of Rust.
#![expect(clippy::upper_case_acronyms, reason = "a name in capitals is what one test is about")]

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "order", unique(select, values))]
#[has_many(lines: Line, order_by(r#type desc))]
#[many_to_many(r#where: Group, through = "from")]
pub struct Order {
    id: i64,
    select: String,
    values: i64,
    #[column(default = "'now'")]
    default: String,
    r#ref: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Order Details", rename_all = "PascalCase")]
#[belongs_to(order: Order, key(order_id), on_delete = cascade)]
pub struct Line {
    #[key]
    line_id: i64,
    order_id: i64,
    r#type: i64,
    #[column(name = "it's \"quoted\"")]
    quoted: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "group")]
#[many_to_many(orders: Order, through = "from")]
pub struct Group {
    #[key]
    r#match: String,
}

/// A model whose fields have names that generated code might use for itself.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Crowded {
    id: i64,
    db: String,
    value: String,
    bind: String,
    row: String,
    start: String,
    #[column(default = "'c'")]
    columns: String,
    table: Option<String>,
    t: Option<String>,
    j: Option<String>,
}

/// A model with a column of the name that SQLite gives to the rowid.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Numbered {
    id: i64,
    #[column(default = "70")]
    rowid: i64,
}

const SCHEMA: Schema = schema![Order, Line, Group, Crowded, Numbered];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[test]
fn words_of_sql_are_fine_names_of_tables_and_columns() -> Result<()> {
    let db = database()?;
    let mut order = Order::create().select("s").values(1).insert(&db)?;
    assert_eq!(order.default, "now");
    order.r#ref = Some(4);
    order.update(&db)?;
    let found = Order::query().filter(Order::SELECT.eq("s").and(Order::REF.eq(4))).one(&db)?;
    assert_eq!(found, order);
    assert_eq!(Order::query().order_by(Order::VALUES.desc()).first(&db)?, Some(order.clone()));

    let error = Order::create().select("s").values(1).insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::Unique { table, columns, .. } if table == "order" && columns == &["select", "values"]),
        "{error:?}"
    );
    order.delete(&db)?;
    assert!(matches!(order.reload(&db), Err(Error::NotFound { .. })));
    Ok(())
}

#[test]
fn a_table_with_a_blank_in_its_name_has_children_like_any_other() -> Result<()> {
    let db = database()?;
    let order = Order::create().select("s").values(1).insert(&db)?;
    let low = order.lines().create().r#type(1).quoted("a").insert(&db)?;
    let high = order.lines().create().r#type(2).quoted("b").insert(&db)?;
    assert_eq!(order.lines().all(&db)?, [high.clone(), low.clone()]);
    assert_eq!(order.lines().filter(Line::QUOTED.eq("a")).one(&db)?, low);
    assert_eq!(Line::get(&db, low.line_id)?.order().get(&db)?, order);
    let stored: (i64, String) = db.query_row(
        "SELECT \"OrderId\", \"it's \"\"quoted\"\"\" FROM \"Order Details\" WHERE \"Type\" = 2",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    assert_eq!(stored, (order.id, "b".to_owned()));
    let error = Line::create().order_id(99).r#type(1).quoted("").insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { child, parent, .. } if child == "Order Details" && parent == "order"),
        "{error:?}"
    );
    order.delete(&db)?;
    assert_eq!(Line::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn words_of_sql_are_fine_names_of_junctions_and_relations() -> Result<()> {
    let db = database()?;
    let order = Order::create().select("s").values(1).insert(&db)?;
    let group = order.r#where().create().r#match("g").insert(&db)?;
    assert!(!group.orders().link(&db, &order)?);
    assert_eq!(order.r#where().one(&db)?, group);
    assert_eq!(group.orders().filter(Order::SELECT.eq("s")).one(&db)?, order);
    group.delete(&db)?;
    assert!(!order.r#where().exists(&db)?);
    SCHEMA.drop_all(&db)
}

#[test]
fn fields_may_have_the_names_of_generated_things() -> Result<()> {
    let db = database()?;
    let begun = Crowded::create().db("d").value("v").bind("b").row("w").start("s");
    let crowded = begun.t("t").insert(&db)?;
    assert_eq!(crowded.columns, "c");
    assert_eq!(Crowded::get(&db, crowded.id)?, crowded);
    let complete = Crowded::create().columns("2").db("d").value("v").bind("b");
    let complete = complete.row("w").start("s").insert(&db)?;
    assert_eq!(Crowded::get(&db, complete.id)?, complete);
    assert_eq!(Crowded::query().filter(Crowded::T.eq("t")).all(&db)?, [crowded]);
    Ok(())
}

#[test]
fn a_column_named_rowid_is_not_taken_for_the_key() -> Result<()> {
    let db = database()?;
    let first = Numbered::create().insert(&db)?;
    assert_eq!(first, Numbered { id: 1, rowid: 70 });
    let second = Numbered::create().rowid(71).insert(&db)?;
    assert_eq!(second, Numbered { id: 2, rowid: 71 });
    let rows = Numbered::insert_all(&db, (0..60).map(|n| Numbered::create().rowid(n)))?;
    assert_eq!(Numbered::query().order_by(Numbered::ID.asc()).offset(2).all(&db)?, rows);
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(faq: FAQ)]
#[has_many(tips: TIP, through = faq)]
#[many_to_many(tag: TAG, through = "page_tag")]
#[many_to_many(log: LOG, through = Visit)]
pub struct Page {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(tip: TIP)]
pub struct FAQ {
    id: i64,
    #[belongs_to(page: Page)]
    page_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct TIP {
    id: i64,
    #[belongs_to(faq: FAQ)]
    faq_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct TAG {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct LOG {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(page_id, log_id))]
pub struct Visit {
    #[belongs_to(page: Page)]
    page_id: i64,
    #[belongs_to(log: LOG)]
    log_id: i64,
}

#[test]
fn a_relation_may_spell_its_model_in_capitals() -> Result<()> {
    let db = relations::open_in_memory()?;
    relations::schema![Page, FAQ, TIP, TAG, LOG, Visit].create_all(&db)?;
    let page = Page::create().insert(&db)?;
    let faq = page.faq().create().insert(&db)?;
    let tip = faq.tip().create().insert(&db)?;
    let tag = page.tag().create().insert(&db)?;
    let log = page.log().create().insert(&db)?;
    assert_eq!(tip.faq().get(&db)?, faq);
    assert_eq!(page.tips().all(&db)?, [tip]);
    assert_eq!(page.tag().all(&db)?, [tag]);
    assert_eq!(page.log().all(&db)?, [log]);
    Ok(())
}
