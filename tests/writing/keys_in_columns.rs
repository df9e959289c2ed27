//! Keys in the fields of the columns that hold them.

use relations::{Insert, Key, Model, Result, Schema, prelude::*, schema};

#[derive(Model, Debug)]
struct User {
    id: i64,
    #[belongs_to(manager: User)]
    manager_id: Option<i64>,
    /// The user who helps, the first unless another is named.
    #[column(default = "1")]
    helper_id: Option<i64>,
    #[column(default = "1")]
    team_id: i64,
    office_id: i64,
}

const SCHEMA: Schema = schema![User];

#[derive(Insert)]
#[insert(User)]
struct Managed {
    manager_id: Key<User>,
    office_id: Key<User>,
}

#[derive(Insert)]
#[insert(User)]
#[allow(clippy::option_option, reason = "the default, NULL and a key are three cases")]
struct NewUser {
    manager_id: Option<Key<User>>,
    helper_id: Option<Option<Key<User>>>,
    team_id: Option<Key<User>>,
    office_id: i64,
}

#[derive(Insert)]
#[insert(User)]
struct UserForm {
    id: Option<Key<User>>,
    manager_id: Option<Key<User>>,
    office_id: i64,
}

/// Returns the manager, the helper, the team and the office of a user.
fn columns(user: &User) -> (Option<i64>, Option<i64>, i64, i64) {
    (user.manager_id, user.helper_id, user.team_id, user.office_id)
}

#[test]
fn a_column_takes_a_key_whether_or_not_it_can_be_null() -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let new = |manager_id, helper_id, team_id| NewUser { manager_id, helper_id, team_id, office_id: 5 };
    let key = || Some(Key::new(1));

    let first = new(None, None, None).insert(&db)?;
    assert_eq!(columns(&first), (None, Some(1), 1, 5));
    let users = NewUser::insert_all(
        &db,
        [new(key(), Some(None), Some(Key::new(3))), new(None, Some(key()), None), new(key(), None, None)],
    )?;
    let found: Vec<_> = users.iter().map(columns).collect();
    assert_eq!(found, [(Some(1), None, 3, 5), (None, Some(1), 1, 5), (Some(1), Some(1), 1, 5)]);

    let managed = Managed { manager_id: Key::of(&users[0]), office_id: Key::new(6) }.insert(&db)?;
    assert_eq!(columns(&managed), (Some(users[0].id), Some(1), 1, 6));
    Ok(())
}

#[test]
fn a_form_sets_the_column_to_null() -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let form = |id, manager_id| UserForm { id, manager_id, office_id: 5 };

    let first = form(None, None).save(&db)?;
    let second = form(None, Some(Key::of(&first))).save(&db)?;
    assert_eq!(second.manager_id, Some(first.id));
    let second = form(Some(Key::of(&second)), None).save(&db)?;
    assert_eq!((second.manager_id, User::query().count(&db)?), (None, 2));
    Ok(())
}
