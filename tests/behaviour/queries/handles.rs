//! Each to-many handle reads like a query, of the rows of its owner and no others.

use relations::{Error, Model, Schema, Select, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(owned: Word)]
#[many_to_many(linked: Word, through = "owner_word")]
#[many_to_many(tagged: Word, through = Tag)]
#[has_many(chapters: Chapter)]
#[has_many(chapter_words: Word, through = chapters)]
#[many_to_many(groups: Group, through = "owner_group")]
#[has_many(group_words: Word, through = groups)]
pub struct Owner {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(words: Word)]
pub struct Chapter {
    id: i64,
    #[belongs_to(owner: Owner)]
    owner_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(words: Word)]
pub struct Group {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Word {
    id: i64,
    #[belongs_to(owner: Owner)]
    owner_id: Option<i64>,
    #[belongs_to(chapter: Chapter)]
    chapter_id: Option<i64>,
    #[belongs_to(group: Group)]
    group_id: Option<i64>,
    text: String,
    rank: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(owner_id, word_id))]
pub struct Tag {
    #[belongs_to(owner: Owner)]
    owner_id: i64,
    #[belongs_to(word: Word)]
    word_id: i64,
}

const SCHEMA: Schema = schema![Owner, Chapter, Group, Word, Tag];

/// Returns the owner whose words are read, one whose words must never be found, and one without any.
fn owners() -> relations::Result<(Connection, Owner, Owner, Owner)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let (near, other, bare) =
        (Owner::create().insert(&db)?, Owner::create().insert(&db)?, Owner::create().insert(&db)?);
    Ok((db, near, other, bare))
}

/// The words of an owner, with their ranks.
const WORDS: [(&str, Option<i64>); 5] =
    [("ant", Some(3)), ("bee", None), ("it's", Some(1)), ("ant", Some(2)), ("", None)];

fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// Reads the rows of `handle` by every method. They must be [`WORDS`] in the order of their ids.
fn reads<S: Select<Model = Word, Shape = Word>>(
    db: &Connection,
    handle: impl Fn() -> S,
) -> relations::Result<()> {
    let mut all = handle().all(db)?;
    all.sort_by_key(|word| word.id);
    let found: Vec<_> = all.iter().map(|word| (word.text.as_str(), word.rank)).collect();
    assert_eq!(found, WORDS);
    assert_eq!(handle().into_query().order_by(Word::ID.asc()).all(db)?, all);
    assert_eq!((handle().count(db)?, handle().exists(db)?), (5, true));

    let ranked = handle().order_by(Word::RANK.desc()).order_by(Word::ID.asc()).all(db)?;
    assert_eq!(texts(&ranked), ["ant", "ant", "it's", "bee", ""]);
    assert_eq!(handle().order_by(Word::ID.desc()).first(db)?.as_ref(), all.last());
    assert_eq!(handle().order_by(Word::ID.asc()).limit(2).offset(1).all(db)?, all[1..3]);
    assert_eq!(handle().limit(u64::MAX).count(db)?, 5);
    assert_eq!(handle().offset(4).count(db)?, 1);
    assert_eq!(handle().limit(0).all(db)?, []);

    let unranked = handle().filter(Word::RANK.eq(None)).order_by(Word::ID.asc());
    assert_eq!(texts(&unranked.clone().all(db)?), ["bee", ""]);
    assert_eq!((unranked.clone().count(db)?, unranked.exists(db)?), (2, true));
    // A condition that other rows meet must not reach beyond the handle, however it is nested.
    let either = Word::TEXT.eq("other").or(Word::RANK.ne(3));
    assert_eq!(handle().filter(either).count(db)?, 4);
    assert!(!handle().filter(Word::TEXT.eq("other").or(Word::TEXT.like("other%"))).exists(db)?);
    let long = (0..5_000).map(|at| format!("filler {at}")).chain(["ant".to_owned(), "other".to_owned()]);
    assert_eq!(handle().filter(Word::TEXT.in_(long)).count(db)?, 2);
    assert_eq!(handle().filter(!Word::TEXT.in_(["ant"])).count(db)?, 3);

    assert_eq!(handle().filter(Word::TEXT.eq("it's")).one(db)?, all[2]);
    assert!(matches!(handle().one(db), Err(Error::MultipleRows { model: "Word" })));
    let none = handle().filter(Word::TEXT.eq("other")).one(db);
    assert!(matches!(none, Err(Error::NotFound { model: "Word", .. })));

    let mut visited = Vec::new();
    handle().order_by(Word::ID.asc()).for_each(db, |word| {
        visited.push(word);
        Ok(())
    })?;
    assert_eq!(visited, all);
    let mut visited = 0;
    handle().for_each(db, |_| {
        visited += 1;
        Ok(())
    })?;
    assert_eq!(visited, 5);

    let said = handle().filter(Word::RANK.ne(3)).limit(9).statement()?;
    let by_hand = db
        .prepare(&said.sql)?
        .query_map(relations::rusqlite::params_from_iter(said.values), |_| Ok(()))?
        .count();
    assert_eq!(by_hand, 4);
    Ok(())
}

