use relations::Model;

#[derive(Model)]
#[many_to_many(clubs: Club, through = Membership, filter = User::NAME.eq("head"))]
struct User {
    id: i64,
    name: String,
}

#[derive(Model)]
struct Club {
    id: i64,
}

#[derive(Model)]
struct Membership {
    #[key]
    #[belongs_to(user: User)]
    user_id: i64,
    #[key]
    #[belongs_to(club: Club)]
    club_id: i64,
}

fn main() {}
