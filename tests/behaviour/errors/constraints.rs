//! `Unique`, `NotNull`, `Check` and `WrongType`: constraints on a row by itself; and `Ignored`, if the database
//! skips a row.

use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::{assert_message, fails};
use crate::seed::{User, database, user};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(town, street), check = "number > 0")]
pub struct House {
    #[key]
    code: String,
    town: String,
    street: Option<String>,
    number: i64,
    height: f64,
    #[column(type = "INTEGER")]
    colour: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(row, column), without_rowid)]
pub struct Square {
    row: i64,
    column: i64,
}

const SCHEMA: Schema = schema![House, Square];

fn houses() -> relations::Result<(Connection, House)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let house = House::create().code("a").town("Pune").street("Main").number(1).height(9.5).insert(&db)?;
    House::create().code("b").town("Pune").street("Side").number(1).height(9.5).insert(&db)?;
    Ok((db, house))
}

#[track_caller]
fn unique(error: &Error, of: &str, by: &[&str]) {
    let Error::Unique { table, columns, .. } = error else { panic!("expected Unique, got {error:?}") };
    assert_eq!((table.as_str(), columns), (of, &by.iter().map(|&name| name.to_owned()).collect()));
    assert_message(error, &format!("table `{of}` has a row with the same {} already", by.join(", ")));
}

#[test]
fn a_value_that_must_be_unique_is_reported_by_its_column() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let bob = user(&db, "Bob")?;
    let new = |email: &str, number: i64| User::create().name("Eve").email(email).phone_number(number);
    unique(&fails(&db, |db| new("Bob@example.com", 9).insert(db))?, "users", &["email"]);
    unique(&fails(&db, |db| new("e@b", 2).insert(db))?, "users", &["phone_number"]);
    let mut double = User { email: bob.email.clone(), ..alice.clone() };
    unique(&fails(&db, |db| double.update(db))?, "users", &["email"]);
    unique(&fails(&db, |db| alice.insert(db))?, "users", &["id"]);
    for count in [3_i64, 120] {
        // The last row conflicts with the first, so that many rows have been inserted when it is reported.
        let many = || (0..count).map(|at| new(&format!("{}@x", at % (count - 1)), 100 + at));
        unique(&fails(&db, |db| User::insert_all(db, many()))?, "users", &["email"]);
    }
    let profile = alice.profile().create().bio("b").address("a");
    profile.insert(&db)?;
    let second = fails(&db, |db| alice.profile().create().bio("b").address("a").insert(db))?;
    unique(&second, "profile", &["user_id"]);
    Ok(())
}

#[test]
fn values_that_must_be_unique_together_are_reported_by_their_columns() -> relations::Result<()> {
    let (db, house) = houses()?;
    let same = House { code: "c".to_owned(), ..house.clone() };
    unique(&fails(&db, |db| same.insert(db))?, "house", &["town", "street"]);
    let mut moved = House { street: Some("Side".to_owned()), ..house.clone() };
    unique(&fails(&db, |db| moved.update(db))?, "house", &["town", "street"]);
    // NULL is distinct from NULL.
    House { code: "d".to_owned(), street: None, ..house.clone() }.insert(&db)?;
    House { code: "e".to_owned(), street: None, ..house }.insert(&db)?;
    Ok(())
}

#[test]
fn a_primary_key_that_is_taken_is_reported_by_its_columns() -> relations::Result<()> {
    let (db, house) = houses()?;
    let same = House { town: "Delhi".to_owned(), ..house };
    unique(&fails(&db, |db| same.insert(db))?, "house", &["code"]);
    let square = Square::create().row(1).column(2).insert(&db)?;
    unique(&fails(&db, |db| square.insert(db))?, "square", &["row", "column"]);
    Ok(())
}

#[test]
fn a_value_that_becomes_null_where_it_may_not_is_reported_by_its_column() -> relations::Result<()> {
    let (db, house) = houses()?;
    // SQLite stores NaN as NULL.
    let mut nowhere = House { height: f64::NAN, ..house };
    for error in [fails(&db, |db| nowhere.update(db))?, {
        let other = House { code: "c".to_owned(), town: "Delhi".to_owned(), ..nowhere.clone() };
        fails(&db, |db| other.insert(db))?
    }] {
        let Error::NotNull { table, column, .. } = &error else { panic!("expected NotNull, got {error:?}") };
        assert_eq!((table.as_str(), column.as_str()), ("house", "height"));
        assert_message(&error, "column `height` of table `house` cannot be NULL");
    }
    Ok(())
}