fn reads_nothing<S: Select<Model = Word, Shape = Word>>(
    db: &Connection,
    handle: impl Fn() -> S,
) -> relations::Result<()> {
    assert_eq!(handle().all(db)?, []);
    assert_eq!((handle().count(db)?, handle().exists(db)?), (0, false));
    assert_eq!(handle().first(db)?, None);
    assert!(matches!(handle().one(db), Err(Error::NotFound { model: "Word", .. })));
    Ok(())
}

#[test]
fn has_many_reads_like_a_query() -> relations::Result<()> {
    let (db, near, other, bare) = owners()?;
    for (text, rank) in WORDS {
        near.owned().create().text(text).rank(rank).insert(&db)?;
        other.owned().create().text("other").rank(rank).insert(&db)?;
    }
    reads(&db, || near.owned())?;
    reads_nothing(&db, || bare.owned())
}

#[test]
fn many_to_many_reads_like_a_query() -> relations::Result<()> {
    let (db, near, other, bare) = owners()?;
    for (text, rank) in WORDS {
        near.linked().create().text(text).rank(rank).insert(&db)?;
        other.linked().create().text("other").rank(rank).insert(&db)?;
    }
    for word in near.linked().all(&db)? {
        other.linked().link(&db, &word)?;
    }
    reads(&db, || near.linked())?;
    reads_nothing(&db, || bare.linked())
}

#[test]
fn many_to_many_by_a_model_reads_like_a_query() -> relations::Result<()> {
    let (db, near, other, bare) = owners()?;
    for (text, rank) in WORDS {
        near.tagged().create().text(text).rank(rank).insert(&db)?;
        other.tagged().create().text("other").rank(rank).insert(&db)?;
    }
    for word in near.tagged().all(&db)? {
        other.tagged().link(&db, &word)?;
    }
    reads(&db, || near.tagged())?;
    reads_nothing(&db, || bare.tagged())
}

#[test]
fn has_many_through_has_many_reads_like_a_query() -> relations::Result<()> {
    let (db, near, other, bare) = owners()?;
    let chapters = [near.chapters().create().insert(&db)?, near.chapters().create().insert(&db)?];
    let elsewhere = other.chapters().create().insert(&db)?;
    bare.chapters().create().insert(&db)?;
    for (at, (text, rank)) in WORDS.into_iter().enumerate() {
        chapters[at % 2].words().create().text(text).rank(rank).insert(&db)?;
        elsewhere.words().create().text("other").rank(rank).insert(&db)?;
    }
    reads(&db, || near.chapter_words())?;
    reads_nothing(&db, || bare.chapter_words())
}

#[test]
fn has_many_through_many_to_many_reads_like_a_query() -> relations::Result<()> {
    let (db, near, other, bare) = owners()?;
    let groups = [near.groups().create().insert(&db)?, near.groups().create().insert(&db)?];
    let elsewhere = other.groups().create().insert(&db)?;
    other.groups().link(&db, &groups[0])?;
    bare.groups().create().insert(&db)?;
    for (at, (text, rank)) in WORDS.into_iter().enumerate() {
        groups[at % 2].words().create().text(text).rank(rank).insert(&db)?;
        elsewhere.words().create().text("other").rank(rank).insert(&db)?;
    }
    reads(&db, || near.group_words())?;
    reads_nothing(&db, || bare.group_words())
}
