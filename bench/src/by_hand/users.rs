//! Rows, relations and graphs by integer keys. Each level of a graph is one statement, which repeats the condition
//! of the level above; a map groups its rows by parent.
//!
//! A list of keys with a parameter for each takes longer than a JOIN.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::users::{YOUNG, drafts, some_id, some_ids},
    workload::{
        ALL_LINKED_ROWS, ALL_ROWS, CHILDREN, FILTERED_GRAPH, GRAPH_OF_40_000, GRAPH_OF_400, INSERT,
        LINKED_ROWS, ROW_BY_KEY, ROWS_ONE_BY_ONE, WHOLE_GRAPH,
    },
};
use rusqlite::{Connection, Result, Row, ToSql};

use super::{Positions, read_all, writes::insert};
use crate::{
    models::{Comment, Group, Post, User},
    workloads::{LINKED_IN_DECLARED_ORDER, LINKED_IN_REQUESTED_ORDER, ROWS_BESIDE_CACHE},
};

pub struct UserWithPosts {
    user: User,
    posts: Vec<PostWithComments>,
}

struct PostWithComments {
    post: Post,
    comments: Vec<Comment>,
}

ground::checksums! {
    UserWithPosts: user, posts;
    PostWithComments: post, comments;
}

const BY_KEY: &str = "SELECT id, name, email, age FROM users WHERE id = ?1";

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(ROW_BY_KEY, some_id, |db: &mut Connection, id| {
            db.prepare_cached(BY_KEY)?.query_row([id], user)
        }),
        benchmark(ROWS_ONE_BY_ONE, some_ids, |db: &mut Connection, ids| {
            let mut by_key = db.prepare_cached(BY_KEY)?;
            ids.into_iter().map(|id| by_key.query_row([id], user)).collect::<Result<Vec<_>>>()
        }),
        benchmark(ROWS_BESIDE_CACHE, some_ids, |db: &mut Connection, ids| {
            let by_key = |id| db.prepare_cached(BY_KEY)?.query_row([id], user);
            ids.into_iter().map(by_key).collect::<Result<Vec<_>>>()
        }),
        benchmark(CHILDREN, some_id, |db: &mut Connection, id| {
            let mut posts = db.prepare_cached("SELECT id, user_id, title FROM posts WHERE user_id = ?1")?;
            read_all(posts.query([id])?, post)
        }),
        benchmark(LINKED_ROWS, some_id, |db: &mut Connection, id| {
            let mut groups = db.prepare_cached(
                "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
                 WHERE j.user_id = +?1",
            )?;
            read_all(groups.query([id])?, group)
        }),
        benchmark(LINKED_IN_DECLARED_ORDER, some_id, groups_by_name),
        benchmark(LINKED_IN_REQUESTED_ORDER, some_id, groups_by_name),
        benchmark(
            ALL_ROWS,
            |_| (),
            |db: &mut Connection, ()| {
                read_all(db.prepare_cached("SELECT id, user_id, title FROM posts")?.query([])?, post)
            },
        ),
        benchmark(ALL_LINKED_ROWS, |_| (), |db: &mut Connection, ()| all_with_groups(db)),
        benchmark(INSERT, |_| drafts(), |db: &mut Connection, drafts| insert(db, drafts)),
        benchmark(
            FILTERED_GRAPH,
            |_| (),
            |db: &mut Connection, ()| {
                with_comments(db, young(db)?, POSTS_OF_YOUNG, COMMENTS_OF_YOUNG, &[&YOUNG])
            },
        ),
        benchmark(WHOLE_GRAPH, |_| (), |db: &mut Connection, ()| all_with_comments(db)),
        benchmark(GRAPH_OF_400, |_| (), |db: &mut Connection, ()| young_with_posts(db)),
        benchmark(GRAPH_OF_40_000, |_| (), |db: &mut Connection, ()| young_with_posts(db)),
    ]
}

fn groups_by_name(db: &mut Connection, id: i64) -> Result<Vec<Group>> {
    let mut groups = db.prepare_cached(
        "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
         WHERE j.user_id = +?1 ORDER BY g.name",
    )?;
    read_all(groups.query([id])?, group)
}

