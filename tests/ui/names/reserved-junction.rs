use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group, through = "sqlite_user_group")]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

fn main() {}
