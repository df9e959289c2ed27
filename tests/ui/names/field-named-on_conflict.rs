use relations::Model;

#[derive(Model)]
struct Rule {
    id: i64,
    on_conflict: String,
}

fn main() {}
