//! Conditions as trees, which become a filter, and which Rust evaluates on rows by itself.

use std::marker::PhantomData;

use relations::{
    Error, Filter, Model, Result,
    prelude::*,
    rusqlite::{Connection, version_number},
};

use crate::load::world::{
    Club, Comment, Event, Mark, Membership, Person, Piece, Post, Profile, Square, Tag, Token,
};

/// All rows of the world.
pub struct Rows {
    pub people: Vec<Person>,
    pub posts: Vec<Post>,
    pub comments: Vec<Comment>,
    pub tokens: Vec<Token>,
    pub profiles: Vec<Profile>,
    pub tags: Vec<Tag>,
    pub clubs: Vec<Club>,
    pub memberships: Vec<Membership>,
    pub events: Vec<Event>,
    pub squares: Vec<Square>,
    pub pieces: Vec<Piece>,
    pub marks: Vec<Mark>,
    /// Pairs of a person and a tag.
    pub person_tags: Vec<(i64, i64)>,
    /// Pairs of a follower and the person who is followed.
    pub follows: Vec<(i64, i64)>,
}

impl Rows {
    pub fn of(db: &Connection) -> Result<Self> {
        let pairs = |sql: &str| -> Result<Vec<(i64, i64)>> {
            let mut statement = db.prepare(sql)?;
            let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(pairs.collect::<std::result::Result<_, _>>()?)
        };
        Ok(Self {
            people: Person::query().all(db)?,
            posts: Post::query().all(db)?,
            comments: Comment::query().all(db)?,
            tokens: Token::query().all(db)?,
            profiles: Profile::query().all(db)?,
            tags: Tag::query().all(db)?,
            clubs: Club::query().all(db)?,
            memberships: Membership::query().all(db)?,
            events: Event::query().all(db)?,
            squares: Square::query().all(db)?,
            pieces: Piece::query().all(db)?,
            marks: Mark::query().all(db)?,
            person_tags: pairs("SELECT person_id, tag_id FROM person_tag")?,
            follows: pairs("SELECT follower_id, followed_id FROM follows")?,
        })
    }
}

/// A condition, independent of the model.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A comparison of one of the model's columns.
    Column(usize),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    Not(Box<Tree>),
    /// A predicate of one of the model's relations.
    Relation(usize, Quantity, Box<Tree>),
}

/// The predicate of a relation. `is` and `contains` name the row at this place among those of its model.
#[derive(Clone, Copy, Debug)]
pub enum Quantity {
    Any,
    All,
    None,
    Row(usize),
    Count(Comparison, u64),
    CountWhere(Comparison, u64),
}

#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Comparison {
    pub fn holds(self, left: u64, right: u64) -> bool {
        match self {
            Self::Eq => left == right,
            Self::Ne => left != right,
            Self::Lt => left < right,
            Self::Le => left <= right,
            Self::Gt => left > right,
            Self::Ge => left >= right,
        }
    }
}

/// A condition on columns, and the same in Rust.
pub type OnColumns<M> = (Filter<M>, fn(&M) -> bool);

/// A model that trees can be evaluated on.
pub trait Asked: Model + Clone + PartialEq {
    fn rows(rows: &Rows) -> &[Self];

    /// Returns conditions on its columns.
    fn columns() -> Vec<OnColumns<Self>>;

    fn relations() -> Vec<Box<dyn Asks<Self>>>;

    fn filter(tree: &Tree, rows: &Rows) -> Filter<Self> {
        match tree {
            Tree::Column(at) => {
                let columns = Self::columns();
                columns[at % columns.len()].0.clone()
            }
            Tree::And(one, other) => Self::filter(one, rows).and(Self::filter(other, rows)),
            Tree::Or(one, other) => Self::filter(one, rows).or(Self::filter(other, rows)),
            Tree::Not(tree) => !Self::filter(tree, rows),
            Tree::Relation(at, quantity, far) => {
                let relations = Self::relations();
                relations[at % relations.len()].filter(*quantity, far, rows)
            }
        }
    }

    fn holds(tree: &Tree, row: &Self, rows: &Rows) -> bool {
        match tree {
            Tree::Column(at) => {
                let columns = Self::columns();
                columns[at % columns.len()].1(row)
            }
            Tree::And(one, other) => Self::holds(one, row, rows) && Self::holds(other, row, rows),
            Tree::Or(one, other) => Self::holds(one, row, rows) || Self::holds(other, row, rows),
            Tree::Not(tree) => !Self::holds(tree, row, rows),
            Tree::Relation(at, quantity, far) => {
                let relations = Self::relations();
                relations[at % relations.len()].holds(*quantity, far, row, rows)
            }
        }
    }
}

