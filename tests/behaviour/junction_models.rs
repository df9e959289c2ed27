//! `many_to_many` through a junction that is a model with columns of its own.

use relations::{Changes, Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::verbs::all_or_nothing::fails_whole;

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(groups: Group, through = Membership, order_by(rank desc, slug))]
#[many_to_many(badges: Badge, through = Award)]
#[has_many(memberships: Membership)]
pub struct User {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: User, through = Membership, order_by(name))]
pub struct Group {
    #[key]
    slug: String,
    rank: i64,
}

/// A junction with a required column besides its two keys: `role`.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(user_id, group_slug), without_rowid)]
pub struct Membership {
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[belongs_to(group: Group, on_delete = cascade)]
    group_slug: String,
    role: String,
    #[column(default = "1")]
    level: i64,
    note: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(holders: User, through = Award)]
pub struct Badge {
    id: i64,
    name: String,
}

/// A junction whose other columns have a default, or may be NULL.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(badge_id, user_id))]
pub struct Award {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[belongs_to(badge: Badge)]
    badge_id: i64,
    #[column(default = "'earned'", check = "reason <> 'stolen'")]
    reason: String,
    note: Option<String>,
}

const SCHEMA: Schema = schema![User, Group, Membership, Badge, Award];

struct World {
    db: Connection,
    ada: User,
    bob: User,
    /// The groups `chess` of rank 1 and `rust` of rank 2.
    groups: [Group; 2],
    badges: [Badge; 3],
}

fn world() -> Result<World> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let user = |name| User::create().name(name).insert(&db);
    let group = |slug, rank| Group::create().slug(slug).rank(rank).insert(&db);
    let badge = |name| Badge::create().name(name).insert(&db);
    let (ada, bob) = (user("Ada")?, user("Bob")?);
    let groups = [group("chess", 1)?, group("rust", 2)?];
    let badges = [badge("first")?, badge("second")?, badge("third")?];
    Ok(World { db, ada, bob, groups, badges })
}

fn awards(db: &Connection) -> Result<Vec<Award>> {
    Award::query().order_by(Award::ID.asc()).all(db)
}

#[test]
fn link_with_sets_the_junctions_columns() -> Result<()> {
    let World { db, ada, groups, .. } = world()?;
    let chair =
        ada.groups().link_with(&db, &groups[0], |link| link.role("chair").level(3).note("founder"))?;
    let expected = Membership {
        user_id: ada.id,
        group_slug: "chess".into(),
        role: "chair".into(),
        level: 3,
        note: Some("founder".into()),
    };
    assert_eq!(chair, expected);
    assert_eq!(Membership::query().all(&db)?, [expected]);
    Ok(())
}

#[test]
fn link_with_reads_defaults_back() -> Result<()> {
    let World { db, ada, groups, .. } = world()?;
    let member = ada.groups().link_with(&db, &groups[1], |link| link.role("member"))?;
    assert_eq!((member.level, member.note.as_deref()), (1, None));
    assert_eq!(Membership::get(&db, (ada.id, "rust".to_owned()))?, member);
    Ok(())
}

#[test]
fn link_with_works_from_either_end() -> Result<()> {
    let World { db, ada, bob, groups, .. } = world()?;
    let from_group = groups[0].members().link_with(&db, &bob, |link| link.role("guest"))?;
    assert_eq!((from_group.user_id, from_group.group_slug.as_str()), (bob.id, "chess"));
    ada.groups().link_with(&db, &groups[0], |link| link.role("chair"))?;
    assert_eq!(groups[0].members().all(&db)?, [ada.clone(), bob.clone()]);
    assert_eq!(bob.groups().all(&db)?, [groups[0].clone()]);
    assert_eq!(bob.memberships().all(&db)?, [from_group]);
    Ok(())
}

#[test]
fn link_with_refuses_a_pair_that_is_linked() -> Result<()> {
    let World { db, ada, groups, .. } = world()?;
    let first = ada.groups().link_with(&db, &groups[0], |link| link.role("chair"))?;
    let error = ada.groups().link_with(&db, &groups[0], |link| link.role("member")).unwrap_err();
    assert!(matches!(&error, Error::Unique { table, .. } if table == "membership"), "{error:?}");
    assert_eq!(Membership::query().all(&db)?, [first]);
    Ok(())
}

