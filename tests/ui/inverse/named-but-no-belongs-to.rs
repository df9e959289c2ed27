use relations::Model;

#[derive(Model)]
#[has_one(profile: Profile, inverse = user)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Profile {
    id: i64,
    user_id: i64,
}

fn main() {}
