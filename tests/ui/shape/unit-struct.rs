use relations::Model;

#[derive(Model)]
struct User;

fn main() {}
