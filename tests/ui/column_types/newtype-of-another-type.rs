use relations::ColumnType;

struct Money {
    cents: i64,
}

#[derive(ColumnType)]
struct Price(Money);

fn main() {}
