use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[column(renamed_from = "contact")]
    email: String,
    #[column(renamed_from = "contact")]
    mail: String,
}

fn main() {}
