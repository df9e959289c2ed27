//! The five referential actions, on deletion and on a change of the parent's key, and deferred keys.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Owner {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct NoAction {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = no_action, on_update = no_action)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Restrict {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = restrict, on_update = restrict)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Cascade {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = cascade, on_update = cascade)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct SetNull {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = set_null, on_update = set_null)]
    owner_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct SetDefault {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = set_default, on_update = set_default)]
    #[column(default = "1")]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Deferred {
    id: i64,
    #[belongs_to(owner: Owner, deferrable)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct DeferredRestrict {
    id: i64,
    #[belongs_to(owner: Owner, on_delete = restrict, deferrable)]
    owner_id: i64,
}

const SCHEMA: Schema =
    schema![Owner, NoAction, Restrict, Cascade, SetNull, SetDefault, Deferred, DeferredRestrict];

/// Returns a default owner with key 1, and one with key 2.
fn database() -> Result<(Connection, Owner)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Owner::create().id(1).name("default").insert(&db)?;
    let owner = Owner::create().id(2).name("owner").insert(&db)?;
    Ok((db, owner))
}

fn change_key(db: &Connection, from: i64, to: i64) -> relations::rusqlite::Result<usize> {
    db.execute("UPDATE owner SET id = ?2 WHERE id = ?1", [from, to])
}

fn delete_raw(db: &Connection, owner: &Owner) -> relations::rusqlite::Result<usize> {
    db.execute("DELETE FROM owner WHERE id = ?1", [owner.id])
}

#[test]
fn no_action_refuses_to_delete_or_change_a_parent() -> Result<()> {
    let (db, owner) = database()?;
    let child = NoAction::create().owner_id(2).insert(&db)?;
    let error = owner.delete(&db).unwrap_err();
    assert!(
        matches!(&error, Error::ChildrenRemain { parent, child, count: 1, .. }
            if parent == "owner" && child == "no_action"),
        "{error:?}"
    );
    assert!(delete_raw(&db, &owner).is_err());
    assert!(change_key(&db, 2, 3).is_err());
    assert_eq!(Owner::get(&db, 2)?, owner);
    assert_eq!(NoAction::query().all(&db)?, [child]);
    Ok(())
}

#[test]
fn restrict_refuses_to_delete_or_change_a_parent() -> Result<()> {
    let (db, owner) = database()?;
    let child = Restrict::create().owner_id(2).insert(&db)?;
    let error = owner.delete(&db).unwrap_err();
    assert!(
        matches!(&error, Error::ChildrenRemain { child, count: 1, .. } if child == "restrict"),
        "{error:?}"
    );
    assert!(delete_raw(&db, &owner).is_err());
    assert!(change_key(&db, 2, 3).is_err());
    assert_eq!(Restrict::query().all(&db)?, [child]);
    Ok(())
}

#[test]
fn restrict_refuses_at_once_where_no_action_waits_for_the_commit() -> Result<()> {
    let (mut db, owner) = database()?;
    let child = Deferred::create().owner_id(2).insert(&db)?;
    let restricting = DeferredRestrict::create().owner_id(1).insert(&db)?;
    let transaction = db.transaction()?;
    owner.delete(&transaction)?;
    owner.insert(&transaction)?;
    assert!(matches!(
        Owner::get(&transaction, 1)?.delete(&transaction),
        Err(Error::ChildrenRemain { count: 1, .. })
    ));
    transaction.commit()?;
    assert_eq!(Owner::query().count(&db)?, 2);
    assert_eq!(Deferred::query().all(&db)?, [child]);
    assert_eq!(DeferredRestrict::query().all(&db)?, [restricting]);
    Ok(())
}

#[test]
fn cascade_takes_the_children_along() -> Result<()> {
    for by_hand in [false, true] {
        let (db, owner) = database()?;
        let (other, child) =
            (Cascade::create().owner_id(1).insert(&db)?, Cascade::create().owner_id(2).insert(&db)?);
        change_key(&db, 2, 5)?;
        assert_eq!(Cascade::get(&db, child.id)?.owner_id, 5);
        change_key(&db, 5, 2)?;
        if by_hand {
            delete_raw(&db, &owner)?;
        } else {
            owner.delete(&db)?;
        }
        assert_eq!(Cascade::query().all(&db)?, [other]);
    }
    Ok(())
}

#[test]
fn set_null_leaves_the_children_without_a_parent() -> Result<()> {
    for by_hand in [false, true] {
        let (db, owner) = database()?;
        let (other, child) =
            (SetNull::create().owner_id(1).insert(&db)?, SetNull::create().owner_id(2).insert(&db)?);
        if by_hand {
            delete_raw(&db, &owner)?;
        } else {
            owner.delete(&db)?;
        }
        let orphan = SetNull { owner_id: None, ..child };
        assert_eq!(SetNull::query().order_by(SetNull::ID.asc()).all(&db)?, [other, orphan]);
        change_key(&db, 1, 9)?;
        assert_eq!(SetNull::query().filter(SetNull::OWNER_ID.is_null()).count(&db)?, 2);
    }
    Ok(())
}

#[test]
fn set_default_gives_the_children_to_the_default_parent() -> Result<()> {
    let (db, owner) = database()?;
    let mut child = SetDefault::create().owner_id(2).insert(&db)?;
    owner.delete(&db)?;
    child.reload(&db)?;
    assert_eq!(child.owner_id, 1);
    assert_eq!(child.owner().get(&db)?.name, "default");
    Ok(())
}

#[test]
fn set_default_fails_where_the_default_parent_is_missing() -> Result<()> {
    let (db, owner) = database()?;
    SetDefault::create().owner_id(2).insert(&db)?;
    db.execute("DELETE FROM owner WHERE id = 1", [])?;
    assert!(owner.delete(&db).is_err());
    assert_eq!(Owner::query().all(&db)?, [owner]);
    assert_eq!(SetDefault::query().one(&db)?.owner_id, 2);
    Ok(())
}

#[test]
fn a_deferred_key_may_wait_for_its_parent_until_the_commit() -> Result<()> {
    let (mut db, _) = database()?;
    let transaction = db.transaction()?;
    let child = Deferred::create().owner_id(77).insert(&transaction)?;
    assert!(matches!(child.owner().get(&transaction), Err(Error::NotFound { .. })));
    let late = Owner::create().id(77).name("late").insert(&transaction)?;
    transaction.commit()?;
    assert_eq!(child.owner().get(&db)?, late);
    Ok(())
}

#[test]
fn a_deferred_key_without_its_parent_keeps_the_transaction_from_committing() -> Result<()> {
    let (mut db, _) = database()?;
    let transaction = db.transaction()?;
    Deferred::create().owner_id(77).insert(&transaction)?;
    assert!(transaction.commit().is_err());
    assert_eq!(Deferred::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn outside_of_a_transaction_a_deferred_key_is_checked_at_once() -> Result<()> {
    let (db, owner) = database()?;
    let mut child = Deferred::create().owner_id(2).insert(&db)?;
    assert!(matches!(
        Deferred::create().owner_id(77).insert(&db),
        Err(Error::MissingParent { .. } | Error::ForeignKey { .. })
    ));
    let gone = Owner { id: 99, ..owner };
    assert!(Deferred::OWNER.set(&db, &mut child, &gone).is_err());
    assert_eq!(child.owner_id, 2);
    assert_eq!(Deferred::query().all(&db)?, [child]);
    Ok(())
}
