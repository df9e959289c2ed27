use relations::Model;

#[derive(Model)]
struct Reading {
    id: i64,
    #[unique]
    value: f32,
}

#[derive(Model)]
struct Note {
    id: i64,
    #[belongs_to(reading: Reading, references = value)]
    reading_value: f32,
}

fn main() {}
