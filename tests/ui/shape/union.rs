use relations::Model;

#[derive(Model)]
union User {
    id: i64,
    number: u64,
}

fn main() {}
