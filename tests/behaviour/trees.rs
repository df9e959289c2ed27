//! Descendants and ancestors: handles, conditions, counts and shapes, also where the data has cycles.

use relations::{Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

mod keys;
mod shapes;

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Category {
    id: i64,
    name: String,
    #[belongs_to(parent: Category, on_delete = cascade)]
    parent_id: Option<i64>,
}

const SCHEMA: Schema = schema![Category];

/// Creates the rows of `(id, parent)`, which may form cycles.
fn database(rows: &[(i64, Option<i64>)]) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for (id, _) in rows {
        Category { id: *id, name: format!("c{id}"), parent_id: None }.insert(&db)?;
    }
    for (id, parent) in rows {
        db.execute("UPDATE category SET parent_id = ?2 WHERE id = ?1", (id, parent))?;
    }
    Ok(db)
}

/// ```text
/// 1 ┬ 2 ┬ 4 ─ 7
///   │   └ 5
///   └ 3 ─ 6        8
/// ```
const TREE: &[(i64, Option<i64>)] = &[
    (1, None),
    (2, Some(1)),
    (3, Some(1)),
    (4, Some(2)),
    (5, Some(2)),
    (6, Some(3)),
    (7, Some(4)),
    (8, None),
];

/// A cycle of three rows with a branch, a row that is its own parent, and that one's child.
const CYCLES: &[(i64, Option<i64>)] =
    &[(1, Some(3)), (2, Some(1)), (3, Some(2)), (4, Some(2)), (5, Some(5)), (6, Some(5))];

fn ids(
    rows: impl relations::Select<Model = Category, Shape = Category>,
    db: &Connection,
) -> Result<Vec<i64>> {
    Ok(rows.all(db)?.into_iter().map(|row| row.id).collect())
}

fn where_(db: &Connection, filter: relations::Filter<Category>) -> Result<Vec<i64>> {
    ids(Category::query().filter(filter).order_by(Category::ID.asc()), db)
}

#[test]
fn descendants_come_nearest_first() -> Result<()> {
    let db = database(TREE)?;
    let root = Category::get(&db, 1)?;
    assert_eq!(ids(root.descendants(), &db)?, [2, 3, 4, 5, 6, 7]);
    assert_eq!(ids(Category::get(&db, 2)?.descendants(), &db)?, [4, 5, 7]);
    assert_eq!(ids(Category::get(&db, 8)?.descendants(), &db)?, [0; 0]);
    Ok(())
}

#[test]
fn ancestors_come_nearest_first() -> Result<()> {
    let db = database(TREE)?;
    assert_eq!(ids(Category::get(&db, 7)?.ancestors(), &db)?, [4, 2, 1]);
    assert_eq!(ids(Category::get(&db, 1)?.ancestors(), &db)?, [0; 0]);
    Ok(())
}

#[test]
fn a_depth_counts_steps() -> Result<()> {
    let db = database(TREE)?;
    let root = Category::get(&db, 1)?;
    assert_eq!(ids(root.descendants().depth(0), &db)?, [0; 0]);
    assert_eq!(ids(root.descendants().depth(1), &db)?, [2, 3]);
    assert_eq!(ids(root.descendants().depth(2), &db)?, [2, 3, 4, 5, 6]);
    assert_eq!(ids(root.descendants().depth(u64::MAX), &db)?, [2, 3, 4, 5, 6, 7]);
    let leaf = Category::get(&db, 7)?;
    assert_eq!(ids(leaf.ancestors().depth(0), &db)?, [0; 0]);
    assert_eq!(ids(leaf.ancestors().depth(2), &db)?, [4, 2]);
    Ok(())
}

