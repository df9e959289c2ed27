//! Users with their posts, comments and groups.

use ground::data::users;
use relations::{Insert, Model};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post)]
#[many_to_many(groups: Group, through = "user_group")]
#[many_to_many(sorted_groups: Group, through = "user_sorted_group", order_by(name))]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
#[has_many(comments: Comment)]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "comments")]
pub struct Comment {
    pub id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    pub post_id: i64,
    pub body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "groups")]
pub struct Group {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes")]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub score: i64,
}

/// A user to insert, with its posts.
#[derive(Insert)]
#[insert(User)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub age: i64,
    pub posts: Vec<NewPost>,
}

/// A post to insert, with its comments.
#[derive(Insert)]
#[insert(Post)]
pub struct NewPost {
    pub title: String,
    pub comments: Vec<NewComment>,
}

#[derive(Insert)]
#[insert(Comment)]
pub struct NewComment {
    pub body: String,
}

/// Returns the users of the workload that inserts them.
pub fn new_users() -> Vec<NewUser> {
    let comment = |body| NewComment { body };
    let post = |new: users::NewPost| NewPost {
        title: new.title,
        comments: new.comments.into_iter().map(comment).collect(),
    };
    let user = |new: users::NewUser| NewUser {
        name: new.name,
        email: new.email,
        age: new.age,
        posts: new.posts.into_iter().map(post).collect(),
    };
    users::new_users().into_iter().map(user).collect()
}

ground::checksums! {
    User: id, name, email, age;
    Post: id, user_id, title;
    Comment: id, post_id, body;
    Group: id, name;
    Note: id, title, score;
}
