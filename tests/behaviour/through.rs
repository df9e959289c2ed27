//! `has_many(… through = …)`: rows two hops away, each once, for reading.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

/// A model with relations of two hops of each kind.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(country: Country, key(country_id))]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
#[many_to_many(groups: Group, through = "members")]
#[has_many(comments: Comment, through = posts)]
#[has_many(commenters: User, through = comments, source = author)]
#[has_many(notes: Note, through = groups, order_by(text desc))]
#[has_many(compatriots: User, through = country, source = users)]
#[has_many(peers: User, through = groups, source = members)]
#[has_many(visits: Visit, through = profile)]
#[has_many(written: Comment, inverse = author)]
pub struct User {
    id: i64,
    name: String,
    country_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(users: User)]
#[has_many(comments: Comment, through = posts)]
#[has_many(posts: Post, through = users)]
pub struct Country {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(visits: Visit)]
pub struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Visit {
    id: i64,
    #[belongs_to(profile: Profile, on_delete = cascade)]
    profile_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
    #[belongs_to(author: User)]
    author_id: Option<i64>,
    text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: User, through = "members")]
#[has_many(notes: Note)]
pub struct Group {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    id: i64,
    #[belongs_to(group: Group, on_delete = cascade)]
    group_id: i64,
    text: String,
}

const SCHEMA: Schema = schema![User, Country, Post, Profile, Visit, Comment, Group, Note];

fn database() -> Result<(Connection, [User; 3])> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let user = |name| User::create().name(name).insert(&db);
    let users = [user("Ada")?, user("Bob")?, user("Cleo")?];
    Ok((db, users))
}

fn by_id(db: &Connection, users: impl relations::Select<Model = User, Shape = User>) -> Result<Vec<User>> {
    users.order_by(User::ID.asc()).all(db)
}

#[test]
fn children_of_children() -> Result<()> {
    let (db, [ada, bob, cleo]) = database()?;
    let posts = [ada.posts().create().insert(&db)?, ada.posts().create().insert(&db)?];
    let other = bob.posts().create().insert(&db)?;
    let mut expected = Vec::new();
    for (post, text) in posts.iter().zip(["x", "y"]) {
        expected.push(post.comments().create().text(text).insert(&db)?);
    }
    let his = other.comments().create().text("z").insert(&db)?;
    assert_eq!(ada.comments().order_by(Comment::ID.asc()).all(&db)?, expected);
    assert_eq!(bob.comments().all(&db)?, [his]);
    assert_eq!(cleo.comments().all(&db)?, []);
    assert!(!cleo.comments().exists(&db)?);

    ada.delete(&db)?;
    assert_eq!(ada.comments().count(&db)?, 0);
    Ok(())
}

#[test]
fn filters_counts_orders_and_limits_narrow_the_way() -> Result<()> {
    let (db, [ada, bob, _]) = database()?;
    let post = ada.posts().create().insert(&db)?;
    for text in ["a", "c", "b"] {
        post.comments().create().text(text).insert(&db)?;
    }
    bob.posts().create().insert(&db)?.comments().create().text("a").insert(&db)?;
    let texts = |comments: Vec<Comment>| comments.into_iter().map(|comment| comment.text).collect::<String>();
    assert_eq!(texts(ada.comments().order_by(Comment::TEXT.desc()).all(&db)?), "cba");
    assert_eq!(
        texts(ada.comments().filter(Comment::TEXT.ne("c")).order_by(Comment::TEXT.asc()).all(&db)?),
        "ab"
    );
    assert_eq!(texts(ada.comments().order_by(Comment::TEXT.asc()).limit(1).offset(1).all(&db)?), "b");
    assert_eq!(ada.comments().filter(Comment::TEXT.eq("a")).count(&db)?, 1);
    assert_eq!(ada.comments().limit(2).count(&db)?, 2);
    assert_eq!(ada.comments().filter(Comment::TEXT.eq("b")).one(&db)?.post_id, post.id);
    assert!(matches!(ada.comments().one(&db), Err(Error::MultipleRows { model: "Comment" })));
    // An alternative must not lead out of the path.
    let either = Comment::TEXT.eq("a").or(Comment::TEXT.eq("b"));
    assert_eq!(ada.comments().filter(either).count(&db)?, 2);
    Ok(())
}

