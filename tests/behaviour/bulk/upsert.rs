//! Upserts: new rows that may exist already.

use relations::{Error, Result, prelude::*};

use super::{Article, Author, Note, Seat, Status, Topic, library};

#[test]
fn a_row_that_is_there_changes_and_keeps_its_key_and_children() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    let new = || Author::create().email("Ada@x").name("Countess").age(37);
    let stored = new().on_conflict(Author::EMAIL).update(Author::NAME).insert(&db)?;
    assert_eq!(stored, Author { name: "Countess".to_owned(), ..ada.clone() });
    let stored = new().on_conflict(Author::EMAIL).update((Author::NAME, Author::AGE)).insert(&db)?;
    assert_eq!(stored, Author { name: "Countess".to_owned(), age: Some(37), ..ada.clone() });
    assert_eq!((Author::get(&db, ada.id)?, Author::query().count(&db)?), (stored, 3));
    assert_eq!((ada.articles().count(&db)?, ada.notes().count(&db)?, ada.topics().count(&db)?), (2, 2, 1));
    Ok(())
}

#[test]
fn a_row_that_is_not_there_is_inserted() -> Result<()> {
    let (db, _) = library()?;
    let new = |email: &str| Author::create().email(email).name("New");
    let one = new("1@x").on_conflict(Author::EMAIL).update(Author::NAME).insert(&db)?;
    let two = new("2@x").on_conflict([Author::EMAIL]).update_all().insert(&db)?;
    let three = new("3@x").on_conflict(Author::EMAIL).ignore().insert(&db)?;
    assert_eq!(
        Author::query().filter(Author::NAME.eq("New")).order_by(Author::ID.asc()).all(&db)?,
        [one, two, three.expect("inserted")]
    );
    Ok(())
}

#[test]
fn a_row_that_is_there_is_ignored() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    let new = Author::create().email("Ada@x").name("Other").age(1);
    assert_eq!(new.on_conflict(Author::EMAIL).ignore().insert(&db)?, None);
    assert_eq!((Author::get(&db, ada.id)?, Author::query().count(&db)?), (ada, 3));
    Ok(())
}

#[test]
fn all_given_columns_change_but_no_key() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    // `views` is not set and stays, though a new row would have 0.
    let new = ada.articles().create().title("Engines").status(Status::Draft);
    let stored = new.on_conflict((Article::AUTHOR_ID, Article::TITLE)).update_all().insert(&db)?;
    assert_eq!((stored.id, stored.status, stored.views), (1, Status::Draft, 10));
    assert_eq!(stored.notes().count(&db)?, 2);
    // The conflict target is the primary key, of one column and of two.
    let new = Article::create().id(1).author_id(ada.id).title("Machines").status(Status::Draft).views(11);
    let stored = new.on_conflict(Article::ID).update_all().insert(&db)?;
    assert_eq!((stored.id, stored.title.as_str(), stored.views), (1, "Machines", 11));
    let seat = || Seat::create().row(1).seat("a").price(12);
    let stored = seat().on_conflict((Seat::SEAT, Seat::ROW)).update_all().insert(&db)?;
    assert_eq!((stored.price, stored.guests().count(&db)?, Seat::query().count(&db)?), (12, 1, 3));
    // Only keys are set: the row is returned as it is stored.
    let same = Topic::create().name("sums").on_conflict(Topic::NAME).update_all().insert(&db)?;
    assert_eq!((same, Topic::query().count(&db)?), (Topic { id: 1, name: "sums".to_owned() }, 2));
    Ok(())
}

#[test]
fn handles_do_what_they_do_for_new_rows() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    let topic = |author: &Author, name: &str| author.topics().create().name(name);
    let sea = topic(&ada, "sea").on_conflict(Topic::NAME).update_all().insert(&db)?;
    assert!(ada.topics().contains(&db, &sea)? && bob.topics().contains(&db, &sea)?);
    assert_eq!(topic(&cy, "sea").on_conflict(Topic::NAME).ignore().insert(&db)?, None);
    let air = topic(&cy, "air").on_conflict(Topic::NAME).ignore().insert(&db)?.expect("a new topic");
    assert_eq!(cy.topics().all(&db)?, [air]);
    Ok(())
}

#[test]
fn only_the_named_key_may_conflict() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    let new = || Author::create().id(ada.id).email("new@x").name("New");
    let error = new().on_conflict(Author::EMAIL).update(Author::NAME).insert(&db).unwrap_err();
    assert!(matches!(&error, Error::Unique { columns, .. } if columns == &["id"]), "{error:?}");
    let error = new().on_conflict(Author::EMAIL).ignore().insert(&db).unwrap_err();
    assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    assert_eq!(Author::get(&db, ada.id)?, ada);

    let error =
        Author::create().email("a@x").name("A").on_conflict(Author::NAME).ignore().insert(&db).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Author` is not known by name: name its key, or columns that are `unique` together"
    );
    let error = ada
        .articles()
        .create()
        .title("T")
        .status(Status::Draft)
        .on_conflict(Article::TITLE)
        .update_all()
        .insert(&db);
    assert!(matches!(error, Err(Error::NotUnique { .. })), "{error:?}");
    let error = new().on_conflict(Author::EMAIL).update(Author::ID).insert(&db).unwrap_err();
    assert!(matches!(error, Error::Query { .. }), "{error:?}");
    let orphan = Note::create().article_id(77).weight(1.0).on_conflict(Note::ID).update_all().insert(&db);
    assert!(matches!(orphan, Err(Error::MissingParent { .. })), "{orphan:?}");
    Ok(())
}

#[test]
fn many_rows_are_inserted_or_changed_or_none() -> Result<()> {
    let (db, [ada, bob, _]) = library()?;
    let row = |email: String, name: &str| {
        Author::create().email(email).name(name).on_conflict(Author::EMAIL).update(Author::NAME)
    };
    let stored = Author::upsert_all(
        &db,
        (0..500).map(|at| row(if at % 250 == 0 { "Ada@x".into() } else { format!("{at}@x") }, "N")),
    )?;
    assert_eq!((stored.len(), stored[0].id, stored[250].id, stored[0].age), (500, ada.id, ada.id, Some(36)));
    assert_eq!(Author::query().count(&db)?, 3 + 498);
    assert_eq!(Author::upsert_all(&db, [row("x".into(), "x")].into_iter().take(0))?, []);

    let rows = [("Bob@x", None), ("new@x", Some(bob.id))].map(|(email, id)| {
        let new = Author::create().email(email).name("Changed");
        let new = match id {
            Some(id) => new.id(id),
            None => new.id(1_000),
        };
        new.on_conflict(Author::EMAIL).update(Author::NAME)
    });
    assert!(matches!(Author::upsert_all(&db, rows), Err(Error::Unique { .. })));
    assert_eq!(Author::get(&db, bob.id)?, bob);
    Ok(())
}

#[test]
fn what_is_stored_but_cannot_be_read_is_undone() -> Result<()> {
    let (db, _) = library()?;
    db.execute_batch(
        "PRAGMA ignore_check_constraints = ON; UPDATE article SET status = 'Lost' WHERE id = 1",
    )?;
    let new = Article::create().author_id(1).title("Engines").status(Status::Draft).views(99);
    let error = new.on_conflict((Article::AUTHOR_ID, Article::TITLE)).update(Article::VIEWS).insert(&db);
    assert!(matches!(error, Err(Error::Decode { .. })), "{error:?}");
    assert_eq!(Article::query().sum(&db, Article::VIEWS)?, 15);
    Ok(())
}
