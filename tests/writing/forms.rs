//! Forms: rows that are saved together with the rows in their fields.

use relations::{Error, Insert, Key, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(lines: Line, order_by(position))]
#[has_many(notes: Note)]
#[has_one(seal: Seal)]
#[many_to_many(tags: Tag, through = "invoice_tag")]
pub struct Invoice {
    pub id: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(invoice_id, position))]
#[has_many(parts: Part)]
pub struct Line {
    pub id: i64,
    #[belongs_to(invoice: Invoice, on_delete = cascade)]
    pub invoice_id: i64,
    pub position: i64,
    pub text: String,
    #[column(default = "1")]
    pub amount: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Part {
    pub id: i64,
    #[belongs_to(line: Line, on_delete = cascade)]
    pub line_id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    #[belongs_to(invoice: Invoice)]
    pub invoice_id: Option<i64>,
    pub text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Seal {
    pub id: i64,
    #[unique]
    #[belongs_to(invoice: Invoice, on_delete = cascade)]
    pub invoice_id: i64,
    pub colour: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(invoices: Invoice, through = "invoice_tag")]
pub struct Tag {
    pub id: i64,
    #[unique]
    pub name: String,
}

pub const SCHEMA: Schema = schema![Invoice, Line, Part, Note, Seal, Tag];

#[derive(Insert, Clone)]
#[insert(Invoice)]
struct InvoiceForm {
    id: Option<i64>,
    title: String,
    lines: Vec<LineForm>,
    seal: Option<SealForm>,
    tags: Vec<TagForm>,
}

#[derive(Insert, Clone)]
#[insert(Line)]
struct LineForm {
    id: Option<Key<Line>>,
    position: i64,
    text: String,
    amount: Option<i64>,
    parts: Vec<PartForm>,
}

#[derive(Insert, Clone)]
#[insert(Part)]
struct PartForm {
    id: Option<i64>,
    name: String,
}

#[derive(Insert, Clone)]
#[insert(Seal)]
struct SealForm {
    id: Option<i64>,
    colour: String,
}

#[derive(Insert, Clone)]
#[insert(Tag)]
enum TagForm {
    Known(Key<Tag>),
    Form(NamedTag),
}

#[derive(Insert, Clone)]
#[insert(Tag)]
struct NamedTag {
    id: Option<i64>,
    name: String,
}

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn line(id: Option<i64>, position: i64, text: &str, parts: Vec<PartForm>) -> LineForm {
    LineForm { id: id.map(Key::new), position, text: text.into(), amount: None, parts }
}

fn part(id: Option<i64>, name: &str) -> PartForm {
    PartForm { id, name: name.into() }
}

fn form() -> InvoiceForm {
    InvoiceForm {
        id: None,
        title: "May".into(),
        lines: vec![
            line(None, 1, "one", vec![part(None, "a"), part(None, "b")]),
            line(None, 2, "two", vec![]),
            line(None, 3, "three", vec![part(None, "c")]),
        ],
        seal: Some(SealForm { id: None, colour: "red".into() }),
        tags: vec![TagForm::Form(NamedTag { id: None, name: "due".into() })],
    }
}

/// Returns the number of rows that `work` writes.
fn written<T>(db: &Connection, work: impl FnOnce() -> relations::Result<T>) -> relations::Result<(T, u64)> {
    let before = db.total_changes();
    let done = work()?;
    Ok((done, db.total_changes() - before))
}

#[test]
fn a_form_without_keys_is_inserted_and_one_with_keys_writes_what_differs() -> relations::Result<()> {
    let db = database()?;
    let (invoice, changes) = written(&db, || form().save(&db))?;
    assert_eq!(changes, 1 + 3 + 3 + 1 + 2);
    let lines = invoice.lines().all(&db)?;
    assert_eq!(lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
    assert_eq!(lines[0].amount, 1);

    let same = || InvoiceForm {
        id: Some(invoice.id),
        lines: vec![
            line(Some(1), 1, "one", vec![part(Some(1), "a"), part(Some(2), "b")]),
            line(Some(2), 2, "two", vec![]),
            line(Some(3), 3, "three", vec![part(Some(3), "c")]),
        ],
        seal: Some(SealForm { id: Some(1), colour: "red".into() }),
        tags: vec![TagForm::Form(NamedTag { id: Some(1), name: "due".into() })],
        ..form()
    };
    assert_eq!(written(&db, || same().save(&db))?.1, 0);

    let mut edited = same();
    edited.title = "June".into();
    edited.lines.remove(1);
    edited.lines[0].text = "first".into();
    edited.lines[0].parts[0].name = "A".into();
    edited.lines.push(line(None, 4, "four", vec![part(None, "d")]));
    edited.seal = None;
    edited.tags = vec![TagForm::Known(Key::new(1)), TagForm::Form(NamedTag { id: None, name: "new".into() })];
    // One title, line, part, seal and line gone; a line with a part, a tag and its link.
    let (invoice, changes) = written(&db, || edited.save(&db))?;
    assert_eq!((invoice.title.as_str(), changes), ("June", 1 + 1 + 1 + 1 + 1 + 2 + 2));
    let texts: Vec<String> = invoice.lines().all(&db)?.into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["first", "three", "four"]);
    assert_eq!(Part::query().count(&db)?, 4);
    assert!(!invoice.seal().exists(&db)?);
    assert_eq!(invoice.tags().count(&db)?, 2);
    Ok(())
}

#[test]
fn positions_may_shift() -> relations::Result<()> {
    let db = database()?;
    let invoice = form().save(&db)?;
    let shifted = vec![
        line(None, 1, "zero", vec![]),
        line(Some(1), 2, "one", vec![part(Some(1), "a"), part(Some(2), "b")]),
        line(Some(2), 3, "two", vec![]),
        line(Some(3), 4, "three", vec![part(Some(3), "c")]),
    ];
    let changes = invoice.lines().sync(&db, shifted)?;
    assert_eq!((changes.added, changes.updated, changes.removed), (1, 3, 0));
    let lines = invoice.lines().all(&db)?;
    assert_eq!(
        lines.iter().map(|it| (it.id, it.position)).collect::<Vec<_>>(),
        [(4, 1), (1, 2), (2, 3), (3, 4)]
    );
    Ok(())
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_written() -> relations::Result<()> {
    let db = database()?;
    let invoice = form().save(&db)?;
    let other = InvoiceForm { tags: vec![], ..form() }.save(&db)?;
    let before = db.total_changes();
    let message = |error: relations::Result<Invoice>| error.unwrap_err().to_string();

    let foreign = InvoiceForm { id: Some(other.id), lines: vec![line(Some(1), 1, "x", vec![])], ..form() };
    assert_eq!(message(foreign.save(&db)), "lines[0]: no `Line` with key 1");
    let gone = InvoiceForm { id: Some(77), ..form() };
    assert!(matches!(gone.save(&db), Err(Error::NotFound { .. })));
    let twice = InvoiceForm {
        id: Some(invoice.id),
        lines: vec![line(Some(2), 1, "x", vec![]), line(Some(2), 2, "y", vec![])],
        ..form()
    };
    assert_eq!(message(twice.save(&db)), "lines[1]: the `Line` with key 2 is named twice: leave one out");
    let unlinked = InvoiceForm {
        id: Some(other.id),
        tags: vec![TagForm::Form(NamedTag { id: Some(1), name: "mine".into() })],
        ..form()
    };
    assert_eq!(message(unlinked.save(&db)), "tags[0]: no `Tag` with key 1");
    let missing = InvoiceForm { id: Some(other.id), tags: vec![TagForm::Known(Key::new(9))], ..form() };
    assert_eq!(
        message(missing.save(&db)),
        "tags[0]: `invoice_tag`.`tag_id` has no parent: `tag` has no row with id = 9"
    );
    let _ = before;
    assert_eq!(Line::query().count(&db)?, 6);
    assert_eq!(invoice.lines().count(&db)?, 3);
    assert_eq!(other.tags().count(&db)?, 0);
    Ok(())
}

#[derive(Insert)]
#[insert(Note)]
struct NoteForm {
    id: Option<i64>,
    text: String,
}

#[test]
fn a_child_with_a_nullable_key_stays() -> relations::Result<()> {
    let db = database()?;
    let invoice = form().save(&db)?;
    let note = |id, text: &str| NoteForm { id, text: text.into() };
    invoice.notes().sync(&db, [note(None, "one"), note(None, "two")])?;
    let changes = invoice.notes().sync(&db, [note(Some(2), "two")])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 0, 1));
    assert_eq!(Note::get(&db, 1)?, Note { id: 1, invoice_id: None, text: "one".into() });
    Ok(())
}
