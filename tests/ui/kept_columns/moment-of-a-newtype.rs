use relations::{ColumnType, Model};

#[derive(ColumnType)]
struct Day(String);

#[derive(Model)]
struct Note {
    id: i64,
    #[column(updated_at)]
    updated_at: Day,
}

fn main() {}
