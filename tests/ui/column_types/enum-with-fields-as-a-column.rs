use relations::{ColumnType, Model};

#[derive(ColumnType)]
enum Status {
    Draft,
    Published(i64),
}

#[derive(Model)]
struct Post {
    id: i64,
    status: Status,
}

fn main() {}
