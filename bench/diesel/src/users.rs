//! Rows, relations and graphs by integer keys.

use diesel::prelude::*;
use ground::{
    benchmark::{Benchmarks, benchmark},
    data::users::{YOUNG, drafts, some_id, some_ids},
    workload::{
        ALL_LINKED_ROWS, ALL_ROWS, CHILDREN, FILTERED_GRAPH, GRAPH_OF_40_000, GRAPH_OF_400, INSERT,
        LINKED_ROWS, ROW_BY_KEY, ROWS_ONE_BY_ONE, WHOLE_GRAPH,
    },
};

use crate::models::users::{
    Comment, Group, Membership, NewNote, Note, Post, User, groups, notes, posts, users,
};

/// The parents of one statement: `belonging_to` binds a key for each, and SQLite accepts 32,766 parameters at most.
const PARENTS_A_STATEMENT: usize = 32_000;

diesel::define_sql_function! {
    fn last_insert_rowid() -> BigInt;
}

pub type UserWithPosts = (User, Vec<(Post, Vec<Comment>)>);

pub fn benchmarks() -> Benchmarks<SqliteConnection> {
    vec![
        benchmark(ROW_BY_KEY, some_id, |db: &mut SqliteConnection, id| {
            users::table.find(id).select(User::as_select()).get_result(db)
        }),
        benchmark(ROWS_ONE_BY_ONE, some_ids, |db: &mut SqliteConnection, ids: Vec<i64>| {
            let by_key = |id| users::table.find(id).select(User::as_select()).get_result(db);
            ids.into_iter().map(by_key).collect::<QueryResult<Vec<_>>>()
        }),
        benchmark(CHILDREN, some_user, |db: &mut SqliteConnection, user| {
            Post::belonging_to(&user).select(Post::as_select()).load(db)
        }),
        benchmark(LINKED_ROWS, some_user, |db: &mut SqliteConnection, user| {
            Membership::belonging_to(&user).inner_join(groups::table).select(Group::as_select()).load(db)
        }),
        benchmark(
            ALL_ROWS,
            |_| (),
            |db: &mut SqliteConnection, ()| posts::table.select(Post::as_select()).load(db),
        ),
        benchmark(ALL_LINKED_ROWS, |_| (), |db: &mut SqliteConnection, ()| all_with_groups(db)),
        benchmark(INSERT, |_| new_notes(drafts()), |db: &mut SqliteConnection, new| insert(db, new)),
        benchmark(
            FILTERED_GRAPH,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let users = young_users(db)?;
                with_comments(db, users)
            },
        ),
        benchmark(WHOLE_GRAPH, |_| (), |db: &mut SqliteConnection, ()| all_with_comments(db)),
        benchmark(GRAPH_OF_400, |_| (), |db: &mut SqliteConnection, ()| with_posts(db)),
        benchmark(GRAPH_OF_40_000, |_| (), |db: &mut SqliteConnection, ()| with_posts(db)),
    ]
}

fn some_user(run: i64) -> User {
    User { id: some_id(run), name: String::new(), email: String::new(), age: 0 }
}

pub fn new_notes(drafts: Vec<(String, i64)>) -> Vec<NewNote> {
    drafts.into_iter().map(|(title, score)| NewNote { title, score }).collect()
}

/// Inserts rows one by one, and asks SQLite for each key: one statement for all rows is compiled anew each time,
/// and RETURNING takes twice as long.
pub fn insert(db: &mut SqliteConnection, new: Vec<NewNote>) -> QueryResult<Vec<Note>> {
    db.transaction(|db| {
        new.into_iter()
            .map(|new| {
                diesel::insert_into(notes::table).values(&new).execute(db)?;
                let id = diesel::select(last_insert_rowid()).get_result(db)?;
                Ok(Note { id, title: new.title, score: new.score })
            })
            .collect()
    })
}

fn young_users(db: &mut SqliteConnection) -> QueryResult<Vec<User>> {
    users::table.filter(users::age.lt(YOUNG)).select(User::as_select()).load(db)
}

fn all_with_groups(db: &mut SqliteConnection) -> QueryResult<Vec<(User, Vec<Group>)>> {
    let users = users::table.select(User::as_select()).load(db)?;
    let links = Membership::belonging_to(&users)
        .inner_join(groups::table)
        .select((Membership::as_select(), Group::as_select()))
        .load::<(Membership, Group)>(db)?;
    let grouped = links.grouped_by(&users);
    Ok(users
        .into_iter()
        .zip(grouped)
        .map(|(user, links)| (user, links.into_iter().map(|(_, group)| group).collect()))
        .collect())
}

fn with_posts(db: &mut SqliteConnection) -> QueryResult<Vec<(User, Vec<Post>)>> {
    let users = young_users(db)?;
    let posts = posts_of(db, &users)?.grouped_by(&users);
    Ok(users.into_iter().zip(posts).collect())
}

pub fn all_with_comments(db: &mut SqliteConnection) -> QueryResult<Vec<UserWithPosts>> {
    let users = users::table.select(User::as_select()).load(db)?;
    with_comments(db, users)
}

fn with_comments(db: &mut SqliteConnection, users: Vec<User>) -> QueryResult<Vec<UserWithPosts>> {
    let posts = posts_of(db, &users)?;
    let mut comments: Vec<Comment> = Vec::new();
    for posts in posts.chunks(PARENTS_A_STATEMENT) {
        comments.extend(Comment::belonging_to(posts).select(Comment::as_select()).load(db)?);
    }
    let comments = comments.grouped_by(&posts);
    let posts = posts.into_iter().zip(comments).grouped_by(&users);
    Ok(users.into_iter().zip(posts).collect())
}

fn posts_of(db: &mut SqliteConnection, users: &[User]) -> QueryResult<Vec<Post>> {
    let mut posts = Vec::new();
    for users in users.chunks(PARENTS_A_STATEMENT) {
        posts.extend(Post::belonging_to(users).select(Post::as_select()).load(db)?);
    }
    Ok(posts)
}
