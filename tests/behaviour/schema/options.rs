//! The options of a table in `#[model(…)]` and `#[column(…)]`.

use relations::{Error, Model, Schema, prelude::*, schema};

use super::{created, texts};

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Strict {
    id: i64,
    number: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(strict = false)]
pub struct Lenient {
    id: i64,
    #[column(type = "VARCHAR(3)")]
    text: String,
    number: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(without_rowid)]
pub struct Keyed {
    id: i64,
    text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(check = "low <= high", check = "low + high <> 42")]
pub struct Checked {
    id: i64,
    #[column(check = "low >= 0")]
    low: i64,
    #[column(check = "high < 100 AND high <> 13")]
    high: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Collated {
    id: i64,
    #[unique]
    #[column(collate = NOCASE)]
    name: String,
    #[column(collate = "rtrim")]
    padded: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Defaulted {
    #[key]
    #[column(default = "'ke' || 'y'")]
    code: String,
    #[column(default = "'it''s; \"new\"'")]
    text: String,
    #[column(default = "1.5")]
    real: Option<f64>,
    #[column(default = "x'00ff'")]
    blob: Vec<u8>,
    #[column(default = "true")]
    flag: bool,
    plain: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Anything {
    id: i64,
    #[column(type = "ANY")]
    text: Option<String>,
    #[column(type = "INT")]
    number: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "group", rename_all = "PascalCase", unique(select, from_where), index(from_where))]
pub struct Renamed {
    #[key]
    select: String,
    from_where: i64,
    #[column(name = "group by")]
    group_by: i64,
}

const SCHEMA: Schema = schema![Strict, Lenient, Keyed, Checked, Collated, Defaulted, Anything, Renamed];

#[test]
fn a_table_is_strict_unless_told_otherwise() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let lenient =
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite%'";
    assert_eq!(texts(&db, lenient)?, ["lenient"]);
    let refused = db.execute("INSERT INTO strict VALUES (1, 'many')", []).map_err(Error::from);
    assert!(matches!(refused, Err(Error::WrongType { .. })), "{refused:?}");
    db.execute("INSERT INTO lenient VALUES (1, 'longer than three', 'many')", [])?;
    assert!(matches!(Lenient::get(&db, 1), Err(Error::Decode { column: "number", .. })));
    db.execute("UPDATE lenient SET number = '12'", [])?;
    let row = Lenient { id: 1, text: "longer than three".to_owned(), number: Some(12) };
    assert_eq!(Lenient::get(&db, 1)?, row);
    assert_eq!(
        texts(&db, "SELECT type FROM pragma_table_info('lenient')")?,
        ["INTEGER", "VARCHAR(3)", "INTEGER"]
    );
    Ok(())
}

#[test]
fn a_table_without_rowids_has_the_key_that_it_is_given() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let without = "SELECT name FROM pragma_table_list WHERE wr = 1 AND schema = 'main'";
    assert_eq!(texts(&db, without)?, ["keyed"]);
    let row = Keyed::create().id(7).text("seven").insert(&db)?;
    assert_eq!(Keyed::get(&db, 7)?, row);
    assert!(matches!(row.insert(&db), Err(Error::Unique { .. })));
    assert!(db.prepare("SELECT rowid FROM keyed").is_err());
    Ok(())
}

#[test]
fn checks_hold_for_a_column_and_for_a_row() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let row = Checked::create().low(0).high(99).insert(&db)?;
    for (low, high, check) in [
        (-1, 5, "low >= 0"),
        (1, 100, "high < 100 AND high <> 13"),
        (1, 13, "high < 100 AND high <> 13"),
        (2, 1, "low <= high"),
        (20, 22, "low + high <> 42"),
    ] {
        let refused = Checked::create().low(low).high(high).insert(&db);
        assert!(matches!(&refused, Err(Error::Check { check: said, .. }) if said == check), "{refused:?}");
        let refused = Checked { id: row.id, low, high }.update(&db);
        assert!(matches!(&refused, Err(Error::Check { check: said, .. }) if said == check), "{refused:?}");
    }
    assert_eq!(Checked::query().all(&db)?, [row]);
    Ok(())
}

