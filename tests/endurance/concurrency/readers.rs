//! The loads and queries of the readers, and the rules for their results.

use std::collections::HashSet;

use relations::{Error, Load, Result, prelude::*, rusqlite::Connection, snapshot};

use crate::world::{Account, Board, Entry, Folder, Member, Profile, Share, Tag, Task, Transfer, Tree};

/// A reading, which returns a violated rule of its result, if there is one.
#[derive(Clone, Copy)]
pub struct Reading {
    pub name: &'static str,
    pub run: fn(&Connection) -> Result<Option<String>>,
}

const fn reading(name: &'static str, run: fn(&Connection) -> Result<Option<String>>) -> Reading {
    Reading { name, run }
}

pub const READINGS: &[Reading] = &[
    reading("accounts", accounts),
    reading("members", members),
    reading("boards", boards),
    reading("tasks", tasks),
    reading("trees", trees),
    reading("predicates", predicates),
    reading("counts of each", counts),
    reading("sums in a snapshot", sums),
    reading("pages in a snapshot", pages),
    reading("handles in a snapshot", handles),
];

/// Returns the first row that is not whole.
fn first_torn<T: std::fmt::Debug>(rows: &[T], whole: impl Fn(&T) -> bool) -> Option<String> {
    rows.iter().find(|row| !whole(row)).map(|row| format!("{row:?}"))
}

#[derive(Load, Debug)]
#[load(Account)]
struct AccountPage {
    balance: i64,
    entry_count: i64,
    entries: Vec<EntryPage>,
    #[load(count = entries)]
    count: i64,
}

#[derive(Load, Debug)]
#[load(Entry)]
struct EntryPage {
    amount: i64,
    transfer: TransferPage,
}

#[derive(Load, Debug)]
#[load(Transfer)]
struct TransferPage {
    amount: i64,
    entries: Vec<Entry>,
}

