//! A program that manages the schema of its own models: `cargo run --example manage -- migrate app.db`.

use std::process::ExitCode;

use relations::{Model, Schema, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post)]
struct User {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    title: Option<String>,
}

const SCHEMA: Schema = schema![User, Post];

fn main() -> ExitCode {
    relations_cli::manage(&SCHEMA)
}
