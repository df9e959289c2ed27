//! `ChildrenRemain`: rows that still refer to the row to delete or change.

use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::{assert_message, fails};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(books: Book)]
#[has_many(drafts: Draft)]
#[has_many(written: Review, inverse = author)]
#[has_many(checked: Review, inverse = reviewer)]
#[many_to_many(clubs: Club, through = Membership)]
#[has_one(desk: Desk)]
pub struct Author {
    id: i64,
    #[unique]
    number: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Book {
    id: i64,
    #[belongs_to(author: Author)]
    author_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(notes: Note)]
pub struct Draft {
    id: i64,
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    id: i64,
    #[belongs_to(draft: Draft, on_delete = restrict)]
    draft_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Review {
    id: i64,
    #[belongs_to(author: Author, references = number, on_delete = restrict)]
    author_number: Option<i64>,
    #[belongs_to(reviewer: Author, on_delete = restrict)]
    reviewer_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(drawers: Drawer)]
pub struct Desk {
    id: i64,
    #[unique]
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Drawer {
    id: i64,
    #[belongs_to(desk: Desk)]
    desk_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Club {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(author_id, club_id))]
#[has_many(fees: Fee)]
pub struct Membership {
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
    #[belongs_to(club: Club, on_delete = cascade)]
    club_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(membership: Membership, key(author_id, club_id))]
pub struct Fee {
    id: i64,
    author_id: i64,
    club_id: i64,
}

const SCHEMA: Schema = schema![Author, Book, Draft, Note, Review, Desk, Drawer, Club, Membership, Fee];

fn authors() -> relations::Result<(Connection, Author)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Author::create().number(10).insert(&db)?;
    let author = Author::create().number(20).insert(&db)?;
    Ok((db, author))
}

#[track_caller]
fn assert_remain(error: &Error, of: &str, (by, name): (&str, &str), many: i64) {
    let Error::ChildrenRemain { parent, child, relation, count, .. } = error else {
        panic!("expected ChildrenRemain, got {error:?}")
    };
    assert_eq!((parent.as_str(), child.as_str(), relation.as_str(), *count), (of, by, name, many));
    assert_message(error, &format!("`{of}` still has {many} row(s) of `{by}` referring to it by `{name}`"));
}

#[test]
fn deleting_a_parent_without_an_action_is_reported_by_its_accessor() -> relations::Result<()> {
    let (db, author) = authors()?;
    for _ in 0..3 {
        author.books().create().insert(&db)?;
    }
    assert_remain(&fails(&db, |db| author.delete(db))?, "author", ("book", "books"), 3);
    author.books().clear(&db)?;
    author.delete(&db)
}

#[test]
fn children_that_restrict_are_reported_even_through_a_cascade() -> relations::Result<()> {
    let (db, author) = authors()?;
    author.drafts().create().insert(&db)?;
    let draft = author.drafts().create().insert(&db)?;
    let note = draft.notes().create().insert(&db)?;
    assert_remain(&fails(&db, |db| draft.delete(db))?, "draft", ("note", "notes"), 1);
    let deeper = fails(&db, |db| author.delete(db))?;
    assert!(
        matches!(&deeper, Error::ChildrenRemain { parent, child, count: 1, .. } if parent == "draft" && child == "note"),
        "{deeper:?}"
    );
    assert_remain(&fails(&db, |db| author.drafts().clear(db))?, "draft", ("note", "notes"), 1);
    assert_remain(&fails(&db, |db| author.drafts().replace(db, &mut []))?, "draft", ("note", "notes"), 1);
    note.delete(&db)?;
    author.delete(&db)?;
    assert_eq!(Draft::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn with_two_relations_between_the_same_models_the_right_one_is_reported() -> relations::Result<()> {
    let (db, author) = authors()?;
    let review = author.checked().create().insert(&db)?;
    assert_remain(&fails(&db, |db| author.delete(db))?, "author", ("review", "checked"), 1);
    review.delete(&db)?;
    author.written().create().insert(&db)?;
    assert_remain(&fails(&db, |db| author.delete(db))?, "author", ("review", "written"), 1);
    Ok(())
}

#[test]
fn changing_a_key_that_children_refer_to_is_reported() -> relations::Result<()> {
    let (db, author) = authors()?;
    author.written().create().insert(&db)?;
    author.written().create().insert(&db)?;
    let mut renumbered = Author { number: 30, ..author };
    let error = fails(&db, |db| renumbered.update(db))?;
    let Error::ChildrenRemain { parent, child, count, .. } = &error else {
        panic!("expected ChildrenRemain, got {error:?}")
    };
    assert_eq!((parent.as_str(), child.as_str(), *count), ("author", "review", 2));
    Ok(())
}

#[test]
fn replacing_a_row_that_others_refer_to_is_reported() -> relations::Result<()> {
    let (db, author) = authors()?;
    let mut spare = Author::get(&db, 1)?.desk().create().insert(&db)?;
    let desk = author.desk().create().insert(&db)?;
    desk.drawers().create().insert(&db)?;
    assert_remain(&fails(&db, |db| author.desk().clear(db))?, "desk", ("drawer", "drawers"), 1);
    assert_remain(&fails(&db, |db| author.desk().set(db, &mut spare))?, "desk", ("drawer", "drawers"), 1);
    assert_eq!(spare.author_id, 1);
    assert_remain(&fails(&db, |db| author.desk().replace().insert(db))?, "desk", ("drawer", "drawers"), 1);
    Ok(())
}

#[test]
fn unlinking_a_pair_that_others_refer_to_is_reported() -> relations::Result<()> {
    let (db, author) = authors()?;
    let (chess, go) = (Club::create().insert(&db)?, Club::create().insert(&db)?);
    let link = author.clubs().link_with(&db, &chess, |link| link)?;
    author.clubs().link(&db, &go)?;
    link.fees().create().insert(&db)?;
    let fees = ("fee", "fees");
    assert_remain(&fails(&db, |db| author.clubs().unlink(db, &chess))?, "membership", fees, 1);
    assert_remain(&fails(&db, |db| author.clubs().clear(db))?, "membership", fees, 1);
    assert_remain(&fails(&db, |db| author.clubs().set(db, [&go]))?, "membership", fees, 1);
    assert!(author.clubs().unlink(&db, &go)?);
    Ok(())
}

#[test]
fn children_of_a_table_that_no_model_maps_are_reported_by_their_columns() -> relations::Result<()> {
    let (db, author) = authors()?;
    db.execute_batch(
        "CREATE TABLE \"their own\" (\"the author\" INTEGER REFERENCES Author);
         INSERT INTO \"their own\" VALUES (2), (2)",
    )?;
    let error = fails(&db, |db| author.delete(db))?;
    assert_remain(&error, "author", ("their own", "the author"), 2);
    Ok(())
}
