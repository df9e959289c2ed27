use relations::{Schema, schema};

struct User {
    id: i64,
}

const SCHEMA: Schema = schema![User];

fn main() {}
