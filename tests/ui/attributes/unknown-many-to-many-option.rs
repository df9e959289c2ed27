use relations::Model;

#[derive(Model)]
#[many_to_many(groups: Group, through = "membership", on_delete = cascade)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Group {
    id: i64,
}

fn main() {}
