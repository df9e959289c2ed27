use relations::{Model, Schema, schema};

#[derive(Model)]
struct Order {
    id: i64,
    #[index]
    line_number: i64,
}

#[derive(Model)]
struct OrderLine {
    id: i64,
    #[index]
    number: i64,
}

const SCHEMA: Schema = schema![Order, OrderLine];

fn main() {}
