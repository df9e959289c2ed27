//! A schema that grows while its tables have rows: what a plan lists, what it refuses, and what it does.
//!
//! ```sh
//! cargo run --example evolve --features evolution
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use relations::{
    Error,
    evolution::{Consent, Plan, Planner, Refusal},
    prelude::*,
    rusqlite::Connection,
};

/// The first version: users, and posts that belong to them.
mod first {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "users")]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: i64,
        pub name: String,
        #[unique]
        pub email: String,
        pub phone_number: Option<i64>,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub title: String,
        pub content: String,
    }

    pub const SCHEMA: Schema = schema![User, Post];
}

/// The second version: posts have an editor, a count of likes and an index over their titles, and there are
/// profiles.
mod second {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "users")]
    #[has_many(posts: Post, inverse = user)]
    #[has_many(edited: Post, inverse = editor)]
    #[has_one(profile: Profile)]
    pub struct User {
        pub id: i64,
        pub name: String,
        #[unique]
        pub email: String,
        pub phone_number: Option<i64>,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        #[index]
        pub title: String,
        pub content: String,
        #[belongs_to(editor: User, on_delete = set_null)]
        pub editor_id: Option<i64>,
        #[column(default = "0", check = "likes >= 0")]
        pub likes: i64,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "profile")]
    pub struct Profile {
        pub id: i64,
        #[unique]
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub bio: String,
    }

    pub const SCHEMA: Schema = schema![User, Post, Profile];
}

/// The third version: users are members, whose e-mail column is renamed and whose telephone numbers are required
/// and unique, and posts have no editor.
mod third {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "members", renamed_from = "users")]
    #[has_many(posts: Post)]
    #[has_one(profile: Profile)]
    pub struct Member {
        pub id: i64,
        pub name: String,
        #[unique]
        #[column(renamed_from = "email")]
        pub mail: String,
        #[unique]
        pub phone_number: i64,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: Member, on_delete = cascade)]
        pub user_id: i64,
        #[index]
        pub title: String,
        pub content: String,
        #[column(default = "0", check = "likes >= 0")]
        pub likes: i64,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "profile")]
    pub struct Profile {
        pub id: i64,
        #[unique]
        #[belongs_to(user: Member, on_delete = cascade)]
        pub user_id: i64,
        pub bio: String,
    }

    pub const SCHEMA: Schema = schema![Member, Post, Profile];
}

fn main() -> relations::Result<()> {
    let mut db = relations::open_in_memory()?;

    step("An empty database needs every table");
    show(&first::SCHEMA.plan(&db)?);
    first::SCHEMA.plan(&db)?.apply(&mut db, Consent::None)?;
    let alice = first::User::create().name("Alice").email("a@example.com").phone_number(1).insert(&db)?;
    let bob = first::User::create().name("Bob").email("b@example.com").insert(&db)?;
    for (user, title) in [(&alice, "Hello"), (&alice, "Again"), (&bob, "Hi")] {
        user.posts().create().title(title).content("…").insert(&db)?;
    }

    step("The second version adds columns, a relation, an index and a table: nothing is at risk");
    let plan = second::SCHEMA.plan(&db)?;
    show(&plan);
    println!("{}", plan.sql());
    plan.apply(&mut db, Consent::None)?;
    let post = second::Post::get(&db, 1)?;
    assert_eq!((post.likes, post.editor_id), (0, None), "rows that were there have the defaults");
    alice_edits(&db, post)?;

    third_version(&mut db)?;

    step("What somebody changed by hand is drift");
    db.execute_batch("DROP INDEX ix_posts_title")?;
    match third::SCHEMA.verify(&db) {
        Err(error @ Error::Drift { .. }) => println!("{error}"),
        other => panic!("expected drift, not {other:?}"),
    }
    third::SCHEMA.plan(&db)?.apply(&mut db, Consent::None)?;
    third::SCHEMA.verify(&db)
}

fn alice_edits(db: &Connection, mut post: second::Post) -> relations::Result<()> {
    let alice = second::User::get(db, 1)?;
    alice.edited().add(db, &mut post)?;
    assert_eq!(alice.edited().count(db)?, 1);
    Ok(())
}

fn third_version(db: &mut Connection) -> relations::Result<()> {
    step("The third renames, as the models say; and asks what becomes of Bob, who has no number");
    let plan = third::SCHEMA.plan(db)?;
    show(&plan);
    refused(plan.apply(db, Consent::Destructive), |refusal| matches!(refusal, Refusal::Data { .. }));

    step("He is to have his own number below zero; losing the editors still needs consent");
    let planner =
        Planner::new(&third::SCHEMA)?.value("members", "phone_number", "coalesce(phone_number, -id)");
    let plan = planner.plan(db)?;
    show(&plan);
    refused(plan.apply(db, Consent::None), |refusal| matches!(refusal, Refusal::Consent { .. }));

    step("With consent, the whole happens in one transaction");
    println!("{}", plan.sql());
    plan.apply_with(db, Consent::Destructive, |progress| {
        println!("  {} of {} rows: {}", progress.rows, progress.rows_in_all, first_line(progress.statement));
    })?;
    third::SCHEMA.verify(db)?;
    let bob = third::Member::get(db, 2)?;
    assert_eq!((bob.mail.as_str(), bob.phone_number), ("b@example.com", -2));
    assert_eq!(third::Post::query().count(db)?, 3, "no post went with the table that its member was in");
    bob.delete(db)?;
    assert_eq!(third::Post::query().count(db)?, 2, "and each still goes with its member");

    step("Nothing is left to do");
    show(&planner.plan(db)?);
    Ok(())
}

fn show(plan: &Plan) {
    for change in plan.changes() {
        println!("  {change}");
    }
    if plan.is_empty() {
        println!("  nothing to do");
    }
}

fn refused(result: relations::Result<()>, expected: impl Fn(&Refusal) -> bool) {
    match result {
        Err(Error::Refused(refusal)) if expected(&refusal) => println!("refused: {refusal}"),
        other => panic!("expected a refusal, not {other:?}"),
    }
}

fn first_line(statement: &str) -> &str {
    statement.lines().next().unwrap_or_default()
}

fn step(title: &str) {
    println!("\n-- {title}");
}
