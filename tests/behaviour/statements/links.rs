//! The statements of verbs by key, and of many new rows that are linked: as many as by rows, and by chunks.

use relations::{Key, Result, prelude::*, rusqlite::Connection};

use super::{
    Club, Person, Post, Profile, Tag, populated,
    preparing::{assert_compiled_once, fifty_times},
    trace,
};

/// Returns the statements that `verb` runs.
fn sent<T>(verb: impl FnOnce(&Connection) -> Result<T>) -> Result<Vec<String>> {
    let mut db = populated()?;
    let trace = trace(&mut db)?;
    verb(&db)?;
    Ok(trace.take().into_iter().map(|ran| ran.sql).collect())
}

#[test]
fn a_key_runs_the_statements_of_the_row() -> Result<()> {
    let (person, post) = {
        let db = populated()?;
        let person = Person::get(&db, 40)?;
        let post = person.posts().first(&db)?.expect("a post");
        (person, post)
    };
    let id = person.id;
    macro_rules! same {
        ($row:expr, $key:expr) => {{
            let by_key = sent($key)?;
            assert_eq!(sent($row)?, by_key);
            assert!(!by_key.is_empty());
        }};
    }
    same!(|db| person.posts().all(db), |db| Person::POSTS.of(id).all(db));
    same!(|db| person.posts().count(db), |db| Person::POSTS.of(id).count(db));
    same!(|db| person.profile().get(db), |db| Person::PROFILE.of(id).get(db));
    same!(|db| person.events().all(db), |db| Person::EVENTS.of(id).all(db));
    same!(|db| person.tags().filter(Tag::ID.gt(3)).all(db), |db| {
        Person::TAGS.of(id).filter(Tag::ID.gt(3)).all(db)
    });
    same!(|db| person.posts().contains(db, &post), |db| Person::POSTS.of(id).contains(db, Key::of(&post)));
    same!(|db| person.posts().add(db, &mut post.clone()), |db| Person::POSTS.of(id).add(db, Key::of(&post)));
    same!(|db| Post::PERSON.set(db, &mut post.clone(), &person), |db| {
        Post::PERSON.set(db, &mut post.clone(), Key::new(id))
    });
    same!(|db| person.friends().link(db, &person), |db| Person::FRIENDS.of(id).link(db, Key::new(id)));
    same!(|db| person.friends().unlink(db, &person), |db| Person::FRIENDS.of(id).unlink(db, Key::new(id)));
    same!(|db| person.friends().set(db, [&person]), |db| Person::FRIENDS.of(id).set(db, [Key::new(id)]));
    same!(|db| person.clubs().clear(db), |db| Person::CLUBS.of(id).clear(db));
    same!(|db| Club { slug: "empty 7".into() }.delete(db), |db| Club::delete_key(db, "empty 7"));
    Ok(())
}

#[test]
fn each_statement_by_key_is_compiled_once() -> Result<()> {
    let trace = fifty_times(|db, person, number| {
        let other = Key::new(number % 50 + 1);
        Person::POSTS.of(person.id).all(db)?;
        Person::POSTS.of(Key::of(person)).filter(Post::TITLE.eq(format!("{number}"))).all(db)?;
        Person::PROFILE.of(person.id).get(db)?;
        Person::TAGS.of(person.id).count(db)?;
        Person::FRIENDS.of(person.id).link(db, other)?;
        Person::FRIENDS.of(person.id).contains(db, other)?;
        Person::FRIENDS.of(person.id).unlink(db, other)?;
        Person::FRIENDS.of(person.id).set(db, [&other])?;
        Person::REPORTS.of(person.id).add(db, other)?;
        Person::REPORTS.of(person.id).remove(db, other)?;
        Post::query().filter(Post::PERSON.is(other)).count(db)?;
        Person::query().filter(Person::POSTS.contains(Key::new(number))).count(db)?;
        Person::query().filter(Person::PROFILE.is(Key::<Profile>::new(number))).count(db)?;
        let tags = (0..30).map(|_| Person::TAGS.of(person.id).create().name(format!("{number}")));
        Tag::insert_all(db, tags)?;
        Club::delete_key(db, format!("empty {}", number % 60 + 100)).ok();
        Ok(())
    })?;
    assert_compiled_once(&trace);
    Ok(())
}

#[test]
fn new_rows_and_their_links_are_written_by_chunks() -> Result<()> {
    let of = |count: usize| -> Result<[usize; 3]> {
        let sent = sent(|db| {
            Tag::insert_all(db, (0..count).map(|n| Person::TAGS.of(40).create().name(format!("{n}"))))
        })?;
        let inserts =
            |table: &str| sent.iter().filter(|sql| sql.starts_with(&format!("INSERT INTO {table}"))).count();
        Ok([inserts(r#"main."tag""#), inserts(r#"main."person_tag""#), sent.len()])
    };
    // The first row is inserted alone, and 149 are one statement; 75 pairs are one.
    assert_eq!(of(1)?, [1, 1, 6]);
    assert_eq!(of(151)?[..2], [2, 3]);
    let [tags, links, all] = of(1501)?;
    assert_eq!((tags, links), (11, 21));
    assert!(all <= tags + links + 8, "{all} statements");
    Ok(())
}
