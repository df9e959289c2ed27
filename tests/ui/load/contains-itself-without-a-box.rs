#![allow(dead_code, unused_imports)]

use relations::{Load, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(children: Category, inverse = parent)]
struct Category {
    id: i64,
    #[belongs_to(parent: Category)]
    parent_id: Option<i64>,
}

#[derive(Load)]
#[load(Category)]
struct Node {
    id: i64,
    parent: Option<Node>,
}

fn main() {}
