use relations::Model;

struct Money {
    cents: i64,
}

#[derive(Model)]
struct Price {
    id: i64,
    amount: Money,
}

fn main() {}
