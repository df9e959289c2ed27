use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

fn main() {}
