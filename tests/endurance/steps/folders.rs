//! Trees of folders.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::any;
use crate::{
    random::Random,
    world::{Folder, Tree},
};

const FOLDERS: i64 = 40;

/// Counts a tree's folders anew.
fn counted(db: &Connection, mut tree: Tree) -> Result<()> {
    tree.size = i64::try_from(tree.folders().count(db)?).unwrap_or_default();
    tree.update(db)
}

pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(folder) = any::<Folder>(db, random)? else { return Ok(()) };
        let tree = folder.tree().get(db)?;
        if tree.size >= FOLDERS {
            return Ok(());
        }
        folder.children().create().tree_id(tree.id).depth(folder.depth + 1).insert(db)?;
        counted(db, tree)
    })
}

/// A folder without children becomes a child of another, in whatever tree.
pub fn hang(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let leaf = Folder::CHILDREN.none().and(Folder::PARENT.is_some());
        let Some(mut leaf) = Folder::query().filter(leaf).after(None).first(db)? else { return Ok(()) };
        let Some(parent) = any::<Folder>(db, random)? else { return Ok(()) };
        if parent.id == leaf.id {
            return Ok(());
        }
        let left = leaf.tree().get(db)?;
        leaf.depth = parent.depth + 1;
        leaf.tree_id = parent.tree_id;
        leaf.update(db)?;
        parent.children().add(db, &mut leaf)?;
        counted(db, left)?;
        counted(db, parent.tree().get(db)?)
    })
}

pub fn delete(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(folder) = any::<Folder>(db, random)? else { return Ok(()) };
        if folder.parent_id.is_none() {
            return Ok(());
        }
        let tree = folder.tree().get(db)?;
        folder.delete(db)?;
        counted(db, tree)
    })
}
