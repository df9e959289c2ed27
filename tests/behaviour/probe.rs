//! The probe reports accessors that run in a loop, and where.
#![cfg(feature = "probe")]

use relations::{Load, Model, Result, prelude::*, probe, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
#[many_to_many(tags: Tag, through = "user_tag")]
struct User {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Tag {
    id: i64,
}

#[derive(Load)]
#[load(User)]
struct Page {
    posts: Vec<Post>,
    profile: Option<Profile>,
    tags: Vec<Tag>,
}

fn users() -> Result<(Connection, Vec<User>)> {
    let db = relations::open_in_memory()?;
    schema![User, Post, Profile, Tag].create_all(&db)?;
    let users = User::insert_all(&db, (0..5).map(|_| User::create()))?;
    for user in &users {
        user.posts().create().insert(&db)?;
        user.posts().create().insert(&db)?;
    }
    Ok((db, users))
}

#[test]
fn accessors_in_a_loop_are_reported_with_their_place() -> Result<()> {
    let (db, users) = users()?;
    let line = line!();
    let (done, repeated) = probe::watch(|| -> Result<()> {
        for user in &users {
            user.profile().get(&db)?;
            for post in user.posts().filter(Post::ID.gt(0)).all(&db)? {
                post.user().get(&db)?;
            }
            user.tags().order_by(Tag::ID.asc()).first(&db)?;
        }
        Ok(())
    });
    done?;
    let places: Vec<(&str, &str, usize, u32)> = repeated
        .iter()
        .map(|found| (found.model, found.relation, found.count, found.location.line() - line))
        .collect();
    assert_eq!(
        places,
        [("Post", "user", 10, 5), ("User", "profile", 5, 3), ("User", "posts", 5, 4), ("User", "tags", 5, 7)]
    );
    assert!(repeated[0].location.file().ends_with("probe.rs"));
    let text = repeated[1].to_string();
    assert!(text.ends_with("`User`.`profile` is read 5 times, once for each row: a shape of `User` with a field `profile` loads all of them by one statement"), "{text}");
    Ok(())
}

#[test]
fn shapes_and_single_reads_are_not_reported() -> Result<()> {
    let (db, users) = users()?;
    let (done, repeated) = probe::watch(|| -> Result<usize> {
        users[0].posts().all(&db)?;
        users[1].posts().count(&db)?;
        let pages = Page::query().all(&db)?;
        assert!(pages.iter().all(|page| page.profile.is_none() && page.tags.is_empty()));
        Ok(pages.iter().map(|page| page.posts.len()).sum())
    });
    assert_eq!(done?, 10);
    assert_eq!(repeated, []);
    Ok(())
}

#[test]
fn watches_nest_and_end_with_a_panic() -> Result<()> {
    let (db, users) = users()?;
    let read = || users.iter().try_for_each(|user| user.posts().exists(&db).map(drop));
    let (inner, outer) = probe::watch(|| {
        let (_, inner) = probe::watch(read);
        (inner, read()).0
    });
    assert_eq!(inner.iter().map(|found| found.count).collect::<Vec<_>>(), [5]);
    assert_eq!(outer.iter().map(|found| found.count).collect::<Vec<_>>(), [10]);

    let broken = std::panic::catch_unwind(|| probe::watch(|| panic!("on purpose")).1);
    assert!(broken.is_err());
    let ((), none) = probe::watch(|| ());
    assert_eq!(none, []);
    read()
}
