use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version, created_at)]
    version: i64,
}

fn main() {}
