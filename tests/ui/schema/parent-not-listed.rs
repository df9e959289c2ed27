use relations::{Model, Schema, schema};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

const SCHEMA: Schema = schema![Post];

fn main() {}
