//! Relations with a filter: what they leave out is left out by each way to read and write along them.

use relations::{
    ColumnType, Error, Insert, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema,
};

/// A model that has a filter on a relation of each kind.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_many(drafts: Post, filter = Post::STATUS.eq(Status::Draft), order_by(id desc))]
#[has_many(rated: Post, filter = Post::RATING.gt(LEAST), filter = !Post::TITLE.like("x%"))]
#[has_many(quiet: Post, filter = Post::COMMENTS.none())]
#[has_one(main: Badge, filter = Badge::VALID.eq(true))]
#[many_to_many(clubs: Club, through = Membership)]
#[many_to_many(led: Club, through = Membership, filter = Membership::ROLE.eq("head"), filter = Club::OPEN.eq(true))]
#[many_to_many(tags: Tag, through = "user_tag", filter = Tag::NAME.ne("it's"))]
#[has_many(draft_comments: Comment, through = drafts, source = comments)]
#[has_many(comments: Comment, through = posts, filter = Comment::BODY.ne("spam"))]
#[has_many(comments_on_drafts: Comment, through = posts, source = comments, filter = Post::STATUS.eq(Status::Draft))]
pub struct User {
    id: i64,
}

const LEAST: f64 = 2.5;

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Draft,
    Published,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: Option<i64>,
    title: String,
    status: Option<Status>,
    rating: Option<f64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    post_id: i64,
    body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(valid_owner: User, key(owner_id))]
pub struct Badge {
    id: i64,
    #[unique]
    owner_id: i64,
    valid: bool,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: User, through = Membership)]
pub struct Club {
    id: i64,
    open: bool,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Membership {
    #[key]
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    #[key]
    #[belongs_to(open_club: Club, on_delete = cascade, filter = Club::OPEN.eq(true))]
    club_id: i64,
    role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Tag {
    id: i64,
    name: String,
}

const SCHEMA: Schema = schema![User, Post, Comment, Badge, Club, Membership, Tag];

fn database() -> Result<(Connection, User, User)> {
    let db = Connection::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let (alice, bob) = (User::create().insert(&db)?, User::create().insert(&db)?);
    Ok((db, alice, bob))
}

fn post(db: &Connection, user: &User, title: &str, status: Option<Status>) -> Result<Post> {
    user.posts().create().title(title).status(status).insert(db)
}

#[test]
fn children_are_those_that_meet_the_filter() -> Result<()> {
    let (db, alice, bob) = database()?;
    let one = post(&db, &alice, "One", Some(Status::Draft))?;
    let two = post(&db, &alice, "Two", Some(Status::Published))?;
    let three = post(&db, &alice, "Three", None)?;
    let four = post(&db, &alice, "Four", Some(Status::Draft))?;
    post(&db, &bob, "Five", Some(Status::Published))?;

    assert_eq!(alice.drafts().all(&db)?, [four.clone(), one.clone()]);
    assert_eq!((alice.drafts().count(&db)?, bob.drafts().exists(&db)?), (2, false));
    assert_eq!(alice.drafts().first(&db)?, Some(four.clone()));
    assert_eq!(alice.drafts().filter(Post::TITLE.eq("One")).all(&db)?, [one.clone()]);
    assert_eq!(alice.drafts().order_by(Post::ID.asc()).all(&db)?, [one.clone(), four.clone()]);
    assert!(alice.drafts().contains(&db, &one)?);
    assert!(!alice.drafts().contains(&db, &two)?);
    assert!(!alice.drafts().contains(&db, &three)?);

    let users = |filter| User::query().filter(filter).all(&db);
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.ne("Four")))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.any(Post::TITLE.eq("Two")))?, []);
    assert_eq!(users(User::DRAFTS.all(Post::STATUS.eq(Status::Draft)))?, [alice.clone(), bob.clone()]);
    assert_eq!(users(User::DRAFTS.none())?, [bob.clone()]);
    assert_eq!(users(User::DRAFTS.contains(&two))?, []);
    assert_eq!(users(User::DRAFTS.contains(&four))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.count().eq(2))?, [alice.clone()]);
    assert_eq!(users(User::DRAFTS.count().ge(3))?, []);
    assert_eq!(users(User::DRAFTS.count_where(Post::TITLE.eq("One")).lt(1))?, [bob]);
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(User)]
struct UserPage {
    id: i64,
    drafts: Vec<Post>,
    #[load(count = drafts)]
    number: i64,
    #[load(with = |q| q.limit(1), from = drafts)]
    last: Vec<Post>,
    rated: Vec<Post>,
    quiet: Vec<Post>,
    main: Option<Badge>,
    led: Vec<Club>,
    tags: Vec<Tag>,
    draft_comments: Vec<Comment>,
    comments: Vec<Comment>,
    comments_on_drafts: Vec<Comment>,
}

