//! Rows that one field of a form names and another takes away, and rows that move.

use relations::{Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Debug)]
#[has_many(lists: List)]
struct Board {
    id: i64,
}

#[derive(Model, Debug)]
#[has_many(cards: Card)]
struct List {
    id: i64,
    #[belongs_to(board: Board, on_delete = cascade)]
    board_id: i64,
}

/// A row whose key the program sets.
#[derive(Model, Debug, PartialEq)]
struct Card {
    #[key]
    code: String,
    #[belongs_to(list: List, on_delete = cascade)]
    list_id: i64,
    #[column(default = "'none'")]
    label: String,
    #[column(version)]
    version: i64,
}

#[derive(Model, Debug)]
struct Remark {
    id: i64,
    #[belongs_to(card: Card, on_delete = cascade)]
    card_code: String,
}

#[derive(Model, Debug)]
#[has_many(posts: Post)]
#[has_many(drafts: Post, inverse = user)]
#[has_many(memberships: Membership)]
#[many_to_many(groups: Group, through = Membership)]
struct User {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: Option<i64>,
    title: String,
}

#[derive(Model, Debug)]
#[many_to_many(users: User, through = Membership)]
struct Group {
    id: i64,
}

#[derive(Model, Debug, PartialEq)]
#[model(primary_key(user_id, group_id))]
struct Membership {
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[belongs_to(group: Group, on_delete = cascade)]
    group_id: i64,
    #[column(default = "'member'")]
    role: String,
}

#[derive(Model, Debug)]
#[model(primary_key(tenant, number))]
#[has_many(articles: Article, inverse = author)]
#[has_many(edited: Article, inverse = editor)]
struct Author {
    tenant: i64,
    number: i64,
}

/// A row whose foreign keys share a column that can be NULL.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(author: Author, key(tenant, author_number))]
#[belongs_to(editor: Author, key(tenant, editor_number))]
struct Article {
    id: i64,
    tenant: Option<i64>,
    author_number: Option<i64>,
    editor_number: Option<i64>,
}

const SCHEMA: Schema = schema![Board, List, Card, Remark, User, Post, Group, Membership, Author, Article];

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    User::create().insert(&db)?;
    Ok(db)
}

#[derive(Insert)]
#[insert(Board)]
struct BoardForm {
    id: i64,
    lists: Vec<ListForm>,
}

#[derive(Insert)]
#[insert(List)]
struct ListForm {
    id: Option<i64>,
    cards: Vec<CardForm>,
}

#[derive(Insert)]
#[insert(Card)]
struct CardForm {
    code: String,
    version: Option<i64>,
}

#[test]
fn a_row_with_a_key_of_its_own_moves() -> Result<()> {
    let db = database()?;
    let board = Board::create().insert(&db)?;
    let card = |code: &str, version| CardForm { code: code.into(), version };
    let save = |first: Vec<CardForm>, second: Vec<CardForm>| {
        let lists = vec![ListForm { id: Some(1), cards: first }, ListForm { id: Some(2), cards: second }];
        BoardForm { id: board.id, lists }.save(&db)
    };
    board.lists().create().insert(&db)?;
    board.lists().create().insert(&db)?;
    save(vec![card("x", None), card("y", None)], vec![])?;
    Card::query().filter(Card::CODE.eq("x")).set(Card::LABEL, "urgent").update(&db)?;
    Remark::create().card_code("x").insert(&db)?;
    save(vec![card("y", None)], vec![card("x", None)])?;
    let moved = |list_id, version| Card { code: "x".into(), list_id, label: "urgent".into(), version };
    assert_eq!(Card::get(&db, "x")?, moved(2, 3));
    assert_eq!(Remark::query().count(&db)?, 1);
    let error = save(vec![card("y", None), card("x", Some(2))], vec![]).unwrap_err();
    assert!(matches!(error.cause(), relations::Error::Stale { .. }), "{error}");
    save(vec![card("y", None), card("x", Some(3))], vec![])?;
    assert_eq!(Card::get(&db, "x")?, moved(1, 4));
    Ok(())
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
    title: String,
}

fn post(id: Option<i64>, title: &str) -> PostForm {
    PostForm { id, title: title.into() }
}

#[derive(Insert)]
#[insert(User)]
struct TwoLists {
    id: i64,
    posts: Vec<PostForm>,
    drafts: Vec<PostForm>,
}

#[derive(Insert)]
#[insert(User)]
struct MembershipsFirst {
    id: i64,
    memberships: Vec<MembershipForm>,
    groups: Vec<Key<Group>>,
}

#[derive(Insert)]
#[insert(User)]
struct GroupsFirst {
    id: i64,
    groups: Vec<Key<Group>>,
    memberships: Vec<MembershipForm>,
}

#[derive(Insert)]
#[insert(Membership)]
struct MembershipForm {
    group_id: i64,
    role: String,
}

