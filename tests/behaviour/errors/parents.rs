//! `MissingParent`: a foreign key that refers to no row; and `ForeignKey`, if it cannot be determined which.

use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::{assert_message, fails};
use crate::seed::{self, Post, Profile, User, database, user};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(org, number))]
#[has_many(players: Player)]
pub struct Team {
    org: i64,
    number: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(team: Team, key(team_org, team_number))]
pub struct Player {
    id: i64,
    team_org: Option<i64>,
    team_number: Option<i64>,
    #[belongs_to(captain: Player)]
    captain_id: Option<i64>,
    #[belongs_to(coach: Player, deferrable)]
    coach_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: Player, through = Membership)]
pub struct Club {
    #[key]
    slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(club_slug, player_id))]
pub struct Membership {
    #[belongs_to(club: Club, on_delete = cascade)]
    club_slug: String,
    #[belongs_to(player: Player, on_delete = cascade)]
    player_id: i64,
    role: String,
}

const SCHEMA: Schema = schema![Team, Player, Club, Membership];

fn teams() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

/// Asserts which relation of `child` misses its parent, and the row of which parent.
#[track_caller]
fn assert_missing(error: &Error, (of, by): (&str, &str), (to, lacking): (&str, &str)) {
    let Error::MissingParent { child, relation, parent, key, .. } = error else {
        panic!("expected MissingParent, got {error:?}")
    };
    assert_eq!((child.as_str(), relation.as_str()), (of, by));
    assert_eq!((parent.as_str(), key.as_str()), (to, lacking));
    assert_message(error, &format!("`{of}`.`{by}` has no parent: `{to}` has no row with {lacking}"));
}

const USER_9: (&str, &str) = ("users", "id = 9");

fn ghost() -> User {
    User { id: 9, name: String::new(), email: String::new(), phone_number: 0 }
}

#[test]
fn writing_a_row_without_its_parent_is_reported_by_the_relation() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let mut post = alice.posts().create().title("t").content("c").insert(&db)?;
    let mut profile = alice.profile().create().bio("b").address("a").insert(&db)?;
    let mut lost = Post { user_id: 9, ..post.clone() };
    let posts = ("posts", "user");

    let new = || ghost().posts().create().title("t").content("c");
    assert_missing(&fails(&db, |db| Post { id: 5, ..lost.clone() }.insert(db))?, posts, USER_9);
    assert_missing(&fails(&db, |db| lost.update(db))?, posts, USER_9);
    assert_missing(&fails(&db, |db| new().insert(db))?, posts, USER_9);
    assert_missing(&fails(&db, |db| ghost().posts().add(db, &mut post))?, posts, USER_9);
    assert_missing(&fails(&db, |db| Post::USER.set(db, &mut post, &ghost()))?, posts, USER_9);
    let mut children = [post.clone()];
    assert_missing(&fails(&db, |db| ghost().posts().replace(db, &mut children))?, posts, USER_9);
    assert_missing(&fails(&db, |db| ghost().profile().set(db, &mut profile))?, ("profile", "user"), USER_9);
    let replacing = ghost().profile().replace().bio("b").address("a");
    assert_missing(&fails(&db, |db| replacing.insert(db))?, ("profile", "user"), USER_9);
    assert_eq!([post.user_id, profile.user_id, children[0].user_id], [alice.id; 3]);
    Ok(())
}

#[test]
fn one_of_many_rows_without_its_parent_is_reported() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    for count in [3, 120] {
        let many = (0..count).map(|at| {
            let parent = if at == count - 1 { 9 } else { alice.id };
            Post::create().user_id(parent).title("t").content("c")
        });
        assert_missing(&fails(&db, |db| Post::insert_all(db, many))?, ("posts", "user"), USER_9);
    }
    Ok(())
}

#[test]
fn linking_rows_that_are_gone_is_reported_by_the_junctions_columns() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let delhi = alice.addresses().create().street("s").country("c").insert(&db)?;
    let nowhere = seed::Address { id: 9, ..delhi.clone() };
    let near = ("user_address_association", "user_id");
    let far = ("user_address_association", "address_id");
    let address_9 = ("address", "id = 9");
    assert_missing(&fails(&db, |db| alice.addresses().link(db, &nowhere))?, far, address_9);
    assert_missing(&fails(&db, |db| ghost().addresses().link(db, &delhi))?, near, USER_9);
    assert_missing(&fails(&db, |db| alice.addresses().set(db, [&nowhere]))?, far, address_9);
    assert_missing(&fails(&db, |db| delhi.users().set(db, [&alice, &ghost()]))?, near, USER_9);
    Ok(())
}

