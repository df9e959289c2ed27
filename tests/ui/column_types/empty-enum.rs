use relations::ColumnType;

#[derive(ColumnType)]
enum Status {}

fn main() {}
