//! `insert_all` and `upsert_all` of more rows than are held in memory at once.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use relations::{Error, Model, Result, Schema, insert::Insertable, prelude::*, rusqlite::Connection, schema};

use crate::{
    content::content,
    verbs::all_or_nothing::{fails_whole, refuse},
};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(leaves: Leaf)]
pub struct Tree {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Leaf {
    id: i64,
    #[belongs_to(tree: Tree, on_delete = cascade)]
    tree_id: i64,
    #[unique]
    number: i64,
    #[column(default = "'green'")]
    colour: String,
}

const SCHEMA: Schema = schema![Tree, Leaf];

/// The number of rows that are held in memory at once.
const BLOCK: i64 = 5_001;

/// A number of rows of more than two blocks.
const MANY: i64 = 2 * BLOCK + 300;

fn database() -> Result<(Connection, Tree)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let tree = Tree::create().name("oak").insert(&db)?;
    Ok((db, tree))
}

fn leaf(tree: &Tree, number: i64) -> impl Insertable<Model = Leaf> + use<> {
    tree.leaves().create().number(number).colour("red")
}

/// Checks that the rows have these numbers, as stored, each under its own key.
fn check(db: &Connection, numbers: impl Iterator<Item = i64>, leaves: &[Leaf]) -> Result<()> {
    assert!(leaves.iter().map(|leaf| leaf.number).eq(numbers));
    let stored: HashMap<i64, Leaf> = Leaf::query().all(db)?.into_iter().map(|leaf| (leaf.id, leaf)).collect();
    let keys: HashSet<i64> = leaves.iter().map(|leaf| leaf.id).collect();
    assert_eq!(keys.len(), leaves.len());
    assert!(leaves.iter().all(|leaf| stored.get(&leaf.id) == Some(leaf)));
    Ok(())
}

/// A function that writes a leaf for each number.
type Way = fn(&Connection, &Tree, &mut dyn Iterator<Item = i64>) -> Result<Vec<Leaf>>;

const WAYS: [Way; 3] = [
    |db, tree, numbers| Leaf::insert_all(db, numbers.map(|number| leaf(tree, number))),
    // This inserts rows one by one, because of the default.
    |db, tree, numbers| Leaf::insert_all(db, numbers.map(|number| tree.leaves().create().number(number))),
    |db, tree, numbers| {
        let new = |number| tree.leaves().create().number(number).on_conflict(Leaf::NUMBER).update_all();
        Leaf::upsert_all(db, numbers.map(new))
    },
];

#[test]
fn few_rows_are_held_at_once() -> Result<()> {
    for (nth, way) in WAYS.into_iter().enumerate() {
        let (db, tree) = database()?;
        let mut most = 0;
        let mut numbers = (0..MANY).inspect(|number| {
            let stored: i64 =
                db.query_row("SELECT ifnull(max(id), 0) FROM leaf", [], |row| row.get(0)).unwrap();
            most = most.max(number + 1 - stored);
        });
        let leaves = way(&db, &tree, &mut numbers)?;
        assert_eq!(most, BLOCK, "way {nth}");
        check(&db, 0..MANY, &leaves)?;
    }
    Ok(())
}

#[test]
fn any_number_of_blocks_comes_back_with_the_right_keys() -> Result<()> {
    for count in [BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 51, 2 * BLOCK - 1, 2 * BLOCK, 2 * BLOCK + 1] {
        let (db, tree) = database()?;
        let leaves = Leaf::insert_all(&db, (0..count).map(|number| leaf(&tree, number)))?;
        assert!(leaves.iter().map(|leaf| leaf.id).eq(1..=count));
        assert_eq!(Leaf::query().order_by(Leaf::ID.asc()).all(&db)?, leaves);
    }
    Ok(())
}

#[test]
fn a_trigger_that_inserts_into_the_same_table_does_not_confuse_the_keys_of_any_block() -> Result<()> {
    for at in [0, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 60, MANY - 1] {
        let (db, tree) = database()?;
        db.execute_batch(&format!(
            "CREATE TRIGGER copy AFTER INSERT ON leaf WHEN new.number = {at}
             BEGIN INSERT INTO leaf (tree_id, number, colour) VALUES (1, -1, 'copy'); END"
        ))?;
        let leaves = Leaf::insert_all(&db, (0..MANY).map(|number| leaf(&tree, number)))?;
        check(&db, 0..MANY, &leaves)?;
        assert_eq!(Leaf::query().count(&db)?, MANY.unsigned_abs() + 1);
    }
    Ok(())
}

#[test]
fn keys_that_come_to_their_end_in_a_later_block_are_free_ones() -> Result<()> {
    let (db, tree) = database()?;
    Leaf::create().id(i64::MAX - BLOCK - 500).tree_id(tree.id).number(-1).insert(&db)?;
    let leaves = Leaf::insert_all(&db, (0..MANY).map(|number| leaf(&tree, number)))?;
    check(&db, 0..MANY, &leaves)
}

