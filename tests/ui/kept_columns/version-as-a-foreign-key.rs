use relations::Model;

#[derive(Model)]
struct Note {
    id: i64,
    #[belongs_to(before: Note)]
    #[column(version)]
    before_id: i64,
}

fn main() {}
