//! Single faults, which are covered by the campaigns beside this file, or are of their own kind.

use relations::{Error, Filter, Load, Model, Schema, prelude::*, raw, rusqlite::Connection, schema};

use crate::{filled, outcome, plain, rows};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(laps: Lap)]
pub struct Race {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Lap {
    id: i64,
    #[belongs_to(race: Race)]
    race_id: i64,
    nth: i64,
    secs: f64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Race)]
struct Fastest {
    #[load(with = |q| q.order_by(Lap::SECS.asc()).limit(1))]
    laps: Vec<Lap>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Doc {
    id: i64,
    title: String,
    #[column(default = "'draft'")]
    status: String,
}

const SCHEMA: Schema = schema![Race, Lap, Doc, User, Team, Badge, T];

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[test]
fn the_first_row_of_each_parent_is_that_of_the_order_asked_for() -> relations::Result<()> {
    let db = database()?;
    let race = Race::create().insert(&db)?;
    for first in [1, 100] {
        Lap::query().delete(&db)?;
        for (nth, secs) in [(first, 90.0), (first + 1, 80.0), (first + 2, 85.0)] {
            race.laps().create().nth(nth).secs(secs).insert(&db)?;
        }
        let handle = race.laps().order_by(Lap::SECS.asc()).limit(1).all(&db)?;
        assert_eq!(handle[0].secs.to_string(), "80");
        assert_eq!(Fastest::query().all(&db)?, [Fastest { laps: handle }]);
    }
    Ok(())
}

#[test]
fn a_default_of_a_column_that_is_not_there_is_no_string() -> relations::Result<()> {
    let db = database()?;
    db.execute_batch("ALTER TABLE doc RENAME COLUMN status TO state")?;
    let error = Doc::create().title("a").insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::Mapping { model: "Doc", column: Some(column), .. } if column == "status"),
        "{error:?}"
    );
    assert_eq!(rows(&db)?, Vec::<Vec<_>>::new());
    Ok(())
}

#[test]
fn a_temp_table_never_answers_in_place_of_one_of_the_schema() -> relations::Result<()> {
    let of_main = filled(&plain::WORLD)?;
    let beside = filled(&plain::WORLD)?;
    for table in plain::WORLD.schema.tables() {
        for table in [table].into_iter().chain(table.junctions) {
            let columns: Vec<String> =
                table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
            beside.execute_batch(&format!(
                "CREATE TEMP TABLE IF NOT EXISTS \"{}\" ({})",
                table.name,
                columns.join(", ")
            ))?;
        }
    }
    for (name, verb) in plain::WORLD.all_verbs() {
        let [(done, after), (expected, expected_after)] =
            [outcome(&beside, *verb)?, outcome(&of_main, *verb)?];
        let text = |done: relations::Result<String>| done.map_err(|error| error.to_string());
        assert_eq!((text(done), after), (text(expected), expected_after), "{name}");
    }
    let tables: i64 = beside.query_row("SELECT count(*) FROM sqlite_temp_schema", [], |row| row.get(0))?;
    assert_eq!(tables, 9);
    Ok(())
}

#[test]
fn a_temp_table_that_hides_a_function_is_said() -> relations::Result<()> {
    let db = database()?;
    db.execute_batch("CREATE TABLE json_each (id)")?;
    assert_eq!(Race::query().filter(Race::ID.in_(0..300)).count(&db)?, 0);
    db.execute_batch("CREATE TEMP TABLE json_each (id)")?;
    let error = Race::query().filter(Race::ID.in_(0..300)).count(&db).unwrap_err();
    assert!(
        matches!(&error, Error::Query { message } if message.contains("a TEMP table named `json_each`")),
        "{error:?}"
    );
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(teams: Team, through = "user_team")]
#[many_to_many(badges: Badge, through = "user_badge")]
#[model(table = "users")]
pub struct User {
    id: i64,
    #[unique]
    email: String,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Team {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Badge {
    id: i64,
}

#[test]
fn a_key_that_the_database_lacks_is_reported_with_its_table() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
         CREATE UNIQUE INDEX some_emails ON users (email) WHERE name <> '';
         CREATE TABLE team (id INTEGER PRIMARY KEY);
         CREATE TABLE badge (id INTEGER PRIMARY KEY);
         CREATE TABLE user_team (user_id INTEGER, team_id INTEGER);
         CREATE TABLE user_badge (user_id INTEGER, badge_id INTEGER, UNIQUE (badge_id, user_id))",
    )?;
    let user = User::create().email("a@b").name("a").insert(&db)?;
    let lacks = |error: Error, of: &str, wanted: &[&str], text: &str| {
        let Error::MissingKey { table, columns, .. } = &error else {
            panic!("expected MissingKey, got {error:?}")
        };
        assert_eq!((*table, columns.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (of, wanted));
        assert_eq!(error.to_string(), text);
    };
    lacks(
        user.teams().link(&db, &Team { id: 1 }).unwrap_err(),
        "user_team",
        &["user_id", "team_id"],
        "`User` declares user_id, team_id as a key of table `user_team`, on which the database has neither PRIMARY KEY nor \
         UNIQUE for it",
    );
    Badge { id: 1 }.insert(&db)?;
    assert!(user.badges().link(&db, &Badge { id: 1 })?);
    lacks(
        User::create().email("a@b").name("b").on_conflict(User::EMAIL).update_all().insert(&db).unwrap_err(),
        "users",
        &["email"],
        "`User` declares email as a key of table `users`, on which the database has neither PRIMARY KEY nor UNIQUE for it",
    );
    assert_eq!(User::query().all(&db)?, [user]);
    Ok(())
}

#[test]
fn a_key_that_a_foreign_key_refers_to_and_the_database_lacks_is_reported() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE race (id INTEGER);
         CREATE TABLE lap (id INTEGER PRIMARY KEY, race_id INTEGER REFERENCES race(id), nth INTEGER, secs REAL)",
    )?;
    let lap = Lap { id: 1, race_id: 1, nth: 1, secs: 2.0 };
    for error in [lap.insert(&db).unwrap_err(), Race { id: 1 }.delete(&db).unwrap_err()] {
        let Error::MissingKey { model, table, columns, .. } = &error else {
            panic!("expected MissingKey, got {error:?}")
        };
        assert_eq!((*model, *table, columns.as_slice()), ("Race", "race", ["id".to_owned()].as_slice()));
    }
    Ok(())
}

