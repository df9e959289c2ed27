use relations::ColumnType;

#[derive(ColumnType)]
struct Price(Money);

fn main() {}
