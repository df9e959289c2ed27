//! Defaults and checks that are not SQL: the error names their place.

use relations::{Error, Model, Result, Schema, schema};

#[derive(Model)]
struct Note {
    id: i64,
    #[column(default = "upper(body)")]
    title: String,
    body: String,
}

#[derive(Model)]
struct Letter {
    id: i64,
    #[column(name = "state of it", default = "draft || 'ed'")]
    state: String,
}

#[derive(Model)]
struct Memo {
    id: i64,
    #[column(check = "lenght(body) > 0")]
    body: String,
}

#[derive(Model)]
struct Draft {
    id: i64,
    #[column(check = "body >")]
    body: String,
}

#[derive(Model)]
struct Fine {
    id: i64,
    #[column(default = "'draft'")]
    quoted: String,
    #[column(default = "current_timestamp")]
    at: String,
    #[column(default = " TRUE ")]
    on: bool,
    #[column(default = "NULL")]
    none: Option<i64>,
    #[column(default = "abs(-7)")]
    seven: i64,
}

#[test]
fn an_expression_that_sqlite_refuses_is_reported_with_its_place() -> Result<()> {
    let not_a_value = |default: &str| {
        format!(
            "its default is an SQL expression, and `{default}` names a column, which no default can: a text has \
             quotes of its own, as in `default = \"'draft'\"`"
        )
    };
    let cases: [(Schema, &str, String); 4] = [
        (schema![Note], "column `note`.`title`", not_a_value("upper(body)")),
        (schema![Letter], "column `letter`.`state of it`", not_a_value("draft || 'ed'")),
        (schema![Memo], "table `memo`", "no such function: lenght".to_owned()),
        (schema![Draft], "table `draft`", "near \")\": syntax error".to_owned()),
    ];
    for (schema, place, said) in cases {
        let db = relations::open_in_memory()?;
        let Err(Error::Definition { object, problem }) = schema.create_all(&db) else {
            panic!("SQLite refuses {place}")
        };
        assert_eq!((object.as_str(), &problem), (place, &said));
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        assert_eq!(tables, 0);
    }
    Ok(())
}

#[test]
fn values_and_expressions_are_defaults() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Fine].create_all(&db)?;
    let fine = Fine::create().insert(&db)?;
    assert_eq!((fine.quoted.as_str(), fine.on, fine.none, fine.seven), ("draft", true, None, 7));
    assert_eq!(fine.at.len(), "2024-05-01 10:00:00".len());
    Ok(())
}
