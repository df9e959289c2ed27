//! One row, by its key.

use relations::{Error, Patch, Result, prelude::*};

use super::{Author, AuthorPatch, Motto, Note, NotePatch, Status, library};

#[test]
fn what_is_given_is_written_and_the_row_returned() -> Result<()> {
    let (db, ada, bob) = library()?;
    let patch = AuthorPatch {
        name: Some("Ada L.".into()),
        motto: Some(None),
        status: Some(Status::Published),
        ..AuthorPatch::default()
    };
    let expected = Author { name: "Ada L.".into(), motto: None, status: Status::Published, ..ada.clone() };
    assert_eq!(patch.update(&db, ada.id)?, expected);
    assert_eq!(Author::get(&db, ada.id)?, expected);
    assert_eq!(Author::get(&db, bob.id)?, bob);
    let patch = AuthorPatch {
        mail: Some("b@x".into()),
        age: Some(3),
        motto: Some(Some("Sail".into())),
        ..AuthorPatch::default()
    };
    let expected = Author { email: "b@x".into(), age: Some(3), motto: Some("Sail".into()), ..bob };
    assert_eq!(patch.update(&db, expected.id)?, expected);
    assert_eq!(Motto { motto: "Dig".into() }.update(&db, ada.id)?.motto.as_deref(), Some("Dig"));
    Ok(())
}

#[test]
fn an_empty_patch_reads_the_row() -> Result<()> {
    let (db, ada, _) = library()?;
    let empty = AuthorPatch::default();
    let before = db.total_changes();
    assert_eq!(empty.update(&db, ada.id)?, ada);
    assert_eq!(db.total_changes(), before);
    assert!(matches!(empty.update(&db, 77), Err(Error::NotFound { model: "Author", .. })));
    assert_eq!(empty.update_statement(ada.id)?.sql, Author::query_of_key());
    Ok(())
}

impl Author {
    fn query_of_key() -> &'static str {
        "SELECT `id`,`email`,`name`,`age`,`motto`,`the status` FROM main.\"author\" WHERE `id`=?"
    }
}

#[test]
fn a_row_of_a_composite_key_is_found() -> Result<()> {
    let (db, ada, bob) = library()?;
    let note = Note { book: "A".into(), page: 1, author_id: ada.id, weight: 0.5, big: 7 };
    note.insert(&db)?;
    Note { page: 2, ..note.clone() }.insert(&db)?;
    let patch = NotePatch { author_id: Some(bob.id), weight: 2.5, big: None };
    let expected = Note { author_id: bob.id, weight: 2.5, ..note };
    assert_eq!(patch.update(&db, ("A".to_owned(), 1))?, expected);
    assert_eq!(bob.notes().all(&db)?, [expected]);
    let error = patch.update(&db, ("A".to_owned(), 3)).unwrap_err();
    assert_eq!(error.to_string(), "no `Note` with key (\"A\", 3)");
    let statement = patch.update_statement(("A".to_owned(), 1))?;
    assert!(
        statement.sql.contains("WHERE t.\"book\" = +? AND t.\"page\" = +? RETURNING "),
        "{}",
        statement.sql
    );
    assert_eq!(statement.values, [bob.id.into(), 2.5.into(), "A".to_owned().into(), 1.into()]);
    Ok(())
}

#[test]
fn a_violated_constraint_is_named_and_nothing_written() -> Result<()> {
    let (db, ada, bob) = library()?;
    let note = Note { book: "A".into(), page: 1, author_id: ada.id, weight: 0.5, big: 7 };
    note.insert(&db)?;
    let key = || ("A".to_owned(), 1);
    let taken = AuthorPatch { mail: Some("ada@x".into()), ..AuthorPatch::default() };
    let error = taken.update(&db, bob.id).unwrap_err();
    assert!(matches!(&error, Error::Unique { columns, .. } if columns == &["email"]), "{error:?}");
    let orphan = NotePatch { author_id: Some(77), weight: 1.0, big: None };
    let error = orphan.update(&db, key()).unwrap_err();
    assert!(matches!(&error, Error::MissingParent { key, .. } if key == "id = 77"), "{error:?}");
    let light = NotePatch { author_id: None, weight: -1.0, big: None };
    assert!(matches!(light.update(&db, key()), Err(Error::Check { .. })));
    let large = NotePatch { author_id: None, weight: 1.0, big: Some(u64::MAX) };
    assert!(matches!(large.update(&db, key()), Err(Error::Encode { .. })));
    assert!(matches!(large.update_statement(key()), Err(Error::Encode { .. })));
    assert_eq!((Note::get(&db, key())?, Author::get(&db, bob.id)?), (note, bob));
    assert!(db.is_autocommit());
    Ok(())
}
