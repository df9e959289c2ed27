//! Users with their posts, comments and groups.

use super::inserts::{Inserts, script};

/// The number of groups.
const GROUPS: i64 = 1_000;

/// The number of groups that each user is a member of.
const GROUPS_A_USER: i64 = 5;

/// The number of rows of each table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Users {
    pub users: i64,
    pub posts: Posts,
    pub comments_a_post: i64,
    /// Set if there are groups and memberships.
    pub groups: bool,
}

/// The number of posts of each user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Posts {
    /// The same number for each user.
    Each(i64),
    /// One for every other user, two for the rest.
    OneOrTwo,
}

/// The age that every other user is below, which workloads filter by.
pub const YOUNG: i64 = 45;

impl Users {
    /// 1,000 users with 10 posts each and 5 groups.
    pub const PLAIN: Self = Self { users: 1_000, posts: Posts::Each(10), comments_a_post: 0, groups: true };

    /// No rows: a workload inserts them.
    pub const NONE: Self = Self { users: 0, posts: Posts::Each(0), comments_a_post: 0, groups: false };

    /// Returns users with 10 posts of 10 comments each.
    #[must_use]
    pub const fn with_comments(users: i64) -> Self {
        Self { users, posts: Posts::Each(10), comments_a_post: 10, groups: false }
    }

    /// Returns users with one or two posts each.
    #[must_use]
    pub const fn with_few_posts(users: i64) -> Self {
        Self { users, posts: Posts::OneOrTwo, comments_a_post: 0, groups: false }
    }

    /// Returns the statements that fill the tables.
    pub(super) fn inserts(&self) -> String {
        let mut users = Inserts::new("users (id, name, email, age)");
        let mut posts = Inserts::new("posts (id, user_id, title)");
        let mut comments = Inserts::new("comments (id, post_id, body)");
        let (mut post, mut comment) = (0, 0);
        for user in 1..=self.users {
            let age = user % 2 * YOUNG + user / 2 % YOUNG;
            users.push(&format!("{user}, 'user {user}', 'user{user}@example.com', {age}"));
            let count = match self.posts {
                Posts::Each(count) => count,
                Posts::OneOrTwo => 1 + user / 2 % 2,
            };
            for nth in 0..count {
                post += 1;
                posts.push(&format!("{post}, {user}, 'post {nth} of user {user}'"));
                for nth in 0..self.comments_a_post {
                    comment += 1;
                    comments.push(&format!("{comment}, {post}, 'comment {nth} on post {post}'"));
                }
            }
        }
        let mut groups = Inserts::new("groups (id, name)");
        let mut links = Inserts::new("user_group (user_id, group_id)");
        let mut sorted_links = Inserts::new("user_sorted_group (user_id, group_id)");
        if self.groups {
            for group in 0..GROUPS {
                // The order of names differs from that of keys, so that sorting by them is work.
                groups.push(&format!("{}, 'group {}'", group + 1, group * 617 % GROUPS));
            }
            for user in 1..=self.users {
                for nth in 0..GROUPS_A_USER {
                    let link = format!("{user}, {}", (user * 7 + nth * 211) % GROUPS + 1);
                    links.push(&link);
                    sorted_links.push(&link);
                }
            }
        }
        script([users, posts, comments, groups, links, sorted_links])
    }
}

/// Returns the titles and scores of 1,000 notes to insert.
#[must_use]
pub fn drafts() -> Vec<(String, i64)> {
    (0..1_000).map(|at| (format!("note number {at}"), at)).collect()
}

/// A user to insert, with its posts.
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub age: i64,
    pub posts: Vec<NewPost>,
}

/// A post to insert, with the texts of its comments.
pub struct NewPost {
    pub title: String,
    pub comments: Vec<String>,
}

/// Returns 1,000 users to insert, with 10 posts each, which have 10 comments each.
#[must_use]
pub fn new_users() -> Vec<NewUser> {
    let comments = |post| (0..10).map(|nth| format!("comment {nth} on post {post}")).collect();
    let post = |user, nth| NewPost {
        title: format!("post {nth} of user {user}"),
        comments: comments(user * 10 + nth),
    };
    let user = |user| NewUser {
        name: format!("user {user}"),
        email: format!("user{user}@example.com"),
        age: user % (2 * YOUNG),
        posts: (0..10).map(|nth| post(user, nth)).collect(),
    };
    (0..1_000).map(user).collect()
}

/// Returns the keys of 100 users, to read one after another.
#[must_use]
pub fn some_ids(run: i64) -> Vec<i64> {
    (0..100).map(|at| some_id(run + at)).collect()
}

/// Returns the key of a user, another one from run to run.
#[must_use]
pub fn some_id(run: i64) -> i64 {
    run * 7 % Users::PLAIN.users + 1
}
