#![allow(dead_code, unused_imports)]

use relations::{Insert, Key, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
struct User {
    id: i64,
    #[belongs_to(manager: User)]
    manager_id: Option<i64>,
    #[belongs_to(office: Office)]
    office_code: String,
}

#[derive(Model)]
struct Office {
    #[key]
    code: String,
}

#[derive(Insert)]
#[insert(User)]
struct NewUser {
    manager_id: Option<Key<User>>,
    office_code: Option<Key<Office>>,
}

fn main() {}
