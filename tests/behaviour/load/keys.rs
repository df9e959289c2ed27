//! Keys of all types: a parent with children by a foreign key and by a junction, in both directions.

use std::fmt::Debug;

use relations::{ColumnType, Load, Model, Result, Schema, prelude::*, schema};

/// Declares a module with models whose keys have this type and collation, and the assertions about them.
macro_rules! keyed_by {
    ($module:ident: $ty:ty $(, $collation:literal)?) => {
        mod $module {
            #![allow(unused_imports, reason = "not each type is one of the outer module")]
            use super::*;

            #[derive(Model, Clone, Debug, PartialEq)]
            #[has_many(children: Child, order_by(id))]
            #[many_to_many(friends: Friend, through = "link", order_by(id))]
            pub struct Parent {
                #[key]
                $(#[column(collate = $collation)])?
                pub key: $ty,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            pub struct Child {
                pub id: i64,
                #[belongs_to(parent: Parent)]
                $(#[column(collate = $collation)])?
                pub parent_key: Option<$ty>,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[many_to_many(parents: Parent, through = "link")]
            pub struct Friend {
                pub id: i64,
            }

            #[derive(Load, Debug, PartialEq)]
            #[load(Parent)]
            struct Page {
                children: Vec<ChildPage>,
                friends: Vec<FriendPage>,
                #[load(count = children)]
                count: usize,
                #[load(from = children, with = |q| q.order_by(Child::ID.desc()).limit(1))]
                last: Vec<Child>,
            }

            #[derive(Load, Debug, PartialEq)]
            #[load(Child)]
            struct ChildPage {
                id: i64,
                parent: Option<Parent>,
            }

            #[derive(Load, Debug, PartialEq)]
            #[load(Friend)]
            struct FriendPage {
                id: i64,
                parents: Vec<Parent>,
            }

            const SCHEMA: Schema = schema![Parent, Child, Friend];

            /// Asserts that rows are loaded with these keys. The second of each pair is the same key in a
            /// spelling that a child may have.
            pub fn load(keys: &[($ty, $ty)]) -> Result<()> {
                let db = relations::open_in_memory()?;
                SCHEMA.create_all(&db)?;
                for (at, (key, spelt)) in keys.iter().enumerate() {
                    let parent = Parent { key: key.clone() };
                    parent.insert(&db)?;
                    for _ in 0..at % 4 {
                        Child::create().parent_key(Some(spelt.clone())).insert(&db)?;
                        Child::create().insert(&db)?;
                        Child::create().parent_key(Some(key.clone())).insert(&db)?;
                    }
                    parent.friends().create().insert(&db)?;
                    for friend in Friend::query().limit(2).all(&db)? {
                        parent.friends().link(&db, &friend)?;
                    }
                }
                let first = &keys[0].0;
                for query in [
                    Parent::query(),
                    Parent::query().order_by(Parent::KEY.desc()),
                    Parent::query().filter(Parent::KEY.ne(first.clone())),
                    Parent::query().filter(Parent::KEY.eq(first.clone())),
                ] {
                    let parents = query.clone().all(&db)?;
                    let pages = query.load::<Page>(&db)?;
                    assert_eq!(parents.load::<Page>(&db)?, pages);
                    assert_eq!(pages.len(), parents.len());
                    for (page, parent) in pages.iter().zip(&parents) {
                        let children = parent.children().all(&db)?;
                        assert_eq!(children.len() % 2, 0);
                        assert_eq!(page.count, children.len());
                        assert_eq!(page.last, children.last().cloned().into_iter().collect::<Vec<_>>());
                        let ids: Vec<i64> = children.iter().map(|child| child.id).collect();
                        assert_eq!(page.children.iter().map(|child| child.id).collect::<Vec<_>>(), ids);
                        for child in &page.children {
                            assert_eq!(child.parent.as_ref(), Some(parent));
                        }
                        let friends = parent.friends().all(&db)?;
                        assert_eq!(page.friends.len(), friends.len());
                        for (page, friend) in page.friends.iter().zip(friends) {
                            assert_eq!(page.id, friend.id);
                            assert_same_rows(&page.parents, &friend.parents().all(&db)?);
                        }
                    }
                }
                let of_all: Vec<ChildPage> = Child::query().load(&db)?;
                let without = of_all.iter().filter(|child| child.parent.is_none()).count();
                assert_eq!(of_all.len(), without * 3);
                Ok(())
            }
        }
    };
}

/// Asserts that both hold the same rows, in any order.
#[track_caller]
fn assert_same_rows<T: PartialEq + Debug>(these: &[T], others: &[T]) {
    let all = these.len() == others.len() && these.iter().all(|this| others.contains(this));
    assert!(all, "{these:?} are not {others:?}");
}

fn alike<T: Clone>(keys: impl IntoIterator<Item = T>) -> Vec<(T, T)> {
    keys.into_iter().map(|key| (key.clone(), key)).collect()
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(i64);

#[derive(ColumnType, Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

keyed_by!(integer: i64);
keyed_by!(small: u8);
keyed_by!(number: Number);
keyed_by!(text: String);
keyed_by!(code: Code);
keyed_by!(real: f64);
keyed_by!(blob: Vec<u8>);
keyed_by!(folded: String, "nocase");
keyed_by!(trimmed: String, "rtrim");
#[cfg(feature = "uuid")]
keyed_by!(uuid: ::uuid::Uuid);

#[test]
fn integers() -> Result<()> {
    integer::load(&alike([3, 1, 2, -5, i64::MIN, i64::MAX, 0]))?;
    integer::load(&alike(0..100))?;
    integer::load(&alike((0..100).map(|key| key * 1_000)))?;
    integer::load(&alike([7]))?;
    small::load(&alike([255, 0, 7, 8, 9]))?;
    number::load(&alike([9, 10, 11, -1, i64::MAX].map(Number)))
}

const TEXTS: [&str; 14] = [
    "plain",
    "",
    "it's",
    "\"quoted\"",
    "back\\slash",
    "nul\0inside",
    "\0",
    "nul\0other",
    "line\nbreak",
    "\u{1f}\u{7f}",
    "grüße 🎈",
    "123",
    "[1,2]",
    "null",
];

#[test]
fn texts() -> Result<()> {
    text::load(&alike(TEXTS.map(str::to_owned)))?;
    text::load(&alike(["only one".to_owned()]))?;
    text::load(&alike((0..100).map(|key| format!("key {key}"))))?;
    code::load(&alike(TEXTS.map(|text| Code(text.to_owned()))))
}

#[test]
fn reals() -> Result<()> {
    real::load(&alike([
        0.1,
        -0.1,
        1.0,
        1e300,
        f64::MIN_POSITIVE,
        5e-324,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.1 + 0.2,
    ]))
}

#[test]
fn blobs() -> Result<()> {
    blob::load(&alike([vec![], vec![0], vec![0, 0], b"text".to_vec(), vec![255; 40], vec![1, 0, 2]]))
}

#[test]
fn texts_that_are_equal_by_their_collation() -> Result<()> {
    let pairs = [("Key", "kEY"), ("nul\0Key", "NUL\0key"), ("other", "other"), ("It's", "iT'S")];
    folded::load(&pairs.map(|(key, spelt)| (key.to_owned(), spelt.to_owned())))?;
    let pairs = [("Key", "Key  "), ("key ", "key"), ("other", "other")];
    trimmed::load(&pairs.map(|(key, spelt)| (key.to_owned(), spelt.to_owned())))
}

#[cfg(feature = "uuid")]
#[test]
fn uuids() -> Result<()> {
    uuid::load(&alike([0, 1, u128::MAX, 0x2e00, 7 << 64].map(::uuid::Uuid::from_u128)))
}
