use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group, through = "membership", from = member_id, to = group_id)]
struct User {
    id: i64,
}

#[derive(Model)]
#[many_to_many(members: User, through = "membership")]
struct Group {
    id: i64,
}

const SCHEMA: relations::Schema = relations::schema![User, Group];

fn main() {}
