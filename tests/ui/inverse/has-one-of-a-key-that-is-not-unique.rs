use relations::Model;

#[derive(Model)]
#[has_one(profile: Profile)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Profile {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

fn main() {}