#[test]
fn a_check_that_fails_is_reported_by_its_expression() -> relations::Result<()> {
    let (db, house) = houses()?;
    let mut none = House { number: 0, ..house };
    for error in [fails(&db, |db| none.update(db))?, {
        let other = House { code: "c".to_owned(), town: "Delhi".to_owned(), ..none.clone() };
        fails(&db, |db| other.insert(db))?
    }] {
        let Error::Check { table, check, .. } = &error else { panic!("expected Check, got {error:?}") };
        assert_eq!((table.as_str(), check.as_str()), ("house", "number > 0"));
        assert_message(&error, "a row of table `house` does not pass the check `number > 0`");
    }
    Ok(())
}

#[test]
fn a_check_with_a_name_is_reported_by_it() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE square (row INTEGER, column INTEGER, CONSTRAINT \"on the board\" CHECK (row < 8))",
    )?;
    let error = fails(&db, |db| Square { row: 8, column: 1 }.insert(db))?;
    assert_message(&error, "a row of table `square` does not pass the check `on the board`");
    Ok(())
}

#[test]
fn a_value_of_a_type_that_the_table_refuses_is_reported_in_sqlites_words() -> relations::Result<()> {
    let (db, house) = houses()?;
    let mut red = House { colour: Some("red".to_owned()), ..house };
    let error = fails(&db, |db| red.update(db))?;
    let Error::WrongType { table, message, .. } = &error else { panic!("expected WrongType, got {error:?}") };
    assert_eq!(table, "house");
    assert_eq!(message, "cannot store TEXT value in INTEGER column house.colour");
    assert_message(
        &error,
        "table `house` refuses the type of a value: cannot store TEXT value in INTEGER column house.colour",
    );
    Ok(())
}

#[test]
fn what_a_trigger_raises_is_passed_on() -> relations::Result<()> {
    let (db, house) = houses()?;
    db.execute_batch(
        "CREATE TRIGGER kept BEFORE DELETE ON house BEGIN SELECT RAISE(ABORT, 'houses are kept'); END",
    )?;
    let error = fails(&db, |db| house.delete(db))?;
    assert!(matches!(error, Error::Sqlite(_)), "{error:?}");
    assert_eq!(error.to_string(), "houses are kept");
    Ok(())
}

/// Creates a table that takes no further row, without an error.
fn full_table() -> relations::Result<(Connection, House)> {
    let (db, house) = houses()?;
    db.execute_batch("CREATE TRIGGER full BEFORE INSERT ON house BEGIN SELECT RAISE(IGNORE); END")?;
    Ok((db, House { code: "c".to_owned(), town: "Goa".to_owned(), ..house }))
}

#[track_caller]
fn ignored(error: &Error) {
    assert!(matches!(error, Error::Ignored { table: "house" }), "{error:?}");
    let text = "the database passed over a row of table `house`, because of a trigger or a constraint";
    assert_eq!(error.to_string(), text);
    assert!(std::error::Error::source(error).is_none());
}

#[test]
fn a_new_row_that_the_database_passes_over_is_reported() -> relations::Result<()> {
    let (db, _) = full_table()?;
    let new = |code: &str| House::create().code(code).town("Goa").number(1).height(9.5);
    ignored(&fails(&db, |db| new("c").insert(db))?);
    ignored(&fails(&db, |db| House::insert_all(db, [new("c")]))?);
    ignored(&fails(&db, |db| House::insert_all(db, (0..120).map(|at| new(&format!("{at}")))))?);
    Ok(())
}

#[test]
fn a_row_that_the_database_passes_over_when_inserted_as_it_is_is_reported() -> relations::Result<()> {
    let (db, house) = full_table()?;
    ignored(&fails(&db, |db| house.insert(db))?);
    Ok(())
}