#[test]
fn fields_over_the_same_rows_agree() -> Result<()> {
    let db = database()?;
    let refused = |saved: Result<User>| {
        let error = saved.unwrap_err();
        assert!(error.to_string().contains("is named in one field, and missing from another"), "{error}");
    };
    refused(TwoLists { id: 1, posts: vec![post(None, "a")], drafts: vec![post(None, "b")] }.save(&db));
    assert_eq!(Post::query().count(&db)?, 0);
    Group::insert_all(&db, [Group::create(), Group::create()])?;
    let member = |group_id| MembershipForm { group_id, role: "admin".into() };
    let (one, two) = (Key::new(1), Key::new(2));
    refused(MembershipsFirst { id: 1, memberships: vec![member(1)], groups: vec![two] }.save(&db));
    refused(GroupsFirst { id: 1, groups: vec![two], memberships: vec![member(1)] }.save(&db));
    assert_eq!(Membership::query().count(&db)?, 0);
    MembershipsFirst { id: 1, memberships: vec![member(1)], groups: vec![one] }.save(&db)?;
    GroupsFirst { id: 1, groups: vec![one], memberships: vec![member(1)] }.save(&db)?;
    let stored = Membership { user_id: 1, group_id: 1, role: "admin".into() };
    assert_eq!(Membership::query().all(&db)?, [stored]);
    Ok(())
}

#[derive(Model, Debug)]
#[has_many(pages: Page)]
#[has_many(notes: Note)]
struct Book {
    id: i64,
}

#[derive(Model, Debug)]
struct Page {
    id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    book_id: i64,
    text: String,
}

#[derive(Model, Debug)]
struct Note {
    id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    book_id: i64,
    #[belongs_to(page: Page, on_delete = cascade)]
    page_id: Option<i64>,
    text: String,
}

#[derive(Insert)]
#[insert(Page)]
struct PageForm {
    id: Option<i64>,
    text: String,
}

#[derive(Insert)]
#[insert(Note)]
struct NoteByKey {
    page: Option<Key<Page>>,
    text: String,
}

#[derive(Insert)]
#[insert(Note)]
struct NoteByColumn {
    page_id: i64,
    text: String,
}

#[derive(Insert)]
#[insert(Book)]
struct PagesFirst {
    id: i64,
    pages: Vec<PageForm>,
    notes: Vec<NoteByKey>,
}

#[derive(Insert)]
#[insert(Book)]
struct NotesFirst {
    id: i64,
    notes: Vec<NoteByKey>,
    pages: Vec<PageForm>,
}

#[derive(Insert)]
#[insert(Book)]
struct ByColumn {
    id: i64,
    pages: Vec<PageForm>,
    notes: Vec<NoteByColumn>,
}

#[test]
fn a_key_never_means_a_row_that_has_taken_its_number() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Book, Page, Note].create_all(&db)?;
    let book = Book::create().insert(&db)?;
    book.pages().create().text("old").insert(&db)?;
    let page = || vec![PageForm { id: None, text: "new".into() }];
    let note = |text: &str| NoteByKey { page: Some(Key::new(1)), text: text.into() };
    let refused = |is_after: bool, saved: Result<Book>| {
        let error = saved.unwrap_err();
        assert!(error.to_string().contains("name"), "{error}");
        assert_eq!(error.cause().to_string().contains("referred to"), is_after, "{error}");
        assert_eq!(Page::query().one(&db)?.text, "old");
        assert_eq!(Note::query().count(&db)?, 0);
        Ok::<(), relations::Error>(())
    };
    refused(true, PagesFirst { id: 1, pages: page(), notes: vec![note("a")] }.save(&db))?;
    refused(false, NotesFirst { id: 1, pages: page(), notes: vec![note("a")] }.save(&db))?;
    let by_column = NoteByColumn { page_id: 1, text: "a".into() };
    refused(true, ByColumn { id: 1, pages: page(), notes: vec![by_column] }.save(&db))?;
    // The page stays, and so does the note on it.
    let pages = vec![PageForm { id: Some(1), text: "old".into() }];
    PagesFirst { id: 1, pages, notes: vec![note("a")] }.save(&db)?;
    assert_eq!(Note::query().one(&db)?.page_id, Some(1));
    Ok(())
}

#[derive(Insert)]
#[insert(Article)]
struct ArticleForm {
    id: i64,
}

#[test]
fn a_row_taken_from_one_parent_keeps_the_other() -> Result<()> {
    let db = database()?;
    for number in [1, 2] {
        Author::create().tenant(1).number(number).insert(&db)?;
    }
    let (author, editor) = (Author::get(&db, (1, 1))?, Author::get(&db, (1, 2))?);
    let article =
        |author_number, editor_number| Article { id: 1, tenant: Some(1), author_number, editor_number };
    let reset = || -> Result<Article> {
        Article::query().delete(&db)?;
        let stored = article(Some(1), Some(2));
        stored.insert(&db)?;
        Ok(stored)
    };
    let left = article(None, Some(2));
    reset()?;
    author.articles().sync(&db, Vec::<ArticleForm>::new())?;
    assert_eq!(Article::query().one(&db)?, left);
    reset()?;
    author.articles().clear(&db)?;
    assert_eq!(Article::query().one(&db)?, left);
    let mut stored = reset()?;
    author.articles().remove(&db, &mut stored)?;
    assert_eq!((&stored, &Article::query().one(&db)?), (&left, &left));
    let mut stored = reset()?;
    Article::AUTHOR.unset(&db, &mut stored)?;
    assert_eq!((&stored, &Article::query().one(&db)?), (&left, &left));
    assert_eq!(editor.edited().count(&db)?, 1);
    // Nothing is left of either parent.
    Article::EDITOR.unset(&db, &mut stored)?;
    assert_eq!(Article::query().one(&db)?, article(None, None));
    Ok(())
}
