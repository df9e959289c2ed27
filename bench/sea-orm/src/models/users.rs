//! Users with their posts, comments and groups.

use std::mem;

use ground::data::users::{NewPost, NewUser};
use sea_orm::ActiveValue::{NotSet, Set};

pub mod user {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub email: String,
        pub age: i64,
        #[sea_orm(has_many)]
        pub posts: HasMany<super::post::Entity>,
        #[sea_orm(has_many, via = "membership")]
        pub groups: HasMany<super::group::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub title: String,
        #[sea_orm(belongs_to, from = "user_id", to = "id")]
        pub user: BelongsTo<super::user::Entity>,
        #[sea_orm(has_many)]
        pub comments: HasMany<super::comment::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod comment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub post_id: i64,
        pub body: String,
        #[sea_orm(belongs_to, from = "post_id", to = "id")]
        pub post: BelongsTo<super::post::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod group {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "groups")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(has_many, via = "membership")]
        pub users: HasMany<super::user::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod membership {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "user_group")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: i64,
        #[sea_orm(belongs_to, from = "user_id", to = "id")]
        pub user: BelongsTo<super::user::Entity>,
        #[sea_orm(belongs_to, from = "group_id", to = "id")]
        pub group: BelongsTo<super::group::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod note {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
        pub score: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

ground::checksums! {
    user::Model: id, name, email, age;
    post::Model: id, user_id, title;
    comment::Model: id, post_id, body;
    group::Model: id, name;
    note::Model: id, title, score;
}

pub fn some_user(run: i64) -> user::Model {
    user::Model { id: ground::data::users::some_id(run), name: String::new(), email: String::new(), age: 0 }
}

pub fn new_notes(drafts: Vec<(String, i64)>) -> Vec<note::ActiveModel> {
    let new = |(title, score)| note::ActiveModel { id: NotSet, title: Set(title), score: Set(score) };
    drafts.into_iter().map(new).collect()
}

/// Returns the rows of users to insert.
pub fn user_rows(new: &[NewUser]) -> Vec<user::ActiveModel> {
    let row = |new: &NewUser| user::ActiveModel {
        id: NotSet,
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        age: Set(new.age),
    };
    new.iter().map(row).collect()
}

/// Returns the rows of these users' posts. The users' keys begin with `first`.
pub fn post_rows(first: i64, new: &mut [NewUser]) -> Vec<post::ActiveModel> {
    let row = |user, new: &mut NewPost| post::ActiveModel {
        id: NotSet,
        user_id: Set(user),
        title: Set(mem::take(&mut new.title)),
    };
    (first..).zip(new).flat_map(|(id, user)| user.posts.iter_mut().map(move |post| row(id, post))).collect()
}

/// Returns the rows of the comments on these users' posts. The posts' keys begin with `first`.
pub fn comment_rows(first: i64, new: &mut [NewUser]) -> Vec<comment::ActiveModel> {
    let row = |post, body| comment::ActiveModel { id: NotSet, post_id: Set(post), body: Set(body) };
    let posts = (first..).zip(new.iter_mut().flat_map(|user| &mut user.posts));
    posts
        .flat_map(|(id, post)| mem::take(&mut post.comments).into_iter().map(move |body| row(id, body)))
        .collect()
}

/// Returns the inserted users. Their keys begin with `first`.
pub fn inserted_users(first: i64, new: Vec<NewUser>) -> Vec<user::Model> {
    let user = |(id, new): (i64, NewUser)| user::Model { id, name: new.name, email: new.email, age: new.age };
    (first..).zip(new).map(user).collect()
}
