use relations::Model;

#[derive(Model)]
#[many_to_many(following: User, through = "follows")]
struct User {
    id: i64,
}

fn main() {}
