use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(created_at)]
    created_at: String,
}

fn main() {}
