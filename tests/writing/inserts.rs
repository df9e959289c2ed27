//! Nested inserts into tables of every kind.

use relations::{Error, Insert, Key, Load, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(cities: City, order_by(name))]
pub struct Country {
    #[key]
    pub code: String,
    #[column(default = "'?'")]
    pub motto: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(country_code, name), without_rowid)]
#[has_many(streets: Street, order_by(name))]
pub struct City {
    #[belongs_to(country: Country)]
    pub country_code: String,
    pub name: String,
    pub people: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(city: City, key(country_code, city_name))]
pub struct Street {
    pub id: i64,
    pub country_code: String,
    pub city_name: String,
    pub name: String,
}

/// A key that the database makes.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(pages: Page)]
pub struct Book {
    #[key]
    #[column(default = "(lower(hex(randomblob(8))))")]
    pub uuid: String,
    #[unique]
    pub isbn: String,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Page {
    pub id: u8,
    #[belongs_to(book: Book)]
    pub book_uuid: String,
    pub number: i64,
}

/// A child that refers to a unique column.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book, references = isbn)]
    pub isbn: String,
    pub text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(strict = false)]
#[has_many(children: Node, order_by(id))]
pub struct Node {
    pub id: i64,
    #[belongs_to(parent: Node)]
    pub parent_id: Option<i64>,
    pub name: String,
}

const SCHEMA: Schema = schema![Country, City, Street, Book, Page, Review, Node];

#[derive(Insert, Clone)]
#[insert(Country)]
struct NewCountry {
    code: String,
    motto: Option<String>,
    cities: Vec<NewCity>,
}

#[derive(Insert, Clone)]
#[insert(City)]
struct NewCity {
    name: String,
    streets: Vec<NewStreet>,
}

#[derive(Insert, Clone)]
#[insert(Street)]
struct NewStreet {
    name: String,
}

#[derive(Insert, Clone)]
#[insert(Book)]
struct NewBook {
    uuid: Option<String>,
    isbn: String,
    title: String,
    pages: Vec<NewPage>,
}

#[derive(Insert, Clone)]
#[insert(Page)]
struct NewPage {
    number: i64,
}

#[derive(Insert)]
#[insert(Review)]
struct NewReview {
    text: String,
    book: NewBook,
}

#[derive(Insert)]
#[insert(Node)]
struct NewNode {
    name: String,
    children: Vec<NewNode>,
}

#[derive(Insert)]
#[insert(Node)]
struct Leaf {
    name: String,
    parent: Option<Box<Leaf>>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Node)]
struct Tree {
    name: String,
    children: Vec<Tree>,
}

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn country(code: &str, cities: &[(&str, usize)]) -> NewCountry {
    let city = |(name, streets): &(&str, usize)| NewCity {
        name: (*name).into(),
        streets: (0..*streets).map(|at| NewStreet { name: format!("Street {at}") }).collect(),
    };
    NewCountry { code: code.into(), motto: None, cities: cities.iter().map(city).collect() }
}

fn book(isbn: &str, pages: i64) -> NewBook {
    let pages = (1..=pages).map(|number| NewPage { number }).collect();
    NewBook { uuid: None, isbn: isbn.into(), title: "Title".into(), pages }
}

#[test]
fn keys_may_be_texts_and_of_several_columns() -> relations::Result<()> {
    let db = database()?;
    let ireland = country("IE", &[("Cork", 12), ("Dublin", 0)]);
    let france = NewCountry { motto: Some("Liberté".into()), ..country("FR", &[("Lyon", 30)]) };
    let stored = NewCountry::insert_all(&db, [ireland, france])?;
    assert_eq!(stored[0], Country { code: "IE".into(), motto: "?".into() });
    assert_eq!(stored[1], Country { code: "FR".into(), motto: "Liberté".into() });
    let cities = stored[0].cities().all(&db)?;
    assert_eq!(cities.iter().map(|city| city.name.as_str()).collect::<Vec<_>>(), ["Cork", "Dublin"]);
    assert_eq!(cities[0].streets().count(&db)?, 12);
    assert_eq!(City::get(&db, ("FR".to_owned(), "Lyon".to_owned()))?.streets().count(&db)?, 30);
    Ok(())
}

