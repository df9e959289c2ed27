//! Diagrams: what they say of a schema, what they spell, and how the pictures are laid out.

#[path = "../../examples/chinook/models.rs"]
mod chinook;
#[path = "../behaviour/seed.rs"]
#[allow(dead_code, reason = "the tables are enough here")]
mod seed;

mod facts;
mod live;
mod names;
mod pictures;
mod scripts;
mod texts;
mod xml;
