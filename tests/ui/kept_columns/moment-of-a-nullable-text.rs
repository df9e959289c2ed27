use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(updated_at)]
    updated_at: Option<String>,
}

fn main() {}
