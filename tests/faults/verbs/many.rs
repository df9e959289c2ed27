//! Verbs of queries, of many rows, of schemas, and of several verbs together.

use relations::{Error, Result, evolution::Consent, prelude::*, rusqlite::Connection, snapshot, transaction};

use super::{Verb, format_result, verb};
use crate::models::{Category, MORE, Page, Post, Profile, SCHEMA, Tree, User, address, long, post, user};

pub fn all() -> Vec<Verb> {
    let mut all = of_queries();
    all.extend(together());
    all.extend(of_schemas());
    all
}

fn of_queries() -> Vec<Verb> {
    vec![
        verb("insert_all of few", |db| {
            format_result(User::insert_all(
                db,
                (0..3).map(|n| User::create().name(long("new")).email(format!("{n}"))),
            ))
        }),
        verb("insert_all of many", |db| {
            let new = (0..120).map(|n| Post::create().user_id(1).title(long(&format!("new {n}"))).state("x"));
            format_result(Post::insert_all(db, new))
        }),
        verb("upsert_all", |db| {
            let new = ["1@example.com", "new", "2@example.com"].map(|email| {
                User::create().name(long("upserted")).email(email).on_conflict(User::EMAIL).update(User::NAME)
            });
            format_result(User::upsert_all(db, new))
        }),
        verb("update by query", |db| format_result(Post::query().set(Post::STATE, long("out")).update(db))),
        verb("update that returns rows", |db| {
            format_result(Post::query().set(Post::STATE, Post::TITLE + long("out")).returning(db))
        }),
        verb("update by a predicate", |db| {
            let theirs = Post::USER.has(User::NAME.like("user%"));
            format_result(
                Post::query()
                    .filter(theirs)
                    .set_raw(Post::TITLE, relations::raw("upper(").column(Post::TITLE).sql(")"))
                    .update(db),
            )
        }),
        verb("delete by query", |db| format_result(Post::query().filter(Post::ID.gt(2)).delete(db))),
        verb("delete with a limit", |db| {
            format_result(User::query().order_by(User::ID.asc()).limit(2).delete(db))
        }),
        verb("count and exists", |db| {
            format_result(Ok((User::query().count(db)?, User::query().exists(db)?)))
        }),
        verb("a long list", |db| format_result(User::query().filter(User::ID.in_(0..300)).all(db))),
        verb("a page", |db| {
            format_result(User::query().order_by(User::NAME.asc()).after(Some(&user(1))).limit(2).all(db))
        }),
        verb("for_each", |db| {
            let mut found = Vec::new();
            let read = User::query().for_each(db, |user| {
                found.push(user);
                Ok(())
            });
            format_result(read.map(|()| found))
        }),
        verb("stream", |db| format_result(User::query().stream(db)?.rows()?.collect::<Result<Vec<_>>>())),
        verb("count_each", |db| format_result(User::query().count_each(db, User::POSTS))),
        verb("count_by", |db| format_result(Post::query().count_by(db, Post::USER_ID))),
        verb("sum, max and distinct", |db| {
            let posts = Post::query;
            format_result(Ok((
                posts().sum(db, Post::USER_ID)?,
                posts().max(db, Post::TITLE)?,
                posts().distinct(db, Post::STATE)?,
            )))
        }),
        verb("a graph", |db| format_result(Page::query().filter(User::POSTS.any(Post::ID.gt(0))).all(db))),
        verb("a tree", |db| format_result(Tree::query().filter(Category::ID.eq(1)).all(db))),
    ]
}

fn together() -> Vec<Verb> {
    vec![
        verb("transaction", |db| {
            format_result(transaction(db, |db| -> Result<_> {
                let new = User::create().name(long("new")).email("new").insert(db)?;
                new.posts().create().title(long("new")).insert(db)?;
                new.addresses().set(db, [&address(1), &address(3)])?;
                user(2).delete(db)?;
                Ok(new)
            }))
        }),
        verb("transaction in a transaction", |db| {
            format_result(transaction(db, |db| -> Result<_> {
                user(1).posts().clear(db)?;
                transaction(db, |db| user(1).profile().replace().bio(long("new")).insert(db))?;
                transaction(db, |db| -> Result<_> {
                    Profile::query().delete(db)?;
                    transaction(db, |db| User::create().name(long("new")).email("new").insert(db))
                })
            }))
        }),
        verb("transaction whose inner one is given up", |db| {
            format_result(transaction(db, |db| -> Result<_> {
                user(1).posts().clear(db)?;
                let inner: Result<()> = transaction(db, |db| {
                    user(2).delete(db)?;
                    Err(Error::from(relations::rusqlite::Error::QueryReturnedNoRows))
                });
                // Only the intended failure is passed over.
                match inner {
                    Err(Error::Sqlite(error))
                        if *error == relations::rusqlite::Error::QueryReturnedNoRows => {}
                    Err(error) => return Err(error),
                    Ok(()) => unreachable!("it fails"),
                }
                post(2).delete(db)
            }))
        }),
        verb("snapshot", |db| {
            format_result(snapshot(db, |db| -> Result<_> {
                Ok((User::query().all(db)?, Page::query().all(db)?.len()))
            }))
        }),
    ]
}

fn of_schemas() -> Vec<Verb> {
    vec![
        Verb { changes_schema: true, ..verb("create_all", |db| format_result(MORE.create_all(db))) },
        Verb { changes_schema: true, ..verb("drop_all", |db| format_result(SCHEMA.drop_all(db))) },
        Verb {
            changes_schema: true,
            ..verb("create_all of what is there", |db| format_result(SCHEMA.create_all(db)))
        },
        Verb { changes_schema: true, outside_only: true, ..verb("plan and apply", apply) },
        verb("verify", |db| format_result(SCHEMA.verify(db))),
    ]
}

fn apply(db: &mut Connection) -> Result<String> {
    let plan = MORE.plan(db)?;
    format_result(plan.apply(db, Consent::Destructive))
}
