//! Every kind of rusqlite connection works: plain, in a transaction, in a savepoint, with hand-written SQL
//! beside it.

use relations::{
    Error, Model, Query,
    prelude::*,
    rusqlite::{self, Connection, TransactionBehavior, types::Value},
};

use crate::seed::{Address, Post, Profile, SCHEMA, User, database, user};

/// Uses every verb, and returns the final content of the tables.
fn every_verb(db: &Connection) -> relations::Result<Vec<Vec<Value>>> {
    let mut alice = user(db, "Alice")?;
    let bob = user(db, "Bob")?;
    User { id: 7, name: "Eve".to_owned(), email: "e@b".to_owned(), phone_number: 70 }.insert(db)?;
    let many = User::insert_all(
        db,
        (100..220).map(|number| User::create().name("Many").email(format!("{number}")).phone_number(number)),
    )?;
    assert_eq!(User::query().filter(User::NAME.eq("Many")).count(db)?, 120);
    many.iter().skip(1).try_for_each(|row| row.delete(db))?;
    "Alicia".clone_into(&mut alice.name);
    alice.update(db)?;
    let mut again = User::get(db, alice.id)?;
    assert_eq!(again, alice);
    again.reload(db)?;

    let mut post = alice.posts().create().title("one").content("c").insert(db)?;
    let mut posts = [post.clone(), bob.posts().create().title("two").content("c").insert(db)?];
    bob.posts().add(db, &mut post)?;
    assert!(bob.posts().contains(db, &post)?);
    assert_eq!(alice.posts().replace(db, &mut posts)?.added, 2);
    Post::USER.set(db, &mut posts[0], &bob)?;
    assert_eq!((posts[0].user().get(db)?, alice.posts().count(db)?), (bob.clone(), 1));
    bob.posts().create().title("gone").content("c").insert(db)?;
    assert_eq!(bob.posts().clear(db)?, 2);

    alice.profile().create().bio("old").address("a").insert(db)?;
    alice.profile().replace().bio("new").address("a").insert(db)?;
    let mut profile = bob.profile().create().bio("moved").address("a").insert(db)?;
    alice.profile().set(db, &mut profile)?;
    assert_eq!(alice.profile().get(db)?.as_ref(), Some(&profile));
    bob.profile().create().bio("cleared").address("a").insert(db)?;
    assert!(bob.profile().clear(db)?);

    let delhi = alice.addresses().create().street("Ring Road").country("India").insert(db)?;
    let mumbai = Address::create().street("Marine Drive").country("India").insert(db)?;
    assert!(bob.addresses().link(db, &delhi)?);
    assert!(bob.addresses().unlink(db, &delhi)?);
    assert_eq!(alice.addresses().set(db, [&mumbai])?.removed, 1);
    assert_eq!(delhi.users().set(db, [&alice, &bob])?.added, 2);
    assert!(mumbai.users().exists(db)?);
    assert_eq!(mumbai.users().clear(db)?, 1);
    content(db)
}

fn content(db: &Connection) -> relations::Result<Vec<Vec<Value>>> {
    let mut content = Vec::new();
    for table in SCHEMA.tables() {
        let mut statement = db.prepare(&format!("SELECT * FROM \"{}\" ORDER BY 1, 2", table.name))?;
        let width = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            content.push((0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?);
        }
    }
    Ok(content)
}

#[test]
fn every_verb_works_the_same_in_a_transaction_and_in_a_savepoint() -> relations::Result<()> {
    let plain = database();
    let expected = every_verb(&plain)?;
    assert_eq!(expected.len(), 4 + 1 + 1 + 2 + 2);
    assert_eq!(Profile::query().one(&plain)?.bio, "moved");

    for behavior in
        [TransactionBehavior::Deferred, TransactionBehavior::Immediate, TransactionBehavior::Exclusive]
    {
        let mut db = database();
        let transaction = db.transaction_with_behavior(behavior)?;
        assert_eq!(every_verb(&transaction)?, expected);
        assert!(!transaction.is_autocommit());
        transaction.commit()?;
        assert_eq!(content(&db)?, expected);
    }

    let mut db = database();
    let mut transaction = db.transaction()?;
    let mut outer = transaction.savepoint()?;
    let inner = outer.savepoint_with_name("relations")?;
    assert_eq!(every_verb(&inner)?, expected);
    inner.commit()?;
    outer.commit()?;
    transaction.commit()?;
    assert_eq!(content(&db)?, expected);
    Ok(())
}

#[test]
fn nothing_remains_after_the_users_rollback() -> relations::Result<()> {
    let mut db = database();
    let before = {
        let zoe = User { id: 50, name: "Zoe".to_owned(), email: "z".to_owned(), phone_number: 9_999 };
        zoe.insert(&db)?;
        zoe.posts().create().title("kept").content("c").insert(&db)?;
        content(&db)?
    };
    let transaction = db.transaction()?;
    every_verb(&transaction)?;
    transaction.rollback()?;
    assert_eq!(content(&db)?, before);

    // A transaction that is dropped without a commit works, too.
    every_verb(&*db.transaction()?)?;
    assert_eq!(content(&db)?, before);

    let mut transaction = db.transaction()?;
    let eve = user(&transaction, "Eve")?;
    let mut savepoint = transaction.savepoint()?;
    every_verb(&savepoint)?;
    savepoint.rollback()?;
    savepoint.commit()?;
    assert_eq!(User::get(&transaction, eve.id)?, eve);
    transaction.commit()?;
    assert_eq!(content(&db)?.len(), before.len() + 1);
    Ok(())
}

