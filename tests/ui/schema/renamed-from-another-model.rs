use relations::{Model, Schema, schema};

#[derive(Model)]
#[model(table = "users")]
struct User {
    id: i64,
}

#[derive(Model)]
#[model(renamed_from = "users")]
struct Person {
    id: i64,
}

const SCHEMA: Schema = schema![User, Person];

fn main() {}
