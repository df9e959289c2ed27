//! The steps of a program: a verb, or several in a transaction, that keep every rule.

mod accounts;
mod boards;
mod folders;
mod forms;
mod members;
mod tasks;

use relations::{Model, Result, prelude::*, rusqlite::Connection};

use crate::random::Random;

/// A step that is done wholly or not at all.
#[derive(Clone, Copy)]
pub struct Step {
    pub name: &'static str,
    /// Set if the step keeps the rules even if other connections write between its read and its verb. The others
    /// need a transaction around both.
    pub alone: bool,
    pub run: fn(&Connection, &mut Random) -> Result<()>,
}

const fn alone(name: &'static str, run: fn(&Connection, &mut Random) -> Result<()>) -> Step {
    Step { name, alone: true, run }
}

const fn one_writer(name: &'static str, run: fn(&Connection, &mut Random) -> Result<()>) -> Step {
    Step { name, alone: false, run }
}

/// All steps.
pub const STEPS: &[Step] = &[
    alone("transfer", accounts::transfer),
    alone("transfer back", accounts::transfer_back),
    alone("many transfers", accounts::transfer_many),
    alone("Entry::ACCOUNT.set", accounts::set_account),
    alone("new member", members::create),
    alone("delete of members by query", members::delete_idle),
    one_writer("profile().replace", members::replace_profile),
    alone("profile().replace of a new version", members::renew_profile),
    alone("profile().set", members::set_profile),
    alone("on_conflict().update", members::upsert),
    one_writer("upsert_all", members::upsert_all),
    alone("new board with all its rows", boards::create),
    alone("new board with all its rows, by one struct", forms::insert),
    alone("save of a board with its tasks and tags", forms::save),
    alone("delete with cascades", boards::delete),
    alone("tags().set", boards::set_tags),
    alone("tags().clear and link", boards::clear_tags),
    alone("tags().unlink and link", boards::exchange_tag),
    alone("tags().unlink and create", boards::create_tag),
    alone("delete of tags by query", boards::delete_tags),
    alone("link_with", boards::link_member),
    alone("shares moved", boards::move_shares),
    alone("members().unlink", boards::unlink_member),
    alone("set by query", tasks::rename),
    alone("set by query, with its sum", tasks::weigh),
    alone("delete by query, with its sum", tasks::delete_light),
    alone("tasks().create", tasks::create),
    one_writer("update", tasks::update),
    alone("tasks().add", tasks::add),
    alone("tasks().remove", tasks::remove),
    alone("tasks().clear", tasks::clear),
    alone("tasks().replace", tasks::replace),
    one_writer("Task::MEMBER.set and unset", tasks::set_member),
    alone("children().create", folders::create),
    alone("children().add", folders::hang),
    alone("delete of a subtree", folders::delete),
];

/// Returns a random row.
fn any_row<M: Model>(db: &Connection, random: &mut Random) -> Result<Option<M>> {
    let count = usize::try_from(M::query().count(db)?).unwrap_or_default();
    M::query().after(None).offset(random.below(count) as u64).limit(1).first(db)
}

/// Returns this many different random rows.
fn some_rows<M: Model>(db: &Connection, random: &mut Random, count: usize) -> Result<Vec<M>> {
    let mut rows = M::query().after(None).all(db)?;
    while rows.len() > count {
        rows.swap_remove(random.below(rows.len()));
    }
    Ok(rows)
}

/// Returns a small positive number.
fn small_number(random: &mut Random) -> i64 {
    i64::try_from(random.below(9)).unwrap_or_default() + 1
}
