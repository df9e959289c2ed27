//! Users with their posts, comments and groups.

use super::rows::{Rows, finish};

/// How many groups there are, and of how many each user is a member.
pub const GROUPS: i64 = 1_000;
pub const GROUPS_A_USER: i64 = 5;

/// How many there are of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Users {
    pub users: i64,
    pub posts: Posts,
    pub comments_a_post: i64,
    pub groups: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Posts {
    /// As many for each user.
    Each(i64),
    /// One for every other user, two for the rest.
    OneOrTwo,
}

/// Every other user is younger than this, and so is picked where a workload filters.
pub const YOUNG: i64 = 45;

impl Users {
    /// 1,000 users with 10 posts each and 5 groups.
    pub const PLAIN: Self = Self { users: 1_000, posts: Posts::Each(10), comments_a_post: 0, groups: true };

    /// Users with 10 posts of 10 comments each.
    #[must_use]
    pub const fn graph(users: i64) -> Self {
        Self { users, posts: Posts::Each(10), comments_a_post: 10, groups: false }
    }

    /// Users with one or two posts each.
    #[must_use]
    pub const fn thin(users: i64) -> Self {
        Self { users, posts: Posts::OneOrTwo, comments_a_post: 0, groups: false }
    }

    /// Statements that fill the tables.
    pub(super) fn rows(&self) -> String {
        let mut users = Rows::new("users (id, name, email, age)");
        let mut posts = Rows::new("posts (id, user_id, title)");
        let mut comments = Rows::new("comments (id, post_id, body)");
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
        let mut groups = Rows::new("groups (id, name)");
        let mut links = Rows::new("user_group (user_id, group_id)");
        let mut sorted_links = Rows::new("user_sorted_group (user_id, group_id)");
        if self.groups {
            for group in 0..GROUPS {
                // Names in another order than ids, so that sorting by them has something to do.
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
        finish([users, posts, comments, groups, links, sorted_links])
    }
}

/// What is to be inserted: titles and scores.
#[must_use]
pub fn drafts() -> Vec<(String, i64)> {
    (0..1_000).map(|at| (format!("note number {at}"), at)).collect()
}

/// The keys of 100 users that are read one after another.
#[must_use]
pub fn some_ids(run: i64) -> Vec<i64> {
    (0..100).map(|at| some_id(run + at)).collect()
}

/// A user's key that differs from run to run, as keys do.
#[must_use]
pub fn some_id(run: i64) -> i64 {
    run * 7 % Users::PLAIN.users + 1
}
