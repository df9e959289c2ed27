//! The entities, in SeaORM's dense form. The contestant without async shares this file.

use ground::sum::{self, Sum};

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

/// What a contestant may be asked for that a run may not find.
pub struct Found(pub Option<user::Model>);

impl Sum for Found {
    fn sum(&self) -> u64 {
        self.0.as_ref().map_or(0, Sum::sum)
    }
}

impl Sum for user::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.name, &self.email, &self.age])
    }
}

impl Sum for post::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.user_id, &self.title])
    }
}

impl Sum for comment::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.post_id, &self.body])
    }
}

impl Sum for group::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.name])
    }
}

impl Sum for note::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&self.id, &self.title, &self.score])
    }
}

pub fn some_user(run: i64) -> user::Model {
    user::Model { id: ground::data::users::some_id(run), name: String::new(), email: String::new(), age: 0 }
}

pub fn new_notes() -> Vec<note::ActiveModel> {
    use sea_orm::ActiveValue::{NotSet, Set};
    let new = |(title, score)| note::ActiveModel { id: NotSet, title: Set(title), score: Set(score) };
    ground::data::users::drafts().into_iter().map(new).collect()
}
