//! Users with their posts, comments and groups.

use relations::Model;

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

ground::checksums! {
    User: id, name, email, age;
    Post: id, user_id, title;
    Comment: id, post_id, body;
    Group: id, name;
    Note: id, title, score;
}
