//! What the fields of one form do to each other's rows, and what triggers do to them meanwhile.

use relations::{
    Error, Insert, Model, Result, Schema, prelude::*, rusqlite::Connection, rusqlite::types::Value, schema,
};

#[derive(Model, Debug, PartialEq)]
#[has_many(comments: Comment)]
#[has_many(posts: Post, inverse = author)]
#[has_many(reviewed: Post, inverse = reviewer)]
struct User {
    id: i64,
    #[unique]
    name: String,
}

#[derive(Model, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(author: User, on_delete = cascade)]
    author_id: i64,
    #[belongs_to(reviewer: User)]
    reviewer_id: Option<i64>,
    title: String,
}

/// A row that goes with its user and with its post.
#[derive(Model, Debug, PartialEq)]
struct Comment {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
}

#[derive(Model, Debug, PartialEq)]
#[has_many(lines: Line)]
struct Order {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(order_id, position))]
struct Line {
    id: i64,
    #[belongs_to(order: Order, on_delete = cascade)]
    order_id: i64,
    /// A row that goes with the one before it.
    #[belongs_to(before: Line, on_delete = cascade)]
    before_id: Option<i64>,
    #[column(check = "position >= 0")]
    position: i64,
    #[column(default = "0")]
    mark: Value,
}

/// A row that refers to a unique column.
#[derive(Model, Debug)]
struct Alias {
    id: i64,
    #[belongs_to(user: User, references = name)]
    user_name: String,
}

const SCHEMA: Schema = schema![User, Post, Comment, Order, Line, Alias];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[derive(Insert)]
#[insert(User)]
struct UserForm {
    id: Option<i64>,
    name: String,
    comments: Vec<CommentForm>,
    posts: Vec<PostForm>,
}

#[derive(Insert)]
#[insert(Comment)]
struct CommentForm {
    id: Option<i64>,
    post_id: i64,
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
    title: String,
}

fn comment(id: Option<i64>) -> CommentForm {
    CommentForm { id, post_id: 1 }
}

fn post(id: Option<i64>, title: &str) -> PostForm {
    PostForm { id, title: title.into() }
}

#[test]
fn a_row_of_one_field_does_not_go_with_a_row_of_another() -> Result<()> {
    let db = database()?;
    let form = |id, comments, posts| UserForm { id, name: "u".into(), comments, posts };
    form(None, vec![], vec![post(None, "A")]).save(&db)?;
    form(Some(1), vec![comment(None)], vec![post(Some(1), "A")]).save(&db)?;
    for named in [Some(1), None] {
        let error = form(Some(1), vec![comment(named)], vec![]).save(&db).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the `Comment` with key 1 went with one that goes, by a referential action or a trigger: name that one too"
        );
        assert_eq!(
            (Post::query().count(&db)?, Comment::query().count(&db)?),
            (1, u64::from(named.is_some()))
        );
        form(Some(1), vec![], vec![post(Some(1), "A")]).save(&db)?;
    }
    Ok(())
}

#[derive(Insert)]
#[insert(User)]
struct Reviewer {
    id: i64,
    name: String,
    posts: Vec<PostForm>,
    reviewed: Vec<ReviewedForm>,
}

#[derive(Insert)]
#[insert(Post)]
struct ReviewedForm {
    id: Option<i64>,
    author: AuthorForm,
    title: String,
}

#[derive(Insert)]
#[insert(User)]
struct AuthorForm {
    id: Option<i64>,
    name: String,
}

#[test]
fn fields_that_name_a_row_say_the_same_of_it() -> Result<()> {
    let db = database()?;
    User::create().name("root").insert(&db)?;
    Post::create().author_id(1).reviewer_id(1).title("A").insert(&db)?;
    let form = |inner: &str, title: &str| Reviewer {
        id: 1,
        name: "root".into(),
        posts: vec![post(Some(1), "A")],
        reviewed: vec![ReviewedForm {
            id: Some(1),
            author: AuthorForm { id: Some(1), name: inner.into() },
            title: title.into(),
        }],
    };
    let before = db.total_changes();
    form("root", "A").save(&db)?;
    assert_eq!(db.total_changes(), before);
    for (form, path) in [(form("inner", "A"), "reviewed[0].author"), (form("root", "B"), "reviewed[0]")] {
        let error = form.save(&db).unwrap_err();
        assert!(matches!(error.cause(), Error::Repeated { .. }), "{error}");
        assert_eq!(error.path(), Some(path));
    }
    assert_eq!(User::get(&db, 1)?.name, "root");
    assert_eq!(Post::get(&db, 1)?.title, "A");
    Ok(())
}

