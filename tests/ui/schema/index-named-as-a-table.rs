use relations::{Model, Schema, schema};

#[derive(Model)]
struct Orders {
    id: i64,
    #[index]
    number: i64,
}

#[derive(Model)]
#[model(table = "IX_orders_number")]
struct Numbers {
    id: i64,
}

const SCHEMA: Schema = schema![Orders, Numbers];

fn main() {}
