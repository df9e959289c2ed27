use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[unique]
    email: String,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User, references = "email")]
    user_email: String,
}

fn main() {}
