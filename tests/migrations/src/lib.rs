//! A schema in two versions, whose migration files another tool runs.

/// Users have posts.
pub mod first {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "users")]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: i64,
        pub name: String,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub title: String,
    }

    pub const SCHEMA: Schema = schema![User, Post];
}

/// Users are members, and no two have one name.
pub mod second {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "members", renamed_from = "users")]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: i64,
        #[unique]
        pub name: String,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub title: String,
        #[column(default = "0")]
        pub likes: i64,
    }

    pub const SCHEMA: Schema = schema![User, Post];
}
