use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version = 1)]
    version: i64,
}

fn main() {}
