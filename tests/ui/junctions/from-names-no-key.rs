use relations::Model;

#[derive(Model)]
#[many_to_many(following: User, through = Follow, from = fan, to = followed)]
struct User {
    id: i64,
}

#[derive(Model)]
#[model(primary_key(follower_id, followed_id))]
struct Follow {
    #[belongs_to(follower: User)]
    follower_id: i64,
    #[belongs_to(followed: User)]
    followed_id: i64,
}

fn main() {}
