use relations::Model;

#[derive(Model)]
enum User {
    Admin,
    Guest,
}

fn main() {}
