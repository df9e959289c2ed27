//! Tasks of a board, which may have a member.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any_row, small_number, some_rows};
use crate::{
    random::Random,
    world::{Board, Member, Task},
};

/// Updates the number and the weight of a board's tasks.
fn update_weight(db: &Connection, mut board: Board) -> Result<()> {
    board.task_count = i64::try_from(board.tasks().count(db)?).unwrap_or_default();
    board.weight = board.tasks().sum(db, Task::WEIGHT)?;
    board.update(db)
}

pub fn rename(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
    let title = format!("renamed {}", random.below(1_000));
    Task::query().filter(Task::BOARD.is(&board)).set(Task::TITLE, title).update(db).map(drop)
}

pub fn weigh(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        let heavy = board.tasks().filter(Task::WEIGHT.gt(small_number(random)));
        heavy.set(Task::WEIGHT, small_number(random)).update(db)?;
        update_weight(db, board)
    })
}

pub fn delete_light(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        board.tasks().filter(Task::WEIGHT.lt(3)).delete(db)?;
        update_weight(db, board)
    })
}

pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        board.tasks().create().title("one more").weight(small_number(random)).insert(db)?;
        update_weight(db, board)
    })
}

/// Writes every column, so that the changes of others since the read would be lost.
pub fn update(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(mut task) = any_row::<Task>(db, random)? else { return Ok(()) };
    task.title = "title ".repeat(random.below(200));
    task.update(db)
}

pub fn add(db: &Connection, random: &mut Random) -> Result<()> {
    let (Some(member), Some(mut task)) = (any_row::<Member>(db, random)?, any_row::<Task>(db, random)?)
    else {
        return Ok(());
    };
    member.tasks().add(db, &mut task)
}

pub fn remove(db: &Connection, random: &mut Random) -> Result<()> {
    let Some(member) = any_row::<Member>(db, random)? else { return Ok(()) };
    let Some(mut task) = member.tasks().after(None).first(db)? else { return Ok(()) };
    member.tasks().remove(db, &mut task).map(drop)
}

pub fn clear(db: &Connection, random: &mut Random) -> Result<()> {
    match any_row::<Member>(db, random)? {
        Some(member) => member.tasks().clear(db).map(drop),
        None => Ok(()),
    }
}

pub fn replace(db: &Connection, random: &mut Random) -> Result<()> {
    let mut tasks = some_rows::<Task>(db, random, 12)?;
    match any_row::<Member>(db, random)? {
        Some(member) => member.tasks().replace(db, &mut tasks).map(drop),
        None => Ok(()),
    }
}

pub fn set_member(db: &Connection, random: &mut Random) -> Result<()> {
    let (Some(member), Some(mut task)) = (any_row::<Member>(db, random)?, any_row::<Task>(db, random)?)
    else {
        return Ok(());
    };
    match task.member_id {
        None => Task::MEMBER.set(db, &mut task, &member),
        Some(_) => Task::MEMBER.unset(db, &mut task),
    }
}
