//! Expressions of columns: what is set, and what is compared.

use relations::{Error, Expression, Filter, Model, Result, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(replies: Post, inverse = parent)]
struct Post {
    id: i64,
    #[belongs_to(parent: Post)]
    parent_id: Option<i64>,
    title: String,
    subtitle: Option<String>,
    views: i64,
    small: u8,
    bonus: Option<i64>,
    score: f64,
    weight: Option<f64>,
}

/// Returns a database with two posts, of which the second is a reply and has NULL wherever it can.
fn posts() -> Result<(Connection, Post, Post)> {
    let db = relations::open_in_memory()?;
    schema![Post].create_all(&db)?;
    let first = Post {
        id: 1,
        parent_id: None,
        title: "One".into(),
        subtitle: Some("more".into()),
        views: 7,
        small: 200,
        bonus: Some(3),
        score: 1.5,
        weight: Some(0.25),
    };
    let second = Post {
        id: 2,
        parent_id: Some(1),
        subtitle: None,
        views: 2,
        bonus: None,
        weight: None,
        ..first.clone()
    };
    first.insert(&db)?;
    second.insert(&db)?;
    Ok((db, first, second))
}

/// Returns the posts after an update of both.
fn after(set: impl FnOnce(relations::Update<Post>) -> relations::Update<Post>) -> Result<[Post; 2]> {
    let (db, ..) = posts()?;
    let mut changed = set(Post::query().change()).returning(&db)?;
    changed.sort_by_key(|post| post.id);
    assert_eq!(Post::query().order_by(Post::ID.asc()).all(&db)?, changed);
    Ok(changed.try_into().expect("two posts"))
}

#[test]
fn numbers_are_computed_as_in_rust() -> Result<()> {
    let [one, two] = after(|posts| posts.set(Post::VIEWS, Post::VIEWS + 1))?;
    assert_eq!((one.views, two.views), (8, 3));
    let [one, two] = after(|posts| posts.set(Post::VIEWS, (Post::VIEWS - 1) * 10 / Post::VIEWS))?;
    assert_eq!((one.views, two.views), (60 / 7, 10 / 2));
    let [one, _] = after(|posts| posts.set(Post::VIEWS, Post::VIEWS - (Post::ID - 1) * Post::VIEWS))?;
    assert_eq!(one.views, 7);
    let [one, two] =
        after(|posts| posts.set(Post::SCORE, Post::SCORE * 2.0 + 0.5).set(Post::SMALL, Post::SMALL / 3))?;
    assert_eq!((one.score, two.score, one.small), (3.5, 3.5, 66));
    let [one, two] = after(|posts| {
        posts.set(Post::VIEWS, Post::ID).set(Post::ID, Post::VIEWS + 100).set(Post::PARENT_ID, None)
    })?;
    assert_eq!((one.views, one.id, two.views, two.id), (2, 102, 1, 107), "of the row as it was before");
    let [one, _] =
        after(|posts| posts.set(Post::VIEWS, Expression::value_of(Post::VIEWS, 100) - Post::VIEWS))?;
    assert_eq!(one.views, 93);
    Ok(())
}

#[test]
fn null_gives_null() -> Result<()> {
    let [one, two] = after(|posts| posts.set(Post::BONUS, Post::BONUS + 1))?;
    assert_eq!((one.bonus, two.bonus), (Some(4), None));
    let [one, two] = after(|posts| posts.set(Post::BONUS, Post::VIEWS * Post::BONUS))?;
    assert_eq!((one.bonus, two.bonus), (Some(21), None));
    let [one, two] =
        after(|posts| posts.set(Post::BONUS, Post::BONUS - Post::VIEWS).set(Post::WEIGHT, Post::SCORE))?;
    assert_eq!((one.bonus, two.bonus, two.weight), (Some(-4), None, Some(1.5)));
    let [one, _] = after(|posts| posts.set(Post::BONUS, Post::VIEWS - 8).set(Post::PARENT_ID, None))?;
    assert_eq!((one.bonus, one.parent_id), (Some(-1), None));
    let [one, two] = after(|posts| posts.set(Post::WEIGHT, Post::WEIGHT / Post::SCORE - Post::WEIGHT))?;
    assert_eq!((one.weight, two.weight), (Some(0.25 / 1.5 - 0.25), None));
    Ok(())
}

#[test]
fn texts_are_joined() -> Result<()> {
    let [one, two] = after(|posts| {
        let title = String::from("'; -- ");
        posts
            .set(Post::TITLE, Post::TITLE + " " + &title + Post::TITLE)
            .set(Post::SUBTITLE, Post::SUBTITLE + "!")
    })?;
    assert_eq!((one.title.as_str(), one.subtitle.as_deref()), ("One '; -- One", Some("more!")));
    assert_eq!((two.title.as_str(), two.subtitle), ("One '; -- One", None));
    let [one, _] = after(|posts| posts.set(Post::SUBTITLE, Post::TITLE + String::from("?")))?;
    assert_eq!(one.subtitle.as_deref(), Some("One?"));
    Ok(())
}