#[test]
fn rows_with_and_without_defaults_follow_each_other() -> Result<()> {
    let (db, tree) = database()?;
    let leaves = Leaf::insert_all(
        &db,
        (0..MANY).map(|number| {
            let new = tree.leaves().create().number(number);
            if number == BLOCK + 200 { new } else { new.colour("red") }
        }),
    )?;
    check(&db, 0..MANY, &leaves)?;
    let green: Vec<i64> =
        leaves.iter().filter(|leaf| leaf.colour == "green").map(|leaf| leaf.number).collect();
    assert_eq!(green, [BLOCK + 200]);
    Ok(())
}

#[test]
fn a_row_refused_in_any_block_leaves_nothing_of_the_others() -> Result<()> {
    let (db, tree) = database()?;
    refuse(&db, "INSERT", "leaf", "new.number = -1")?;
    for bad in [BLOCK, 2 * BLOCK] {
        for way in WAYS {
            let numbers = || (0..MANY).map(|number| if number == bad { -1 } else { number });
            let error = fails_whole(&db, |db| way(db, &tree, &mut numbers()))?;
            assert!(error.to_string().contains("refused"), "{error:?}");
        }
    }
    // An endless iterator reaches a number that fails.
    let error = fails_whole(&db, |db| WAYS[0](db, &tree, &mut (0..).map(|number| number % (BLOCK + 500))))?;
    assert!(matches!(error, Error::Unique { .. }), "{error:?}");
    Ok(())
}

#[test]
fn an_iterator_that_panics_leaves_nothing() -> Result<()> {
    for at in [0, BLOCK, BLOCK + 1] {
        for way in WAYS {
            let (db, tree) = database()?;
            let before = content(&db)?;
            let run = || {
                let mut numbers = (0..MANY).inspect(|number| assert_ne!(*number, at, "no more"));
                catch_unwind(AssertUnwindSafe(|| way(&db, &tree, &mut numbers).map(drop))).is_err()
            };
            assert!(run());
            assert!(db.is_autocommit(), "no transaction is left open");
            assert_eq!(content(&db)?, before);

            db.execute_batch("BEGIN; INSERT INTO tree (name) VALUES ('mine')")?;
            assert!(run());
            db.execute_batch("COMMIT")?;
            assert_eq!((Tree::query().count(&db)?, Leaf::query().count(&db)?), (2, 0));
        }
    }
    Ok(())
}

#[test]
fn an_iterator_may_read_the_table_that_it_is_written_to() -> Result<()> {
    for way in WAYS {
        let (db, tree) = database()?;
        way(&db, &tree, &mut (0..MANY))?;
        let mut all = Leaf::query().stream(&db)?;
        // The iterator yields each row once, and none of those that it becomes.
        let mut numbers = all.rows()?.map(|leaf| leaf.unwrap().number + MANY);
        let leaves = way(&db, &tree, &mut numbers)?;
        check(&db, MANY..2 * MANY, &leaves)?;

        // An iterator that begins to read after rows have been written yields these, too.
        let mut all = Leaf::query().stream(&db)?;
        let read = all.rows()?.map(|leaf| leaf.unwrap().number + 4 * MANY);
        let leaves = way(&db, &tree, &mut (2 * MANY..3 * MANY).chain(read))?;
        let end = 6 * MANY + 2 * BLOCK;
        check(&db, (2 * MANY..3 * MANY).chain(4 * MANY..end), &leaves)?;
    }
    Ok(())
}

#[test]
fn an_iterator_may_write() -> Result<()> {
    for (nth, way) in WAYS.into_iter().enumerate() {
        // The iterator writes from the first row on, and from a row of a later block on.
        for from in [0, BLOCK + 700] {
            let (db, tree) = database()?;
            let mut numbers = (0..MANY).inspect(|number| {
                if *number >= from && (number - from) % 100 == 0 {
                    Tree::create().name(format!("{number}")).insert(&db).unwrap();
                }
                // It inserts into the same table, and deletes from it.
                if *number == from + 10 {
                    Leaf::insert_all(&db, [leaf(&tree, -number)]).unwrap();
                }
                if *number == from + 20 {
                    Leaf::query().filter(Leaf::NUMBER.eq(10 - number)).delete(&db).unwrap();
                }
            });
            let leaves = way(&db, &tree, &mut numbers)?;
            check(&db, 0..MANY, &leaves)?;
            assert_eq!(Leaf::query().count(&db)?, MANY.unsigned_abs(), "way {nth}, from {from}");
            assert_eq!(Tree::query().count(&db)?, 1 + (MANY - from).unsigned_abs().div_ceil(100));
        }
    }
    Ok(())
}