#[test]
fn a_row_that_several_ways_lead_to_comes_once() -> Result<()> {
    let (db, [ada, bob, cleo]) = database()?;
    for _ in 0..2 {
        let post = ada.posts().create().insert(&db)?;
        for author in [&bob, &bob, &cleo] {
            post.comments().create().author_id(author.id).text("x").insert(&db)?;
        }
        post.comments().create().text("anonymous").insert(&db)?;
    }
    assert_eq!(ada.comments().count(&db)?, 8);
    assert_eq!(by_id(&db, ada.commenters())?, [bob.clone(), cleo]);
    assert_eq!(ada.commenters().count(&db)?, 2);
    assert_eq!(ada.commenters().limit(1).count(&db)?, 1);
    assert_eq!(bob.commenters().count(&db)?, 0);
    Ok(())
}

#[test]
fn children_of_linked_rows_in_the_declared_order() -> Result<()> {
    let (db, [ada, bob, _]) = database()?;
    let groups = [ada.groups().create().insert(&db)?, ada.groups().create().insert(&db)?];
    for (group, text) in [(0, "b"), (1, "c"), (0, "a")] {
        groups[group].notes().create().text(text).insert(&db)?;
    }
    bob.groups().create().insert(&db)?.notes().create().text("d").insert(&db)?;
    let texts: Vec<String> = ada.notes().all(&db)?.into_iter().map(|note| note.text).collect();
    assert_eq!(texts, ["c", "b", "a"]);
    assert_eq!(
        ada.notes().order_by(Note::TEXT.asc()).first(&db)?.map(|note| note.text).as_deref(),
        Some("a")
    );
    assert!(ada.groups().unlink(&db, &groups[1])?);
    assert_eq!(ada.notes().count(&db)?, 2);
    Ok(())
}

#[test]
fn rows_linked_to_linked_rows() -> Result<()> {
    let (db, [ada, bob, cleo]) = database()?;
    for _ in 0..2 {
        let group = ada.groups().create().insert(&db)?;
        group.members().link(&db, &bob)?;
    }
    cleo.groups().create().insert(&db)?;
    assert_eq!(by_id(&db, ada.peers())?, [ada.clone(), bob.clone()], "herself, whom her groups have too");
    assert_eq!(ada.peers().filter(User::ID.ne(ada.id)).all(&db)?, [bob]);
    assert_eq!(cleo.peers().all(&db)?, [cleo]);
    Ok(())
}

#[test]
fn children_of_the_parent() -> Result<()> {
    let (db, [mut ada, mut bob, cleo]) = database()?;
    let country = Country::create().insert(&db)?;
    assert_eq!(ada.compatriots().all(&db)?, []);
    User::COUNTRY.set(&db, &mut ada, &country)?;
    country.users().add(&db, &mut bob)?;
    assert_eq!(by_id(&db, ada.compatriots())?, [ada.clone(), bob]);
    assert_eq!(cleo.compatriots().count(&db)?, 0, "without a country there are no compatriots");
    Ok(())
}

#[test]
fn children_of_the_only_child() -> Result<()> {
    let (db, [ada, bob, _]) = database()?;
    let profile = ada.profile().create().insert(&db)?;
    let visit = profile.visits().create().insert(&db)?;
    assert_eq!(ada.visits().all(&db)?, [visit]);
    assert_eq!(bob.visits().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_way_can_go_on_through_another_way() -> Result<()> {
    let (db, [ada, bob, cleo]) = database()?;
    let country = Country::create().insert(&db)?;
    for user in [&ada, &bob] {
        country.users().add(&db, &mut user.clone())?;
    }
    for user in [&ada, &bob, &cleo] {
        user.posts().create().insert(&db)?.comments().create().text(user.name.as_str()).insert(&db)?;
    }
    assert_eq!(country.posts().count(&db)?, 2);
    let mut texts = Vec::new();
    country.comments().order_by(Comment::TEXT.asc()).for_each(&db, |comment| {
        texts.push(comment.text);
        Ok(())
    })?;
    assert_eq!(texts, ["Ada", "Bob"]);
    Ok(())
}