#[derive(Insert)]
#[insert(User)]
struct NewUser {
    name: String,
    posts: Vec<PostForm>,
}

#[test]
fn a_row_that_a_trigger_deletes_does_not_leave_its_rows_to_another() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "CREATE TRIGGER spam AFTER INSERT ON user WHEN new.name LIKE 'spam%' BEGIN
             DELETE FROM user WHERE id = new.id;
         END",
    )?;
    for rows in [3, 20, 200] {
        let name = |row: usize| if row == rows / 2 { format!("spam{row}") } else { format!("u{row}") };
        let new = (0..rows).map(|row| NewUser { name: name(row), posts: vec![post(None, "A")] });
        let error = NewUser::insert_all(&db, new).unwrap_err();
        assert!(matches!(error.cause(), Error::Ignored { .. }), "{error}");
        assert_eq!(error.path(), Some(format!("[{}]", rows / 2).as_str()));
        let error = User::insert_all(&db, (0..rows).map(|row| User::create().name(name(row)))).unwrap_err();
        assert!(matches!(error, Error::Ignored { .. }), "{error}");
        assert_eq!((User::query().count(&db)?, Post::query().count(&db)?), (0, 0));
    }
    Ok(())
}

#[derive(Insert)]
#[insert(Line)]
struct LineForm {
    id: Option<i64>,
    position: i64,
    mark: Value,
}

#[test]
fn rows_change_places_where_a_check_takes_no_negative_number() -> Result<()> {
    let db = database()?;
    let order = Order::create().insert(&db)?;
    let form = |id, position| LineForm { id, position, mark: Value::Integer(0) };
    order.lines().sync(&db, [form(None, 0), form(None, 1), form(None, 2)])?;
    let positions = || -> Result<Vec<i64>> {
        let lines = order.lines().order_by(Line::ID.asc()).all(&db)?;
        Ok(lines.into_iter().map(|line| line.position).collect())
    };
    for places in [[1, 2, 0], [2, 1, 0], [0, 1, 2]] {
        order.lines().sync(&db, (1..).zip(places).map(|(id, position)| form(Some(id), position)))?;
        assert_eq!(positions()?, places);
    }
    Ok(())
}

#[test]
fn a_column_of_any_type_tells_an_integer_from_a_number() -> Result<()> {
    let db = database()?;
    let order = Order::create().insert(&db)?;
    let form = |id, mark| LineForm { id, position: 0, mark };
    order.lines().sync(&db, [form(None, Value::Integer(1))])?;
    for (mark, updated) in
        [(Value::Integer(1), 0), (Value::Real(1.0), 1), (Value::Real(1.0), 0), (Value::Text("1".into()), 1)]
    {
        assert_eq!(order.lines().sync(&db, [form(Some(1), mark.clone())])?.updated, updated, "{mark:?}");
        assert_eq!(Line::get(&db, 1)?.mark, mark);
    }
    Ok(())
}

#[test]
fn the_rows_that_refer_to_a_changed_column_are_told() -> Result<()> {
    let db = database()?;
    User::create().name("old").insert(&db)?;
    Alias::create().user_name("old").insert(&db)?;
    let error = AuthorForm { id: Some(1), name: "new".into() }.save(&db).unwrap_err();
    assert!(matches!(error.cause(), Error::ChildrenRemain { .. }), "{error:?}");
    assert_eq!(User::get(&db, 1)?.name, "old");
    Ok(())
}

#[test]
fn replace_keeps_what_is_to_stay() -> Result<()> {
    let db = database()?;
    let order = Order::create().insert(&db)?;
    let first = order.lines().create().position(0).insert(&db)?;
    let second = order.lines().create().position(1).before_id(first.id).insert(&db)?;
    let error = order.lines().replace(&db, &mut [second.clone()]).unwrap_err();
    assert!(error.to_string().starts_with("the `Line` with key 2 went with one that goes"), "{error}");
    assert_eq!(order.lines().all(&db)?, [first.clone(), second]);
    let changes = order.lines().replace(&db, &mut [first])?;
    assert_eq!((changes.removed, order.lines().count(&db)?), (1, 1));
    Ok(())
}