#[test]
fn a_collation_decides_what_is_equal_and_in_what_order() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let names = ["beta", "Alpha", "ALPHABET"];
    for name in names {
        Collated::create().name(name).padded(format!("{name}  ")).insert(&db)?;
    }
    let again = Collated::create().name("BETA").insert(&db);
    assert!(matches!(&again, Err(Error::Unique { columns, .. }) if columns == &["name"]), "{again:?}");
    assert_eq!(Collated::query().filter(Collated::NAME.eq("ALPHA")).one(&db)?.name, "Alpha");
    assert_eq!(Collated::query().filter(Collated::PADDED.eq("beta")).one(&db)?.name, "beta");
    assert_eq!(Collated::query().filter(Collated::PADDED.eq("BETA")).count(&db)?, 0);
    let ordered = Collated::query().order_by(Collated::NAME.asc()).all(&db)?;
    assert_eq!(
        ordered.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["Alpha", "ALPHABET", "beta"]
    );
    Ok(())
}

#[test]
fn what_is_not_set_is_left_to_its_default() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let all = Defaulted {
        code: "key".to_owned(),
        text: "it's; \"new\"".to_owned(),
        real: Some(1.5),
        blob: vec![0, 255],
        flag: true,
        plain: None,
    };
    assert_eq!(Defaulted::create().insert(&db)?, all);
    let some = Defaulted::create().code("a").text("set").real(None::<f64>).plain(7).insert(&db)?;
    let expected =
        Defaulted { code: "a".to_owned(), text: "set".to_owned(), real: None, plain: Some(7), ..all.clone() };
    assert_eq!(some, expected);
    let none = Defaulted::create().code("b").text("").real(0.0).blob([]).flag(false).insert(&db)?;
    assert_eq!((none.text.as_str(), none.real, none.blob.len(), none.flag), ("", Some(0.0), 0, false));
    assert_eq!(Defaulted::query().order_by(Defaulted::CODE.asc()).all(&db)?, [some, none, all]);
    let again = Defaulted::create().insert(&db);
    assert!(matches!(&again, Err(Error::Unique { columns, .. }) if columns == &["code"]), "{again:?}");
    Ok(())
}

#[test]
fn rows_left_to_their_defaults_are_inserted_among_many() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let new = (100..220).map(|number| {
        let new = Defaulted::create().code(format!("{number}"));
        if number % 2 == 0 { new.text("even") } else { new }
    });
    let rows = Defaulted::insert_all(&db, new)?;
    assert_eq!(rows.len(), 120);
    assert_eq!((rows[2].text.as_str(), rows[3].text.as_str()), ("even", "it's; \"new\""));
    assert_eq!(Defaulted::query().order_by(Defaulted::CODE.asc()).all(&db)?, rows);
    Ok(())
}

#[test]
fn a_declared_type_takes_the_place_of_the_fields() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    assert_eq!(texts(&db, "SELECT type FROM pragma_table_info('anything')")?, ["INTEGER", "ANY", "INT"]);
    let row = Anything::create().text("0012").number(3).insert(&db)?;
    assert_eq!(Anything::get(&db, row.id)?, row);
    assert_eq!(
        Anything::query().filter(Anything::TEXT.eq("0012").and(Anything::NUMBER.eq(3))).one(&db)?,
        row
    );
    Ok(())
}

#[test]
fn columns_and_tables_have_the_names_they_are_given() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    assert_eq!(
        texts(&db, "SELECT name FROM pragma_table_info('group')")?,
        ["Select", "FromWhere", "group by"]
    );
    assert_eq!((Renamed::FROM_WHERE.name(), Renamed::GROUP_BY.name()), ("FromWhere", "group by"));
    let row = Renamed::create().select("*").from_where(1).group_by(2).insert(&db)?;
    let mut more = Renamed { group_by: 3, ..row };
    more.update(&db)?;
    assert_eq!(
        Renamed::query().filter(Renamed::GROUP_BY.eq(3)).order_by(Renamed::SELECT.asc()).one(&db)?,
        more
    );
    assert_eq!(Renamed::get(&db, "*")?, more);
    more.delete(&db)?;
    assert_eq!(Renamed::find(&db, "*")?, None);
    Ok(())
}
