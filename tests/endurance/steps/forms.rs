//! Boards that are written by structs with the rows in their fields.

use relations::{Insert, Key, Result, prelude::*, rusqlite::Connection, transaction};

use super::{any_row, small_number, some_rows};
use crate::{
    random::Random,
    world::{Board, Member, Share, Tag, Task},
};

const BOARDS: u64 = 8;

#[derive(Insert)]
#[insert(Board)]
struct NewBoard {
    slug: String,
    title: String,
    task_count: i64,
    weight: i64,
    tasks: Vec<TaskForm>,
    tags: Vec<Key<Tag>>,
    shares: Vec<NewShare>,
}

/// A board that is there, with its tasks.
#[derive(Insert)]
#[insert(Board)]
struct BoardForm {
    id: i64,
    task_count: i64,
    weight: i64,
    slug: String,
    title: String,
    tasks: Vec<TaskForm>,
    tags: Vec<Key<Tag>>,
}

#[derive(Insert)]
#[insert(Task)]
struct TaskForm {
    id: Option<i64>,
    title: String,
    weight: i64,
}

#[derive(Insert)]
#[insert(Share)]
struct NewShare {
    member: Key<Member>,
    percent: i64,
}

fn new_task(random: &mut Random) -> TaskForm {
    TaskForm { id: None, title: "to do".to_owned(), weight: small_number(random) }
}

/// Returns the number and the weight of tasks.
fn sums(tasks: &[TaskForm]) -> (i64, i64) {
    let count = i64::try_from(tasks.len()).unwrap_or_default();
    (count, tasks.iter().map(|task| task.weight).sum())
}

/// Inserts a board with all its rows by one call.
pub fn insert(db: &Connection, random: &mut Random) -> Result<()> {
    let slug = format!("board-{}", random.below(1_000));
    transaction(db, |db| {
        if Board::query().count(db)? >= BOARDS || Board::query().filter(Board::SLUG.eq(&slug)).exists(db)? {
            return Ok(());
        }
        let tasks: Vec<_> = (0..40 + random.below(30)).map(|_| new_task(random)).collect();
        let (task_count, weight) = sums(&tasks);
        let members = some_rows::<Member>(db, random, 4)?;
        let percent = 100 / i64::try_from(members.len()).unwrap_or(100);
        let new = NewBoard {
            slug,
            title: "new".to_owned(),
            task_count,
            weight,
            tasks,
            tags: some_rows::<Tag>(db, random, 3)?.iter().map(Key::of).collect(),
            shares: members.iter().map(|member| NewShare { member: Key::of(member), percent }).collect(),
        };
        new.insert(db).map(drop)
    })
}

/// Saves a board with other tasks and tags.
pub fn save(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(board) = any_row::<Board>(db, random)? else { return Ok(()) };
        let mut tasks = Vec::new();
        for task in board.tasks().all(db)? {
            match random.below(4) {
                0 => tasks.push(new_task(random)),
                1 => {}
                at => {
                    let weight = if at == 2 { task.weight } else { small_number(random) };
                    tasks.push(TaskForm { id: Some(task.id), title: task.title, weight });
                }
            }
        }
        let (task_count, weight) = sums(&tasks);
        let tags = some_rows::<Tag>(db, random, 3)?.iter().map(Key::of).collect();
        let form =
            BoardForm { id: board.id, task_count, weight, slug: board.slug, title: board.title, tasks, tags };
        form.save(db).map(drop)
    })
}
