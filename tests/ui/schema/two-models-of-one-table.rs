use relations::{Model, Schema, schema};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
#[model(table = "USER")]
struct Person {
    id: i64,
}

const SCHEMA: Schema = schema![User, Person];

fn main() {}
