//! Verbs of one row.

use relations::prelude::*;

use super::{Verb, format_result, format_with_struct, verb};
use crate::models::{Club, Post, Profile, User, UserPatch, category, long, post, profile, user};

pub fn all() -> Vec<Verb> {
    vec![
        verb("find", |db| format_result(User::find(db, 1))),
        verb("get", |db| format_result(User::get(db, 2))),
        verb("reload", |db| format_with_struct(user(1), |user| user.reload(db))),
        verb("insert", |db| format_result(User { id: 9, ..user(9) }.insert(db))),
        verb("create", |db| format_result(User::create().name(long("new")).email("new").insert(db))),
        verb("create with a long text", |db| {
            format_result(User::create().name("long ".repeat(2_000)).email("new").insert(db))
        }),
        verb("create with a default", |db| {
            format_result(Post::create().user_id(1).title(long("new")).insert(db))
        }),
        verb("create under a foreign key", |db| {
            format_result(Post::create().user_id(1).title(long("new")).state("out").insert(db))
        }),
        verb("update", |db| format_result(User { name: long("changed"), ..user(1) }.update(db))),
        verb("update to a long text", |db| {
            format_result(User { name: "long ".repeat(2_000), ..user(1) }.update(db))
        }),
        verb("patch", |db| {
            format_result(UserPatch { name: Some(long("changed")), email: None }.update(db, 1))
        }),
        verb("patch of nothing", |db| format_result(UserPatch { name: None, email: None }.update(db, 1))),
        verb("delete with a cascade", |db| format_result(user(1).delete(db))),
        verb("delete a row that others do not refer to", |db| format_result(post(1).delete(db))),
        verb("delete a row that others refer to", |db| format_result(category(5).delete(db))),
        verb("upsert that updates", |db| {
            let new = Profile::create().user_id(1).bio(long("changed"));
            format_result(new.on_conflict(Profile::USER_ID).update(Profile::BIO).insert(db))
        }),
        verb("upsert that inserts", |db| {
            let new = User::create().name(long("new")).email("new");
            format_result(new.on_conflict(User::EMAIL).update_all().insert(db))
        }),
        verb("upsert that ignores", |db| {
            let new = User::create().name(long("new")).email("1@example.com");
            format_result(new.on_conflict(User::EMAIL).ignore().insert(db))
        }),
        verb("upsert that does not ignore", |db| {
            let new = User::create().name(long("new")).email("new");
            format_result(new.on_conflict(User::EMAIL).ignore().insert(db))
        }),
        verb("belongs_to get", |db| format_result(post(1).user().get(db))),
        verb("belongs_to set", |db| format_with_struct(post(1), |post| Post::USER.set(db, post, &user(4)))),
        verb("belongs_to unset", |db| {
            format_with_struct(category(2), |child| crate::models::Category::PARENT.unset(db, child))
        }),
        verb("has_one get", |db| format_result(user(1).profile().get(db))),
        verb("has_one create", |db| format_result(user(3).profile().create().bio(long("new")).insert(db))),
        verb("has_one replace", |db| format_result(user(1).profile().replace().bio(long("new")).insert(db))),
        verb("has_one set", |db| {
            format_with_struct(profile(2), |profile| user(1).profile().set(db, profile))
        }),
        verb("has_one clear", |db| format_result(user(1).profile().clear(db))),
        verb("has_one contains", |db| format_result(user(1).profile().contains(db, &profile(1)))),
        verb("a row with no column but its key and a name", |db| {
            format_result(Club::create().name(long("new")).insert(db))
        }),
    ]
}