/// A relation of `M` that has predicates.
pub trait Asks<M> {
    fn filter(&self, quantity: Quantity, far: &Tree, rows: &Rows) -> Filter<M>;

    fn holds(&self, quantity: Quantity, far: &Tree, near: &M, rows: &Rows) -> bool;
}

/// A relation: its predicates, and the rows that it leads to.
pub struct Relation<F, L, Far> {
    filter: F,
    leads_to: L,
    far: PhantomData<Far>,
}

impl<F, L, Far> Relation<F, L, Far> {
    pub fn new<M>(filter: F, leads_to: L) -> Self
    where
        F: Fn(Quantity, &Tree, &Rows, Option<&Far>) -> Filter<M>,
        L: Fn(&M, &Far, &Rows) -> bool,
    {
        Self { filter, leads_to, far: PhantomData }
    }
}

impl<M, Far, F, L> Asks<M> for Relation<F, L, Far>
where
    Far: Asked,
    F: Fn(Quantity, &Tree, &Rows, Option<&Far>) -> Filter<M>,
    L: Fn(&M, &Far, &Rows) -> bool,
{
    fn filter(&self, quantity: Quantity, far: &Tree, rows: &Rows) -> Filter<M> {
        let named = match quantity {
            Quantity::Row(at) => Far::rows(rows).get(at % Far::rows(rows).len().max(1)),
            _ => None,
        };
        (self.filter)(quantity, far, rows, named)
    }

    fn holds(&self, quantity: Quantity, far: &Tree, near: &M, rows: &Rows) -> bool {
        let all = Far::rows(rows);
        let mut led = all.iter().filter(|row| (self.leads_to)(near, row, rows));
        let count = |led: &mut dyn Iterator<Item = &Far>| led.count() as u64;
        match quantity {
            Quantity::Any => led.any(|row| Far::holds(far, row, rows)),
            Quantity::All => led.all(|row| Far::holds(far, row, rows)),
            Quantity::None => led.next().is_none(),
            Quantity::Row(at) => match all.get(at % all.len().max(1)) {
                Some(named) => led.any(|row| row == named),
                None => led.next().is_some(),
            },
            Quantity::Count(comparison, number) => comparison.holds(count(&mut led), number),
            Quantity::CountWhere(comparison, number) => {
                comparison.holds(count(&mut led.filter(|row| Far::holds(far, row, rows))), number)
            }
        }
    }
}

/// Asserts that a query by the tree finds the rows that meet it, in whatever form the statement is: all rows,
/// some of them, whether there is one, and deletion.
pub fn agrees<M: Asked + std::fmt::Debug>(db: &Connection, rows: &Rows, tree: &Tree) -> Result<usize> {
    match all_agree::<M>(db, rows, tree) {
        // The parser of SQLite before 3.46 has a stack of 100 entries, which four levels of counts can exceed.
        Err(Error::Query { message })
            if version_number() < 3_046_000 && message.starts_with("conditions nest deeper") =>
        {
            if !db.is_autocommit() {
                db.execute_batch("ROLLBACK TO kept; RELEASE kept")?;
            }
            Ok(0)
        }
        agreed => agreed,
    }
}

fn all_agree<M: Asked + std::fmt::Debug>(db: &Connection, rows: &Rows, tree: &Tree) -> Result<usize> {
    let expected: Vec<&M> = M::rows(rows).iter().filter(|row| M::holds(tree, row, rows)).collect();
    let query = || M::query().filter(M::filter(tree, rows));
    for query in [
        query(),
        query().limit(MANY),
        M::query().filter(!M::filter(&Tree::Not(Box::new(tree.clone())), rows)),
    ] {
        let sql = query.statement()?.sql;
        let found = query.all(db)?;
        assert!(
            found.len() == expected.len() && expected.iter().all(|row| found.contains(row)),
            "{tree:?}\nfound {found:?}\nexpected {expected:?}\nby {sql}"
        );
    }
    assert_eq!(query().count(db)?, expected.len() as u64);
    assert_eq!(query().exists(db)?, !expected.is_empty());
    db.execute_batch("SAVEPOINT kept")?;
    assert_eq!(query().delete(db)?, expected.len(), "{tree:?}\nby {}", query().delete_statement()?.sql);
    let rest = M::query().all(db)?;
    assert!(!rest.iter().any(|row| expected.contains(&row)), "{tree:?}");
    db.execute_batch("ROLLBACK TO kept; RELEASE kept")?;
    Ok(expected.len())
}

/// A limit that is larger than the number of rows of any test, yet one that a program might use.
const MANY: u64 = 1_000;
