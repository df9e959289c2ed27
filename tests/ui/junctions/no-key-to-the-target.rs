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
#[model(primary_key(user_id, group_id))]
struct Membership {
    #[belongs_to(user: User)]
    user_id: i64,
    group_id: i64,
}

fn main() {}