fn users(db: &Connection) -> Result<Vec<User>> {
    read_all(db.prepare_cached("SELECT id, name, email, age FROM users")?.query([])?, user)
}

fn young(db: &Connection) -> Result<Vec<User>> {
    read_all(
        db.prepare_cached("SELECT id, name, email, age FROM users WHERE age < ?1")?.query([YOUNG])?,
        user,
    )
}

fn all_with_groups(db: &Connection) -> Result<Vec<(User, Vec<Group>)>> {
    let mut all: Vec<(User, Vec<Group>)> = users(db)?.into_iter().map(|user| (user, Vec::new())).collect();
    let mut positions = Positions::of(all.iter().map(|(user, _)| user.id));
    let mut statement = db.prepare_cached(
        "SELECT j.user_id, g.id, g.name FROM user_group j CROSS JOIN groups g ON g.id = j.group_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(at) = positions.find(&row.get(0)?) {
            all[at].1.push(Group { id: row.get(1)?, name: row.get(2)? });
        }
    }
    Ok(all)
}

fn young_with_posts(db: &Connection) -> Result<Vec<(User, Vec<Post>)>> {
    let mut all: Vec<(User, Vec<Post>)> = young(db)?.into_iter().map(|user| (user, Vec::new())).collect();
    let mut positions = Positions::of(all.iter().map(|(user, _)| user.id));
    let mut statement = db.prepare_cached(POSTS_OF_YOUNG)?;
    let mut rows = statement.query([YOUNG])?;
    while let Some(row) = rows.next()? {
        let post = post(row)?;
        if let Some(at) = positions.find(&post.user_id) {
            all[at].1.push(post);
        }
    }
    Ok(all)
}

const POSTS_OF_YOUNG: &str =
    "SELECT p.id, p.user_id, p.title FROM users u JOIN posts p ON p.user_id = u.id WHERE u.age < ?1";

/// CROSS JOIN keeps the order of the tables: SQLite would begin with all comments.
const COMMENTS_OF_YOUNG: &str = "SELECT c.id, c.post_id, c.body \
    FROM users u CROSS JOIN posts p ON p.user_id = u.id CROSS JOIN comments c ON c.post_id = p.id WHERE u.age < ?1";

pub fn all_with_comments(db: &Connection) -> Result<Vec<UserWithPosts>> {
    let posts = "SELECT id, user_id, title FROM posts";
    let comments = "SELECT id, post_id, body FROM comments";
    with_comments(db, users(db)?, posts, comments, &[])
}

fn with_comments(
    db: &Connection,
    users: Vec<User>,
    posts: &str,
    comments: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<UserWithPosts>> {
    let mut statement = db.prepare_cached(posts)?;
    let mut posts = Vec::new();
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        posts.push(PostWithComments { post: post(row)?, comments: Vec::new() });
    }
    let mut positions = Positions::of(posts.iter().map(|post| post.post.id));
    let mut statement = db.prepare_cached(comments)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        let comment = Comment { id: row.get(0)?, post_id: row.get(1)?, body: row.get(2)? };
        if let Some(at) = positions.find(&comment.post_id) {
            posts[at].comments.push(comment);
        }
    }
    let mut all: Vec<UserWithPosts> =
        users.into_iter().map(|user| UserWithPosts { user, posts: Vec::new() }).collect();
    let mut positions = Positions::of(all.iter().map(|user| user.user.id));
    for post in posts {
        if let Some(at) = positions.find(&post.post.user_id) {
            all[at].posts.push(post);
        }
    }
    Ok(all)
}

fn user(row: &Row<'_>) -> Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, email: row.get(2)?, age: row.get(3)? })
}

fn post(row: &Row<'_>) -> Result<Post> {
    Ok(Post { id: row.get(0)?, user_id: row.get(1)?, title: row.get(2)? })
}

fn group(row: &Row<'_>) -> Result<Group> {
    Ok(Group { id: row.get(0)?, name: row.get(1)? })
}
