use relations::Model;

#[derive(Model)]
struct User {
    #[column(nmae = "Id")]
    id: i64,
}

fn main() {}
