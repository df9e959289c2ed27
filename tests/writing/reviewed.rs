//! Rows whose keys, parents or contents are easily confused with those of others.

use relations::{Error, Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

/// A parent whose key is given, and whose children refer to what the database makes.
#[derive(Model, Debug)]
#[has_many(kids: Kid)]
struct Parent {
    id: i64,
    #[unique]
    #[column(default = "(lower(hex(randomblob(8))))")]
    code: String,
}

#[derive(Model, Debug)]
struct Kid {
    id: i64,
    #[belongs_to(parent: Parent, references = code)]
    code: String,
    name: i64,
}

#[derive(Insert)]
#[insert(Parent)]
struct NewParent {
    id: i64,
    kids: Vec<NewKid>,
}

#[derive(Insert)]
#[insert(Kid)]
struct NewKid {
    name: i64,
}

#[derive(Model, Debug)]
#[model(primary_key(tenant, number))]
#[has_many(tasks: Task)]
struct User {
    tenant: i64,
    number: i64,
}

#[derive(Model, Debug)]
#[model(primary_key(tenant, number))]
#[has_many(tasks: Task)]
struct Project {
    tenant: i64,
    number: i64,
}

/// A row whose two parents share a column of its foreign keys.
#[derive(Model, Debug, PartialEq)]
#[belongs_to(user: User, key(tenant, user_number))]
#[belongs_to(project: Project, key(tenant, project_number))]
struct Task {
    id: i64,
    tenant: i64,
    user_number: i64,
    project_number: i64,
}

#[derive(Insert)]
#[insert(Task)]
struct TaskForm {
    id: Option<i64>,
    user: Key<User>,
    project: Key<Project>,
}

#[derive(Insert)]
#[insert(Task)]
struct TaskOfUser {
    user: Key<User>,
}

#[derive(Model, Debug)]
#[has_many(comments: Comment, order_by(id))]
struct Topic {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Comment {
    id: i64,
    #[belongs_to(topic: Topic)]
    topic_id: i64,
    #[belongs_to(reply_to: Comment, on_delete = cascade)]
    reply_to_id: Option<i64>,
}

#[derive(Insert)]
#[insert(Comment)]
struct CommentForm {
    id: Option<i64>,
    reply_to_id: Option<i64>,
}

#[derive(Model, Debug)]
#[many_to_many(tags: Tag, through = Tagging)]
#[many_to_many(skills: Skill, through = "doc_skill")]
struct Doc {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Tag {
    id: i64,
    #[unique]
    word: String,
    note: String,
}

#[derive(Model, Debug)]
#[model(primary_key(doc_id, word))]
struct Tagging {
    #[belongs_to(doc: Doc)]
    doc_id: i64,
    #[belongs_to(tag: Tag, references = word)]
    word: String,
}

#[derive(Model, Debug)]
struct Skill {
    #[key]
    #[column(collate = NOCASE)]
    name: String,
}

#[derive(Insert)]
#[insert(Tag)]
struct TagForm {
    id: Option<i64>,
    word: String,
    note: String,
}

#[derive(Model, Debug, PartialEq)]
#[has_many(entries: Entry, inverse = shelf)]
struct Shelf {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Entry {
    id: i64,
    #[belongs_to(shelf: Shelf)]
    shelf_id: i64,
    #[unique]
    position: i64,
    weight: Option<f64>,
    #[column(default = "1")]
    #[belongs_to(other: Shelf)]
    other_id: Option<i64>,
}

#[derive(Insert)]
#[insert(Shelf)]
struct ShelfForm {
    id: i64,
    entries: Vec<EntryForm>,
}

#[derive(Insert)]
#[insert(Entry)]
enum EntryForm {
    New(NewEntry),
    Old(OldEntry),
}

#[derive(Insert)]
#[insert(Entry)]
struct NewEntry {
    position: i64,
}

#[derive(Insert)]
#[insert(Entry)]
struct OldEntry {
    id: i64,
    position: i64,
    weight: Option<f64>,
    other: Option<Key<Shelf>>,
}

const SCHEMA: Schema =
    schema![Parent, Kid, User, Project, Task, Topic, Comment, Doc, Tag, Tagging, Skill, Shelf, Entry];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[test]
fn a_given_key_tells_what_the_database_made() -> Result<()> {
    let db = database()?;
    let new = |id| NewParent { id, kids: vec![NewKid { name: id }] };
    for parent in NewParent::insert_all(&db, (1..=30).rev().map(new))? {
        let names: Vec<i64> = parent.kids().all(&db)?.iter().map(|kid| kid.name).collect();
        assert_eq!(names, [parent.id]);
    }
    Ok(())
}

#[test]
fn parents_that_share_a_column_go_together() -> Result<()> {
    let db = database()?;
    for tenant in [1, 2] {
        User::create().tenant(tenant).number(1).insert(&db)?;
        Project::create().tenant(tenant).number(1).insert(&db)?;
    }
    let form =
        |id, user, project| TaskForm { id, user: Key::new((user, 1)), project: Key::new((project, 1)) };
    let task = form(None, 2, 2).insert(&db)?;
    assert_eq!(task, Task { id: 1, tenant: 2, user_number: 1, project_number: 1 });
    let before = db.total_changes();
    form(Some(1), 2, 2).save(&db)?;
    assert_eq!(db.total_changes(), before);
    let error = form(None, 1, 2).insert(&db).unwrap_err();
    assert_eq!(
        error.to_string(),
        "project: a row of `Task` has one `tenant`, but its parents have 1 and 2: give it parents that go together"
    );
    assert!(form(Some(1), 1, 2).save(&db).is_err());
    let project = Project::get(&db, (2, 1))?;
    let tasks = project.tasks().insert_all(&db, [TaskOfUser { user: Key::new((2, 1)) }])?;
    assert_eq!(tasks, [Task { id: 2, tenant: 2, user_number: 1, project_number: 1 }]);
    assert!(project.tasks().insert_all(&db, [TaskOfUser { user: Key::new((1, 1)) }]).is_err());
    assert_eq!(Task::query().count(&db)?, 2);
    Ok(())
}

#[test]
fn a_named_row_does_not_go_with_another() -> Result<()> {
    let db = database()?;
    let topic = Topic::create().insert(&db)?;
    let form = |id, reply_to_id| CommentForm { id, reply_to_id };
    topic.comments().sync(&db, [form(None, None), form(None, None)])?;
    topic.comments().sync(&db, [form(Some(1), None), form(Some(2), Some(1))])?;
    let error = topic.comments().sync(&db, [form(Some(2), Some(1))]).unwrap_err();
    assert_eq!(error.path(), Some("comments[0]"));
    assert_eq!(topic.comments().count(&db)?, 2);
    // The form takes the second from the first, which goes.
    let changes = topic.comments().sync(&db, [form(Some(2), None)])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 1, 1));
    assert_eq!(topic.comments().all(&db)?, [Comment { id: 2, topic_id: 1, reply_to_id: None }]);
    Ok(())
}

#[test]
fn a_row_that_is_not_linked_is_not_found_by_whatever_the_junction_refers_to() -> Result<()> {
    let db = database()?;
    let doc = Doc::create().insert(&db)?;
    let other = Tag::create().word("w").note("mine").insert(&db)?;
    let form = |note: &str| TagForm { id: Some(other.id), word: "w".into(), note: note.into() };
    let error = doc.tags().sync(&db, [form("changed")]).unwrap_err();
    assert!(matches!(error.cause(), Error::NotFound { .. }), "{error}");
    assert_eq!(Tag::get(&db, other.id)?, other);
    doc.tags().link(&db, &other)?;
    let changes = doc.tags().sync(&db, [form("changed")])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 1, 0));
    Ok(())
}

