//! The statements of patches: their number, and that each is compiled once.

use relations::{Patch, Result, prelude::*};

use super::{Author, AuthorPatch, library};
use crate::trace::trace;

#[test]
fn a_patch_is_one_statement() -> Result<()> {
    let (mut db, ada, bob) = library()?;
    let trace = trace(&mut db)?;
    let sent = || trace.take().into_iter().map(|ran| ran.sql).collect::<Vec<_>>();
    let patch = AuthorPatch { name: Some("x".into()), motto: Some(None), ..AuthorPatch::default() };
    patch.update(&db, ada.id)?;
    let statements = sent();
    assert_eq!(statements.len(), 1, "{statements:#?}");
    assert!(statements[0].starts_with("UPDATE") && statements[0].contains("RETURNING"));

    AuthorPatch::default().update(&db, ada.id)?;
    let statements = sent();
    assert!(statements.len() == 1 && statements[0].starts_with("SELECT"), "{statements:#?}");

    Author::query().patch(&patch).update(&db)?;
    Author::query().patch(&patch).returning(&db)?;
    assert_eq!(sent().len(), 2);
    Author::query().patch(&AuthorPatch::default()).update(&db)?;
    Author::query().change().set_some(Author::NAME, None::<&str>).update(&db)?;
    Author::query().change().returning(&db)?;
    assert_eq!(sent(), [""; 0]);

    relations::transaction(&db, |db| patch.update(db, bob.id))?;
    let statements = sent();
    let words: Vec<&str> = statements.iter().filter_map(|sql| sql.split(' ').next()).collect();
    assert_eq!(words, ["BEGIN", "SAVEPOINT", "UPDATE", "RELEASE", "COMMIT"]);
    Ok(())
}

#[test]
fn a_patch_is_compiled_once_for_all_values() -> Result<()> {
    let (mut db, ..) = library()?;
    for number in 0..200 {
        Author::create().email(format!("{number}@y")).name("N").age(number % 7).insert(&db)?;
    }
    db.execute_batch("CREATE INDEX by_age ON author(age); CREATE INDEX by_name ON author(name); ANALYZE")?;
    let trace = trace(&mut db)?;
    for number in 1..60_i64 {
        let patch =
            AuthorPatch { name: Some(format!("{number}")), age: Some(number), ..AuthorPatch::default() };
        patch.update(&db, number)?;
        let some = Author::query().filter((Author::AGE + Author::ID).gt(number));
        some.set(Author::AGE, Author::AGE * 2 - number).update(&db)?;
        Author::query()
            .filter(Author::NAME.contains(format!("{number}%")))
            .set(Author::AGE, number)
            .returning(&db)?;
    }
    let ran = trace.take();
    assert_eq!(ran.len(), 3 * 59);
    let last = &ran[ran.len() - 3..];
    assert!(last.iter().all(|ran| ran.runs == 59 && ran.prepared_anew == 0), "{last:#?}");
    Ok(())
}
