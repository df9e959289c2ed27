//! Rows, relations and graphs by integer keys.

use ground::{
    data::users::{YOUNG, drafts, some_id, some_ids},
    lane::{Run, lane},
    sum::{self, Part, Sum},
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, KEPT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use relations::{Load, Model, Select as _};
use rusqlite::Connection;

use crate::{
    models::{Comment, Group, Note, Post, User},
    workloads::{ASKED, CACHED, DECLARED},
};

#[derive(Load)]
#[load(User)]
struct UserWithGroups {
    id: i64,
    name: String,
    email: String,
    age: i64,
    groups: Vec<Group>,
}

#[derive(Load)]
#[load(User)]
struct UserWithPosts {
    id: i64,
    name: String,
    email: String,
    age: i64,
    posts: Vec<Post>,
}

#[derive(Load)]
#[load(User)]
struct UserWithComments {
    id: i64,
    name: String,
    email: String,
    age: i64,
    posts: Vec<PostWithComments>,
}

#[derive(Load)]
#[load(Post)]
struct PostWithComments {
    id: i64,
    user_id: i64,
    title: String,
    comments: Vec<Comment>,
}

/// A user as a type of its own: what reads a row is inlined where it has one caller, and that of one row by key is to stay as it is.
#[derive(Model)]
#[model(table = "users")]
struct Account {
    id: i64,
    name: String,
    email: String,
    age: i64,
}

ground::sums! {
    Account: id, name, email, age;
}

impl Sum for UserWithGroups {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.name, &self.email, &self.age]), &self.groups])
    }
}

impl Sum for UserWithPosts {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.name, &self.email, &self.age]), &self.posts])
    }
}

impl Sum for UserWithComments {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.name, &self.email, &self.age]), &self.posts])
    }
}

impl Sum for PostWithComments {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.user_id, &self.title]), &self.comments])
    }
}

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(ROW, some_id, |db: &mut Connection, id| User::get(db, id)),
        lane(KEPT, some_ids, by_key),
        lane(CACHED, some_ids, by_key),
        lane(CHILDREN, some_user, |db: &mut Connection, user| user.posts().all(db)),
        lane(LINKED, some_user, |db: &mut Connection, user| user.groups().all(db)),
        lane(DECLARED, some_user, |db: &mut Connection, user| user.sorted_groups().all(db)),
        lane(ASKED, some_user, |db: &mut Connection, user| user.groups().order_by(Group::NAME.asc()).all(db)),
        lane(ROWS, |_| (), |db: &mut Connection, ()| Post::query().all(db)),
        lane(
            INSERT,
            |_| drafts(),
            |db: &mut Connection, drafts| {
                Note::insert_all(
                    db,
                    drafts.into_iter().map(|(title, score)| Note::create().title(title).score(score)),
                )
            },
        ),
        lane(ALL_LINKED, |_| (), |db: &mut Connection, ()| UserWithGroups::query().all(db)),
        lane(
            PICKED,
            |_| (),
            |db: &mut Connection, ()| UserWithComments::query().filter(User::AGE.lt(YOUNG)).all(db),
        ),
        lane(WHOLE, |_| (), |db: &mut Connection, ()| UserWithComments::query().all(db)),
        lane(FEW, |_| (), |db: &mut Connection, ()| with_posts(db)),
        lane(MANY, |_| (), |db: &mut Connection, ()| with_posts(db)),
    ]
}

fn by_key(db: &mut Connection, ids: Vec<i64>) -> relations::Result<Vec<Account>> {
    let mut users = Account::by_key(db)?;
    ids.into_iter().map(|id| users.get(id)).collect()
}

fn with_posts(db: &Connection) -> relations::Result<Vec<UserWithPosts>> {
    UserWithPosts::query().filter(User::AGE.lt(YOUNG)).all(db)
}

fn some_user(run: i64) -> User {
    User { id: some_id(run), name: String::new(), email: String::new(), age: 0 }
}
