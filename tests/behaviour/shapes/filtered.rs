//! Relations with a condition, and to the first of many rows, as what fields take.

use relations::{Load, Model, Result, prelude::*, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_many(public: Post, inverse = author, filter = Post::PUBLIC.eq(true))]
#[has_one(latest: Post, inverse = author, first(day desc, id desc))]
struct Author {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(author: Author)]
    author_id: i64,
    day: i64,
    public: bool,
}

#[derive(Load, Debug, PartialEq)]
#[load(Author)]
struct Figures {
    name: String,
    #[load(sum = public.day)]
    days: i64,
    #[load(exists = public)]
    public: bool,
    #[load(count = posts)]
    posts: i64,
    #[load(from = latest.day)]
    latest: Option<i64>,
    #[load(exists = latest)]
    writes: bool,
}

#[test]
fn fields_are_of_the_rows_that_a_relation_leaves() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Author, Post].create_all(&db)?;
    db.execute_batch(
        "INSERT INTO author (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid');
         INSERT INTO post (id, author_id, day, public) VALUES (1, 1, 5, 1), (2, 1, 9, 0), (3, 1, 2, 1), (4, 2, 3, 0);",
    )?;
    let found = Figures::query().order_by(Author::ID.asc()).all(&db)?;
    let figures = |name: &str, days, public, posts, latest: Option<i64>| Figures {
        name: name.into(),
        days,
        public,
        posts,
        latest,
        writes: latest.is_some(),
    };
    let expected = [
        figures("Ann", 7, true, 3, Some(9)),
        figures("Bob", 0, false, 1, Some(3)),
        figures("Cid", 0, false, 0, None),
    ];
    assert_eq!(found, expected);
    assert_eq!(Figures::get(&db, 1)?, expected[0]);
    Ok(())
}
