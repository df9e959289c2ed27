//! Rows that several fields of one form lead to.

use relations::{Error, Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Debug)]
#[has_many(written: Post, inverse = author)]
#[has_many(edited: Post, inverse = editor)]
#[has_many(reviewed: Post, inverse = reviewer)]
struct User {
    id: i64,
    name: String,
    #[column(version)]
    version: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(author: User, on_delete = cascade)]
    author_id: i64,
    #[belongs_to(editor: User)]
    editor_id: i64,
    #[belongs_to(reviewer: User)]
    reviewer_id: Option<i64>,
    #[column(version)]
    version: i64,
}

#[derive(Model, Debug, PartialEq)]
#[has_many(photos: Photo)]
struct Album {
    id: i64,
    #[belongs_to(cover: Photo, on_delete = set_null)]
    cover_id: Option<i64>,
}

#[derive(Model, Debug, PartialEq)]
struct Photo {
    id: i64,
    #[belongs_to(album: Album, on_delete = cascade)]
    album_id: i64,
}

/// A row of a tree whose rows have positions and names of their own.
#[derive(Model, Debug, PartialEq)]
#[model(unique(list_id, position))]
struct Line {
    id: i64,
    #[belongs_to(list: List, on_delete = cascade)]
    list_id: i64,
    #[belongs_to(before: Line, on_delete = cascade)]
    before_id: Option<i64>,
    position: i64,
    #[unique]
    slug: String,
    #[column(version)]
    version: i64,
}

/// A row whose key is the same in either case.
#[derive(Model, Debug)]
#[has_many(lines: Line)]
struct List {
    id: i64,
}

#[derive(Model, Debug)]
#[has_many(words: Word)]
struct Language {
    #[key]
    #[column(collate = "NOCASE")]
    code: String,
}

#[derive(Model, Debug)]
struct Word {
    id: i64,
    #[belongs_to(language: Language, on_delete = cascade)]
    language_code: String,
    #[column(version)]
    version: i64,
}

const SCHEMA: Schema = schema![User, Post, Album, Photo, Line, List, Language, Word];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    User::create().name("u").insert(&db)?;
    Ok(db)
}

#[derive(Insert)]
#[insert(User)]
struct Both {
    id: i64,
    name: String,
    written: Vec<Written>,
    edited: Vec<Edited>,
}

#[derive(Insert)]
#[insert(Post)]
struct Written {
    id: Option<i64>,
    editor_id: i64,
}

#[derive(Insert)]
#[insert(Post)]
struct Edited {
    id: Option<i64>,
    author_id: i64,
}

#[test]
fn a_row_of_one_field_is_not_deleted_by_another() -> Result<()> {
    let db = database()?;
    let both = |written: &[Option<i64>], edited: &[Option<i64>]| Both {
        id: 1,
        name: "u".into(),
        written: written.iter().map(|id| Written { id: *id, editor_id: 1 }).collect(),
        edited: edited.iter().map(|id| Edited { id: *id, author_id: 1 }).collect(),
    };
    Post::create().author_id(1).editor_id(1).insert(&db)?;
    both(&[Some(1)], &[Some(1)]).save(&db)?;
    for written in [vec![Some(1)], vec![Some(1), None], vec![None]] {
        let error = both(&written, &[]).save(&db).unwrap_err();
        assert!(error.to_string().contains("is named in one field, and missing from another"), "{error}");
        assert_eq!(Post::query().one(&db)?.id, 1);
    }
    let error = both(&[], &[Some(1)]).save(&db).unwrap_err();
    assert!(matches!(error.cause(), Error::NotFound { .. }), "{error}");
    both(&[], &[]).save(&db)?;
    assert_eq!(Post::query().count(&db)?, 0);
    Ok(())
}

#[derive(Insert)]
#[insert(User)]
struct Reviewer {
    id: i64,
    name: String,
    reviewed: Vec<PostForm>,
    written: Vec<PostOfAuthor>,
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: i64,
    author_id: i64,
    editor_id: i64,
}

#[derive(Insert)]
#[insert(Post)]
struct PostOfAuthor {
    id: i64,
    editor: Editor,
    version: i64,
}

#[derive(Insert)]
#[insert(User)]
struct Editor {
    id: i64,
    name: String,
    version: i64,
}

#[test]
fn a_version_that_the_form_itself_raises_is_not_stale() -> Result<()> {
    let db = database()?;
    Post::create().author_id(1).editor_id(1).reviewer_id(1).insert(&db)?;
    let form = |name: &str, post, user| Reviewer {
        id: 1,
        name: name.into(),
        reviewed: vec![],
        written: vec![PostOfAuthor {
            id: 1,
            editor: Editor { id: 1, name: name.into(), version: user },
            version: post,
        }],
    };
    // The user is renamed twice, and the post has lost its reviewer before its version is compared.
    form("new", 1, 1).save(&db)?;
    let post = Post { id: 1, author_id: 1, editor_id: 1, reviewer_id: None, version: 2 };
    assert_eq!(Post::get(&db, 1)?, post);
    let user = User::get(&db, 1)?;
    assert_eq!((user.name.as_str(), user.version), ("new", 2));
    for (post, user) in [(1, 2), (2, 1)] {
        let error = form("newer", post, user).save(&db).unwrap_err();
        assert!(matches!(error.cause(), Error::Stale { .. }), "{error}");
    }
    assert_eq!(User::get(&db, 1)?.name, "new");
    Ok(())
}

