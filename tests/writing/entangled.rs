//! Rows that foreign keys of other tables, shared columns, unique columns and conversions tie to each other.

use relations::{Error, Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

/// A parent whose key is its own parent's, and which children find by what the database makes.
#[derive(Model, Debug)]
#[has_many(stamps: Stamp)]
struct Badge {
    #[key]
    #[belongs_to(member: Member)]
    member_id: i64,
    #[unique]
    #[column(default = "(lower(hex(randomblob(8))))")]
    code: String,
}

#[derive(Model, Debug)]
struct Stamp {
    id: i64,
    #[belongs_to(badge: Badge, references = code)]
    code: String,
    number: i64,
}

#[derive(Model, Debug)]
#[has_one(badge: Badge)]
#[has_many(posts: Post)]
struct Member {
    id: i64,
}

/// A row that goes with its thread, which goes with its first post.
#[derive(Model, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(member: Member, on_delete = cascade)]
    member_id: i64,
    #[belongs_to(thread: Thread, on_delete = cascade)]
    thread_id: Option<i64>,
    position: i64,
}

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct Thread {
    id: i64,
    #[belongs_to(first: Post, on_delete = cascade)]
    first_id: Option<i64>,
}

#[derive(Model, Debug)]
#[model(primary_key(tenant, number))]
struct Author {
    tenant: i64,
    number: i64,
}

/// A row whose two parents share a column, and which may lack either.
#[derive(Model, Debug, PartialEq)]
#[belongs_to(author: Author, key(tenant, author_number))]
#[belongs_to(editor: Author, key(tenant, editor_number))]
struct Article {
    id: i64,
    #[column(default = "1")]
    tenant: Option<i64>,
    author_number: Option<i64>,
    editor_number: Option<i64>,
}

