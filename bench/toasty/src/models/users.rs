//! Users with their posts, comments and groups.

use ground::checksum::{self, Checksum};
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

/// A user, its loaded posts and their loaded comments.
pub struct WithComments(pub User);

/// A post and its loaded comments.
struct PostWithComments<'a>(&'a Post);

/// A user and its loaded posts.
pub struct WithPosts(pub User);

/// A user and its loaded groups.
pub struct WithGroups(pub User);

impl Checksum for PostWithComments<'_> {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[self.0, self.0.comments.get()])
    }
}

impl Checksum for WithComments {
    fn checksum(&self) -> u64 {
        let posts: Vec<PostWithComments<'_>> = self.0.posts.get().iter().map(PostWithComments).collect();
        checksum::of_fields(&[&self.0, &posts])
    }
}

impl Checksum for WithPosts {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[&self.0, self.0.posts.get()])
    }
}

impl Checksum for WithGroups {
    fn checksum(&self) -> u64 {
        checksum::of_fields(&[&self.0, self.0.groups.get()])
    }
}

ground::checksums! {
    User: id, name, email, age;
    Post: id, user_id, title;
    Comment: id, post_id, body;
    Group: id, name;
    Note: id, title, score;
}