#[derive(Insert)]
#[insert(Album)]
struct AlbumForm {
    id: Option<i64>,
    cover: Option<Key<Photo>>,
    photos: Vec<PhotoForm>,
}

#[derive(Insert)]
#[insert(Photo)]
struct PhotoForm {
    id: Option<i64>,
}

#[test]
fn a_row_keeps_the_parent_that_the_form_gives() -> Result<()> {
    let db = database()?;
    let form = |cover: Option<i64>, photos: &[Option<i64>]| AlbumForm {
        id: Some(1),
        cover: cover.map(Key::new),
        photos: photos.iter().map(|id| PhotoForm { id: *id }).collect(),
    };
    AlbumForm { id: None, cover: None, photos: vec![PhotoForm { id: None }, PhotoForm { id: None }] }
        .save(&db)?;
    form(Some(1), &[Some(1), Some(2)]).save(&db)?;
    let error = form(Some(1), &[Some(2)]).save(&db).unwrap_err();
    assert!(error.to_string().starts_with("the `Album` with key 1 refers to one that goes"), "{error}");
    assert_eq!((Album::get(&db, 1)?.cover_id, Photo::query().count(&db)?), (Some(1), 2));
    assert_eq!(form(Some(2), &[Some(2)]).save(&db)?.cover_id, Some(2));
    assert_eq!(form(None, &[]).save(&db)?.cover_id, None);
    Ok(())
}

#[derive(Insert)]
#[insert(Line)]
struct LineForm {
    id: Option<i64>,
    before: Option<Key<Line>>,
    position: i64,
    slug: String,
}

fn line(id: Option<i64>, before: Option<i64>, position: i64, slug: &str) -> LineForm {
    LineForm { id, before: before.map(Key::new), position, slug: slug.into() }
}

#[test]
fn rows_of_a_tree_take_the_values_of_those_that_go() -> Result<()> {
    let db = database()?;
    let list = List::create().insert(&db)?;
    list.lines().sync(&db, [line(None, None, 0, "a"), line(None, None, 1, "b"), line(None, None, 2, "c")])?;
    list.lines().sync(
        &db,
        [line(Some(1), None, 0, "a"), line(Some(2), Some(1), 1, "b"), line(Some(3), Some(2), 2, "c")],
    )?;
    // The first goes. The second is taken from it, and has its position and its name.
    let changes = list.lines().sync(&db, [line(Some(2), None, 0, "a"), line(Some(3), Some(2), 2, "c")])?;
    assert_eq!((changes.updated, changes.removed), (1, 1));
    let lines = list.lines().order_by(Line::ID.asc()).all(&db)?;
    let found: Vec<_> = lines
        .iter()
        .map(|line| (line.id, line.before_id, line.position, line.slug.as_str(), line.version))
        .collect();
    assert_eq!(found, [(2, None, 0, "a", 3), (3, Some(2), 2, "c", 2)]);
    Ok(())
}

#[test]
fn texts_are_exchanged_in_few_passes() -> Result<()> {
    const ROWS: i64 = 300;
    let db = database()?;
    let list = List::create().insert(&db)?;
    // Each row takes the name of another one, in a chain that jumps back and forth.
    let name = |row: i64| format!("slug {}", row * 37 % ROWS);
    let form = |id, row: i64, shift| line(id, None, row, &name(row + shift));
    list.lines().sync(&db, (0..ROWS).map(|row| form(None, row, 0)))?;
    let before = db.total_changes();
    let changes = list.lines().sync(&db, (0..ROWS).map(|row| form(Some(row + 1), row, 1)))?;
    assert_eq!(changes.updated, 300);
    assert!(db.total_changes() - before <= 600, "each is given up at most once");
    let lines = list.lines().order_by(Line::POSITION.asc()).all(&db)?;
    for (line, row) in lines.iter().zip(0..) {
        assert_eq!((&line.slug, line.version), (&name(row + 1), 2));
    }
    Ok(())
}

#[derive(Insert)]
#[insert(Language)]
struct LanguageForm {
    code: String,
    words: Vec<WordForm>,
}

#[derive(Insert)]
#[insert(Word)]
struct WordForm {
    id: Option<i64>,
}

#[test]
fn rows_under_a_key_of_another_spelling_do_not_differ() -> Result<()> {
    let db = database()?;
    let form = |code: &str, ids: &[Option<i64>]| LanguageForm {
        code: code.into(),
        words: ids.iter().map(|id| WordForm { id: *id }).collect(),
    };
    form("en", &[None, None]).save(&db)?;
    let before = db.total_changes();
    form("EN", &[Some(1), Some(2)]).save(&db)?;
    assert_eq!(db.total_changes(), before);
    form("En", &[Some(1), Some(2), None]).save(&db)?;
    let codes: Vec<String> = Word::query().all(&db)?.into_iter().map(|word| word.language_code).collect();
    assert_eq!(codes, ["en", "en", "en"]);
    Ok(())
}
