use relations::Model;

#[derive(Model)]
#[has_one(profile: Profile, order_by(bio))]
struct User {
    id: i64,
}

struct Profile;

fn main() {}
