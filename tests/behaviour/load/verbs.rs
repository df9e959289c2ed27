//! The loading verbs of shapes, handles, queries and models.

use relations::{Error, Load, Result, prelude::*};

use super::{
    shapes::{Columns, Counts, Deep, DeepPost, Everything, TagPage},
    world::{Naive, Person, Post, Square, Tag, each, populated},
};

#[test]
fn a_row_by_its_key() -> Result<()> {
    let db = populated(9)?;
    for id in [1, 5, 9] {
        let expected = Everything::naive(&db, Person::get(&db, id)?)?;
        assert_eq!(Everything::get(&db, id)?, expected);
        assert_eq!(Everything::find(&db, id)?, Some(expected));
        assert_eq!(Columns::get(&db, id)?, Columns::naive(&db, Person::get(&db, id)?)?);
    }
    assert_eq!(Everything::find(&db, 10)?, None);
    assert_eq!(Columns::find(&db, 10)?, None);
    for error in [Everything::get(&db, 10).unwrap_err(), Columns::get(&db, 10).unwrap_err()] {
        let Error::NotFound { model, key } = error else { panic!("{error:?}") };
        assert_eq!((model, key.as_str()), ("Person", "key 10"));
    }
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Square)]
struct Corner {
    row: i64,
    tags: Vec<Tag>,
}

#[test]
fn a_row_by_a_key_of_two_columns() -> Result<()> {
    let db = populated(9)?;
    let square = Square::get(&db, (1, "c2".to_owned()))?;
    assert_eq!(Corner::get(&db, (1, "c2".to_owned()))?, Corner { row: 1, tags: square.tags().all(&db)? });
    assert_eq!(Corner::find(&db, (1, "c3".to_owned()))?, None);
    Ok(())
}

#[test]
fn the_first_the_only_and_one_after_the_other() -> Result<()> {
    let db = populated(9)?;
    let latest = || Deep::query().order_by(Person::ID.desc());
    let last = Deep::naive(&db, Person::get(&db, 9)?)?;
    assert_eq!(latest().first(&db)?, Some(last.clone()));
    assert_eq!(latest().offset(1).first(&db)?, Some(Deep::get(&db, 8)?));
    assert_eq!(latest().limit(0).first(&db)?, None);
    assert_eq!(latest().filter(Person::ID.gt(9)).first(&db)?, None);
    assert_eq!(latest().filter(Person::ID.ge(9)).one(&db)?, last);
    assert!(matches!(latest().one(&db), Err(Error::MultipleRows { model: "Person" })));
    assert!(matches!(latest().filter(Person::ID.gt(9)).one(&db), Err(Error::NotFound { .. })));
    assert_eq!((latest().count(&db)?, latest().exists(&db)?), (9, true));

    let mut seen = Vec::new();
    latest().limit(4).for_each(&db, |deep| {
        seen.push(deep);
        Ok(())
    })?;
    assert_eq!(seen, latest().limit(4).all(&db)?);
    let mut emails = Vec::new();
    Columns::query().order_by(Person::ID.asc()).for_each(&db, |row| {
        emails.push(row.email);
        Ok(())
    })?;
    assert_eq!(emails.len(), 9);
    let stopped = latest().for_each(&db, |_| Err(Error::ForeignKeysOff));
    assert!(matches!(stopped, Err(Error::ForeignKeysOff)));
    assert!(db.is_autocommit());
    Ok(())
}

#[test]
fn handles_and_queries() -> Result<()> {
    let db = populated(9)?;
    let person = Person::get(&db, 7)?;
    let posts = person.posts().all(&db)?;
    assert!(posts.len() > 2);
    assert_eq!(person.posts().load::<DeepPost>(&db)?, each(&db, posts)?);
    let filtered = || person.posts().filter(Post::TITLE.eq("1")).order_by(Post::ID.desc()).limit(1);
    assert_eq!(filtered().load::<DeepPost>(&db)?, each(&db, filtered().all(&db)?)?);
    assert_eq!(person.tags().load::<TagPage>(&db)?, each(&db, person.tags().all(&db)?)?);
    assert_eq!(person.following().load::<Counts>(&db)?, each(&db, person.following().all(&db)?)?);
    assert_eq!(person.fellows().load::<Counts>(&db)?, each(&db, person.fellows().all(&db)?)?);
    assert_eq!(person.boss().load::<Deep>(&db)?, each(&db, person.boss().all(&db)?)?);
    assert_eq!(Person::get(&db, 1)?.posts().load::<DeepPost>(&db)?, []);
    assert_eq!(
        person.reports().shape::<Deep>().first(&db)?,
        each::<Deep>(&db, person.reports().all(&db)?)?.into_iter().next()
    );
    Ok(())
}

#[test]
fn models_at_hand() -> Result<()> {
    let db = populated(9)?;
    let [a, b] = [Person::get(&db, 3)?, Person::get(&db, 8)?];
    let (first, second) = (Deep::get(&db, 3)?, Deep::get(&db, 8)?);
    let expected = [second.clone(), first.clone(), second.clone(), second];
    assert_eq!([b.clone(), a.clone(), b.clone(), b.clone()].load::<Deep>(&db)?, expected);
    assert_eq!([a.clone()].load::<Deep>(&db)?, [first]);
    assert_eq!([b.clone(), b.clone()].load::<Person>(&db)?, [b.clone(), b.clone()]);
    assert_eq!([].load::<Deep>(&db)?, []);
    // The fields of a model may be older than the row.
    let stale = Person { name: "another".to_owned(), ..a.clone() };
    assert_eq!([stale].load::<Person>(&db)?, std::slice::from_ref(&a));

    let gone = Person { id: 77, ..a.clone() };
    for error in [[b, gone.clone()].load::<Deep>(&db).unwrap_err(), [gone].load::<Person>(&db).unwrap_err()] {
        assert_eq!(error.to_string(), Person::get(&db, 77).unwrap_err().to_string());
    }
    assert!(db.is_autocommit());

    let squares: Vec<Square> = Square::query().order_by(Square::COLUMN.desc()).all(&db)?;
    let corners = squares.load::<Corner>(&db)?;
    assert_eq!(
        corners.iter().map(|corner| corner.row).collect::<Vec<_>>(),
        squares.iter().map(|s| s.row).collect::<Vec<_>>()
    );
    let none = Square { row: 0, column: "nowhere".to_owned() };
    assert!(matches!([none].load::<Corner>(&db), Err(Error::NotFound { model: "Square", .. })));
    Ok(())
}
