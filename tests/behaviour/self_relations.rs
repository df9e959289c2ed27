//! Relations from a model to itself, and two relations between one pair of models.

use relations::{Changes, Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::verbs::all_or_nothing::fails_whole;

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Category, inverse = parent, order_by(name))]
#[has_many(grandchildren: Category, through = children, source = children)]
pub struct Category {
    id: i64,
    #[belongs_to(parent: Category, on_delete = cascade)]
    parent_id: Option<i64>,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(followers: User, through = "follows", from = followed_id, to = follower_id)]
#[many_to_many(following: User, through = "follows", from = follower_id, to = followed_id)]
#[many_to_many(blocked: User, through = Block, from = blocker, to = blocked)]
#[many_to_many(blocked_by: User, through = Block, from = blocked_id, to = blocker_id)]
#[many_to_many(starred: Article, through = "stars")]
#[many_to_many(read: Article, through = "reads")]
#[has_many(written: Article, inverse = author)]
pub struct User {
    id: i64,
    name: String,
}

/// A junction that is a model, between a model and itself.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(blocker_id, blocked_id))]
pub struct Block {
    #[belongs_to(blocker: User, on_delete = cascade)]
    blocker_id: i64,
    #[belongs_to(blocked: User, on_delete = cascade)]
    blocked_id: i64,
    reason: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(stargazers: User, through = "stars")]
#[many_to_many(readers: User, through = "reads")]
pub struct Article {
    id: i64,
    #[belongs_to(author: User, on_delete = cascade)]
    author_id: i64,
    title: String,
}

const SCHEMA: Schema = schema![Category, User, Block, Article];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

/// Creates `root` with the children `b` and `a`, and `a` with `aa`.
fn tree(db: &Connection) -> Result<[Category; 4]> {
    let root = Category::create().name("root").insert(db)?;
    let b = root.children().create().name("b").insert(db)?;
    let a = root.children().create().name("a").insert(db)?;
    let aa = a.children().create().name("aa").insert(db)?;
    Ok([root, b, a, aa])
}

fn users(db: &Connection) -> Result<[User; 3]> {
    let user = |name| User::create().name(name).insert(db);
    Ok([user("Ada")?, user("Bob")?, user("Cleo")?])
}

#[test]
fn a_tree_reads_up_and_down() -> Result<()> {
    let db = database()?;
    let [root, b, a, aa] = tree(&db)?;
    assert_eq!(root.children().all(&db)?, [a.clone(), b.clone()]);
    assert_eq!(a.children().one(&db)?, aa);
    assert_eq!(aa.children().all(&db)?, []);
    assert_eq!(aa.parent().get(&db)?, Some(a));
    assert_eq!(root.parent().get(&db)?, None);
    assert_eq!(root.grandchildren().all(&db)?, [aa]);
    assert_eq!(b.grandchildren().count(&db)?, 0);
    assert_eq!(Category::query().filter(Category::PARENT_ID.is_null()).all(&db)?, [root]);
    Ok(())
}

#[test]
fn a_tree_can_be_walked_while_it_is_being_read() -> Result<()> {
    fn walk(db: &Connection, node: &Category, seen: &mut Vec<String>) -> Result<()> {
        seen.push(node.name.clone());
        // The same statement runs once for each level at the same time.
        node.children().for_each(db, |child| walk(db, &child, seen))
    }
    let db = database()?;
    let [root, ..] = tree(&db)?;
    let mut seen = Vec::new();
    walk(&db, &root, &mut seen)?;
    assert_eq!(seen, ["root", "a", "aa", "b"]);
    Ok(())
}

#[test]
fn a_subtree_moves_by_its_root() -> Result<()> {
    let db = database()?;
    let [root, b, mut a, aa] = tree(&db)?;
    b.children().add(&db, &mut a)?;
    assert_eq!(root.children().one(&db)?, b);
    assert_eq!(root.grandchildren().all(&db)?, [a.clone()]);
    assert_eq!(b.grandchildren().all(&db)?, [aa]);
    assert!(b.children().remove(&db, &mut a)?);
    assert_eq!(Category::get(&db, a.id)?.parent_id, None);
    Ok(())
}

