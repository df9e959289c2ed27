//! Boards with their tasks, three tags, and members whose shares add up to 100.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any_row, small_number, some_rows};
use crate::{
    random::Random,
    world::{Board, Member, Share, Tag, Task},
};

const BOARDS: u64 = 8;

/// Creates a board, with more tasks than one statement of `insert_all` takes.
pub fn create(db: &Connection, random: &mut Random) -> Result<()> {
    let slug = format!("board-{}", random.below(1_000));
    transaction(db, |db| {
        if Board::query().count(db)? >= BOARDS || Board::query().filter(Board::SLUG.eq(&slug)).exists(db)? {
            return Ok(());
        }
        let members = some_rows::<Member>(db, random, 4)?;
        let tags = some_rows::<Tag>(db, random, 3)?;
        let weights: Vec<i64> = (0..40 + random.below(30)).map(|_| small_number(random)).collect();
        let board = Board::create()
            .slug(slug)
            .title("new")
            .task_count(i64::try_from(weights.len()).unwrap_or_default())
            .weight(weights.iter().sum::<i64>())
            .insert(db)?;
        Task::insert_all(
            db,
            weights.iter().map(|weight| board.tasks().create().title("to do").weight(*weight)),
        )?;
        board.tags().set(db, &tags)?;
        for member in &members {
            let share = 100 / i64::try_from(members.len()).unwrap_or(100);
            board.members().link_with(db, member, |link| link.percent(share))?;
        }
        Ok(())
    })
}

/// Deletes a board by one verb: its tasks, links and shares are deleted with it.
pub fn delete(db: &Connection, random: &mut Random) -> Result<()> {
    match any_row::<Board>(db, random)? {
        Some(board) if Board::query().count(db)? > 3 => board.delete(db),
        _ => Ok(()),
    }
}

pub fn set_tags(db: &Connection, random: &mut Random) -> Result<()> {
    let tags = some_rows::<Tag>(db, random, 3)?;
    match any_row::<Board>(db, random)? {
        Some(board) => board.tags().set(db, &tags).map(drop),
        None => Ok(()),
    }
}

pub fn clear_tags(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        board.tags().clear(db)?;
        some_rows::<Tag>(db, random, 3)?.iter().try_for_each(|tag| board.tags().link(db, tag).map(drop))
    })
}

pub fn exchange_tag(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let (Some(board), Some(tag)) = (any_row::<Board>(db, random)?, any_row::<Tag>(db, random)?) else {
            return Ok(());
        };
        if board.tags().contains(db, &tag)? {
            board.tags().unlink(db, &tag)?;
            let mut others = Tag::query().filter(!Tag::BOARDS.contains(&board)).after(None).all(db)?;
            others.retain(|other| *other != tag);
            let other = others.swap_remove(random.below(others.len()));
            board.tags().link(db, &other)?;
        }
        Ok(())
    })
}

pub fn create_tag(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        let Some(tag) = board.tags().order_by(Tag::ID.desc()).first(db)? else { return Ok(()) };
        board.tags().unlink(db, &tag)?;
        board.tags().create().name("made here").insert(db).map(drop)
    })
}

pub fn delete_tags(db: &Connection, _random: &mut Random) -> Result<()> {
    Tag::query().filter(Tag::BOARDS.none().and(Tag::ID.gt(8))).delete(db).map(drop)
}

/// Links a member, who gets half of another's share.
pub fn link_member(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let (Some(mut share), Some(member)) = (any_row::<Share>(db, random)?, any_row::<Member>(db, random)?)
        else {
            return Ok(());
        };
        let board = share.board().get(db)?;
        if share.percent < 2 || board.members().contains(db, &member)? {
            return Ok(());
        }
        let half = share.percent / 2;
        board.members().link_with(db, &member, |link| link.percent(half))?;
        share.percent -= half;
        share.update(db)
    })
}

/// Moves shares between two members, each by a query.
pub fn move_shares(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        let shares = Share::query().filter(Share::BOARD.is(&board)).after(None).limit(2).all(db)?;
        let [from, to] = shares.as_slice() else { return Ok(()) };
        let set = |share: &Share, percent| {
            let row = Share::BOARD.is(&board).and(Share::MEMBER_ID.eq(share.member_id));
            Share::query().filter(row).set(Share::PERCENT, percent).update(db)
        };
        let moved = from.percent / 3;
        set(from, from.percent - moved)?;
        set(to, to.percent + moved).map(drop)
    })
}

/// Unlinks a member, whose share goes to another.
pub fn unlink_member(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        let mut links = board.members().all_with_links::<Share>(db)?;
        links.sort_by_key(|(member, _)| member.id);
        let [(gone, lost), (_, kept), ..] = links.as_slice() else { return Ok(()) };
        board.members().unlink(db, gone)?;
        Share { percent: kept.percent + lost.percent, ..kept.clone() }.update(db)
    })
}