#[test]
fn shapes_have_the_rows_that_meet_the_filters() -> Result<()> {
    let (db, alice, bob) = database()?;
    let one = alice.posts().create().title("One").status(Status::Draft).rating(3.0).insert(&db)?;
    let two = alice.posts().create().title("Two").rating(2.5).insert(&db)?;
    let hidden = alice.posts().create().title("xxx").status(Status::Draft).rating(9.0).insert(&db)?;
    let ham = one.comments().create().body("ham").insert(&db)?;
    let spam = one.comments().create().body("spam").insert(&db)?;
    let late = two.comments().create().body("late").insert(&db)?;
    Badge::create().owner_id(alice.id).valid(false).insert(&db)?;
    let badge = Badge::create().owner_id(bob.id).valid(true).insert(&db)?;
    let clubs = [true, true, false].map(|open| Club::create().open(open).insert(&db));
    let clubs = clubs.into_iter().collect::<Result<Vec<_>>>()?;
    for (club, role) in clubs.iter().zip(["head", "member", "head"]) {
        alice.clubs().link_with(&db, club, |link| link.role(role))?;
    }
    let tags = ["it's", "new"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;

    let pages = UserPage::query().all(&db)?;
    assert_eq!(
        pages[0],
        UserPage {
            id: alice.id,
            drafts: vec![hidden.clone(), one.clone()],
            number: 2,
            last: vec![hidden.clone()],
            rated: vec![one.clone()],
            quiet: vec![hidden.clone()],
            main: None,
            led: vec![clubs[0].clone()],
            tags: vec![tags[1].clone()],
            draft_comments: vec![ham.clone(), spam.clone()],
            comments: vec![ham.clone(), late],
            comments_on_drafts: vec![ham, spam],
        }
    );
    assert_eq!((pages[1].main.as_ref(), pages[1].drafts.len()), (Some(&badge), 0));
    assert_eq!(alice.main().get(&db)?, None);
    Ok(())
}

#[test]
fn a_parent_that_does_not_meet_the_filter_is_none() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Membership)]
    struct MembershipPage {
        role: String,
        open_club: Option<Club>,
    }

    let (db, alice, _) = database()?;
    let (open, closed) = (Club::create().open(true).insert(&db)?, Club::create().open(false).insert(&db)?);
    let seen = alice.clubs().link_with(&db, &open, |link| link.role("head"))?;
    let mut hidden = alice.clubs().link_with(&db, &closed, |link| link.role("head"))?;
    assert_eq!((seen.open_club().get(&db)?, hidden.open_club().get(&db)?), (Some(open.clone()), None));
    let pages = MembershipPage::query().order_by(Membership::CLUB_ID.asc()).all(&db)?;
    assert_eq!((pages[0].open_club.as_ref(), &pages[1].open_club), (Some(&open), &None));
    let count = |filter| Membership::query().filter(filter).count(&db);
    assert_eq!(count(Membership::OPEN_CLUB.is(&closed))?, 0);
    assert_eq!(count(Membership::OPEN_CLUB.is(&open))?, 1);
    assert_eq!(count(Membership::OPEN_CLUB.is_none())?, 1);
    assert_eq!(count(Membership::OPEN_CLUB.has(Club::ID.ge(0)))?, 1);
    // The inverse has no filter, and writing goes by the foreign key.
    assert_eq!(closed.members().count(&db)?, 1);
    Membership::OPEN_CLUB.set(&db, &mut hidden, Key::of(&closed))?;
    assert_eq!(hidden.club_id, closed.id);
    Ok(())
}

