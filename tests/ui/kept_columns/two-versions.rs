use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version)]
    version: i64,
    #[column(version)]
    revision: i64,
}

fn main() {}
