//! Versions and moments of rows that are written together.

use relations::{Error, Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(lines: Line, order_by(id))]
#[has_many(remarks: Remark, order_by(id))]
#[many_to_many(labels: Label, through = Labelling)]
struct Bill {
    id: i64,
    title: String,
    #[column(version)]
    version: i64,
    #[column(created_at)]
    created_at: i64,
    #[column(updated_at)]
    updated_at: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Line {
    id: i64,
    #[belongs_to(bill: Bill)]
    bill_id: i64,
    text: String,
    #[column(created_at)]
    created_at: i64,
    #[column(version)]
    version: i64,
    #[column(updated_at)]
    updated_at: i64,
}

/// A child that can be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
struct Remark {
    id: i64,
    #[belongs_to(bill: Bill)]
    bill_id: Option<i64>,
    text: String,
    #[column(updated_at)]
    updated_at: i64,
    #[column(version)]
    version: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Label {
    id: i64,
    word: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(bill_id, label_id))]
struct Labelling {
    #[belongs_to(bill: Bill)]
    bill_id: i64,
    #[belongs_to(label: Label)]
    label_id: i64,
    #[column(version)]
    version: i64,
    #[column(created_at)]
    created_at: i64,
}

const SCHEMA: Schema = schema![Bill, Line, Remark, Label, Labelling];

#[derive(Insert)]
#[insert(Bill)]
struct BillForm {
    id: Option<i64>,
    title: String,
    version: Option<i64>,
    lines: Vec<LineForm>,
    remarks: Vec<RemarkForm>,
    labels: Vec<Key<Label>>,
}

#[derive(Insert)]
#[insert(Line)]
struct LineForm {
    id: Option<i64>,
    text: String,
    updated_at: Option<i64>,
}

#[derive(Insert)]
#[insert(Remark)]
struct RemarkForm {
    id: Option<i64>,
    text: String,
}

fn line(id: Option<i64>, text: &str) -> LineForm {
    LineForm { id, text: text.to_owned(), updated_at: None }
}

fn remark(id: Option<i64>, text: &str) -> RemarkForm {
    RemarkForm { id, text: text.to_owned() }
}

/// Opens a database with a bill of three lines and two remarks, whose moments lie far back.
fn database() -> Result<(Connection, Bill)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let labels = Label::insert_all(&db, ["a", "b"].map(|word| Label::create().word(word)))?;
    let form = BillForm {
        id: None,
        title: "Rent".to_owned(),
        version: None,
        lines: ["one", "two", "three"].map(|text| line(None, text)).into(),
        remarks: ["one", "two"].map(|text| remark(None, text)).into(),
        labels: vec![Key::of(&labels[0])],
    };
    let bill = form.insert(&db)?;
    assert!(bill.created_at > 1_700_000_000);
    assert_eq!((bill.version, bill.created_at), (1, bill.updated_at));
    for row in bill.lines().all(&db)? {
        assert_eq!((row.version, row.created_at, row.updated_at), (1, bill.created_at, bill.created_at));
    }
    for row in bill.remarks().all(&db)? {
        assert_eq!((row.version, row.updated_at), (1, bill.created_at));
    }
    let link = Labelling::query().one(&db)?;
    assert_eq!((link.version, link.created_at), (1, bill.created_at));
    db.execute_batch(
        "UPDATE bill SET version = 5, created_at = 1, updated_at = 1;
         UPDATE line SET version = 5, created_at = 1, updated_at = 1;
         UPDATE remark SET version = 5, updated_at = 1;
         UPDATE labelling SET version = 5, created_at = 1",
    )?;
    let bill = Bill::get(&db, bill.id)?;
    Ok((db, bill))
}

#[test]
fn rows_that_are_saved_are_raised_if_they_differ() -> Result<()> {
    let (db, bill) = database()?;
    let form = BillForm {
        id: Some(bill.id),
        title: "Rent".to_owned(),
        version: Some(5),
        // The first is as it was, the second differs, the third goes, and one is new.
        lines: vec![
            LineForm { updated_at: Some(77), ..line(Some(1), "one") },
            line(Some(2), "second"),
            line(None, "new"),
        ],
        remarks: vec![remark(Some(2), "second"), remark(None, "new")],
        labels: [1, 2].map(Key::new).into(),
    };
    let saved = form.save(&db)?;
    // Nothing of the bill itself differs.
    assert_eq!(saved, bill);
    let lines = Line::query().order_by(Line::ID.asc()).all(&db)?;
    let seen: Vec<_> =
        lines.iter().map(|row| (row.id, row.version, row.created_at > 1, row.updated_at > 1)).collect();
    let new = lines[2].id;
    assert_eq!(seen, [(1, 5, false, false), (2, 6, false, true), (new, 1, true, true)]);
    let remarks = Remark::query().order_by(Remark::ID.asc()).all(&db)?;
    let seen: Vec<_> = remarks.iter().map(|row| (row.bill_id, row.version, row.updated_at > 1)).collect();
    // The one that went has been written too.
    assert_eq!(seen, [(None, 6, true), (Some(bill.id), 6, true), (Some(bill.id), 1, true)]);
    let moment = lines[1].updated_at;
    assert!(lines[1..].iter().all(|row| row.updated_at == moment));
    assert!(remarks.iter().all(|row| row.updated_at == moment));
    let pairs = Labelling::query().order_by(Labelling::LABEL_ID.asc()).all(&db)?;
    assert_eq!((pairs[0].version, pairs[0].created_at), (5, 1));
    assert_eq!((pairs[1].version, pairs[1].created_at), (1, moment));
    Ok(())
}

#[test]
fn a_form_with_an_old_version_is_refused() -> Result<()> {
    let (db, bill) = database()?;
    let form = |version: Option<i64>, title: &str| BillForm {
        id: Some(bill.id),
        title: title.to_owned(),
        version,
        lines: Vec::new(),
        remarks: Vec::new(),
        labels: Vec::new(),
    };
    let error = form(Some(4), "Rent of May").save(&db).unwrap_err();
    assert!(matches!(error, Error::Stale { model: "Bill", .. }), "{error:?}");
    assert_eq!((Bill::get(&db, bill.id)?, Line::query().count(&db)?), (bill.clone(), 3));
    let saved = form(Some(5), "Rent of May").save(&db)?;
    assert_eq!((saved.version, saved.created_at), (6, 1));
    assert!(saved.updated_at > 1);
    // A form without the version does not compare, and raises.
    assert_eq!(form(None, "Rent of June").save(&db)?.version, 7);
    Ok(())
}

#[test]
fn children_that_are_synced_are_raised_if_they_differ() -> Result<()> {
    let (db, bill) = database()?;
    let changes = bill.remarks().sync(&db, [remark(Some(1), "one"), remark(Some(2), "second")])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 1, 0));
    let versions: Vec<i64> = Remark::query().order_by(Remark::ID.asc()).values(&db, Remark::VERSION)?;
    assert_eq!(versions, [5, 6]);
    let lines = bill.lines().insert_all(&db, (0..40).map(|nth| line(None, &format!("line {nth}"))))?;
    assert!(lines.iter().all(|row| row.version == 1 && row.created_at == lines[0].updated_at));
    Ok(())
}
