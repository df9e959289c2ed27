use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version)]
    version: String,
}

fn main() {}
