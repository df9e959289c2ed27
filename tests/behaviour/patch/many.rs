//! All rows of a query or of a handle.

use relations::{Error, Result, prelude::*};

use super::{Author, AuthorPatch, Note, NotePatch, library};

#[test]
fn the_rows_of_a_query_are_patched() -> Result<()> {
    let (db, ada, bob) = library()?;
    let patch = AuthorPatch { motto: Some(Some("Weave".into())), ..AuthorPatch::default() };
    assert_eq!(Author::query().filter(Author::AGE.is_null()).patch(&patch).update(&db)?, 1);
    assert_eq!(Author::query().filter(Author::MOTTO.eq("Weave")).count(&db)?, 2);
    let changed = Author::query().patch(&patch).set(Author::NAME, "Both").returning(&db)?;
    assert!(changed.iter().all(|author| author.name == "Both"));
    assert_eq!(changed.len(), 2);
    // What comes last counts.
    let named = AuthorPatch { name: Some("Each".into()), ..AuthorPatch::default() };
    let query = Author::query().filter(Author::ID.eq(ada.id));
    assert_eq!(query.change().set(Author::NAME, "x").patch(&named).returning(&db)?[0].name, "Each");
    assert_eq!(Author::get(&db, bob.id)?.name, "Both");
    Ok(())
}

#[test]
fn an_empty_patch_changes_no_row() -> Result<()> {
    let (db, ..) = library()?;
    let empty = AuthorPatch::default();
    assert_eq!(Author::query().patch(&empty).update(&db)?, 0);
    assert_eq!(Author::query().patch(&empty).returning(&db)?, []);
    let error = Author::query().patch(&empty).statement().unwrap_err();
    assert!(matches!(error, Error::Query { .. }), "{error:?}");
    Ok(())
}

#[test]
fn the_rows_of_a_handle_are_patched() -> Result<()> {
    let (db, ada, bob) = library()?;
    for (page, author) in [(1, &ada), (2, &ada), (3, &bob)] {
        Note { book: "A".into(), page, author_id: author.id, weight: 0.5, big: 7 }.insert(&db)?;
    }
    let patch = NotePatch { author_id: Some(bob.id), weight: 3.0, big: None };
    let mut moved = ada.notes().filter(Note::PAGE.gt(1)).patch(&patch).returning(&db)?;
    assert_eq!((moved.len(), moved.remove(0).page), (1, 2));
    assert_eq!((ada.notes().count(&db)?, bob.notes().count(&db)?), (1, 2));
    let error = ada.notes().patch(&NotePatch { author_id: Some(77), ..patch }).returning(&db).unwrap_err();
    assert!(matches!(error, Error::MissingParent { .. }), "{error:?}");
    assert_eq!(ada.notes().count(&db)?, 1);
    Ok(())
}
