use relations::{Model, Schema, schema};

#[derive(Model)]
#[model(index(name, first_line), index(name_first, line))]
struct Address {
    id: i64,
    name: String,
    first_line: String,
    name_first: String,
    line: String,
}

const SCHEMA: Schema = schema![Address];

fn main() {}
