use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
}

type MaybeId = Option<i64>;

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: MaybeId,
}

fn main() {}