#[test]
fn a_verb_that_fails_leaves_the_users_transaction_as_it_was_before_it() -> relations::Result<()> {
    let mut db = database();
    let transaction = db.transaction()?;
    let alice = user(&transaction, "Alice")?;
    let before = content(&transaction)?;
    let new = |number: i64| User::create().name("Bob").email(format!("{number}")).phone_number(number % 100);
    assert!(matches!(User::insert_all(&transaction, (2..9).map(|_| new(5))), Err(Error::Unique { .. })));
    assert!(matches!(User::insert_all(&transaction, (2..150).map(new)), Err(Error::Unique { .. })));
    let gone = Address { id: 77, street: String::new(), country: String::new() };
    let here = Address::create().street("s").country("c").insert(&transaction)?;
    assert!(alice.addresses().set(&transaction, [&here, &gone]).is_err());
    here.delete(&transaction)?;
    assert_eq!(content(&transaction)?, before);
    alice.posts().create().title("t").content("c").insert(&transaction)?;
    transaction.commit()?;
    assert_eq!(alice.posts().count(&db)?, 1);
    Ok(())
}

#[test]
fn an_opened_connection_enforces_foreign_keys_and_waits_for_locks() -> relations::Result<()> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("connections.db");
    let own = Connection::open_in_memory()?;
    own.pragma_update(None, "foreign_keys", false)?;
    relations::configure(&own)?;
    for db in [relations::open_in_memory()?, relations::open(path)?, own] {
        let pragma = |name| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        assert_eq!((pragma("foreign_keys")?, pragma("busy_timeout")?), (1, 5_000));
        db.execute_batch(
            "CREATE TEMP TABLE parent (id INTEGER PRIMARY KEY);
             CREATE TEMP TABLE child (parent_id REFERENCES parent)",
        )?;
        assert!(db.execute("INSERT INTO child VALUES (1)", []).is_err());
    }
    Ok(())
}

#[test]
fn databases_in_memory_are_apart() -> relations::Result<()> {
    let (one, other) = (database(), database());
    user(&one, "Alice")?;
    assert_eq!((User::query().count(&one)?, User::query().count(&other)?), (1, 0));
    Ok(())
}

#[test]
fn within_a_transaction_foreign_keys_cannot_be_turned_on() -> relations::Result<()> {
    let mut db = Connection::open_in_memory()?;
    db.pragma_update(None, "foreign_keys", false)?;
    let transaction = db.transaction()?;
    assert!(matches!(relations::configure(&transaction), Err(Error::ForeignKeysOff)));
    transaction.rollback()?;
    relations::configure(&db)?;
    // If foreign keys are on already, there is nothing to turn on.
    let transaction = db.transaction()?;
    relations::configure(&transaction)
}

#[test]
fn hand_written_sql_reads_models() -> relations::Result<()> {
    let db = database();
    let (alice, bob) = (user(&db, "Alice")?, user(&db, "Bob")?);
    let post = bob.posts().create().title("t").content("c").insert(&db)?;
    let all: Vec<User> = db
        .prepare("SELECT id, name, email, phone_number FROM users WHERE name < ?1 ORDER BY id")?
        .query_and_then(["C"], |row| User::from_row(row, 0))?
        .collect::<relations::Result<_>>()?;
    assert_eq!(all, [alice, bob.clone()]);

    let mut joined =
        db.prepare("SELECT 'first', posts.*, users.* FROM posts JOIN users ON users.id = user_id")?;
    let mut rows = joined.query([])?;
    let row = rows.next()?.expect("Bob has a post");
    let after_post = 1 + Post::COLUMNS.len();
    assert_eq!((Post::from_row(row, 1)?, User::from_row(row, after_post)?), (post, bob));
    assert!(matches!(User::from_row(row, 0), Err(Error::Decode { column: "id", .. })));
    assert!(matches!(User::from_row(row, after_post + 1), Err(Error::Decode { .. })));
    assert!(User::from_row(row, after_post + 4).is_err());
    Ok(())
}

#[test]
fn hand_written_sql_and_the_library_see_each_others_rows() -> relations::Result<()> {
    let mut db = database();
    let transaction = db.transaction()?;
    let alice = user(&transaction, "Alice")?;
    transaction.execute("UPDATE users SET name = 'Zoe' WHERE id = ?1", [alice.key()])?;
    transaction.execute("INSERT INTO posts VALUES (5, ?1, 'by hand', '')", [alice.id])?;
    assert_eq!(alice.posts().one(&transaction)?.title, "by hand");
    assert_eq!(User::get(&transaction, alice.id)?.name, "Zoe");
    transaction.commit()?;
    alice.delete(&db)?;
    let posts: i64 = db.query_row("SELECT count(*) FROM posts", [], |row| row.get(0))?;
    assert_eq!(posts, 0);
    Ok(())
}

#[test]
fn errors_and_queries_go_from_thread_to_thread() -> relations::Result<()> {
    fn sent<T: Send + Sync>(value: T) -> T {
        value
    }
    let db = database();
    let alice = user(&db, "Alice")?;
    let query: Query<Post> = sent(alice.posts().filter(Post::TITLE.eq("t")));
    let error: Error = sent(query.one(&db).expect_err("there is none"));
    let message = std::thread::spawn(move || error.to_string()).join().expect("the thread does not panic");
    assert_eq!(message, "no `Post` with the values asked for");
    Ok(())
}
