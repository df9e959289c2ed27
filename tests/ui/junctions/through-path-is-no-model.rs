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

struct Membership;

fn main() {}
