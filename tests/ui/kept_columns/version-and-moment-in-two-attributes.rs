use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(created_at)]
    #[column(updated_at)]
    at: i64,
}

fn main() {}
