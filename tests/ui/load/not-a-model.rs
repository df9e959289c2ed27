#![allow(dead_code, unused_imports)]

use relations::{Load, Model, prelude::*, rusqlite::Connection};

struct User {
    id: i64,
    name: String,
}

#[derive(Load)]
#[load(User)]
struct Page {
    id: i64,
    name: String,
}

fn main() {}