#[derive(Model, Debug)]
#[has_many(tracks: Track)]
struct Album {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
#[model(unique(album_id, position), strict = false)]
struct Track {
    id: i64,
    #[belongs_to(album: Album, on_delete = cascade)]
    album_id: i64,
    position: i64,
    /// A text that SQLite stores as a number where it is one.
    #[column(type = "NUMERIC", default = "'x'")]
    price: String,
    #[column(version)]
    version: i64,
}

const SCHEMA: Schema = schema![Badge, Stamp, Member, Post, Thread, Author, Article, Album, Track];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

#[derive(Insert)]
#[insert(Badge)]
struct NewBadge {
    member: Key<Member>,
    stamps: Vec<NewStamp>,
}

#[derive(Insert)]
#[insert(Stamp)]
struct NewStamp {
    number: i64,
}

#[test]
fn a_key_that_a_parent_decides_tells_what_the_database_made() -> Result<()> {
    let db = database()?;
    let members = Member::insert_all(&db, (0..40).map(|_| Member::create()))?;
    let new =
        |member: &Member| NewBadge { member: Key::of(member), stamps: vec![NewStamp { number: member.id }] };
    for badge in NewBadge::insert_all(&db, members.iter().rev().map(new))? {
        let numbers: Vec<i64> = badge.stamps().all(&db)?.iter().map(|stamp| stamp.number).collect();
        assert_eq!(numbers, [badge.member_id]);
    }
    Ok(())
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
    thread: Option<Key<Thread>>,
    position: i64,
}

#[test]
fn a_named_row_does_not_go_by_way_of_another_table() -> Result<()> {
    let db = database()?;
    let member = Member::create().insert(&db)?;
    let form = |id, thread: Option<i64>, position| PostForm { id, thread: thread.map(Key::new), position };
    member.posts().sync(&db, [form(None, None, 1), form(None, None, 2)])?;
    let thread = Thread::create().first_id(1).insert(&db)?;
    let all = || Post::query().order_by(Post::ID.asc()).all(&db);
    member.posts().sync(&db, [form(Some(1), Some(thread.id), 1), form(Some(2), Some(thread.id), 2)])?;
    let before = all()?;
    let error = member.posts().sync(&db, [form(Some(2), Some(thread.id), 2)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "posts[0]: the `Post` with key 2 went with one that goes, by a referential action or a trigger: name that one too"
    );
    assert_eq!(all()?, before);
    Ok(())
}

#[test]
fn what_a_trigger_changed_meanwhile_is_written_again() -> Result<()> {
    let db = database()?;
    db.execute_batch(
        "CREATE TRIGGER close_up AFTER DELETE ON post BEGIN
             UPDATE post SET position = position - 1 WHERE position > old.position;
         END",
    )?;
    let member = Member::create().insert(&db)?;
    let form = |id, position| PostForm { id, thread: None, position };
    member.posts().sync(&db, [form(None, 1), form(None, 2)])?;
    member.posts().sync(&db, [form(Some(2), 2)])?;
    assert_eq!(Post::query().one(&db)?, Post { id: 2, member_id: 1, thread_id: None, position: 2 });
    Ok(())
}

#[derive(Insert)]
#[insert(Article)]
struct ArticleForm {
    id: Option<i64>,
    author: Option<Key<Author>>,
    editor: Option<Key<Author>>,
}

#[derive(Insert)]
#[insert(Article)]
struct Reordered {
    editor: Option<Key<Author>>,
    author: Option<Key<Author>>,
}

#[test]
fn the_parents_that_are_there_decide_a_column_that_others_share() -> Result<()> {
    let db = database()?;
    for tenant in [1, 2] {
        Author::create().tenant(tenant).number(5).insert(&db)?;
    }
    let some = |tenant| Some(Key::new((tenant, 5)));
    let form = |id, author, editor| ArticleForm { id, author, editor };
    let article =
        |id, tenant, author_number, editor_number| Article { id, tenant, author_number, editor_number };
    assert_eq!(form(None, None, some(2)).insert(&db)?, article(1, Some(2), None, Some(5)));
    assert_eq!(form(None, some(2), None).insert(&db)?, article(2, Some(2), Some(5), None));
    assert_eq!(Reordered { editor: None, author: some(2) }.insert(&db)?, article(3, Some(2), Some(5), None));
    assert_eq!(Reordered { editor: some(2), author: None }.insert(&db)?, article(4, Some(2), None, Some(5)));
    assert_eq!(form(None, None, None).insert(&db)?, article(5, None, None, None));
    assert_eq!(form(Some(1), some(1), None).save(&db)?, article(1, Some(1), Some(5), None));
    let error = form(None, some(1), some(2)).insert(&db).unwrap_err();
    assert_eq!(
        error.to_string(),
        "editor: a row of `Article` has one `tenant`, but its parents have 1 and 2: give it parents that go together"
    );
    assert_eq!(Article::query().count(&db)?, 5);
    Ok(())
}

#[derive(Insert)]
#[insert(Album)]
struct AlbumForm {
    id: i64,
    tracks: Vec<TrackForm>,
}

#[derive(Insert)]
#[insert(Track)]
enum TrackForm {
    Plain(PlainTrack),
    Priced(PricedTrack),
}

#[derive(Insert)]
#[insert(Track)]
struct PlainTrack {
    id: Option<i64>,
    position: i64,
}

#[derive(Insert)]
#[insert(Track)]
struct PricedTrack {
    id: Option<i64>,
    position: i64,
    price: String,
}

#[test]
fn rows_of_different_structs_change_places() -> Result<()> {
    let db = database()?;
    let album = Album::create().insert(&db)?;
    let plain = |id, position| TrackForm::Plain(PlainTrack { id, position });
    let priced =
        |id, position, price: &str| TrackForm::Priced(PricedTrack { id, position, price: price.into() });
    let save = |tracks| AlbumForm { id: album.id, tracks }.save(&db);
    save(vec![plain(None, 1), priced(None, 2, "x"), plain(None, 3)])?;
    let positions = || {
        let tracks = album.tracks().order_by(Track::ID.asc()).all(&db)?;
        Ok::<_, Error>(tracks.iter().map(|track| track.position).collect::<Vec<_>>())
    };
    // New rows of the first struct come before those of the second.
    assert_eq!(positions()?, [1, 3, 2]);
    let before = db.total_changes();
    save(vec![plain(Some(1), 2), priced(Some(3), 1, "x"), plain(Some(2), 3)])?;
    assert_eq!(positions()?, [2, 3, 1]);
    assert!(db.total_changes() - before <= 4);
    save(vec![plain(Some(1), 3), priced(Some(3), 4, "x"), plain(Some(2), 1)])?;
    assert_eq!(positions()?, [3, 1, 4]);
    Ok(())
}

#[test]
fn a_value_that_sqlite_stores_in_another_form_does_not_differ() -> Result<()> {
    let db = database()?;
    let album = Album::create().insert(&db)?;
    let form = |id, price: &str| PricedTrack { id, position: 1, price: price.into() };
    album.tracks().sync(&db, [form(None, "5")])?;
    let stored: i64 = db.query_row("SELECT price FROM track", [], |row| row.get(0))?;
    assert_eq!(stored, 5);
    for (price, updated) in [("5", 0), ("5.0", 0), ("6", 1), ("six", 1), ("six", 0)] {
        let changes = album.tracks().sync(&db, [form(Some(1), price)])?;
        assert_eq!(changes.updated, updated, "{price}");
    }
    let version: i64 = db.query_row("SELECT version FROM track", [], |row| row.get(0))?;
    assert_eq!(version, 3);
    Ok(())
}

#[test]
fn the_error_that_prevents_an_exchange_is_told() -> Result<()> {
    let db = database()?;
    let album = Album::create().insert(&db)?;
    let form = |id, position| PlainTrack { id, position };
    album.tracks().sync(&db, [form(None, 1), form(None, 2)])?;
    db.execute_batch(
        "CREATE TRIGGER positive BEFORE UPDATE OF position ON track WHEN new.position < 0 BEGIN
             SELECT json('not json');
         END",
    )?;
    let error = album.tracks().sync(&db, [form(Some(1), 2), form(Some(2), 1)]).unwrap_err();
    assert!(!matches!(error.cause(), Error::Unique { .. }), "{error:?}");
    assert!(error.to_string().contains("malformed JSON"), "{error}");
    Ok(())
}
