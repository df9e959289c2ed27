use relations::Model;

#[derive(Model)]
#[many_to_many(users: User, through = "membership")]
struct Group {
    id: i64,
}

struct User;

fn main() {}
