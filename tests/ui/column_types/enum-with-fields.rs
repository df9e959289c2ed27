use relations::ColumnType;

#[derive(ColumnType)]
enum Status {
    Draft,
    Published(i64),
}

fn main() {}