#[test]
fn the_verbs_of_queries() -> Result<()> {
    let db = database(TREE)?;
    let root = Category::get(&db, 1)?;
    assert_eq!(root.descendants().count(&db)?, 6);
    assert!(root.descendants().exists(&db)?);
    assert_eq!(root.descendants().first(&db)?.map(|row| row.id), Some(2));
    assert_eq!(ids(root.descendants().filter(Category::ID.gt(4)), &db)?, [5, 6, 7]);
    assert_eq!(ids(root.descendants().order_by(Category::ID.desc()).limit(2), &db)?, [7, 6]);
    assert_eq!(ids(root.descendants().limit(2).offset(1), &db)?, [3, 4]);
    let mut seen = Vec::new();
    root.descendants().for_each(&db, |row| {
        seen.push(row.id);
        Ok(())
    })?;
    assert_eq!(seen, [2, 3, 4, 5, 6, 7]);
    assert_eq!(root.descendants().stream(&db)?.rows()?.count(), 6);
    assert_eq!(root.descendants().sum(&db, Category::ID)?, 27);
    let page = root.descendants().order_by(Category::NAME.asc()).after(Some(&Category::get(&db, 5)?));
    assert_eq!(ids(page, &db)?, [6, 7]);
    assert_eq!(ids(Category::PARENT.descendants().of(2), &db)?, [4, 5, 7]);
    assert_eq!(ids(Category::PARENT.descendants().depth(1).of(Key::new(2)), &db)?, [4, 5]);
    assert_eq!(ids(Category::ANCESTORS.of(7), &db)?, [4, 2, 1]);
    assert_eq!(ids(Category::DESCENDANTS.of_row(&root), &db)?, [2, 3, 4, 5, 6, 7]);
    Ok(())
}

#[test]
fn changing_descendants() -> Result<()> {
    let db = database(TREE)?;
    let root = Category::get(&db, 1)?;
    let renamed = root.descendants().depth(1).set(Category::NAME, "near").update(&db)?;
    assert_eq!(renamed, 2);
    assert_eq!(where_(&db, Category::NAME.eq("near"))?, [2, 3]);
    assert_eq!(Category::get(&db, 4)?.descendants().delete(&db)?, 1);
    assert_eq!(where_(&db, Category::ID.gt(0))?, [1, 2, 3, 4, 5, 6, 8]);
    assert_eq!(Category::get(&db, 6)?.ancestors().filter(Category::ID.gt(2)).delete(&db)?, 1);
    assert_eq!(where_(&db, Category::ID.gt(0))?, [1, 2, 4, 5, 8]);
    // SQLite does not count the rows that it deletes with their parents.
    root.descendants().delete(&db)?;
    assert_eq!(where_(&db, Category::ID.gt(0))?, [1, 8]);
    Ok(())
}

