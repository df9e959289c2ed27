//! Shapes with serde's `Serialize`, which needs no support from the library.

use relations::{Load, Result, prelude::*};
use serde::Serialize;

use super::world::{Person, Post, populated};

#[derive(Load, Serialize)]
#[load(Person)]
struct Page {
    name: String,
    #[serde(rename = "postCount")]
    #[load(count = posts)]
    post_count: u64,
    #[load(with = |q| q.order_by(Post::ID.desc()).limit(1))]
    posts: Vec<Title>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boss: Option<Box<Up>>,
}

#[derive(Load, Serialize)]
#[load(Post)]
#[serde(transparent)]
struct Title {
    title: String,
}

#[derive(Load, Serialize)]
#[load(Person)]
#[serde(rename_all = "UPPERCASE")]
struct Up {
    id: i64,
    boss: Option<Box<Up>>,
}

#[test]
fn a_page_becomes_json() -> Result<()> {
    let db = populated(5)?;
    let pages = Page::query().filter(Person::ID.in_([1, 4])).order_by(Person::ID.asc()).all(&db)?;
    let json = serde_json::to_value(&pages).expect("a page is JSON");
    assert_eq!(
        json,
        serde_json::json!([
            { "name": "name 0", "postCount": 0, "posts": [] },
            {
                "name": "name 0", "postCount": 3, "posts": ["0"],
                "boss": { "ID": 2, "BOSS": { "ID": 1, "BOSS": null } }
            }
        ])
    );
    Ok(())
}
