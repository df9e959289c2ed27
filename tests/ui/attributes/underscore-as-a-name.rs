use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[belongs_to(_: User)]
    manager_id: Option<i64>,
}

fn main() {}
