#![allow(dead_code, unused_imports)]

use relations::{Load, Model, prelude::*, rusqlite::Connection};

#[derive(Load)]
#[load(User)]
struct Page {
    id: i64,
    name: String,
}

fn main() {}
