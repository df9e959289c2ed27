use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group, through = "membership")]
#[many_to_many(clubs: Group, through = "membership")]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

fn main() {}
