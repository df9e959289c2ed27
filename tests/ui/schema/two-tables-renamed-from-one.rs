use relations::{Model, Schema, schema};

#[derive(Model)]
#[model(renamed_from = "users")]
struct Member {
    id: i64,
}

#[derive(Model)]
#[model(renamed_from = "users")]
struct Person {
    id: i64,
}

const SCHEMA: Schema = schema![Member, Person];

fn main() {}
