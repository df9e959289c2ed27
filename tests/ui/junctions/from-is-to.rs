use relations::Model;

#[derive(Model)]
#[many_to_many(following: User, through = "follows", from = user_id, to = user_id)]
struct User {
    id: i64,
}

fn main() {}
