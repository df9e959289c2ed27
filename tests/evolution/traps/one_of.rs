//! A `one_of` that is added, removed, or that the database spells in another way.

use relations::{
    Model, Schema,
    evolution::{Consent, Refusal},
    schema,
};

use crate::steps::{database, refusal, rows, texts};

#[derive(Model)]
pub struct Post {
    id: i64,
}

#[derive(Model)]
pub struct Photo {
    id: i64,
}

/// The comments before they had one subject.
mod before {
    use relations::Model;

    use super::{Photo, Post};

    #[derive(Model)]
    pub struct Comment {
        id: i64,
        #[belongs_to(post: Post)]
        post_id: Option<i64>,
        #[belongs_to(photo: Photo)]
        photo_id: Option<i64>,
    }
}

#[derive(Model)]
#[one_of(subject: Subject, post, photo)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

const BEFORE: Schema = schema![Post, Photo, before::Comment];
const AFTER: Schema = schema![Post, Photo, Comment];

const ROWS: &str = "INSERT INTO post VALUES (1); INSERT INTO photo VALUES (1); INSERT INTO comment VALUES (1, 1, NULL), (2, NULL, 1)";

#[test]
fn a_one_of_is_added_where_each_row_has_one_and_removed_again() -> relations::Result<()> {
    let mut db =
        database(&format!("{}; {ROWS}; INSERT INTO comment VALUES (3, 1, 1), (4, NULL, NULL)", BEFORE.ddl()));
    assert!(AFTER.verify(&db).is_err());
    let plan = AFTER.plan(&db)?;
    // SQLite before 3.53 adds a check by a rebuild.
    let texts: Vec<String> =
        texts(&plan).into_iter().map(|text| text.replace(", by a rebuild", "")).collect();
    assert_eq!(
        texts,
        [
            "add to `comment` the check `(\"post_id\" IS NOT NULL) + (\"photo_id\" IS NOT NULL) = 1` (the database does not have \
             it): needs data: 2 row(s) do not pass it"
        ]
    );
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    db.execute_batch("DELETE FROM comment WHERE id > 2")?;
    AFTER.plan(&db)?.apply(&mut db, Consent::None)?;
    AFTER.verify(&db)?;
    assert_eq!(rows(&db, "SELECT * FROM comment"), ["1|1|NULL", "2|NULL|1"]);
    assert!(db.execute("INSERT INTO comment VALUES (3, 1, 1)", []).is_err());
    let plan = BEFORE.plan(&db)?;
    assert_eq!(plan.changes().len(), 1);
    plan.apply(&mut db, Consent::Destructive)?;
    db.execute("INSERT INTO comment VALUES (3, 1, 1)", [])?;
    BEFORE.verify(&db)
}

#[test]
fn another_spelling_is_no_change() -> relations::Result<()> {
    for check in [
        "(post_id IS NULL) <> (photo_id IS NULL)",
        "(post_id IS NULL AND photo_id IS NOT NULL) OR (photo_id ISNULL AND post_id NOTNULL)",
        "(CASE WHEN post_id IS NULL THEN 0 ELSE 1 END) + (photo_id IS NOT NULL) = 1",
    ] {
        let ours = "CHECK ((\"post_id\" IS NOT NULL) + (\"photo_id\" IS NOT NULL) = 1)";
        let ddl = AFTER.ddl();
        assert!(ddl.contains(ours), "{ddl}");
        let db = database(&ddl.replace(ours, &format!("CHECK ({check})")));
        AFTER.verify(&db)?;
        assert!(BEFORE.verify(&db).is_err());
    }
    // One that lets in none is another.
    let db = database(&AFTER.ddl().replace("= 1)", "<= 1)"));
    assert!(AFTER.verify(&db).is_err());
    Ok(())
}
