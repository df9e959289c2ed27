use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(updated_at)]
    updated_at: i64,
    #[column(updated_at)]
    written_at: i64,
}

fn main() {}
