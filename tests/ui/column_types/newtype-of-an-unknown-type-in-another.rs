use relations::ColumnType;

#[derive(ColumnType)]
struct Prices(Vec<Money>);

fn main() {}
