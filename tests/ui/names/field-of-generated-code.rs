use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
    __hook: String,
}

fn main() {}