fn len<T>(rows: &[T]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

fn accounts(db: &Connection) -> Result<Option<String>> {
    let pages = AccountPage::query().all(db)?;
    let total: i64 = pages.iter().map(|page| page.balance).sum();
    if total != 0 {
        return Ok(Some(format!("the balances are {total}")));
    }
    Ok(first_torn(&pages, |page| {
        page.balance == page.entries.iter().map(|entry| entry.amount).sum::<i64>()
            && [page.entry_count, len(&page.entries)] == [page.count; 2]
            && page.entries.iter().all(|EntryPage { amount, transfer }| {
                amount.abs() == transfer.amount
                    && transfer.entries.len() == 2
                    && transfer.entries.iter().map(|entry| entry.amount).sum::<i64>() == 0
            })
    }))
}

#[derive(Load, Debug)]
#[load(Member)]
struct MemberPage {
    id: i64,
    version: i64,
    profile: Option<Profile>,
    tasks: Vec<Task>,
    #[load(count = tasks)]
    task_count: usize,
    boards: Vec<(Board, Share)>,
    #[load(count = boards)]
    board_count: usize,
}

fn members(db: &Connection) -> Result<Option<String>> {
    Ok(first_torn(&MemberPage::query().all(db)?, |page| {
        page.profile.as_ref().is_some_and(|profile| profile.version == page.version)
            && page.tasks.len() == page.task_count
            && page.tasks.iter().all(|task| task.member_id == Some(page.id))
            && page.boards.len() == page.board_count
            && page
                .boards
                .iter()
                .all(|(board, share)| [share.board_id, share.member_id] == [board.id, page.id])
    }))
}

#[derive(Load, Debug)]
#[load(Board)]
struct BoardPage {
    task_count: i64,
    weight: i64,
    tasks: Vec<TaskPage>,
    tags: Vec<Tag>,
    #[load(count = tags)]
    tag_count: u64,
    members: Vec<(MemberOf, Share)>,
    #[load(count = tasks)]
    count: i64,
}

#[derive(Load, Debug)]
#[load(Task)]
struct TaskPage {
    weight: i64,
    member_id: Option<i64>,
    member: Option<MemberOf>,
}

#[derive(Load, Debug)]
#[load(Member)]
struct MemberOf {
    id: i64,
    version: i64,
    profile: Option<Profile>,
}

impl MemberOf {
    fn is_whole(&self) -> bool {
        self.profile.as_ref().is_some_and(|profile| profile.version == self.version)
    }
}

impl TaskPage {
    fn is_whole(&self) -> bool {
        self.member.as_ref().map(|member| member.id) == self.member_id
            && self.member.as_ref().is_none_or(MemberOf::is_whole)
    }
}

fn boards(db: &Connection) -> Result<Option<String>> {
    Ok(first_torn(&BoardPage::query().all(db)?, |page| {
        [page.task_count, len(&page.tasks)] == [page.count; 2]
            && page.tasks.iter().map(|task| task.weight).sum::<i64>() == page.weight
            && page.tasks.iter().all(TaskPage::is_whole)
            && page.tags.len() == 3
            && page.tag_count == 3
            && page.members.iter().map(|(_, share)| share.percent).sum::<i64>() == 100
            && page.members.iter().all(|(member, share)| member.id == share.member_id && member.is_whole())
    }))
}

/// Loads rows in memory as shapes: what is loaded is of one state, whatever has changed since they were read.
fn tasks(db: &Connection) -> Result<Option<String>> {
    let tasks = Task::query().order_by(Task::ID.desc()).limit(30).all(db)?;
    match tasks.load::<TaskNow>(db) {
        // One of them has been deleted since.
        Err(Error::NotFound { model: "Task", .. }) => Ok(None),
        loaded => Ok(first_torn(&loaded?, |task| task.member.as_ref().is_none_or(MemberOf::is_whole))),
    }
}

#[derive(Load, Debug)]
#[load(Task)]
struct TaskNow {
    member: Option<MemberOf>,
}

#[derive(Load, Debug)]
#[load(Tree)]
struct TreePage {
    id: i64,
    size: i64,
    #[load(from = folders, with = |q| q.filter(Folder::PARENT_ID.is_null()))]
    roots: Vec<Node>,
    #[load(count = folders)]
    count: i64,
}

#[derive(Load, Debug)]
#[load(Folder)]
struct Node {
    tree_id: i64,
    depth: i64,
    children: Vec<Node>,
}

impl Node {
    /// Returns the number of folders from here down, or `None` if one is of another tree or depth.
    fn size(&self, tree: i64, depth: i64) -> Option<i64> {
        if [self.tree_id, self.depth] != [tree, depth] {
            return None;
        }
        self.children.iter().try_fold(1, |size, child| Some(size + child.size(tree, depth + 1)?))
    }
}

fn trees(db: &Connection) -> Result<Option<String>> {
    Ok(first_torn(&TreePage::query().all(db)?, |page| {
        let [root] = page.roots.as_slice() else { return false };
        page.size == page.count && root.size(page.id, 0) == Some(page.size)
    }))
}

/// Queries rows that must not exist, by one statement each.
fn predicates(db: &Connection) -> Result<Option<String>> {
    let found = [
        ("members without a profile", Member::query().filter(Member::PROFILE.is_none()).count(db)?),
        ("transfers of other than two", Transfer::query().filter(Transfer::ENTRIES.count().ne(2)).count(db)?),
        ("boards of other than three tags", Board::query().filter(Board::TAGS.count().ne(3)).count(db)?),
        ("boards of nobody", Board::query().filter(Board::MEMBERS.none()).count(db)?),
        (
            "trees without a root",
            Tree::query().filter(!Tree::FOLDERS.any(Folder::PARENT_ID.is_null())).count(db)?,
        ),
        ("folders of no tree", Folder::query().filter(!Folder::TREE.has(Tree::SIZE.gt(0))).count(db)?),
    ];
    Ok(found.iter().find(|(_, count)| *count > 0).map(|found| format!("{found:?}")))
}

fn counts(db: &Connection) -> Result<Option<String>> {
    let tags = first_torn(&Board::query().count_each(db, Board::TAGS)?, |(_, count)| *count == 3);
    let folders = Tree::query().count_each(db, Tree::FOLDERS)?;
    let folders = first_torn(&folders, |(tree, count)| i64::try_from(*count) == Ok(tree.size));
    let balances = Account::query().sum_each(db, Account::ENTRIES, Entry::AMOUNT)?;
    Ok(tags.or(folders).or(first_torn(&balances, |(account, sum)| account.balance == *sum)))
}

fn sums(db: &Connection) -> Result<Option<String>> {
    snapshot(db, |db| {
        let balances = Account::query().sum(db, Account::BALANCE)?;
        let amounts = Entry::query().sum(db, Entry::AMOUNT)?;
        let entries = Account::query().sum(db, Account::ENTRY_COUNT)?;
        let found =
            [balances, amounts, entries - 2 * i64::try_from(Transfer::query().count(db)?).unwrap_or(0)];
        Ok((found != [0; 3]).then(|| format!("{found:?}")))
    })
}

/// Reads all tasks page by page: each comes once.
fn pages(db: &Connection) -> Result<Option<String>> {
    snapshot(db, |db| {
        let (mut seen, mut weight, mut last) = (HashSet::new(), 0, None);
        loop {
            let page = Task::query().order_by(Task::WEIGHT.desc()).after(last.as_ref()).limit(25).all(db)?;
            if page.iter().any(|task| !seen.insert(task.id)) {
                return Ok(Some("a task came twice".into()));
            }
            weight += page.iter().map(|task| task.weight).sum::<i64>();
            let Some(task) = page.into_iter().last() else { break };
            last = Some(task);
        }
        let count = Board::query().sum(db, Board::TASK_COUNT)?;
        let found =
            [count - i64::try_from(seen.len()).unwrap_or(0), Board::query().sum(db, Board::WEIGHT)? - weight];
        Ok((found != [0; 2]).then(|| format!("{found:?}")))
    })
}

fn handles(db: &Connection) -> Result<Option<String>> {
    snapshot(db, |db| {
        for board in Board::query().all(db)? {
            let links = board.members().all_with_links::<Share>(db)?;
            let shares: i64 = links.iter().map(|(_, share)| share.percent).sum();
            let tasks = i64::try_from(board.tasks().count(db)?).unwrap_or(0);
            let tags = board.tags().all(db)?.len();
            if (shares, tasks, tags) != (100, board.task_count, 3) {
                return Ok(Some(format!("{board:?}: {:?}", (shares, tasks, tags))));
            }
        }
        Ok(None)
    })
}
