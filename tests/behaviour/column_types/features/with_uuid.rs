//! UUIDs, which are stored as sixteen bytes, also as keys and foreign keys.

use relations::{Error, Model, Schema, prelude::*, schema};
use uuid::Uuid;

use super::column_of;

column_of!(plain: uuid::Uuid);

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Child)]
#[many_to_many(friends: Parent, through = "friendship", from = one, to = other)]
pub struct Parent {
    id: Uuid,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Child {
    id: Uuid,
    #[belongs_to(parent: Parent, on_delete = cascade)]
    parent_id: Option<Uuid>,
}

const SCHEMA: Schema = schema![Parent, Child];

#[test]
fn uuids_come_back_and_sort() -> relations::Result<()> {
    let uuids = [0, 1, u128::MAX / 3, u128::MAX].map(Uuid::from_u128);
    plain::assert_comes_back(&uuids)?;
    plain::assert_sorts(&uuids)
}

#[test]
fn a_text_is_no_uuid() -> relations::Result<()> {
    plain::assert_unreadable(&["", "67e55044-10b1-426f-9247-bb680e5fe0c8"])
}

#[test]
fn uuids_are_keys_and_foreign_keys() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let [one, two] = [1, 2].map(|bits| Parent { id: Uuid::from_u128(bits) });
    one.insert(&db)?;
    assert_eq!(Parent::create().id(two.id).insert(&db)?, two);
    let child = one.children().create().id(Uuid::from_u128(9)).insert(&db)?;
    assert_eq!(child.parent().get(&db)?, Some(one.clone()));
    assert_eq!(one.children().all(&db)?, std::slice::from_ref(&child));
    assert!(one.friends().link(&db, &two)?);
    assert_eq!(one.friends().set(&db, [&one, &two])?.added, 1);
    assert_eq!(one.friends().count(&db)?, 2);
    let twice = one.insert(&db);
    assert!(matches!(&twice, Err(Error::Unique { columns, .. }) if columns == &["id"]), "{twice:?}");
    one.delete(&db)?;
    assert_eq!((Child::query().count(&db)?, two.friends().count(&db)?), (0, 0));
    Ok(())
}