#[test]
fn conditions_on_descendants() -> Result<()> {
    let db = database(TREE)?;
    let below = Category::PARENT.descendants();
    assert_eq!(where_(&db, below.any(Category::ID.eq(7)))?, [1, 2, 4]);
    assert_eq!(where_(&db, !below.any(Category::ID.eq(7)))?, [3, 5, 6, 7, 8]);
    assert_eq!(where_(&db, below.any(Category::NAME.like("%")))?, [1, 2, 3, 4]);
    assert_eq!(where_(&db, below.none())?, [5, 6, 7, 8]);
    assert_eq!(where_(&db, !below.none())?, [1, 2, 3, 4]);
    assert_eq!(where_(&db, below.all(Category::ID.gt(4)))?, [3, 4, 5, 6, 7, 8]);
    assert_eq!(where_(&db, below.contains(Key::new(6)))?, [1, 3]);
    assert_eq!(where_(&db, below.count().ge(3))?, [1, 2]);
    assert_eq!(where_(&db, below.count().eq(1))?, [3, 4]);
    assert_eq!(where_(&db, below.count_where(Category::ID.le(5)).eq(2))?, [2]);
    assert_eq!(where_(&db, below.depth(1).any(Category::ID.eq(7)))?, [4]);
    assert_eq!(where_(&db, below.depth(2).any(Category::ID.eq(7)))?, [2, 4]);
    assert_eq!(where_(&db, below.depth(0).any(Category::ID.eq(7)))?, [0; 0]);
    assert_eq!(where_(&db, below.depth(0).none())?, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(where_(&db, below.depth(1).count().eq(2))?, [1, 2]);
    Ok(())
}

#[test]
fn conditions_on_ancestors() -> Result<()> {
    let db = database(TREE)?;
    let above = Category::PARENT.ancestors();
    assert_eq!(where_(&db, above.any(Category::ID.eq(2)))?, [4, 5, 7]);
    assert_eq!(where_(&db, above.any(Category::NAME.like("c1")))?, [2, 3, 4, 5, 6, 7]);
    assert_eq!(where_(&db, above.none())?, [1, 8]);
    assert_eq!(where_(&db, above.all(Category::ID.lt(3)))?, [1, 2, 3, 4, 5, 8]);
    assert_eq!(where_(&db, above.contains(&Category::get(&db, 3)?))?, [6]);
    assert_eq!(where_(&db, above.count().eq(2))?, [4, 5, 6]);
    assert_eq!(where_(&db, above.depth(1).any(Category::ID.eq(2)))?, [4, 5]);
    assert_eq!(
        where_(&db, above.any(Category::PARENT.descendants().any(Category::ID.eq(6))))?,
        [2, 3, 4, 5, 6, 7]
    );
    Ok(())
}

#[test]
fn counts_and_sums_of_each_row() -> Result<()> {
    let db = database(TREE)?;
    let query = || Category::query().filter(Category::ID.le(3)).order_by(Category::ID.asc());
    let counts = |rows: Vec<(Category, u64)>| rows.into_iter().map(|(_, count)| count).collect::<Vec<_>>();
    let below = Category::PARENT.descendants();
    assert_eq!(counts(query().count_each(&db, below)?), [6, 3, 1]);
    assert_eq!(counts(query().count_each(&db, below.depth(1))?), [2, 2, 1]);
    assert_eq!(counts(query().count_each(&db, below.count_where(Category::ID.gt(5)))?), [2, 1, 1]);
    let sums = query().sum_each(&db, below, Category::ID)?;
    assert_eq!(sums.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>(), [27, 16, 6]);
    let sums = query().sum_each(&db, below.depth(1), Category::ID)?;
    assert_eq!(sums.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>(), [5, 9, 6]);
    Ok(())
}

#[test]
fn cycles_end_and_leave_the_row_itself_out() -> Result<()> {
    let db = database(CYCLES)?;
    let below = |id| ids(Category::get(&db, id)?.descendants(), &db);
    let above = |id| ids(Category::get(&db, id)?.ancestors(), &db);
    assert_eq!(below(1)?, [2, 3, 4]);
    assert_eq!(below(3)?, [1, 2, 4]);
    assert_eq!(below(4)?, [0; 0]);
    assert_eq!(below(5)?, [6]);
    assert_eq!(above(1)?, [3, 2]);
    assert_eq!(above(4)?, [2, 1, 3]);
    assert_eq!(above(5)?, [0; 0]);
    assert_eq!(above(6)?, [5]);
    assert_eq!(ids(Category::get(&db, 4)?.ancestors().depth(9), &db)?, [2, 1, 3]);
    assert_eq!(ids(Category::get(&db, 1)?.descendants().depth(9), &db)?, [2, 3, 4]);
    Ok(())
}

#[test]
fn conditions_in_cycles() -> Result<()> {
    let db = database(CYCLES)?;
    let (below, above) = (Category::PARENT.descendants(), Category::PARENT.ancestors());
    // Each row of the cycle leads to the others, but not to itself.
    assert_eq!(where_(&db, below.any(Category::ID.eq(1)))?, [2, 3]);
    assert_eq!(where_(&db, below.any(Category::ID.in_([1, 2])))?, [1, 2, 3]);
    assert_eq!(where_(&db, above.any(Category::ID.eq(1)))?, [2, 3, 4]);
    assert_eq!(where_(&db, below.any(Category::ID.eq(5)))?, [0; 0]);
    assert_eq!(where_(&db, above.any(Category::ID.eq(5)))?, [6]);
    assert_eq!(where_(&db, below.none())?, [4, 6]);
    assert_eq!(where_(&db, above.none())?, [5]);
    assert_eq!(where_(&db, below.count().eq(3))?, [1, 2, 3]);
    assert_eq!(where_(&db, above.count().eq(2))?, [1, 2, 3]);
    assert_eq!(where_(&db, above.count().eq(3))?, [4]);
    assert_eq!(where_(&db, below.depth(2).any(Category::ID.eq(1)))?, [2, 3]);
    assert_eq!(where_(&db, below.depth(1).any(Category::ID.eq(1)))?, [3]);
    Ok(())
}

#[test]
fn a_row_that_is_gone_leads_nowhere() -> Result<()> {
    let db = database(TREE)?;
    assert_eq!(ids(Category::PARENT.descendants().of(77), &db)?, [0; 0]);
    assert_eq!(ids(Category::PARENT.ancestors().of(77), &db)?, [0; 0]);
    Ok(())
}

#[test]
fn a_relation_of_the_model_comes_first() -> Result<()> {
    #[derive(Model, Debug, PartialEq)]
    #[has_many(descendants: Node)]
    struct Node {
        id: i64,
        #[belongs_to(parent: Node)]
        parent_id: Option<i64>,
    }
    let db = relations::open_in_memory()?;
    schema![Node].create_all(&db)?;
    let root = Node::create().insert(&db)?;
    let child = root.descendants().create().insert(&db)?;
    child.descendants().create().insert(&db)?;
    assert_eq!(root.descendants().all(&db)?, [child]);
    assert_eq!(Node::PARENT.descendants().of_row(&root).count(&db)?, 2);
    Ok(())
}

#[test]
fn a_model_of_several_trees() -> Result<()> {
    #[derive(Model, Debug, PartialEq)]
    struct Employee {
        id: i64,
        #[belongs_to(boss: Employee)]
        boss_id: Option<i64>,
        #[belongs_to(mentor: Employee)]
        mentor_id: Option<i64>,
    }
    let db = relations::open_in_memory()?;
    schema![Employee].create_all(&db)?;
    let chief = Employee::create().insert(&db)?;
    let guide = Employee::create().boss_id(chief.id).insert(&db)?;
    let novice = Employee::create().boss_id(guide.id).mentor_id(guide.id).insert(&db)?;
    assert_eq!(Employee::BOSS.ancestors().of(novice.id).count(&db)?, 2);
    assert_eq!(Employee::MENTOR.ancestors().of(novice.id).count(&db)?, 1);
    assert_eq!(Employee::query().filter(Employee::MENTOR.descendants().none()).count(&db)?, 2);
    Ok(())
}

#[test]
fn several_parents_of_one_key() -> Result<()> {
    #[derive(Model, Debug, PartialEq)]
    #[model(table = "part")]
    struct Part {
        id: i64,
        #[unique]
        code: String,
        #[belongs_to(parent: Part, references = code)]
        parent_code: Option<String>,
    }
    let db = relations::open_in_memory()?;
    // The table lacks the unique key, and a row belongs to two others, of which one is below it: a cycle that leads past
    // the row where the walk begins.
    db.execute_batch(
        "CREATE TABLE part (id INTEGER PRIMARY KEY, code TEXT NOT NULL, parent_code TEXT);
         INSERT INTO part VALUES (1, 'a', NULL), (2, 'b', 'a'), (3, 'b', 'c'), (4, 'c', 'b');",
    )?;
    let root = Part::get(&db, 1)?;
    let mut found: Vec<i64> = root.descendants().all(&db)?.iter().map(|part| part.id).collect();
    found.sort_unstable();
    assert_eq!(found, [2, 3, 4]);
    let below = Part::query().filter(Part::PARENT.descendants().count().eq(3));
    assert_eq!(below.all(&db)?, [root]);
    Ok(())
}