#[test]
fn link_with_names_the_end_that_is_gone() -> Result<()> {
    let World { db, ada, groups, .. } = world()?;
    groups[0].delete(&db)?;
    let error = ada.groups().link_with(&db, &groups[0], |link| link.role("chair")).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { relation, parent, .. } if relation == "group" && parent == "group"),
        "{error:?}"
    );
    assert_eq!(Membership::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn the_far_rows_come_with_the_rows_that_link_them() -> Result<()> {
    let World { db, ada, bob, groups, .. } = world()?;
    let chess = ada.groups().link_with(&db, &groups[0], |link| link.role("chair").note("x"))?;
    let rust = ada.groups().link_with(&db, &groups[1], |link| link.role("member"))?;
    let guest = bob.groups().link_with(&db, &groups[1], |link| link.role("guest"))?;
    let [chess_group, rust_group] = groups;
    // The declared order is by rank, descending.
    assert_eq!(ada.groups().all_with_links(&db)?, [(rust_group.clone(), rust.clone()), (chess_group, chess)]);
    assert_eq!(rust_group.members().all_with_links(&db)?, [(ada, rust), (bob, guest)]);
    Ok(())
}

#[test]
fn the_declared_order_holds_until_another_is_asked_for() -> Result<()> {
    let World { db, ada, groups, .. } = world()?;
    for group in &groups {
        ada.groups().link_with(&db, group, |link| link.role("member"))?;
    }
    let [chess, rust] = groups;
    assert_eq!(ada.groups().all(&db)?, [rust.clone(), chess.clone()]);
    assert_eq!(ada.groups().order_by(Group::SLUG.asc()).all(&db)?, [chess.clone(), rust.clone()]);
    assert_eq!(ada.groups().first(&db)?, Some(rust.clone()));
    assert_eq!(ada.groups().filter(Group::RANK.lt(2)).all(&db)?, [chess]);
    Ok(())
}

#[test]
fn unlink_clear_and_contains_need_no_more_than_the_pair() -> Result<()> {
    let World { db, ada, bob, groups, .. } = world()?;
    for user in [&ada, &bob] {
        for group in &groups {
            user.groups().link_with(&db, group, |link| link.role("member"))?;
        }
    }
    assert!(ada.groups().unlink(&db, &groups[0])?);
    assert!(!ada.groups().contains(&db, &groups[0])?);
    assert!(ada.groups().contains(&db, &groups[1])?);
    assert_eq!(bob.groups().clear(&db)?, 2);
    let left = Membership::query().one(&db)?;
    assert_eq!((left.user_id, left.group_slug.as_str()), (ada.id, "rust"));
    Ok(())
}

#[test]
fn link_suffices_where_the_junction_needs_nothing_more() -> Result<()> {
    let World { db, ada, badges, .. } = world()?;
    assert!(ada.badges().link(&db, &badges[0])?);
    assert!(!ada.badges().link(&db, &badges[0])?);
    assert!(!badges[0].holders().link(&db, &ada)?);
    let award = Award { id: 1, user_id: ada.id, badge_id: badges[0].id, reason: "earned".into(), note: None };
    assert_eq!(awards(&db)?, [award]);
    Ok(())
}

#[test]
fn linking_again_keeps_the_junction_row_that_is_there() -> Result<()> {
    let World { db, ada, badges, .. } = world()?;
    let award = ada.badges().link_with(&db, &badges[0], |link| link.reason("given").note("by hand"))?;
    assert!(!ada.badges().link(&db, &badges[0])?);
    assert_eq!(ada.badges().set(&db, &badges)?, Changes { added: 2, removed: 0, updated: 0 });
    assert_eq!(Award::get(&db, award.id)?, award);
    Ok(())
}

#[test]
fn set_keeps_the_junction_rows_that_stay() -> Result<()> {
    let World { db, ada, bob, badges, .. } = world()?;
    let kept = ada.badges().link_with(&db, &badges[0], |link| link.note("kept"))?;
    ada.badges().link(&db, &badges[1])?;
    let his = bob.badges().link_with(&db, &badges[1], |link| link.reason("his"))?;
    let before = db.total_changes();
    assert_eq!(
        ada.badges().set(&db, [&badges[2], &badges[0]])?,
        Changes { added: 1, removed: 1, updated: 0 }
    );
    assert_eq!(db.total_changes() - before, 2);
    assert_eq!(ada.badges().order_by(Badge::ID.asc()).all(&db)?, [badges[0].clone(), badges[2].clone()]);
    assert!(awards(&db)?.contains(&kept) && awards(&db)?.contains(&his));
    Ok(())
}

#[test]
fn a_constraint_of_the_junction_still_speaks_up() -> Result<()> {
    let World { db, ada, badges, .. } = world()?;
    let error = ada.badges().link_with(&db, &badges[0], |link| link.reason("stolen")).unwrap_err();
    assert!(matches!(&error, Error::Check { table, .. } if table == "award"), "{error:?}");
    assert_eq!(awards(&db)?, []);
    Ok(())
}

#[test]
fn create_inserts_the_far_row_and_links_it() -> Result<()> {
    let World { db, ada, .. } = world()?;
    let badge = ada.badges().create().name("new").insert(&db)?;
    assert_eq!(ada.badges().one(&db)?, badge);
    let award = awards(&db)?;
    assert_eq!((award[0].badge_id, award[0].reason.as_str()), (badge.id, "earned"));

    let nobody = User { id: 99, name: "Nobody".into() };
    fails_whole(&db, |db| nobody.badges().create().name("lost").insert(db))?;
    Ok(())
}

#[test]
fn a_failed_set_leaves_every_junction_row() -> Result<()> {
    let World { db, ada, badges, .. } = world()?;
    ada.badges().link_with(&db, &badges[0], |link| link.note("kept"))?;
    let gone = Badge { id: 99, name: "gone".into() };
    let error = fails_whole(&db, |db| ada.badges().set(db, [&badges[1], &gone]))?;
    assert!(
        matches!(&error, Error::MissingParent { relation, key, .. } if relation == "badge" && key == "id = 99"),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn an_end_goes_with_its_links_or_stays_because_of_them() -> Result<()> {
    let World { db, ada, bob, groups, badges } = world()?;
    ada.groups().link_with(&db, &groups[0], |link| link.role("chair"))?;
    let his = bob.groups().link_with(&db, &groups[0], |link| link.role("guest"))?;
    ada.badges().link(&db, &badges[0])?;

    let error = badges[0].delete(&db).unwrap_err();
    assert!(matches!(&error, Error::ChildrenRemain { child, count: 1, .. } if child == "award"), "{error:?}");
    ada.delete(&db)?;
    assert_eq!(Membership::query().all(&db)?, [his]);
    assert_eq!(awards(&db)?, []);
    badges[0].delete(&db)?;
    groups[0].delete(&db)?;
    assert_eq!(Membership::query().count(&db)?, 0);
    assert_eq!(User::query().all(&db)?, [bob]);
    Ok(())
}