#[test]
fn a_link_is_known_by_what_the_database_takes_for_equal() -> Result<()> {
    let db = database()?;
    let doc = Doc::create().insert(&db)?;
    Skill::create().name("Rust").insert(&db)?;
    doc.skills().link(&db, Key::new("Rust"))?;
    let before = db.total_changes();
    doc.skills().sync(&db, [Key::<Skill>::new("rust")])?;
    assert_eq!(db.total_changes(), before);
    Ok(())
}

#[test]
fn equal_rows_are_left_and_new_ones_take_what_old_ones_give_up() -> Result<()> {
    let db = database()?;
    let shelf = Shelf::create().insert(&db)?;
    let old = |position, other| EntryForm::Old(OldEntry { id: 1, position, weight: Some(f64::NAN), other });
    let save = |entries| ShelfForm { id: shelf.id, entries }.save(&db);
    save(vec![EntryForm::New(NewEntry { position: 1 })])?;
    save(vec![old(1, Some(Key::of(&shelf)))])?;
    let before = db.total_changes();
    save(vec![old(1, Some(Key::of(&shelf)))])?;
    assert_eq!(db.total_changes(), before);
    // No parent is NULL, also where the foreign key has a default.
    save(vec![EntryForm::New(NewEntry { position: 1 }), old(2, None)])?;
    let entries = shelf.entries().order_by(Entry::POSITION.asc()).all(&db)?;
    let found: Vec<(i64, i64, Option<i64>)> =
        entries.iter().map(|entry| (entry.id, entry.position, entry.other_id)).collect();
    assert_eq!(found, [(2, 1, Some(1)), (1, 2, None)]);
    Ok(())
}