#[test]
fn a_key_may_be_made_by_the_database() -> relations::Result<()> {
    let db = database()?;
    let books = NewBook::insert_all(&db, (0..40).map(|at| book(&format!("isbn {at}"), at % 3)))?;
    for (at, stored) in (0..).zip(&books) {
        assert_eq!((stored.uuid.len(), stored.isbn.as_str()), (16, format!("isbn {at}").as_str()));
        let numbers: Vec<i64> = stored.pages().all(&db)?.iter().map(|page| page.number).collect();
        assert_eq!(numbers, (1..=at % 3).collect::<Vec<_>>());
    }
    let given = NewBook { uuid: Some("mine".into()), ..book("isbn", 1) }.insert(&db)?;
    assert_eq!((given.uuid.as_str(), given.pages().count(&db)?), ("mine", 1));
    Ok(())
}

#[test]
fn a_key_that_its_type_does_not_hold_is_refused() -> relations::Result<()> {
    let db = database()?;
    let error = book("isbn", 256).insert(&db).unwrap_err();
    assert_eq!(error.path(), Some("pages[255]"));
    assert_eq!((Book::query().count(&db)?, Page::query().count(&db)?), (0, 0));
    assert_eq!(book("isbn", 255).insert(&db)?.pages().count(&db)?, 255);
    Ok(())
}

#[test]
fn parents_are_inserted_first_and_may_be_referred_to_by_a_unique_column() -> relations::Result<()> {
    let db = database()?;
    let review = |isbn: &str| NewReview { text: "Good".into(), book: book(isbn, 2) };
    let reviews = NewReview::insert_all(&db, [review("a"), review("b")])?;
    assert_eq!(reviews[1].isbn, "b");
    assert_eq!(reviews[1].book().get(&db)?.pages().count(&db)?, 2);
    let error = NewReview::insert_all(&db, [review("c"), review("a")]).unwrap_err();
    assert_eq!(error.to_string(), "[1].book: table `book` has a row with the same isbn already");
    assert!(matches!(error.cause(), Error::Unique { .. }));
    assert_eq!(Review::query().count(&db)?, 2);
    Ok(())
}

fn tree(levels: usize, width: usize) -> NewNode {
    let children = if levels == 0 { 0 } else { width };
    let children = (0..children).map(|_| tree(levels - 1, width)).collect();
    NewNode { name: format!("level {levels}"), children }
}

