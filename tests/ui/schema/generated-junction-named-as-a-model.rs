use relations::{Model, Schema, schema};

#[derive(Model)]
#[many_to_many(groups: Group, through = "membership")]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

#[derive(Model)]
struct Membership {
    id: i64,
}

const SCHEMA: Schema = schema![User, Group, Membership];

fn main() {}