#[test]
fn a_long_chain_of_conditions_is_as_deep_as_it_reads() -> relations::Result<()> {
    let db = database()?;
    let users = ["a", "b", "c"].map(|name| User::create().email(name).name(name).insert(&db));
    let users = users.into_iter().collect::<relations::Result<Vec<_>>>()?;
    let is = |at: usize| User::NAME.eq(if at == 1_777 { "b".to_owned() } else { format!("nobody {at}") });
    let is_not = |at: usize| User::NAME.ne(if at == 1_777 { "b".to_owned() } else { format!("nobody {at}") });
    let any = (0..3_000).map(is).reduce(Filter::or).expect("there are some");
    assert_eq!(User::query().filter(any.clone()).all(&db)?, [users[1].clone()]);
    // The same condition, built from its end.
    let any_back = (0..3_000).map(is).reduce(|all, one| one.or(all)).expect("there are some");
    assert_eq!(User::query().filter(any_back).all(&db)?, [users[1].clone()]);
    let every = (0..3_000).map(is_not).reduce(Filter::and).expect("there are some");
    assert_eq!(
        User::query().filter(every.and(!any)).order_by(User::ID.asc()).all(&db)?,
        [users[0].clone(), users[2].clone()]
    );
    let chained = (0..3_000).map(is_not).fold(User::query(), relations::Select::filter);
    assert_eq!(chained.count(&db)?, 2);
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct T {
    id: i64,
    #[belongs_to(race: Race)]
    owner: i64,
}

#[test]
fn a_piece_of_sql_cannot_take_the_alias_of_the_row() -> relations::Result<()> {
    let db = database()?;
    (1..=3).try_for_each(|id| Race { id }.insert(&db))?;
    T { id: 7, owner: 2 }.insert(&db)?;
    let has_t =
        |from: &'static str| raw("EXISTS(SELECT 1 FROM ").sql(from).column(Race::ID).sql(")").filter();
    let error = Race::query().filter(has_t("t WHERE t.owner = ")).all(&db).unwrap_err();
    assert!(matches!(&error, Error::Query { message } if message.contains("calls a table `t`")), "{error:?}");
    assert_eq!(Race::query().filter(has_t("t AS other WHERE other.owner = ")).all(&db)?, [Race { id: 2 }]);
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "p0")]
#[has_many(children: Node)]
pub struct Node {
    #[key]
    id: String,
    #[belongs_to(parent: Node)]
    parent_id: Option<String>,
}

/// If a database compares the two columns of a foreign key differently, a subquery finds the parent.
#[test]
fn a_subquery_of_a_parent_hides_no_table() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE p0 (id TEXT COLLATE NOCASE PRIMARY KEY, parent_id TEXT REFERENCES p0(id))",
    )?;
    let node =
        |id: &str, parent: Option<&str>| Node { id: id.to_owned(), parent_id: parent.map(str::to_owned) };
    let root = node("Root", None);
    for row in [&root, &node("leaf", Some("ROOT")), &node("other", Some("leaf"))] {
        row.insert(&db)?;
    }
    assert!(root.children().contains(&db, &node("leaf", None))?);
    assert_eq!(root.children().clear(&db)?, 1);
    assert_eq!(Node::query().filter(Node::PARENT_ID.is_null()).count(&db)?, 2);
    Ok(())
}
