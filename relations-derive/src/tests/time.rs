//! The time that an expansion takes. It is printed and never asserted, since it depends on the machine.
//!
//! `cargo test -p relations-derive expansion_time -- --ignored --nocapture` shows it, in an unoptimised
//! build as `cargo build` uses.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use syn::{DeriveInput, parse_quote};

const RUNS: u32 = 100;

#[test]
#[ignore = "measures and asserts nothing"]
fn expansion_time_is_known() {
    let empty = mean(&parse_quote! {
        pub struct Empty {
            pub id: i64,
        }
    });
    let large = mean(&large());
    println!("one column: {empty:?}; 20 columns and 6 relations: {large:?}");
}

fn mean(input: &DeriveInput) -> Duration {
    let start = Instant::now();
    for _ in 0..RUNS {
        black_box(crate::model(input));
    }
    start.elapsed() / RUNS
}

/// A model with 20 columns and 6 relations.
fn large() -> DeriveInput {
    parse_quote! {
        #[has_many(comments: Comment, inverse = post, order_by(created_at desc, id))]
        #[has_one(cover: Cover)]
        #[many_to_many(tags: Tag, through = "post_tag")]
        #[many_to_many(readers: User, through = Reading)]
        pub struct Post {
            pub id: i64,
            #[belongs_to(author: User, on_delete = cascade)]
            pub author_id: i64,
            #[belongs_to(editor: User, on_delete = set_null)]
            pub editor_id: Option<i64>,
            #[unique]
            pub slug: String,
            pub title: String,
            pub subtitle: Option<String>,
            pub summary: String,
            pub content: String,
            #[column(default = "'draft'")]
            pub status: String,
            #[index]
            pub created_at: i64,
            pub updated_at: i64,
            pub published_at: Option<i64>,
            pub words: i64,
            pub views: i64,
            pub score: f64,
            pub pinned: bool,
            pub locked: bool,
            pub language: String,
            pub checksum: Vec<u8>,
            pub note: Option<String>,
        }
    }
}