#[test]
fn what_a_column_cannot_hold_is_refused() -> Result<()> {
    let (db, first, _) = posts()?;
    let refused = |update: relations::Update<Post>| update.update(&db).unwrap_err();
    let by_zero = refused(Post::query().set(Post::VIEWS, Post::VIEWS / (Post::VIEWS - Post::VIEWS)));
    assert!(matches!(&by_zero, Error::NotNull { column, .. } if column == "views"), "{by_zero:?}");
    let large = refused(Post::query().set(Post::VIEWS, Post::VIEWS + i64::MAX));
    assert!(matches!(large, Error::WrongType { .. }), "{large:?}");
    assert_eq!(Post::get(&db, first.id)?, first);
    // A smaller type has no limit in the database, but when it is read: then nothing is written.
    let read = Post::query().set(Post::SMALL, Post::SMALL + 100).returning(&db).unwrap_err();
    assert!(matches!(read, Error::Decode { column: "small", .. }), "{read:?}");
    assert_eq!(Post::get(&db, first.id)?, first);
    let mut deep = Expression::from(Post::VIEWS);
    for _ in 0..10_000 {
        deep = deep + 1;
    }
    assert!(matches!(refused(Post::query().set(Post::VIEWS, deep)), Error::Query { .. }));
    let mut deep = Expression::from(Post::VIEWS);
    for _ in 0..40 {
        deep = deep + 1;
    }
    assert_eq!(Post::query().filter(Post::ID.eq(1)).set(Post::VIEWS, deep).returning(&db)?[0].views, 47);
    Ok(())
}

#[test]
fn expressions_are_compared() -> Result<()> {
    let (db, ..) = posts()?;
    let ids =
        |filter: Filter<Post>| Post::query().filter(filter).order_by(Post::ID.asc()).values(&db, Post::ID);
    assert_eq!(ids((Post::VIEWS + Post::ID).gt(4))?, [1]);
    assert_eq!(ids((Post::VIEWS + Post::ID).ge(4))?, [1, 2]);
    assert_eq!(ids((Post::VIEWS * 2).lt(Post::VIEWS + 7))?, [2]);
    assert_eq!(ids((Post::VIEWS * 2).le(Post::VIEWS + 7))?, [1, 2]);
    assert_eq!(ids(Expression::from(Post::VIEWS).eq(Post::ID))?, [2]);
    assert_eq!(ids(Expression::from(Post::VIEWS).ne(Post::ID))?, [1]);
    assert_eq!(ids((Post::BONUS + 1).eq(4))?, [1]);
    assert_eq!(ids((Post::BONUS + 1).ne(4))?, [2], "`None` differs from every `Some`");
    assert_eq!(ids((Post::BONUS + 1).eq(None))?, [2]);
    assert_eq!(ids((Post::BONUS + 1).gt(0))?, [1]);
    assert_eq!(ids(!(Post::BONUS + 1).gt(0))?, [2]);
    assert_eq!(ids((Post::VIEWS - 7).eq(Post::BONUS - 3))?, [1]);
    assert_eq!(ids((Post::TITLE + "!").eq("One!").and((Post::SCORE / 3.0).eq(0.5)))?, [1, 2]);
    // In a condition on related rows, the columns are theirs.
    assert_eq!(ids(Post::REPLIES.any((Post::VIEWS + 1).eq(3)))?, [1]);
    assert_eq!(ids(Post::PARENT.has((Post::VIEWS + 1).eq(8)))?, [2]);
    let changed =
        Post::query().filter(Post::REPLIES.any((Post::VIEWS + 1).eq(3))).set(Post::VIEWS, Post::VIEWS * 5);
    assert_eq!(changed.update(&db)?, 1);
    assert_eq!(Post::get(&db, 1)?.views, 35);
    Ok(())
}

#[test]
fn the_parameters_of_a_relation_and_of_expressions_are_in_one_statement() -> Result<()> {
    let (db, first, second) = posts()?;
    let update =
        first.replies().filter((Post::VIEWS + 1).lt(10)).set(Post::VIEWS, Post::VIEWS * 3 + Post::ID);
    let statement = update.statement()?;
    assert_eq!(
        statement.sql,
        "UPDATE main.\"post\" AS t SET `views` = ((t.\"views\" * +?2) + t.\"id\") \
         WHERE t.\"parent_id\"=+?1 AND (t.\"views\" + +?) < +?"
    );
    assert_eq!(statement.values, [1.into(), 3.into(), 1.into(), 10.into()]);
    assert_eq!(update.returning(&db)?, [Post { views: 8, ..second }]);
    Ok(())
}
