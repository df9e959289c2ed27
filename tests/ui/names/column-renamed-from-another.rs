use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    email: String,
    #[column(renamed_from = "email")]
    mail: String,
}

fn main() {}
