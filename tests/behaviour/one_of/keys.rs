//! Keys of all kinds: several relations to one model, a shared column of the tenant, a unique column, a relation to the
//! model itself, and names that are keywords.

use relations::{Model, Result, prelude::*, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(written: Message, inverse = author)]
#[has_many(edited: Message, inverse = editor)]
pub struct User {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Robot {
    id: i64,
}

/// A message of an author or of an editor, who are both users, or of a robot.
#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(sender: Sender, author, editor, robot, derive(Debug, PartialEq))]
pub struct Message {
    id: i64,
    #[belongs_to(author: User)]
    author_id: Option<i64>,
    #[belongs_to(editor: User)]
    editor_id: Option<i64>,
    #[belongs_to(robot: Robot)]
    robot_id: Option<i64>,
}

#[test]
fn of_two_relations_to_one_model_the_relation_says_which() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![User, Robot, Message].create_all(&db)?;
    let (user, robot) = (User::create().insert(&db)?, Robot::create().insert(&db)?);
    let mut message = Message::create().sender(Message::EDITOR.to(&user)).insert(&db)?;
    assert_eq!(message.sender().get(&db)?, Sender::Editor(user.clone()));
    assert_eq!(Message::query().filter(Message::SENDER.is(Message::AUTHOR.to(&user))).count(&db)?, 0);
    assert_eq!(Message::query().filter(Message::SENDER.is(Message::EDITOR.to(&user))).count(&db)?, 1);
    Message::SENDER.set(&db, &mut message, &robot)?;
    assert_eq!(message.sender().get(&db)?, Sender::from(robot));
    user.written().add(&db, &mut message)?;
    assert_eq!(message.sender().get(&db)?, Sender::Author(user));
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(tenant, id))]
#[has_many(files: File)]
pub struct Folder {
    tenant: i64,
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(tenant, id), without_rowid)]
pub struct Project {
    tenant: i64,
    id: String,
}

/// A file in a folder or in a project of its tenant.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(folder: Folder, key(tenant, folder_id))]
#[belongs_to(project: Project, key(tenant, project_id))]
#[one_of(place: FilePlace, folder, project, derive(Debug, PartialEq))]
pub struct File {
    id: i64,
    tenant: i64,
    folder_id: Option<i64>,
    project_id: Option<String>,
}

#[test]
fn a_column_that_all_keys_have_is_set_with_each() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Folder, Project, File].create_all(&db)?;
    let folder = Folder::create().tenant(1).id(5).insert(&db)?;
    let project = Project::create().tenant(2).id("x").insert(&db)?;
    let mut file = File::create().place(&folder).insert(&db)?;
    assert_eq!(file, File { id: 1, tenant: 1, folder_id: Some(5), project_id: None });
    assert_eq!(file.place().get(&db)?, FilePlace::Folder(folder.clone()));
    File::PLACE.set(&db, &mut file, &project)?;
    assert_eq!(file, File { id: 1, tenant: 2, folder_id: None, project_id: Some("x".into()) });
    assert_eq!(File::get(&db, 1)?, file);
    let file = folder.files().create().insert(&db)?;
    assert_eq!(file, File { id: 2, tenant: 1, folder_id: Some(5), project_id: None });
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Tag {
    id: i64,
    #[unique]
    name: String,
}

/// A node below another node, or below a tag, to which it refers by its name.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "the node")]
#[has_many(children: Node)]
#[one_of(r#type: Above, r#in, tag, derive(Debug, PartialEq))]
pub struct Node {
    id: i64,
    #[column(name = "in")]
    #[belongs_to(r#in: Node)]
    in_id: Option<i64>,
    #[column(name = "tag\"name")]
    #[belongs_to(tag: Tag, references = name)]
    tag_name: Option<String>,
}

#[test]
fn rows_of_the_model_itself_and_unique_columns_and_odd_names_will_do() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Tag, Node].create_all(&db)?;
    let tag = Tag::create().name("top").insert(&db)?;
    let root = Node::create().r#type(&tag).insert(&db)?;
    let mut leaf = Node::create().r#type(&root).insert(&db)?;
    assert_eq!(root.r#type().get(&db)?, Above::Tag(tag.clone()));
    assert_eq!(leaf.r#type().get(&db)?, Above::In(root.clone()));
    assert_eq!(root.children().all(&db)?, [leaf.clone()]);
    assert_eq!(Node::query().filter(Node::TYPE.is(&tag)).all(&db)?, std::slice::from_ref(&root));
    Node::TYPE.set(&db, &mut leaf, &tag)?;
    assert_eq!(leaf, Node { id: leaf.id, in_id: None, tag_name: Some("top".into()) });
    Node::IN.set(&db, &mut leaf, relations::Key::new(root.id))?;
    assert_eq!(Node::get(&db, leaf.id)?, Node { id: leaf.id, in_id: Some(root.id), tag_name: None });
    Ok(())
}
