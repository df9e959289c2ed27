//! The work with this library.

use ground::{
    data::{drafts, some_id},
    lane::{Run, lane},
    workload::{CHILDREN, INSERT, LINKED, ROW, ROWS},
};
use relations::{Model as _, Select as _};
use rusqlite::Connection;

use crate::{
    models::{Group, Note, Post, User},
    workloads::{ASKED, DECLARED},
};

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(ROW, some_id, |db: &mut Connection, id| User::get(db, id)),
        lane(CHILDREN, some_user, |db: &mut Connection, user| user.posts().all(db)),
        lane(LINKED, some_user, |db: &mut Connection, user| user.groups().all(db)),
        lane(DECLARED, some_user, |db: &mut Connection, user| user.sorted_groups().all(db)),
        lane(ASKED, some_user, |db: &mut Connection, user| {
            user.groups().order_by(Group::NAME.asc()).all(db)
        }),
        lane(ROWS, |_| (), |db: &mut Connection, ()| Post::query().all(db)),
        lane(INSERT, |_| drafts(), |db: &mut Connection, drafts| {
            Note::insert_all(db, drafts.into_iter().map(|(title, score)| Note::create().title(title).score(score)))
        }),
    ]
}

fn some_user(run: i64) -> User {
    User { id: some_id(run), name: String::new(), email: String::new(), age: 0 }
}
