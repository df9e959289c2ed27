//! Users with their posts, comments and groups.

use ground::sum::{self, Sum};
use toasty::Deferred;

#[derive(Debug, toasty::Model)]
#[table = "users"]
pub struct User {
    #[key]
    #[auto]
    pub id: u64,
    pub name: String,
    pub email: String,
    pub age: i64,
    #[has_many]
    pub posts: Deferred<Vec<Post>>,
    #[has_many]
    pub memberships: Deferred<Vec<Membership>>,
    #[has_many(via = memberships.group)]
    pub groups: Deferred<Vec<Group>>,
}

#[derive(Debug, toasty::Model)]
#[table = "posts"]
pub struct Post {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub user_id: u64,
    #[belongs_to(key = user_id, references = id)]
    pub user: Deferred<User>,
    pub title: String,
    #[has_many]
    pub comments: Deferred<Vec<Comment>>,
}

#[derive(Debug, toasty::Model)]
#[table = "comments"]
pub struct Comment {
    #[key]
    #[auto]
    pub id: u64,
    #[index]
    pub post_id: u64,
    #[belongs_to(key = post_id, references = id)]
    pub post: Deferred<Post>,
    pub body: String,
}

#[derive(Debug, toasty::Model)]
#[table = "groups"]
pub struct Group {
    #[key]
    #[auto]
    pub id: u64,
    pub name: String,
    #[has_many]
    pub memberships: Deferred<Vec<Membership>>,
}

#[derive(Debug, toasty::Model)]
#[table = "user_group"]
#[key(user_id, group_id)]
pub struct Membership {
    #[index]
    pub user_id: u64,
    #[belongs_to(key = user_id, references = id)]
    pub user: Deferred<User>,
    #[index]
    pub group_id: u64,
    #[belongs_to(key = group_id, references = id)]
    pub group: Deferred<Group>,
}

#[derive(Debug, toasty::Model)]
#[table = "notes"]
pub struct Note {
    #[key]
    #[auto]
    pub id: u64,
    pub title: String,
    pub score: i64,
}

/// A user with the posts and their comments that were loaded.
pub struct WithComments(pub User);

/// A post with the comments that were loaded.
struct PostWithComments<'a>(&'a Post);

/// A user with the posts that were loaded.
pub struct WithPosts(pub User);

/// A user with the groups that were loaded.
pub struct WithGroups(pub User);

impl Sum for PostWithComments<'_> {
    fn sum(&self) -> u64 {
        sum::of(&[self.0, self.0.comments.get()])
    }
}

impl Sum for WithComments {
    fn sum(&self) -> u64 {
        let posts: Vec<PostWithComments<'_>> = self.0.posts.get().iter().map(PostWithComments).collect();
        sum::of(&[&self.0, &posts])
    }
}

impl Sum for WithPosts {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0, self.0.posts.get()])
    }
}

impl Sum for WithGroups {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0, self.0.groups.get()])
    }
}

ground::sums! {
    User: id, name, email, age;
    Post: id, user_id, title;
    Comment: id, post_id, body;
    Group: id, name;
    Note: id, title, score;
}
