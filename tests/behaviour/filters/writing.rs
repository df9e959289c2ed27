//! Verbs and forms along relations with a filter: they write no row that it leaves out.

use relations::{Error, Insert, Key, Result, prelude::*};

use super::{Club, Post, Status, Tag, User, database, post};

#[test]
fn verbs_write_no_row_that_is_left_out() -> Result<()> {
    let (db, alice, bob) = database()?;
    let mut one = post(&db, &alice, "One", Some(Status::Draft))?;
    let mut two = post(&db, &alice, "Two", Some(Status::Published))?;
    let three = post(&db, &alice, "Three", Some(Status::Draft))?;
    let titles = |user: &User| -> Result<Vec<String>> {
        Ok(user.posts().order_by(Post::ID.asc()).all(&db)?.into_iter().map(|post| post.title).collect())
    };

    assert!(!alice.drafts().remove(&db, &mut two)?);
    assert!(alice.drafts().remove(&db, &mut one)?);
    assert_eq!((one.user_id, titles(&alice)?), (None, vec!["Two".to_owned(), "Three".to_owned()]));
    // Only the foreign key is written: the other columns are those of the row.
    alice.drafts().add(&db, &mut one)?;
    bob.drafts().add(&db, &mut two)?;
    assert_eq!((bob.drafts().count(&db)?, bob.posts().count(&db)?), (0, 1));
    alice.posts().add(&db, &mut two)?;

    let changes = alice.drafts().replace(&db, &mut [three.clone()])?;
    assert_eq!((changes.added, changes.removed), (0, 1));
    assert_eq!(titles(&alice)?, ["Two", "Three"]);
    assert_eq!(alice.drafts().clear(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two"]);

    let new = alice.drafts().create().title("New").insert(&db)?;
    assert_eq!((new.user_id, new.status, alice.drafts().count(&db)?), (Some(alice.id), None, 0));
    post(&db, &alice, "Last", Some(Status::Draft))?;
    assert_eq!(alice.drafts().set(Post::TITLE, "Changed").update(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two", "New", "Changed"]);
    assert_eq!(alice.drafts().delete(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two", "New"]);
    assert_eq!(alice.quiet().limit(1).delete(&db)?, 1);
    assert_eq!(alice.quiet().delete(&db)?, 1);
    Ok(())
}

#[test]
fn links_that_are_left_out_stay() -> Result<()> {
    let (db, alice, _) = database()?;
    let clubs = [true, true, false].map(|open| Club::create().open(open).insert(&db));
    let clubs = clubs.into_iter().collect::<Result<Vec<_>>>()?;
    for (club, role) in clubs.iter().zip(["head", "member", "head"]) {
        alice.clubs().link_with(&db, club, |link| link.role(role))?;
    }
    let led = || alice.led();
    assert_eq!(led().all(&db)?, [clubs[0].clone()]);
    assert_eq!(led().all_with_links(&db)?.len(), 1);
    assert_eq!(
        clubs.iter().map(|club| led().contains(&db, club)).collect::<Result<Vec<_>>>()?,
        [true, false, false]
    );
    assert!(!led().unlink(&db, &clubs[1])?);
    assert!(!led().unlink(&db, &clubs[2])?);
    assert_eq!(User::query().filter(User::LED.any(Club::ID.ge(0))).count(&db)?, 1);
    assert!(led().unlink(&db, &clubs[0])?);
    assert_eq!((led().clear(&db)?, alice.clubs().count(&db)?), (0, 2));

    let tags = ["it's", "new", "old"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;
    let links =
        || -> Result<i64> { Ok(db.query_row("SELECT count(*) FROM user_tag", [], |row| row.get(0))?) };
    assert!(!alice.tags().link(&db, &tags[0])?);
    let changes = alice.tags().set(&db, [&tags[1]])?;
    assert_eq!((changes.added, changes.removed, links()?), (0, 1, 2));
    assert_eq!((alice.tags().clear(&db)?, links()?), (1, 1));
    Ok(())
}

#[test]
fn forms_leave_alone_what_is_left_out() -> Result<()> {
    #[derive(Insert)]
    #[insert(Post)]
    struct PostForm {
        id: Option<i64>,
        title: String,
        status: Option<Status>,
    }

    #[derive(Insert)]
    #[insert(User)]
    struct UserForm {
        id: Option<i64>,
        drafts: Vec<PostForm>,
        tags: Vec<Key<Tag>>,
    }

    let (db, alice, _) = database()?;
    let one = post(&db, &alice, "One", Some(Status::Draft))?;
    let two = post(&db, &alice, "Two", Some(Status::Published))?;
    post(&db, &alice, "Three", Some(Status::Draft))?;
    let tags = ["it's", "new", "old"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;

    let form = |id, title: &str| PostForm { id, title: title.into(), status: Some(Status::Draft) };
    let changes = alice.drafts().sync(&db, [form(Some(one.id), "First"), form(None, "New")])?;
    assert_eq!((changes.added, changes.removed, changes.updated), (1, 1, 1));
    let titles: Vec<String> =
        alice.posts().order_by(Post::ID.asc()).all(&db)?.into_iter().map(|post| post.title).collect();
    assert_eq!(titles, ["First", "Two", "New"]);
    // A row that is left out is none of the rows that a form can name.
    assert!(matches!(alice.drafts().sync(&db, [form(Some(two.id), "Stolen")]), Err(Error::Nested { .. })));

    let whole = UserForm {
        id: Some(alice.id),
        drafts: vec![form(Some(one.id), "Only")],
        tags: vec![Key::of(&tags[1])],
    };
    whole.save(&db)?;
    assert_eq!((alice.drafts().count(&db)?, alice.posts().count(&db)?), (1, 2));
    let links: i64 = db.query_row("SELECT count(*) FROM user_tag", [], |row| row.get(0))?;
    assert_eq!((alice.tags().all(&db)?, links), (vec![tags[1].clone()], 2));
    Ok(())
}
