use relations::ColumnType;

#[derive(ColumnType)]
struct Point(f64, f64);

fn main() {}
