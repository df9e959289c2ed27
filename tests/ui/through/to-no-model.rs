use relations::Model;

#[derive(Model)]
#[has_many(members: Member)]
#[has_many(users: User, through = members)]
struct Group {
    id: i64,
}

#[derive(Model)]
struct Member {
    id: i64,
    #[belongs_to(group: Group)]
    group_id: i64,
}

struct User;

fn main() {}
