//! `drop_all`: with rows, in any order, through cycles, and within a transaction.

use relations::{Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::{created, picture, rows, tables};
use crate::seed::{Address, Post, Profile, User};

/// Asserts that all tables of `schema` and their rows can be dropped: on their own, within a transaction, and
/// not if the user rolls back.
fn can_be_dropped(db: &mut Connection, schema: &Schema) -> relations::Result<()> {
    let before = picture(db)?;
    let content = |db: &Connection| -> relations::Result<Vec<_>> {
        schema
            .tables()
            .iter()
            .map(|table| Ok(rows(db, &format!("SELECT * FROM \"{}\" ORDER BY 1, 2", table.name))?))
            .collect()
    };
    let full = content(db)?;
    assert!(full.iter().all(|rows| !rows.is_empty()), "each table has rows to be in the way");

    let transaction = db.transaction()?;
    schema.drop_all(&transaction)?;
    assert_eq!(tables(&transaction)?, [""; 0]);
    transaction.rollback()?;
    assert_eq!(picture(db)?, before);
    assert_eq!(content(db)?, full);

    let transaction = db.transaction()?;
    schema.drop_all(&transaction)?;
    schema.create_all(&transaction)?;
    transaction.commit()?;
    assert_eq!(picture(db)?, before);
    assert_eq!(content(db)?, vec![Vec::<Vec<_>>::new(); full.len()]);

    schema.drop_all(db)?;
    assert_eq!(tables(db)?, [""; 0]);
    assert!(db.is_autocommit());
    Ok(())
}

#[test]
fn tables_with_rows_are_dropped_whatever_their_order() -> relations::Result<()> {
    const ORDERS: [Schema; 4] = [
        schema![User, Post, Profile, Address],
        schema![Address, Profile, Post, User],
        schema![Post, User, Address, Profile],
        schema![Profile, Address, User, Post],
    ];
    for schema in ORDERS {
        let mut db = created(&schema)?;
        for name in ["Alice", "Bob"] {
            let user = crate::seed::user(&db, name)?;
            user.posts().create().title("t").content("c").insert(&db)?;
            user.profile().create().bio("b").address("a").insert(&db)?;
            user.addresses().create().street("s").country("c").insert(&db)?;
        }
        can_be_dropped(&mut db, &schema)?;
    }
    Ok(())
}

/// Tables that refer to themselves and to each other in a cycle, under one referential action.
macro_rules! cycles {
    ($module:ident) => {
        mod $module {
            use relations::{Model, Schema, prelude::*, schema};

            use super::can_be_dropped;
            use crate::schema::created;

            #[derive(Model)]
            #[has_many(children: Node, inverse = parent)]
            pub struct Node {
                id: i64,
                #[belongs_to(parent: Node, on_delete = $module, on_update = $module)]
                parent_id: Option<i64>,
            }

            #[derive(Model)]
            pub struct Hen {
                id: i64,
                #[belongs_to(egg: Egg, on_delete = $module)]
                egg_id: Option<i64>,
            }

            #[derive(Model)]
            pub struct Egg {
                id: i64,
                #[belongs_to(hen: Hen, on_delete = $module)]
                hen_id: Option<i64>,
            }

            #[test]
            fn a_table_that_refers_to_itself_is_dropped() -> relations::Result<()> {
                const SCHEMA: Schema = schema![Node];
                let mut db = created(&SCHEMA)?;
                // A parent, a child, and a row that is its own parent.
                Node { id: 5, parent_id: None }.insert(&db)?;
                Node { id: 1, parent_id: Some(5) }.insert(&db)?;
                Node { id: 9, parent_id: Some(1) }.insert(&db)?;
                Node { id: 3, parent_id: Some(3) }.insert(&db)?;
                Node { id: 5, parent_id: Some(9) }.update(&db)?;
                can_be_dropped(&mut db, &SCHEMA)
            }

            #[test]
            fn two_tables_that_refer_to_each_other_are_dropped() -> relations::Result<()> {
                for schema in [schema![Hen, Egg], schema![Egg, Hen]] {
                    let mut db = created(&schema)?;
                    for id in [1, 2] {
                        Hen { id, egg_id: None }.insert(&db)?;
                        Egg { id, hen_id: Some(id) }.insert(&db)?;
                    }
                    Hen { id: 1, egg_id: Some(2) }.update(&db)?;
                    Hen { id: 2, egg_id: Some(1) }.update(&db)?;
                    can_be_dropped(&mut db, &schema)?;
                }
                Ok(())
            }
        }
    };
}

cycles!(no_action);
cycles!(restrict);
cycles!(cascade);
cycles!(set_null);
cycles!(set_default);

#[derive(Model)]
pub struct Left {
    id: i64,
    #[belongs_to(right: Right, deferrable)]
    right_id: i64,
}

#[derive(Model)]
pub struct Right {
    id: i64,
    #[belongs_to(left: Left, on_delete = restrict, deferrable)]
    left_id: i64,
}

#[test]
fn tables_whose_rows_cannot_be_without_each_other_are_dropped() -> relations::Result<()> {
    const SCHEMA: Schema = schema![Left, Right];
    let mut db = created(&SCHEMA)?;
    let transaction = db.transaction()?;
    Left { id: 1, right_id: 1 }.insert(&transaction)?;
    Right { id: 1, left_id: 1 }.insert(&transaction)?;
    transaction.commit()?;
    can_be_dropped(&mut db, &SCHEMA)
}

#[test]
fn tables_that_are_missing_are_passed_over() -> relations::Result<()> {
    const SCHEMA: Schema = crate::seed::SCHEMA;
    let db = relations::open_in_memory()?;
    SCHEMA.drop_all(&db)?;
    SCHEMA.create_all(&db)?;
    db.execute_batch("DROP TABLE profile; CREATE TABLE other (id INTEGER PRIMARY KEY)")?;
    SCHEMA.drop_all(&db)?;
    assert_eq!(tables(&db)?, ["other"]);
    SCHEMA.drop_all(&db)
}

const OUTSIDER: &str = "CREATE TABLE outsider (user_id INTEGER REFERENCES users (id));
    INSERT INTO outsider SELECT id FROM users";

#[test]
fn nothing_is_dropped_where_rows_of_another_table_refer_to_it() -> relations::Result<()> {
    let db = created(&crate::seed::SCHEMA)?;
    let alice = crate::seed::user(&db, "Alice")?;
    alice.posts().create().title("t").content("c").insert(&db)?;
    db.execute_batch(OUTSIDER)?;
    let before = picture(&db)?;
    assert!(crate::seed::SCHEMA.drop_all(&db).is_err());
    assert_eq!(picture(&db)?, before);
    assert!(db.is_autocommit());
    assert_eq!(alice.posts().count(&db)?, 1);

    db.execute_batch("DELETE FROM outsider")?;
    crate::seed::SCHEMA.drop_all(&db)?;
    assert_eq!(tables(&db)?, ["outsider"]);
    Ok(())
}

#[test]
fn within_a_transaction_too_nothing_is_dropped_where_rows_of_another_table_refer_to_it()
-> relations::Result<()> {
    let mut db = created(&crate::seed::SCHEMA)?;
    let alice = crate::seed::user(&db, "Alice")?;
    db.execute_batch(OUTSIDER)?;
    let before = picture(&db)?;
    let transaction = db.transaction()?;
    assert!(crate::seed::SCHEMA.drop_all(&transaction).is_err());
    transaction.commit()?;
    assert_eq!(picture(&db)?, before);
    assert_eq!(User::query().all(&db)?, [alice]);
    Ok(())
}

#[test]
fn foreign_keys_are_enforced_at_once_after_everything_was_dropped() -> relations::Result<()> {
    let db = created(&crate::seed::SCHEMA)?;
    crate::seed::SCHEMA.drop_all(&db)?;
    let deferred: bool = db.query_row("PRAGMA defer_foreign_keys", [], |row| row.get(0))?;
    assert!(!deferred);
    crate::seed::SCHEMA.create_all(&db)?;
    db.execute_batch("BEGIN")?;
    assert!(Post { id: 1, user_id: 9, title: String::new(), content: String::new() }.insert(&db).is_err());
    db.execute_batch("ROLLBACK")?;
    Ok(())
}
