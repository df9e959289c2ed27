use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group, through = Membership)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

#[derive(Model)]
struct Membership {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(group: Group)]
    group_id: i64,
}

fn main() {}