#[test]
fn a_deleted_node_takes_its_subtree_along() -> Result<()> {
    let db = database()?;
    let [root, b, a, _] = tree(&db)?;
    a.delete(&db)?;
    assert_eq!(Category::query().order_by(Category::ID.asc()).all(&db)?, [root.clone(), b]);
    root.delete(&db)?;
    assert_eq!(Category::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_row_can_be_its_own_parent() -> Result<()> {
    let db = database()?;
    let mut own = Category::create().id(5).parent_id(5).name("own").insert(&db)?;
    assert_eq!(own.parent().get(&db)?, Some(own.clone()));
    assert_eq!(own.children().all(&db)?, [own.clone()]);
    Category::PARENT.unset(&db, &mut own)?;
    let same = own.clone();
    Category::PARENT.set(&db, &mut own, &same)?;
    assert_eq!(own.parent_id, Some(5));
    own.delete(&db)?;
    assert_eq!(Category::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_failed_replacement_of_children_leaves_the_tree() -> Result<()> {
    let db = database()?;
    let [root, b, _, aa] = tree(&db)?;
    let gone = Category { id: 99, parent_id: None, name: "gone".into() };
    let error = fails_whole(&db, |db| root.children().replace(db, &mut [aa.clone(), gone.clone()]))?;
    assert!(matches!(error, Error::NotFound { model: "Category", .. }), "{error:?}");
    assert_eq!(
        root.children().replace(&db, &mut [b.clone(), aa])?,
        Changes { added: 1, removed: 1, updated: 0 }
    );
    assert_eq!(root.children().count(&db)?, 2);
    assert_eq!(Category::query().filter(Category::PARENT_ID.is_null()).count(&db)?, 2);
    Ok(())
}

#[test]
fn following_is_the_other_direction_of_followers() -> Result<()> {
    let db = database()?;
    let [ada, bob, cleo] = users(&db)?;
    assert!(bob.following().link(&db, &ada)?);
    assert!(!ada.followers().link(&db, &bob)?);
    assert!(ada.followers().link(&db, &cleo)?);
    assert_eq!(ada.followers().order_by(User::ID.asc()).all(&db)?, [bob.clone(), cleo.clone()]);
    assert_eq!(ada.following().all(&db)?, []);
    assert_eq!(bob.followers().all(&db)?, []);
    assert_eq!(bob.following().one(&db)?, ada);
    assert!(bob.following().contains(&db, &ada)? && !bob.followers().contains(&db, &ada)?);

    assert!(!ada.following().unlink(&db, &bob)?);
    assert!(ada.followers().unlink(&db, &bob)?);
    assert_eq!(ada.followers().all(&db)?, [cleo]);
    Ok(())
}

#[test]
fn a_row_can_be_linked_to_itself_and_both_ways() -> Result<()> {
    let db = database()?;
    let [ada, bob, _] = users(&db)?;
    assert!(ada.followers().link(&db, &ada)?);
    assert!(ada.followers().link(&db, &bob)?);
    assert!(bob.followers().link(&db, &ada)?);
    assert_eq!(ada.followers().count(&db)?, 2);
    assert_eq!(ada.following().order_by(User::ID.asc()).all(&db)?, [ada.clone(), bob.clone()]);
    assert_eq!(ada.following().clear(&db)?, 2);
    assert_eq!(ada.followers().all(&db)?, [bob]);
    Ok(())
}

#[test]
fn either_end_of_a_self_relation_takes_its_links_along() -> Result<()> {
    let db = database()?;
    let [ada, bob, cleo] = users(&db)?;
    ada.followers().set(&db, [&bob, &cleo])?;
    bob.followers().set(&db, [&ada, &cleo])?;
    ada.delete(&db)?;
    let left: (i64, i64) = db.query_row("SELECT follower_id, followed_id FROM follows", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    assert_eq!(left, (cleo.id, bob.id));
    cleo.delete(&db)?;
    assert_eq!(bob.followers().count(&db)?, 0);
    Ok(())
}

#[test]
fn create_along_a_self_relation_links_in_its_direction() -> Result<()> {
    let db = database()?;
    let [ada, ..] = users(&db)?;
    let fan = ada.followers().create().name("Fan").insert(&db)?;
    assert_eq!(ada.followers().one(&db)?, fan);
    assert_eq!(fan.following().all(&db)?, [ada]);
    assert_eq!(fan.followers().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_junction_model_between_a_model_and_itself_names_its_ends() -> Result<()> {
    let db = database()?;
    let [ada, bob, cleo] = users(&db)?;
    let block = ada.blocked().link_with(&db, &bob, |link| link.reason("spam"))?;
    assert_eq!(block, Block { blocker_id: ada.id, blocked_id: bob.id, reason: Some("spam".into()) });
    assert!(cleo.blocked_by().link(&db, &ada)?);
    assert_eq!(ada.blocked().order_by(User::ID.asc()).all(&db)?, [bob.clone(), cleo.clone()]);
    assert_eq!(bob.blocked().all(&db)?, []);
    assert_eq!(bob.blocked_by().all_with_links(&db)?, [(ada.clone(), block)]);
    assert_eq!(ada.blocked().set(&db, [&cleo])?, Changes { added: 0, removed: 1, updated: 0 });
    assert_eq!(Block::query().one(&db)?, Block { blocker_id: ada.id, blocked_id: cleo.id, reason: None });
    Ok(())
}

#[test]
fn two_relations_between_one_pair_of_models_do_not_mix() -> Result<()> {
    let db = database()?;
    let [ada, bob, _] = users(&db)?;
    let article = ada.written().create().title("T").insert(&db)?;
    assert!(bob.starred().link(&db, &article)?);
    assert!(article.readers().link(&db, &ada)?);
    assert_eq!(article.stargazers().one(&db)?, bob);
    assert_eq!(article.readers().one(&db)?, ada);
    assert_eq!(bob.read().all(&db)?, []);
    assert_eq!(ada.starred().all(&db)?, []);
    assert_eq!(bob.starred().one(&db)?, article);
    assert_eq!(bob.written().all(&db)?, []);
    assert_eq!(bob.starred().clear(&db)?, 1);
    assert_eq!(ada.read().all(&db)?, [article]);
    ada.delete(&db)?;
    let reads: i64 = db.query_row("SELECT count(*) FROM reads", [], |row| row.get(0))?;
    assert_eq!((reads, Article::query().count(&db)?), (0, 0));
    Ok(())
}