#[test]
fn verbs_write_no_row_that_is_left_out() -> Result<()> {
    let (db, alice, bob) = database()?;
    let mut one = post(&db, &alice, "One", Some(Status::Draft))?;
    let mut two = post(&db, &alice, "Two", Some(Status::Published))?;
    let three = post(&db, &alice, "Three", Some(Status::Draft))?;
    let titles = |user: &User| -> Result<Vec<String>> {
        Ok(user.posts().order_by(Post::ID.asc()).all(&db)?.into_iter().map(|post| post.title).collect())
    };

    assert!(!alice.drafts().remove(&db, &mut two)?);
    assert!(alice.drafts().remove(&db, &mut one)?);
    assert_eq!((one.user_id, titles(&alice)?), (None, vec!["Two".to_owned(), "Three".to_owned()]));
    // Only the foreign key is written: the other columns are those of the row.
    alice.drafts().add(&db, &mut one)?;
    bob.drafts().add(&db, &mut two)?;
    assert_eq!((bob.drafts().count(&db)?, bob.posts().count(&db)?), (0, 1));
    alice.posts().add(&db, &mut two)?;

    let changes = alice.drafts().replace(&db, &mut [three.clone()])?;
    assert_eq!((changes.added, changes.removed), (0, 1));
    assert_eq!(titles(&alice)?, ["Two", "Three"]);
    assert_eq!(alice.drafts().clear(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two"]);

    let new = alice.drafts().create().title("New").insert(&db)?;
    assert_eq!((new.user_id, new.status, alice.drafts().count(&db)?), (Some(alice.id), None, 0));
    post(&db, &alice, "Last", Some(Status::Draft))?;
    assert_eq!(alice.drafts().set(Post::TITLE, "Changed").update(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two", "New", "Changed"]);
    assert_eq!(alice.drafts().delete(&db)?, 1);
    assert_eq!(titles(&alice)?, ["Two", "New"]);
    assert_eq!(alice.quiet().limit(1).delete(&db)?, 1);
    assert_eq!(alice.quiet().delete(&db)?, 1);
    Ok(())
}

#[test]
fn links_that_are_left_out_stay() -> Result<()> {
    let (db, alice, _) = database()?;
    let clubs = [true, true, false].map(|open| Club::create().open(open).insert(&db));
    let clubs = clubs.into_iter().collect::<Result<Vec<_>>>()?;
    for (club, role) in clubs.iter().zip(["head", "member", "head"]) {
        alice.clubs().link_with(&db, club, |link| link.role(role))?;
    }
    let led = || alice.led();
    assert_eq!(led().all(&db)?, [clubs[0].clone()]);
    assert_eq!(led().all_with_links(&db)?.len(), 1);
    assert_eq!(
        clubs.iter().map(|club| led().contains(&db, club)).collect::<Result<Vec<_>>>()?,
        [true, false, false]
    );
    assert!(!led().unlink(&db, &clubs[1])?);
    assert!(!led().unlink(&db, &clubs[2])?);
    assert_eq!(User::query().filter(User::LED.any(Club::ID.ge(0))).count(&db)?, 1);
    assert!(led().unlink(&db, &clubs[0])?);
    assert_eq!((led().clear(&db)?, alice.clubs().count(&db)?), (0, 2));

    let tags = ["it's", "new", "old"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;
    let links =
        || -> Result<i64> { Ok(db.query_row("SELECT count(*) FROM user_tag", [], |row| row.get(0))?) };
    assert!(!alice.tags().link(&db, &tags[0])?);
    let changes = alice.tags().set(&db, [&tags[1]])?;
    assert_eq!((changes.added, changes.removed, links()?), (0, 1, 2));
    assert_eq!((alice.tags().clear(&db)?, links()?), (1, 1));
    Ok(())
}

#[test]
fn forms_leave_alone_what_is_left_out() -> Result<()> {
    #[derive(Insert)]
    #[insert(Post)]
    struct PostForm {
        id: Option<i64>,
        title: String,
        status: Option<Status>,
    }

    #[derive(Insert)]
    #[insert(User)]
    struct UserForm {
        id: Option<i64>,
        drafts: Vec<PostForm>,
        tags: Vec<Key<Tag>>,
    }

    let (db, alice, _) = database()?;
    let one = post(&db, &alice, "One", Some(Status::Draft))?;
    let two = post(&db, &alice, "Two", Some(Status::Published))?;
    post(&db, &alice, "Three", Some(Status::Draft))?;
    let tags = ["it's", "new", "old"].map(|name| alice.tags().create().name(name).insert(&db));
    let tags = tags.into_iter().collect::<Result<Vec<_>>>()?;

    let form = |id, title: &str| PostForm { id, title: title.into(), status: Some(Status::Draft) };
    let changes = alice.drafts().sync(&db, [form(Some(one.id), "First"), form(None, "New")])?;
    assert_eq!((changes.added, changes.removed, changes.updated), (1, 1, 1));
    let titles: Vec<String> =
        alice.posts().order_by(Post::ID.asc()).all(&db)?.into_iter().map(|post| post.title).collect();
    assert_eq!(titles, ["First", "Two", "New"]);
    // A row that is left out is none of the rows that a form can name.
    assert!(matches!(alice.drafts().sync(&db, [form(Some(two.id), "Stolen")]), Err(Error::Nested { .. })));

    let whole = UserForm {
        id: Some(alice.id),
        drafts: vec![form(Some(one.id), "Only")],
        tags: vec![Key::of(&tags[1])],
    };
    whole.save(&db)?;
    assert_eq!((alice.drafts().count(&db)?, alice.posts().count(&db)?), (1, 2));
    let links: i64 = db.query_row("SELECT count(*) FROM user_tag", [], |row| row.get(0))?;
    assert_eq!((alice.tags().all(&db)?, links), (vec![tags[1].clone()], 2));
    Ok(())
}

/// A model with children of which some are the first, and values that SQL has to spell.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(visits: Visit)]
#[has_one(latest: Visit, first(day desc))]
#[has_one(cheapest: Visit, first(price, id), filter = Visit::PRICE.is_not_null())]
#[has_many(plain: Visit, filter = Visit::NOTE.eq("it's \"?\" -- \0 +?").or(Visit::PRICE.eq(f64::INFINITY)))]
#[has_many(odd: Visit, filter = Visit::DATA.eq([0, 255]).and(Visit::DAY.gt(-3)).and(Visit::DAY.ne(i64::MIN)))]
#[has_many(raised: Visit, filter = Visit::DAY.raw().sql(" -").value(-2).sql(" > ").value(0).filter())]
#[has_many(close: Visit, filter = Visit::PRICE.between(-0.5, 0.1).or(Visit::DAY.in_(DAYS)))]
#[has_many(others: Visit, filter = Visit::GUEST.has(Self::LATEST.has(Visit::DAY.gt(5))))]
#[has_many(circular: Visit, filter = Visit::GUEST.has(Guest::CIRCULAR.none()))]
pub struct Guest {
    id: i64,
}

const DAYS: [i64; 3] = [7, 8, -9];

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Visit {
    id: i64,
    #[belongs_to(guest: Guest)]
    guest_id: i64,
    day: i64,
    price: Option<f64>,
    note: Option<String>,
    data: Option<Vec<u8>>,
}

fn guests() -> Result<(Connection, Guest)> {
    let db = Connection::open_in_memory()?;
    schema![Guest, Visit].create_all(&db)?;
    let guest = Guest::create().insert(&db)?;
    Ok((db, guest))
}

#[test]
fn values_of_filters_are_those_of_the_program() -> Result<()> {
    let (db, guest) = guests()?;
    let visit = |day| guest.visits().create().day(day);
    let noted = visit(1).note("it's \"?\" -- \0 +?".to_owned()).insert(&db)?;
    let dear = visit(2).price(f64::INFINITY).insert(&db)?;
    let blob = visit(-2).data(vec![0, 255]).insert(&db)?;
    visit(-3).data(vec![0, 255]).note("it's \"?\" -- ".to_owned()).insert(&db)?;
    let cheap = visit(-9).price(0.1).insert(&db)?;
    let negative = visit(4).price(-0.5).insert(&db)?;
    visit(5).price(0.2).insert(&db)?;
    let seventh = visit(7).insert(&db)?;
    assert_eq!(guest.plain().all(&db)?, [noted, dear]);
    assert_eq!(guest.odd().all(&db)?, [blob]);
    assert_eq!(guest.raised().filter(Visit::DAY.lt(0)).count(&db)?, 0);
    assert_eq!(guest.raised().count(&db)?, 5);
    assert_eq!(guest.close().order_by(Visit::ID.asc()).all(&db)?, [cheap, negative, seventh]);
    assert_eq!(guest.others().count(&db)?, 8);
    let error = guest.circular().all(&db).unwrap_err().to_string();
    assert!(error.contains("leads to itself"), "{error}");
    Ok(())
}

#[test]
fn the_first_of_several_children_is_by_an_order() -> Result<()> {
    let (db, guest) = guests()?;
    let other = Guest::create().insert(&db)?;
    assert_eq!((guest.latest().get(&db)?, guest.latest().exists(&db)?), (None, false));
    let visit = |day, price| guest.latest().create().day(day).price(price).insert(&db);
    let (one, two, three) = (visit(3, None)?, visit(9, Some(2.0))?, visit(9, Some(2.0))?);
    visit(5, Some(7.5))?;
    assert_eq!(guest.latest().get(&db)?, Some(three.clone()));
    assert_eq!(guest.latest().all(&db)?, [three.clone()]);
    assert_eq!(guest.cheapest().get(&db)?, Some(two.clone()));
    assert_eq!((guest.latest().count(&db)?, other.latest().count(&db)?), (1, 0));
    assert_eq!(Guest::LATEST.of(guest.id).get(&db)?, Some(three.clone()));
    assert!(guest.latest().contains(&db, &three)?);
    assert!(!guest.latest().contains(&db, &two)?);
    // A condition is about the first row alone, and finds no other.
    assert_eq!(guest.latest().filter(Visit::DAY.eq(3)).all(&db)?, []);
    let guests = |filter| Guest::query().filter(filter).all(&db);
    assert_eq!(guests(Guest::LATEST.has(Visit::DAY.eq(3)))?, []);
    assert_eq!(guests(Guest::LATEST.has(Visit::DAY.eq(9)))?, [guest.clone()]);
    assert_eq!(
        (guests(Guest::LATEST.is(&two))?, guests(Guest::LATEST.is(&three))?),
        (vec![], vec![guest.clone()])
    );
    assert_eq!(guests(Guest::LATEST.is_none())?, [other]);
    assert_eq!(guests(Guest::CHEAPEST.is(&one))?, []);

    assert_eq!(guest.latest().change().set(Visit::DAY, 0).update(&db)?, 1);
    assert_eq!(Visit::get(&db, three.id)?.day, 0);
    assert_eq!(guest.latest().get(&db)?, Some(two));
    assert_eq!(guest.latest().delete(&db)?, 1);
    assert_eq!(guest.latest().get(&db)?.map(|visit| visit.day), Some(5));
    Ok(())
}

/// Tables and columns that have the names by which the library's own SQL calls tables.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "t")]
#[has_many(f: Named, filter = Named::TYPE.eq("j"))]
#[has_one(j: Named, first(f desc), filter = Named::TYPE.eq("j"))]
#[has_many(by_hand: Named, filter = Named::TYPE.raw().sql(" = 'j' AND f > (SELECT min(f) FROM f)").filter())]
pub struct Names {
    #[column(name = "f")]
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "f", index(t, f))]
pub struct Named {
    #[column(name = "k")]
    id: i64,
    #[belongs_to(names: Names, filter = Names::ID.gt(0))]
    t: i64,
    f: i64,
    #[column(name = "t1")]
    r#type: String,
}

#[derive(Load, Debug)]
#[load(Names)]
struct NamesPage {
    f: Vec<Named>,
    j: Option<Named>,
    by_hand: Vec<Named>,
}

#[test]
fn names_of_the_librarys_own_sql_are_no_obstacle() -> Result<()> {
    let db = Connection::open_in_memory()?;
    schema![Names, Named].create_all(&db)?;
    let rows = (0..3).map(|_| Names::create().insert(&db)).collect::<Result<Vec<_>>>()?;
    let named = |row: &Names, f, word: &str| row.f().create().f(f).r#type(word).insert(&db);
    let (one, two) = (named(&rows[0], 1, "j")?, named(&rows[0], 2, "j")?);
    named(&rows[0], 3, "x")?;
    let three = named(&rows[1], 3, "j")?;
    assert_eq!(rows[0].f().all(&db)?, [one.clone(), two.clone()]);
    assert_eq!(rows[0].j().get(&db)?, Some(two.clone()));
    assert_eq!(rows[0].by_hand().all(&db)?, [two.clone()]);
    assert_eq!(two.names().get(&db)?, Some(rows[0].clone()));
    assert_eq!(Names::query().filter(Names::J.is(&two)).all(&db)?, [rows[0].clone()]);
    assert_eq!(Names::query().filter(Names::F.any(Named::NAMES.has(Names::J.is(&three)))).count(&db)?, 1);
    for pages in [NamesPage::query().all(&db)?, NamesPage::query().filter(Names::ID.lt(3)).all(&db)?] {
        assert_eq!(
            (pages[0].f.len(), pages[0].j.as_ref(), &pages[0].by_hand),
            (2, Some(&two), &vec![two.clone()])
        );
        assert_eq!(
            (pages[1].f.len(), pages[1].j.as_ref(), &pages[1].by_hand),
            (1, Some(&three), &vec![three.clone()])
        );
    }
    assert_eq!(rows[0].f().clear(&db)?, 2);
    assert_eq!((rows[0].f().count(&db)?, Named::query().count(&db)?), (0, 2));
    Ok(())
}
