//! Databases whose content violates what the models declare.

use relations::{Error, Load, Result, prelude::*, rusqlite::Connection};

use super::{
    shapes::{DeepPost, Everything, Role},
    world::{Person, Post, Profile, populated},
};

#[derive(Load, Debug, PartialEq)]
#[load(Post)]
struct Written {
    title: String,
    author: Person,
    reviewer: Option<Person>,
}

/// Creates a database whose foreign keys were not enforced.
fn broken(sql: &str) -> Result<Connection> {
    let db = populated(9)?;
    db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON"))?;
    Ok(db)
}

#[test]
fn a_missing_parent_behind_a_required_key() -> Result<()> {
    let db = broken("UPDATE post SET author_id = 77 WHERE id = 2")?;
    let results = [
        Written::query().all(&db).unwrap_err(),
        Written::query().filter(Post::ID.le(3)).all(&db).unwrap_err(),
        Written::get(&db, 2).unwrap_err(),
        Written::query().first(&db).and(Written::find(&db, 2)).unwrap_err(),
        DeepPost::get(&db, 2).unwrap_err(),
        [Post::get(&db, 2)?].load::<Written>(&db).unwrap_err(),
    ];
    for error in results {
        assert_eq!(error.to_string(), "`Post`.`author` leads to one row, but there is no row for key 77");
        let Error::Cardinality { model, relation, key, several } = error else { panic!("{error:?}") };
        assert_eq!((model, relation, key.as_str(), several), ("Post", "author", "77", false));
    }
    assert!(db.is_autocommit());
    assert_eq!(Written::get(&db, 1)?.author.id, Post::get(&db, 1)?.author_id);
    Ok(())
}

#[test]
fn a_missing_parent_by_a_text_key() -> Result<()> {
    let db =
        broken("UPDATE membership SET club_slug = 'no \"club\"' WHERE role = 'founder' AND person_id = 4")?;
    let error = Role::query().all(&db).unwrap_err();
    let Error::Cardinality { model, relation, key, several } = error else { panic!("{error:?}") };
    assert_eq!((model, relation, several), ("Membership", "club", false));
    assert!(key.contains("no \\\"club\\\"") || key.contains("no \"club\""), "{key}");
    Ok(())
}

#[test]
fn a_missing_parent_behind_a_key_that_may_be_null_is_none() -> Result<()> {
    let db = broken("UPDATE post SET reviewer_id = 77 WHERE id = 2")?;
    assert_eq!(Written::get(&db, 2)?.reviewer, None);
    assert_eq!(Written::query().all(&db)?.len(), usize::try_from(Post::query().count(&db)?).expect("a few"));
    Ok(())
}

#[test]
fn links_to_rows_that_are_gone_lead_nowhere() -> Result<()> {
    let db = broken("DELETE FROM tag WHERE id = 3; DELETE FROM post WHERE id = 2")?;
    for (page, person) in Everything::query().all(&db)?.iter().zip(Person::query().all(&db)?) {
        assert_eq!(page.tags, person.tags().all(&db)?);
        assert_eq!(page.comments, person.comments().all(&db)?);
        assert_eq!(page.fellows, person.fellows().all(&db)?);
    }
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Profiled {
    profile: Option<Profile>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct DeepProfiled {
    profile: Option<Back>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Profile)]
struct Back {
    person: Person,
}

#[test]
fn two_rows_where_there_is_one() -> Result<()> {
    let db = broken(
        "DROP TABLE profile; CREATE TABLE profile (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, bio TEXT NOT NULL);
         INSERT INTO profile VALUES (1, 1, 'a'), (2, 5, 'b'), (3, 5, 'c')",
    )?;
    for error in [
        Profiled::query().all(&db).unwrap_err(),
        Profiled::get(&db, 5).unwrap_err(),
        Profiled::query().filter(Person::ID.gt(2)).all(&db).unwrap_err(),
        DeepProfiled::query().all(&db).unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            "`Person`.`profile` leads to one row, but there are several rows for key 5"
        );
        assert!(matches!(error, Error::Cardinality { several: true, .. }));
    }
    assert!(db.is_autocommit());
    assert_eq!(Profiled::get(&db, 1)?.profile.map(|profile| profile.bio), Some("a".to_owned()));
    Ok(())
}

#[test]
fn values_of_another_type() -> Result<()> {
    let db = broken(
        "DROP TABLE post; CREATE TABLE post (id INTEGER PRIMARY KEY, author_id, reviewer_id, title);
         INSERT INTO post VALUES (1, 1, NULL, 'a'), (2, 2, NULL, x'00')",
    )?;
    let found = |error: Error, column: &str| {
        let Error::Decode { model, table, column: named, .. } = error else { panic!("{error:?}") };
        assert_eq!((model, table, named), ("Post", "post", column));
    };
    found(Everything::query().all(&db).unwrap_err(), "title");
    found(Written::query().all(&db).unwrap_err(), "title");
    found(Written::get(&db, 2).unwrap_err(), "title");
    assert!(db.is_autocommit());
    db.execute_batch("UPDATE post SET title = 'b', reviewer_id = 1.5 WHERE id = 2")?;
    found(Everything::query().all(&db).unwrap_err(), "reviewer_id");
    assert!(db.is_autocommit());
    Ok(())
}

#[test]
fn a_table_that_is_missing() -> Result<()> {
    let db = broken("DROP TABLE post")?;
    let error = Everything::query().all(&db).unwrap_err();
    assert!(matches!(error, Error::Mapping { model: "Post", table: "post", column: None, .. }), "{error:?}");
    assert!(db.is_autocommit());
    Ok(())
}
