use relations::Model;

#[derive(Model)]
struct Note {
    #[column(version)]
    id: i64,
    text: String,
}

fn main() {}
