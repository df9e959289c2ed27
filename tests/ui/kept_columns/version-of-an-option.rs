use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version)]
    version: Option<i64>,
}

fn main() {}
