//! Trees of folders.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::any_row;
use crate::{
    random::Random,
    world::{Folder, Tree},
};

const FOLDERS: i64 = 40;

/// Updates the number of folders of a tree.
fn update_count(db: &Connection, mut tree: Tree) -> Result<()> {
    tree.size = i64::try_from(tree.folders().count(db)?).unwrap_or_default();
    tree.update(db)
}

pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(folder) = any_row::<Folder>(db, random)? else { return Ok(()) };
        let tree = folder.tree().get(db)?;
        if tree.size >= FOLDERS {
            return Ok(());
        }
        folder.children().create().tree_id(tree.id).depth(folder.depth + 1).insert(db)?;
        update_count(db, tree)
    })
}

/// Moves a folder without children below another one, in any tree.
pub fn hang(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let leaf = Folder::CHILDREN.none().and(Folder::PARENT.is_some());
        let Some(mut leaf) = Folder::query().filter(leaf).after(None).first(db)? else { return Ok(()) };
        let Some(parent) = any_row::<Folder>(db, random)? else { return Ok(()) };
        if parent.id == leaf.id {
            return Ok(());
        }
        let left = leaf.tree().get(db)?;
        leaf.depth = parent.depth + 1;
        leaf.tree_id = parent.tree_id;
        leaf.update(db)?;
        parent.children().add(db, &mut leaf)?;
        update_count(db, left)?;
        update_count(db, parent.tree().get(db)?)
    })
}

pub fn delete(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(folder) = any_row::<Folder>(db, random)? else { return Ok(()) };
        if folder.parent_id.is_none() {
            return Ok(());
        }
        let tree = folder.tree().get(db)?;
        folder.delete(db)?;
        update_count(db, tree)
    })
}
