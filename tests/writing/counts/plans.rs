//! The plans of the statements that saving runs: rows are found by keys and indexes.

use relations::{Insert, Result, prelude::*};

use super::{
    database,
    library::{AnySubject, FullShelf, Library, LibraryForm, NewSubject, VolumeForm},
};

/// Returns the steps that scan a whole table or index of the user's.
fn scans(steps: &[String]) -> Vec<&String> {
    let is_list = |step: &str| step.contains("VIRTUAL TABLE") || step == "SCAN CONSTANT ROW";
    steps.iter().filter(|step| step.starts_with("SCAN") && !is_list(step)).collect()
}

#[test]
fn what_is_saved_is_found_by_keys_and_indexes() -> Result<()> {
    let (db, trace) = database()?;
    let form = |volumes: Vec<VolumeForm>, shelf: Option<i64>, words: &[&str]| LibraryForm {
        id: Some(5),
        name: "changed".to_owned(),
        shelves: vec![FullShelf { id: shelf, name: "shelf".to_owned(), volumes }],
        subjects: words.iter().map(|word| AnySubject::New(NewSubject { word: (*word).to_owned() })).collect(),
    };
    form(vec![VolumeForm { id: None, title: "One".to_owned() }], None, &["a", "b"]).save(&db)?;
    let shelf = Library::get(&db, 5)?.shelves().first(&db)?.expect("it was saved");
    trace.take();
    form(vec![VolumeForm { id: None, title: "Two".to_owned() }], Some(shelf.id), &["c"]).save(&db)?;
    form(Vec::new(), None, &[]).save(&db)?;
    let mut statements: Vec<String> = trace.take().into_iter().map(|ran| ran.sql).collect();
    statements.sort();
    statements.dedup();
    let mut explained = 0;
    for analyzed in [true, false] {
        if !analyzed {
            db.execute_batch("DROP TABLE sqlite_stat1; ANALYZE sqlite_schema")?;
        }
        for sql in &statements {
            let Ok(steps) = crate::plan::plan(&db, sql, &[]) else { continue };
            assert!(scans(&steps).is_empty(), "analyzed {analyzed}: {sql}\n{steps:#?}");
            explained += usize::from(!steps.is_empty());
        }
    }
    println!("{explained} plans of {} statements", statements.len());
    assert!(explained >= 10, "{statements:#?}");
    Ok(())
}
