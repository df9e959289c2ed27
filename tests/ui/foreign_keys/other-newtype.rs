use relations::Model;

#[derive(relations::ColumnType, Clone)]
struct UserId(i64);

#[derive(Model)]
struct User {
    id: UserId,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

fn main() {}
