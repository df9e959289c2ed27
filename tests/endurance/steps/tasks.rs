//! Tasks, of a board and perhaps of a member.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any, small, some};
use crate::{
    random::Random,
    world::{Board, Member, Task},
};

/// Counts and weighs a board's tasks anew.
fn weighed(db: &Connection, mut board: Board) -> Result<()> {
    board.task_count = i64::try_from(board.tasks().count(db)?).unwrap_or_default();
    board.weight = board.tasks().sum(db, Task::WEIGHT)?;
    board.update(db)
}

pub fn rename(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(board) = any::<Board>(db, random)? else { return Ok(()) };
    let title = format!("renamed {}", random.below(1_000));
    Task::query().filter(Task::BOARD.is(&board)).set(Task::TITLE, title).update(db).map(drop)
}

pub fn weigh(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any::<Board>(db, random)? else { return Ok(()) };
        let heavy = board.tasks().filter(Task::WEIGHT.gt(small(random)));
        heavy.set(Task::WEIGHT, small(random)).update(db)?;
        weighed(db, board)
    })
}

pub fn delete_light(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any::<Board>(db, random)? else { return Ok(()) };
        board.tasks().filter(Task::WEIGHT.lt(3)).delete(db)?;
        weighed(db, board)
    })
}

pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any::<Board>(db, random)? else { return Ok(()) };
        board.tasks().create().title("one more").weight(small(random)).insert(db)?;
        weighed(db, board)
    })
}

/// Writes every column, so that what others wrote meanwhile would be lost.
pub fn update(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(mut task) = any::<Task>(db, random)? else { return Ok(()) };
    task.title = "title ".repeat(random.below(200));
    task.update(db)
}

pub fn add(db: &Connection, random: &mut Random) -> Result<()> {
    let (Some(member), Some(mut task)) = (any::<Member>(db, random)?, any::<Task>(db, random)?) else {
        return Ok(());
    };
    member.tasks().add(db, &mut task)
}

pub fn remove(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(member) = any::<Member>(db, random)? else { return Ok(()) };
    let Some(mut task) = member.tasks().after(None).first(db)? else { return Ok(()) };
    member.tasks().remove(db, &mut task).map(drop)
}

pub fn clear(db: &Connection, random: &mut Random) -> Result<()> {
    match any::<Member>(db, random)? {
        Some(member) => member.tasks().clear(db).map(drop),
        None => Ok(()),
    }
}

pub fn replace(db: &Connection, random: &mut Random) -> Result<()> {
    let mut tasks = some::<Task>(db, random, 12)?;
    match any::<Member>(db, random)? {
        Some(member) => member.tasks().replace(db, &mut tasks).map(drop),
        None => Ok(()),
    }
}

pub fn set_member(db: &Connection, random: &mut Random) -> Result<()> {
    let (Some(member), Some(mut task)) = (any::<Member>(db, random)?, any::<Task>(db, random)?) else {
        return Ok(());
    };
    match task.member_id {
        None => Task::MEMBER.set(db, &mut task, &member),
        Some(_) => Task::MEMBER.unset(db, &mut task),
    }
}
