use relations::Model;

#[derive(Model)]
#[model(primary_key(shelf, at))]
struct Note {
    shelf: i64,
    #[column(created_at)]
    at: i64,
}

fn main() {}
