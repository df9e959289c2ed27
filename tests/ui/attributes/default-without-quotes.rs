use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[column(default = "draft")]
    status: String,
}

fn main() {}
