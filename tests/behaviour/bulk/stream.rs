//! Rows that are read one by one in a loop.

use relations::{Error, Load, Result, prelude::*};

use super::{Article, Author, Note, library};

#[test]
fn rows_come_one_by_one_in_the_order_of_the_query() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    let mut stream = Author::query().order_by(Author::ID.desc()).stream(&db)?;
    let mut found = Vec::new();
    for author in stream.rows()? {
        found.push(author?);
    }
    assert_eq!(found, [cy, bob, ada.clone()]);
    // The stream begins anew, is left in the middle, and its statement is used meanwhile.
    assert_eq!(stream.rows()?.next().transpose()?.map(|author| author.name).as_deref(), Some("Cy"));
    let mut rows = stream.rows()?;
    rows.next().transpose()?;
    assert_eq!(Author::query().order_by(Author::ID.desc()).all(&db)?.len(), 3);
    assert_eq!(rows.count(), 2);
    assert_eq!(ada.articles().filter(Article::VIEWS.gt(5)).stream(&db)?.rows()?.count(), 1);
    Ok(())
}

#[test]
fn rows_are_not_read_before_they_are_asked_for() -> Result<()> {
    let (db, _) = library()?;
    db.execute_batch(
        "PRAGMA ignore_check_constraints = ON; UPDATE article SET status = 'Lost' WHERE id = 3",
    )?;
    let mut stream = Article::query().order_by(Article::ID.asc()).stream(&db)?;
    let mut rows = stream.rows()?;
    assert!(rows.next().transpose()?.is_some() && rows.next().transpose()?.is_some());
    assert!(matches!(rows.next(), Some(Err(Error::Decode { column: "status", .. }))));
    assert!(rows.next().is_none() && rows.next().is_none());
    Ok(())
}

#[test]
fn shapes_are_streamed_too() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Author)]
    struct Name {
        name: String,
    }

    #[derive(Load)]
    #[load(Article)]
    struct Page {
        title: String,
        notes: Vec<Note>,
    }

    let (db, _) = library()?;
    let mut stream =
        Name::query().filter(Author::AGE.is_not_null()).order_by(Author::AGE.asc()).stream(&db)?;
    let names = stream.rows()?.collect::<Result<Vec<_>>>()?;
    assert_eq!(names, [Name { name: "Bob".into() }, Name { name: "Ada".into() }]);
    let mut stream = Page::query().order_by(Article::ID.asc()).stream(&db)?;
    for _ in 0..2 {
        let pages = stream.rows()?.map(|page| page.map(|page| (page.title, page.notes.len())));
        let expected =
            [("Engines", 2), ("Looms", 0), ("Boats", 0)].map(|(title, notes)| (title.to_owned(), notes));
        assert_eq!(pages.collect::<Result<Vec<_>>>()?, expected);
    }
    Ok(())
}
