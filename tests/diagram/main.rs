//! Diagrams: the facts in them, their syntax, and the layout of pictures.

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
