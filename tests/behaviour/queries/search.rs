//! Searching text: a user's `%`, `_` and `\` are characters.

use relations::{ColumnType, Error, Filter, Model, Result, prelude::*, schema};

use super::{Sample, samples};
use crate::{
    random::Random,
    seed::{Post, User, database, user},
};

/// Texts of characters that patterns give a meaning to, of letters in both cases, and of others.
fn text(random: &mut Random, longest: usize) -> String {
    let length = random.below(longest + 1);
    (0..length)
        .map(|_| random.pick(&['a', 'A', 'b', '%', '_', '\\', '!', 'é', 'É', '\'', '*', '?']))
        .collect()
}

#[test]
fn a_search_finds_what_rust_finds() -> Result<()> {
    let db = samples()?;
    let mut random = Random::new(11);
    let mut sample = Sample::get(&db, 1)?;
    let (mut met, mut tried) = (0, 0);
    for _ in 0..400 {
        sample.text = text(&mut random, 6);
        sample.maybe_text = Some(text(&mut random, 6)).filter(|_| !random.one_in(5));
        sample.update(&db)?;
        for _ in 0..5 {
            let wanted = text(&mut random, 3);
            let lower = wanted.to_ascii_lowercase();
            let mut check = |filter: Filter<Sample>, text: Option<&String>, meets: fn(&str, &str) -> bool| {
                let expected = text.is_some_and(|text| meets(&text.to_ascii_lowercase(), &lower));
                let found = Sample::query().filter(Sample::ID.eq(1)).filter(filter.clone()).exists(&db)?;
                assert_eq!(found, expected, "{wanted:?} in {text:?}");
                let found = Sample::query().filter(Sample::ID.eq(1)).filter(!filter).exists(&db)?;
                assert_eq!(found, !expected, "not {wanted:?} in {text:?}");
                tried += 1;
                met += usize::from(expected);
                Ok::<(), relations::Error>(())
            };
            let contains: fn(&str, &str) -> bool = |text, wanted| text.contains(wanted);
            let starts: fn(&str, &str) -> bool = |text, wanted| text.starts_with(wanted);
            let ends: fn(&str, &str) -> bool = |text, wanted| text.ends_with(wanted);
            check(Sample::TEXT.contains(&wanted), Some(&sample.text), contains)?;
            check(Sample::TEXT.starts_with(&wanted), Some(&sample.text), starts)?;
            check(Sample::TEXT.ends_with(&wanted), Some(&sample.text), ends)?;
            check(Sample::MAYBE_TEXT.contains(&wanted), sample.maybe_text.as_ref(), contains)?;
            check(Sample::MAYBE_TEXT.starts_with(&wanted), sample.maybe_text.as_ref(), starts)?;
            check(Sample::MAYBE_TEXT.ends_with(&wanted), sample.maybe_text.as_ref(), ends)?;
        }
    }
    assert!(met > 1_000 && tried - met > 1_000, "{met} of {tried}");
    Ok(())
}

#[test]
fn a_pattern_has_the_escape_that_it_names() -> Result<()> {
    let db = samples()?;
    let mut sample = Sample::get(&db, 1)?;
    sample.text = "50%_off\\".to_owned();
    sample.update(&db)?;
    let found = |filter: Filter<Sample>| Sample::query().filter(filter).filter(Sample::ID.eq(1)).exists(&db);
    for (pattern, escape, expected) in [
        ("50!%!_off_", '!', true),
        ("50!%!%off_", '!', false),
        ("50\\%%\\\\", '\\', true),
        ("%é%%", 'é', true),
        ("%é%z", 'é', false),
        ("50'%%", '\'', true),
    ] {
        assert_eq!(found(Sample::TEXT.like_escaped(pattern, escape))?, expected, "{pattern} {escape}");
    }
    assert!(found(Sample::TEXT.like("50\\%")).is_ok_and(|found| !found));
    assert!(
        found(Sample::TEXT.like("%\\")).is_ok_and(|found| found),
        "without an escape `\\` is a character"
    );
    Ok(())
}

#[test]
fn a_search_within_a_relation_and_a_change_is_bound() -> Result<()> {
    let db = database();
    let alice = user(&db, "100%_Alice")?;
    user(&db, "100 Alice")?;
    alice.posts().create().title("a_b").content("'; DROP TABLE posts --").insert(&db)?;
    let authors = User::POSTS.any(Post::CONTENT.contains("'; drop").and(Post::TITLE.ends_with("_B")));
    assert_eq!(User::query().filter(authors).all(&db)?, std::slice::from_ref(&alice));
    let updated = User::query().filter(User::NAME.starts_with("100%_")).set(User::NAME, "%").update(&db)?;
    assert_eq!((updated, User::get(&db, alice.id)?.name.as_str()), (1, "%"));
    assert_eq!(User::query().filter(User::NAME.contains("%")).delete(&db)?, 1);
    let long = User::query().filter(User::NAME.contains("a".repeat(60_000))).count(&db);
    assert!(long.unwrap_err().to_string().contains("too complex"));
    Ok(())
}

#[test]
fn a_text_with_nul_finds_no_rows_in_silence() -> Result<()> {
    let db = database();
    user(&db, "Alice")?;
    for filter in [User::NAME.contains("\0x"), User::NAME.starts_with("A\0"), !User::NAME.ends_with("\0")] {
        let error = User::query().filter(filter).delete(&db).unwrap_err();
        assert!(matches!(error, Error::Query { .. }), "{error}");
    }
    assert_eq!(User::query().count(&db)?, 1);
    Ok(())
}

#[derive(ColumnType, Clone, Debug, PartialEq)]
struct Mail(String);

#[derive(ColumnType, Clone, Debug, PartialEq)]
struct WorkMail(Mail);

#[derive(Model, Debug)]
struct Contact {
    id: i64,
    mail: Mail,
    at_work: Option<WorkMail>,
}

#[test]
fn a_newtype_of_a_text_is_searched_as_the_text() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Contact].create_all(&db)?;
    let at_work = WorkMail(Mail("b_b@example.org".into()));
    Contact::create().mail(Mail("a%a@example.com".into())).at_work(at_work).insert(&db)?;
    let at_work = WorkMail(Mail("bab@example.net".into()));
    Contact::create().mail(Mail("aba@example.com".into())).at_work(at_work).insert(&db)?;
    let count = |filter| Contact::query().filter(filter).count(&db);
    assert_eq!(count(Contact::MAIL.contains("a%a"))?, 1);
    assert_eq!(count(Contact::MAIL.like("a%a@%"))?, 2);
    assert_eq!(count(Contact::AT_WORK.starts_with("b_"))?, 1);
    assert_eq!(count(Contact::AT_WORK.ends_with(".org"))?, 1);
    Ok(())
}
