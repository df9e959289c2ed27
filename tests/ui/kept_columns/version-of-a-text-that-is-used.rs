use relations::{Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
struct Note {
    id: i64,
    #[column(version)]
    version: String,
}

fn write(db: &Connection) -> relations::Result<()> {
    let mut note = Note::create().insert(db)?;
    note.update(db)
}

fn main() {}
