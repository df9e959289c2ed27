//! Things that models cannot express are kept: by a plan that changes the table in place, and by one that rebuilds
//! it.

use relations::{Result, evolution::Consent};

use crate::{
    cases::{CASES, Case},
    models,
    seen::{everything, lost, statement},
    steps::{database, rows, texts},
};

fn filled(case: &Case) -> relations::rusqlite::Connection {
    let db = database(case.script);
    let columns =
        rows(&db, &format!("SELECT name FROM pragma_table_xinfo('{}') WHERE hidden = 0", case.table));
    for row in 1..=3 {
        let values: Vec<String> = columns.iter().map(|column| value(case, column, row)).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        db.execute_batch(&format!("INSERT INTO {} ({columns}) VALUES ({values})", case.table))
            .unwrap_or_else(|error| panic!("{}: {error}", case.what));
    }
    db
}

fn value(case: &Case, column: &str, row: u8) -> String {
    match column {
        "owner_code" => "NULL".to_owned(),
        "n" if case.script.contains("others") => "NULL".to_owned(),
        "state" | "slug" | "w" => format!("'s{row}'"),
        "done" => "1".to_owned(),
        _ => row.to_string(),
    }
}

#[test]
fn models_that_say_no_more_ask_for_nothing() -> Result<()> {
    for case in CASES {
        let [now, ..] = models::of(case.table);
        let db = database(case.script);
        let plan = now.plan(&db)?;
        assert!(plan.is_empty(), "{}: {:?}", case.what, texts(&plan));
        now.verify(&db)?;
        let lines: Vec<String> = plan.kept().iter().map(ToString::to_string).collect();
        for kept in case.kept {
            assert!(
                lines.iter().any(|line| line.contains(kept)),
                "{}: {kept} is not in {lines:?}",
                case.what
            );
        }
    }
    Ok(())
}

#[test]
fn a_change_in_place_loses_nothing() -> Result<()> {
    for case in CASES {
        change(case, false)?;
    }
    Ok(())
}

#[test]
fn a_rebuild_loses_nothing() -> Result<()> {
    for case in CASES {
        change(case, true)?;
    }
    Ok(())
}

fn change(case: &Case, rebuild: bool) -> Result<()> {
    let [_, with_column, with_unique] = models::of(case.table);
    let schema = if rebuild { with_unique } else { with_column };
    let mut db = filled(case);
    let (before, sql) = (everything(&db), statement(&db, case.table));
    let columns = rows(&db, &format!("SELECT name FROM pragma_table_xinfo('{}')", case.table)).join(", ");
    let values = rows(&db, &format!("SELECT {columns} FROM {}", case.table));

    let plan = schema.plan(&db)?;
    assert!(
        plan.changes().iter().all(|change| change.by_rebuild == rebuild),
        "{}: {:?}",
        case.what,
        texts(&plan)
    );
    let lines: Vec<String> = plan.kept().iter().map(ToString::to_string).collect();
    for kept in case.kept {
        assert!(lines.iter().any(|line| line.contains(kept)), "{}: {kept} is not in {lines:?}", case.what);
        assert!(plan.sql().contains(kept), "{}: {kept} is not in the script", case.what);
    }
    plan.apply(&mut db, Consent::None)
        .unwrap_or_else(|error| panic!("{}: {error}\n{}", case.what, plan.sql()));
    schema.verify(&db)?;

    assert_eq!(lost(&before, &db), [""; 0], "{}", case.what);
    let (new, added) =
        (statement(&db, case.table), if rebuild { ",\n    \"note\" TEXT UNIQUE" } else { ", \"note\" TEXT" });
    assert!(new.contains(added), "{}: {new}", case.what);
    // The statement is the same byte for byte, except for the requested change.
    assert_eq!(new.replacen(added, "", 1), sql, "{}", case.what);
    assert_eq!(rows(&db, &format!("SELECT {columns} FROM {}", case.table)), values, "{}", case.what);
    Ok(())
}
