//! Models with rules across tables, and their first rows.

use relations::{Model, Result, Schema, prelude::*, rusqlite::Connection, schema, transaction};

/// An account with the sum and the number of its entries. All balances add up to zero.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(entries: Entry)]
pub struct Account {
    pub id: i64,
    pub balance: i64,
    pub entry_count: i64,
}

/// A transfer from one account to another: two entries that add up to zero.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(entries: Entry)]
pub struct Transfer {
    pub id: i64,
    pub amount: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: i64,
    #[belongs_to(account: Account)]
    pub account_id: i64,
    #[belongs_to(transfer: Transfer, on_delete = cascade)]
    pub transfer_id: i64,
    pub amount: i64,
}

/// A member, with exactly one profile of the same version.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_one(profile: Profile)]
#[has_many(tasks: Task)]
#[many_to_many(boards: Board, through = Share)]
pub struct Member {
    pub id: i64,
    #[unique]
    #[column(collate = NOCASE)]
    pub name: String,
    pub version: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(member: Member, on_delete = cascade)]
    pub member_id: i64,
    pub version: i64,
    pub bio: String,
}

/// A board with the number and the weight of its tasks, three tags, and members whose shares add up to 100.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(tasks: Task)]
#[has_many(shares: Share)]
#[many_to_many(tags: Tag, through = "board_tag")]
#[many_to_many(members: Member, through = Share)]
pub struct Board {
    pub id: i64,
    #[unique]
    pub slug: String,
    pub title: String,
    pub task_count: i64,
    pub weight: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Task {
    pub id: i64,
    #[belongs_to(board: Board, on_delete = cascade)]
    pub board_id: i64,
    #[belongs_to(member: Member, on_delete = set_null)]
    pub member_id: Option<i64>,
    pub title: String,
    pub weight: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(boards: Board, through = "board_tag")]
pub struct Tag {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(board_id, member_id), without_rowid)]
pub struct Share {
    #[belongs_to(board: Board, on_delete = cascade)]
    pub board_id: i64,
    #[belongs_to(member: Member)]
    pub member_id: i64,
    pub percent: i64,
}

/// A tree with the number of its folders.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(folders: Folder)]
pub struct Tree {
    pub id: i64,
    pub size: i64,
}

/// A folder, one level deeper than its parent and of the same tree.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Folder, inverse = parent)]
pub struct Folder {
    pub id: i64,
    #[belongs_to(tree: Tree, on_delete = cascade)]
    pub tree_id: i64,
    #[belongs_to(parent: Folder, on_delete = cascade)]
    pub parent_id: Option<i64>,
    pub depth: i64,
}

/// A number that writers increase after reading it.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Counter {
    pub id: i64,
    pub value: i64,
}

/// A row that is never changed.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Mark {
    pub id: i64,
    pub writer: i64,
    pub nth: i64,
}

pub const SCHEMA: Schema =
    schema![Account, Transfer, Entry, Member, Profile, Board, Task, Tag, Share, Tree, Folder, Counter, Mark];

/// Creates the tables, and the rows without which no step could begin.
pub fn populate(db: &Connection) -> Result<()> {
    SCHEMA.create_all(db)?;
    transaction(db, |db| {
        Account::insert_all(db, (0..12).map(|_| Account::create().balance(0).entry_count(0)))?;
        Tag::insert_all(db, (0..8).map(|at| Tag::create().name(format!("tag {at}"))))?;
        for at in 0..10 {
            let member = Member::create().name(format!("member {at}")).version(0).insert(db)?;
            member.profile().create().version(0).bio("new").insert(db)?;
        }
        for _ in 0..4 {
            let tree = Tree::create().size(1).insert(db)?;
            tree.folders().create().depth(0).insert(db)?;
        }
        Ok(())
    })
}