#[test]
fn creating_a_row_to_link_to_one_that_is_gone_is_reported_by_the_junctions_columns() -> relations::Result<()>
{
    let db = database();
    let new = ghost().addresses().create().street("s").country("c");
    let error = fails(&db, |db| new.insert(db))?;
    assert_missing(&error, ("user_address_association", "user_id"), USER_9);
    Ok(())
}

#[test]
fn linking_by_a_model_rows_that_are_gone_is_reported_by_the_models_relation() -> relations::Result<()> {
    let db = teams()?;
    let club = Club::create().slug("chess").insert(&db)?;
    let player = Player::create().insert(&db)?;
    let (no_club, no_player) = (Club { slug: "go".to_owned() }, Player { id: 9, ..player.clone() });
    let error = fails(&db, |db| club.members().link_with(db, &no_player, |link| link.role("x")))?;
    assert_missing(&error, ("membership", "player"), ("player", "id = 9"));
    let error = fails(&db, |db| no_club.members().link_with(db, &player, |link| link.role("x")))?;
    assert_missing(&error, ("membership", "club"), ("club", "slug = \"go\""));
    Ok(())
}

#[test]
fn of_several_foreign_keys_the_one_without_a_parent_is_reported() -> relations::Result<()> {
    let db = teams()?;
    Team { org: 1, number: 2 }.insert(&db)?;
    let player = Player { id: 1, team_org: Some(1), team_number: Some(2), captain_id: None, coach_id: None };
    player.insert(&db)?;
    let error = fails(&db, |db| Player { team_number: Some(3), ..player.clone() }.update(db))?;
    assert_missing(&error, ("player", "team"), ("team", "(org, number) = (1, 3)"));
    let error = fails(&db, |db| Player { captain_id: Some(9), ..player.clone() }.update(db))?;
    assert_missing(&error, ("player", "captain"), ("player", "id = 9"));
    // A foreign key that is partly NULL refers to nothing.
    Player { team_org: Some(7), team_number: None, ..player }.update(&db)
}

#[test]
fn a_deferred_foreign_key_is_reported_by_its_relation_when_the_verb_ends() -> relations::Result<()> {
    let db = teams()?;
    let player = Player::create().insert(&db)?;
    // The key is beyond those of the many players, one of whom could otherwise be its own coach.
    let coach = ("player", "id = 999");
    let mut lost = Player { coach_id: Some(999), ..player };
    assert_missing(&fails(&db, |db| lost.update(db))?, ("player", "coach"), coach);
    assert_missing(
        &fails(&db, |db| Player { id: 2, ..lost.clone() }.insert(db))?,
        ("player", "coach"),
        coach,
    );
    for count in [3, 120] {
        let many = (0..count).map(|_| Player::create().coach_id(999));
        let error = fails(&db, |db| Player::insert_all(db, many))?;
        assert_missing(&error, ("player", "coach"), coach);
    }
    Ok(())
}

#[test]
fn a_row_that_lost_its_parent_long_ago_is_not_taken_for_the_one_that_was_written() -> relations::Result<()> {
    let db = teams()?;
    db.execute_batch(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO membership VALUES ('chess', 55, 'member');
         PRAGMA foreign_keys = ON",
    )?;
    let error = fails(&db, |db| Player::insert_all(db, [Player::create().coach_id(9)]))?;
    let Error::MissingParent { child, key, .. } = &error else {
        panic!("expected MissingParent, got {error:?}")
    };
    assert_eq!((child.as_str(), key.as_str()), ("player", "id = 9"));
    Ok(())
}

#[test]
fn within_a_transaction_a_deferred_foreign_key_waits_for_its_end() -> relations::Result<()> {
    let mut db = teams()?;
    let transaction = db.transaction()?;
    let rows = Player::insert_all(&transaction, (0..3).map(|_| Player::create().coach_id(9)))?;
    assert_eq!(rows.len(), 3);
    let nine = Player { id: 9, ..rows[0].clone() };
    nine.insert(&transaction)?;
    transaction.commit()?;
    assert_eq!(rows[2].coach().get(&db)?, Some(nine));

    let transaction = db.transaction()?;
    Player::create().coach_id(77).insert(&transaction)?;
    assert!(transaction.commit().is_err());
    assert_eq!(Player::query().count(&db)?, 4);
    Ok(())
}

#[test]
fn a_foreign_key_that_a_trigger_breaks_is_reported_without_a_name() -> relations::Result<()> {
    let db = database();
    db.execute_batch(
        "CREATE TRIGGER astray AFTER INSERT ON users
         BEGIN INSERT INTO posts VALUES (1, 9, 'title', 'content'); END",
    )?;
    let error = fails(&db, |db| user(db, "Alice"))?;
    assert!(matches!(error, Error::ForeignKey { .. }), "{error:?}");
    assert_message(&error, "a foreign key does not hold");
    assert_eq!(Profile::query().count(&db)?, 0);
    Ok(())
}
