#![allow(dead_code, unused_imports)]

use relations::{Insert, Key, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
struct Tenant {
    id: i64,
}

#[derive(Model)]
#[model(primary_key(tenant_id, number))]
struct Author {
    tenant_id: i64,
    number: i64,
}

#[derive(Model)]
#[belongs_to(author: Author, key(tenant_id, author_number))]
struct Post {
    id: i64,
    #[belongs_to(tenant: Tenant)]
    tenant_id: i64,
    author_number: Option<i64>,
    title: String,
}

#[derive(Model)]
#[belongs_to(author: Author, key(tenant_id, author_number))]
#[belongs_to(reviewer: Author, key(tenant_id, reviewer_number))]
struct Note {
    id: i64,
    tenant_id: i64,
    author_number: Option<i64>,
    reviewer_number: Option<i64>,
}

#[derive(Model)]
#[belongs_to(author: Author, key(tenant_id, author_number))]
struct Draft {
    id: i64,
    #[column(default = "1")]
    tenant_id: i64,
    author_number: Option<i64>,
}

#[derive(Insert)]
#[insert(Post)]
struct NewPost {
    title: String,
    tenant_id: i64,
    author: Key<Author>,
}

fn main() {}
