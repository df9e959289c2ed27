use relations::Model;

struct Money;

#[derive(Model)]
struct Account {
    id: i64,
    balance: Option<Money>,
}

fn main() {}