#[test]
fn a_model_may_contain_itself_to_a_depth_of_a_hundred() -> relations::Result<()> {
    // The stack of a thread that others may have is smaller than that of tests.
    let work = || {
        let db = database()?;
        let loaded: Tree = tree(3, 4).insert_as(&db)?;
        assert_eq!(loaded.children.len(), 4);
        assert_eq!(loaded.children[3].children[3].children[3].name, "level 0");
        assert_eq!(Node::query().count(&db)?, 1 + 4 + 16 + 64);
        tree(100, 1).insert(&db)?;
        let before = Node::query().count(&db)?;
        let error = tree(101, 1).insert(&db).unwrap_err();
        assert!(
            matches!(error, Error::TooDeep { model: "Node", relation: "children", levels: 100 }),
            "{error}"
        );
        assert_eq!(Node::query().count(&db)?, before);
        let mut leaf = Leaf { name: "root".into(), parent: None };
        for at in 0..100 {
            leaf = Leaf { name: format!("leaf {at}"), parent: Some(Box::new(leaf)) };
        }
        let stored = leaf.insert(&db)?;
        let parent = stored.parent().get(&db)?.unwrap();
        assert_eq!((stored.name.as_str(), parent.name.as_str()), ("leaf 99", "leaf 98"));
        Ok(())
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn triggers_are_obeyed() -> relations::Result<()> {
    let db = database()?;
    // One takes rowids between those of the rows.
    db.execute_batch(
        "CREATE TRIGGER echo AFTER INSERT ON node WHEN new.name LIKE 'level%' BEGIN
            INSERT INTO node (name) VALUES ('echo of ' || new.name);
         END;",
    )?;
    let loaded: Tree = tree(2, 10).insert_as(&db)?;
    assert!(loaded.children.iter().all(|child| child.name == "level 1" && child.children.len() == 10));
    assert_eq!(Node::query().count(&db)?, 2 * 111);
    // Another passes a row over.
    db.execute_batch(
        "CREATE TRIGGER guard BEFORE INSERT ON node WHEN new.name = 'leaf' BEGIN SELECT raise(IGNORE); END;",
    )?;
    let leaf = |name: &str| NewNode { name: name.into(), children: vec![] };
    let nodes = NewNode {
        name: "root".into(),
        children: (0..20).map(|at| leaf(if at == 7 { "leaf" } else { "x" })).collect(),
    };
    let error = nodes.insert(&db).unwrap_err();
    assert_eq!((error.path(), matches!(error.cause(), Error::Ignored { .. })), (Some("children[7]"), true));
    assert_eq!(Node::query().count(&db)?, 2 * 111);
    Ok(())
}

#[test]
fn the_seventh_row_that_fails_a_check_is_named_inside_a_transaction_of_the_user() -> relations::Result<()> {
    let mut db = database()?;
    db.execute_batch("CREATE TRIGGER guard BEFORE INSERT ON street WHEN new.name = 'Street 6' BEGIN SELECT raise(ABORT, 'no'); END;")?;
    let transaction = db.transaction()?;
    country("IE", &[("Cork", 3)]).insert(&transaction)?;
    let error = NewCountry::insert_all(
        &transaction,
        [country("DE", &[]), country("FR", &[("Lyon", 3), ("Nice", 9)])],
    );
    assert_eq!(error.unwrap_err().path(), Some("[1].cities[1].streets[6]"));
    transaction.commit()?;
    assert_eq!((Country::query().count(&db)?, Street::query().count(&db)?), (1, 3));
    Ok(())
}

#[test]
fn few_rows_keep_their_order_whatever_they_leave_to_defaults() -> relations::Result<()> {
    let db = database()?;
    let motto = |at: usize| at.is_multiple_of(2).then(|| "x".to_owned());
    let new = |at: usize| NewCountry { motto: motto(at), ..country(&format!("{at:02}"), &[]) };
    NewCountry::insert_all(&db, (0..20).map(new))?;
    let mut statement = db.prepare("SELECT code FROM country ORDER BY rowid")?;
    let codes: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    assert!(codes.is_sorted(), "{codes:?}");
    let many = NewCountry::insert_all(&db, (100..300).map(new))?;
    assert!(many.iter().zip(100..).all(|(stored, at)| stored.code == format!("{at:02}")));
    Ok(())
}

#[test]
fn empty_lists_are_no_errors() -> relations::Result<()> {
    let db = database()?;
    assert_eq!(NewCountry::insert_all(&db, [])?, []);
    let ireland = country("IE", &[]).insert(&db)?;
    assert_eq!(ireland.cities().insert_all(&db, Vec::<NewCity>::new())?, []);
    assert_eq!(ireland.cities().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_deferred_key_is_checked_at_the_end() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    schema![Owner, Pet].create_all(&db)?;
    let error = NewPet { name: "Rex".into(), owner: Key::new(7) }.insert(&db).unwrap_err();
    assert!(matches!(error.cause(), Error::MissingParent { .. }), "{error}");
    assert_eq!(Pet::query().count(&db)?, 0);
    let owner = Owner::create().insert(&db)?;
    NewPet { name: "Rex".into(), owner: Key::of(&owner) }.insert(&db)?;
    Ok(())
}

#[derive(Model, Debug)]
struct Owner {
    id: i64,
}

#[derive(Model, Debug)]
struct Pet {
    id: i64,
    #[belongs_to(owner: Owner, deferrable)]
    owner_id: i64,
    name: String,
}

#[derive(Insert)]
#[insert(Pet)]
struct NewPet {
    name: String,
    owner: Key<Owner>,
}
