//! Rows, relations and graphs by integer keys.

use ground::{
    benchmark::{Benchmark, Benchmarks, benchmark, with_stored},
    checksum::Checksum as _,
    data::users::{YOUNG, drafts, some_id, some_ids},
    workload::{
        ALL_LINKED_ROWS, ALL_ROWS, CHILDREN, FILTERED_GRAPH, GRAPH_OF_40_000, GRAPH_OF_400, INSERT,
        INSERT_NESTED, INSERT_NESTED_BESIDE_MANY, LINKED_ROWS, ROW_BY_KEY, ROWS_ONE_BY_ONE, WHOLE_GRAPH,
        Workload,
    },
};
use relations::{Insert as _, Load, Model, prelude::*};
use rusqlite::Connection;

use crate::{
    models::{Comment, Group, NewUser, Note, Post, User, new_users},
    workloads::{LINKED_IN_DECLARED_ORDER, LINKED_IN_REQUESTED_ORDER, ROWS_BESIDE_CACHE},
};

#[derive(Load)]
#[load(User)]
struct UserWithGroups {
    id: i64,
    name: String,
    email: String,
    age: i64,
    groups: Vec<Group>,
}

#[derive(Load)]
#[load(User)]
struct UserWithPosts {
    id: i64,
    name: String,
    email: String,
    age: i64,
    posts: Vec<Post>,
}

#[derive(Load)]
#[load(User)]
struct UserWithComments {
    id: i64,
    name: String,
    email: String,
    age: i64,
    posts: Vec<PostWithComments>,
}

#[derive(Load)]
#[load(Post)]
struct PostWithComments {
    id: i64,
    user_id: i64,
    title: String,
    comments: Vec<Comment>,
}

/// A second model of the same table. The function that reads a row is inlined if it has one caller, and the
/// workload of one row by key should keep its own.
#[derive(Model)]
#[model(table = "users")]
struct Account {
    id: i64,
    name: String,
    email: String,
    age: i64,
}

ground::checksums! {
    UserWithGroups: (id, name, email, age), groups;
    UserWithPosts: (id, name, email, age), posts;
    UserWithComments: (id, name, email, age), posts;
    PostWithComments: (id, user_id, title), comments;
    Account: id, name, email, age;
}

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(ROW_BY_KEY, some_id, |db: &mut Connection, id| User::get(db, id)),
        benchmark(ROWS_ONE_BY_ONE, some_ids, by_key),
        benchmark(ROWS_BESIDE_CACHE, some_ids, by_key),
        benchmark(CHILDREN, some_user, |db: &mut Connection, user| user.posts().all(db)),
        benchmark(LINKED_ROWS, some_user, |db: &mut Connection, user| user.groups().all(db)),
        benchmark(LINKED_IN_DECLARED_ORDER, some_user, |db: &mut Connection, user| {
            user.sorted_groups().all(db)
        }),
        benchmark(LINKED_IN_REQUESTED_ORDER, some_user, |db: &mut Connection, user| {
            user.groups().order_by(Group::NAME.asc()).all(db)
        }),
        benchmark(ALL_ROWS, |_| (), |db: &mut Connection, ()| Post::query().all(db)),
        benchmark(
            INSERT,
            |_| drafts(),
            |db: &mut Connection, drafts| {
                Note::insert_all(
                    db,
                    drafts.into_iter().map(|(title, score)| Note::create().title(title).score(score)),
                )
            },
        ),
        insert_nested(INSERT_NESTED),
        insert_nested(INSERT_NESTED_BESIDE_MANY),
        benchmark(ALL_LINKED_ROWS, |_| (), |db: &mut Connection, ()| UserWithGroups::query().all(db)),
        benchmark(
            FILTERED_GRAPH,
            |_| (),
            |db: &mut Connection, ()| UserWithComments::query().filter(User::AGE.lt(YOUNG)).all(db),
        ),
        benchmark(WHOLE_GRAPH, |_| (), |db: &mut Connection, ()| UserWithComments::query().all(db)),
        benchmark(GRAPH_OF_400, |_| (), |db: &mut Connection, ()| with_posts(db)),
        benchmark(GRAPH_OF_40_000, |_| (), |db: &mut Connection, ()| with_posts(db)),
    ]
}

fn insert_nested(workload: Workload) -> Box<dyn Benchmark<Connection>> {
    let insert = |db: &mut Connection, new| NewUser::insert_all(db, new);
    with_stored(benchmark(workload, |_| new_users(), insert), |db| {
        Ok(UserWithComments::query().all(db)?.checksum())
    })
}

fn by_key(db: &mut Connection, ids: Vec<i64>) -> relations::Result<Vec<Account>> {
    let mut users = Account::by_key(db)?;
    ids.into_iter().map(|id| users.get(id)).collect()
}

fn with_posts(db: &Connection) -> relations::Result<Vec<UserWithPosts>> {
    UserWithPosts::query().filter(User::AGE.lt(YOUNG)).all(db)
}

fn some_user(run: i64) -> User {
    User { id: some_id(run), name: String::new(), email: String::new(), age: 0 }
}
