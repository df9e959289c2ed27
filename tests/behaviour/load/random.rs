//! Random rows, of which random shapes hold the same as the accessors return row by row.

use std::collections::BTreeSet;

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestCaseError},
};
use relations::{Query, Result, prelude::*, rusqlite::Connection};

use super::{
    agreement::agrees,
    shapes::{
        Above, Below, ClubPage, Columns, Counts, Deep, DeepPost, Everything, Links, Narrowed, PiecePage,
        Role, SquarePage, TagPage, TokenPage,
    },
    world::{Club, Comment, Event, Membership, Person, Piece, Post, Profile, SCHEMA, Square, Tag, Token},
};

/// Random rows. The numbers that refer to other rows are taken modulo the number of rows.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The distance between two ids.
    stride: i64,
    people: Vec<(u8, Option<Index>, bool)>,
    posts: Vec<(Index, Option<Index>, u8)>,
    comments: Vec<(Index, Option<u8>)>,
    tokens: Vec<Option<Index>>,
    tags: Vec<u8>,
    clubs: u8,
    squares: u8,
    person_tags: Vec<(Index, Index)>,
    follows: Vec<(Index, Index)>,
    memberships: Vec<(Index, Index)>,
    events: Vec<Index>,
    pieces: Vec<(Index, bool, bool)>,
    marks: Vec<(Index, Index)>,
}

fn any_index() -> impl Strategy<Value = Index> {
    any::<Index>()
}

fn pairs() -> impl Strategy<Value = Vec<(Index, Index)>> {
    prop::collection::vec((any_index(), any_index()), 0..14)
}

fn maybe_index() -> impl Strategy<Value = Option<Index>> {
    prop::option::weighted(0.7, any_index())
}

pub fn graph() -> impl Strategy<Value = Graph> {
    use prop::collection::vec;
    let near = (
        prop_oneof![3 => Just(1), 1 => Just(-1), 1 => Just(7), 1 => Just(1 << 40), 1 => Just(i64::MIN / 16)],
        vec((0_u8..4, maybe_index(), any::<bool>()), 0..9),
        vec((any_index(), maybe_index(), 0_u8..3), 0..12),
        vec((any_index(), prop::option::of(0_u8..2)), 0..14),
        vec(maybe_index(), 0..8),
        vec(0_u8..6, 0..6),
    );
    let far = (
        (0_u8..5, 0_u8..6),
        pairs(),
        pairs(),
        pairs(),
        vec(any_index(), 0..8),
        vec((any_index(), any::<bool>(), any::<bool>()), 0..10),
        pairs(),
    );
    (near, far).prop_map(|((stride, people, posts, comments, tokens, tags), far)| {
        let ((clubs, squares), person_tags, follows, memberships, events, pieces, marks) = far;
        Graph {
            stride,
            people,
            posts,
            comments,
            tokens,
            tags,
            clubs,
            squares,
            person_tags,
            follows,
            memberships,
            events,
            pieces,
            marks,
        }
    })
}

fn at<T>(index: Index, rows: &[T]) -> Option<&T> {
    if rows.is_empty() { None } else { Some(index.get(rows)) }
}

/// Returns the rows at these pairs of places, each pair once.
fn linked<'r, T, U>(pairs: &[(Index, Index)], ones: &'r [T], others: &'r [U]) -> Vec<(&'r T, &'r U)> {
    if ones.is_empty() || others.is_empty() {
        return Vec::new();
    }
    let places = pairs.iter().map(|(one, other)| (one.index(ones.len()), other.index(others.len())));
    let distinct: BTreeSet<(usize, usize)> = places.collect();
    distinct.into_iter().map(|(one, other)| (&ones[one], &others[other])).collect()
}

impl Graph {
    /// Creates a database with these rows.
    pub fn database(&self) -> Result<Connection> {
        let db = relations::open_in_memory()?;
        SCHEMA.create_all(&db)?;
        db.execute_batch("BEGIN")?;
        self.insert_people(&db)?;
        db.execute_batch("COMMIT")?;
        Ok(db)
    }

    fn insert_people(&self, db: &Connection) -> Result<()> {
        let ids = (1..).map(|at: i64| at.wrapping_mul(self.stride));
        let mut people: Vec<Person> = Vec::new();
        for (id, (name, boss, has_profile)) in ids.clone().zip(&self.people) {
            // The boss comes before the person, so that there is no cycle.
            let boss_id = boss.and_then(|boss| at(boss, &people)).map(|boss| boss.id);
            let person = Person { id, name: format!("name {name}"), email: format!("{id}@x"), boss_id };
            person.insert(db)?;
            if *has_profile {
                Profile { id, person_id: id, bio: format!("bio {name}") }.insert(db)?;
            }
            people.push(person);
        }
        let mut posts = Vec::new();
        for (id, (author, reviewer, title)) in ids.clone().zip(&self.posts) {
            let Some(author) = at(*author, &people) else { break };
            let reviewer_id = reviewer.and_then(|index| at(index, &people)).map(|person| person.id);
            let post = Post { id, author_id: author.id, reviewer_id, title: format!("{title}") };
            post.insert(db)?;
            posts.push(post);
        }
        for (id, (post, text)) in ids.clone().zip(&self.comments) {
            let Some(post) = at(*post, &posts) else { break };
            let text = text.map(|text| if text == 0 { "a".to_owned() } else { "b".to_owned() });
            Comment { id, post_id: post.id, text }.insert(db)?;
        }
        for (id, owner) in ids.clone().zip(&self.tokens) {
            let owner_email = owner.and_then(|index| at(index, &people)).map(|person| person.email.clone());
            Token { id, owner_email }.insert(db)?;
        }
        for (one, other) in linked(&self.follows, &people, &people) {
            one.following().link(db, other)?;
        }
        self.insert_others(db, &people)
    }

    fn insert_others(&self, db: &Connection, people: &[Person]) -> Result<()> {
        let ids = (1..).map(|at: i64| at.wrapping_mul(self.stride));
        let tags: Vec<Tag> =
            ids.clone().zip(&self.tags).map(|(id, name)| Tag { id, name: format!("tag {name}") }).collect();
        tags.iter().try_for_each(|tag| tag.insert(db))?;
        let clubs: Vec<Club> = (0..self.clubs).map(|at| Club { slug: format!("club '{at}") }).collect();
        clubs.iter().try_for_each(|club| club.insert(db))?;
        let square = |at: u8| Square { row: i64::from(at / 2), column: format!("c{}", at % 2) };
        let squares: Vec<Square> = (0..self.squares).map(square).collect();
        squares.iter().try_for_each(|square| square.insert(db))?;
        for (person, tag) in linked(&self.person_tags, people, &tags) {
            person.tags().link(db, tag)?;
        }
        for (nth, (person, club)) in linked(&self.memberships, people, &clubs).into_iter().enumerate() {
            let role = if nth.is_multiple_of(2) { "guest" } else { "founder" };
            person.clubs().link_with(db, club, |link| link.role(role))?;
        }
        for (square, tag) in linked(&self.marks, &squares, &tags) {
            square.tags().link(db, tag)?;
        }
        for (id, club) in ids.clone().zip(&self.events) {
            let Some(club) = at(*club, &clubs) else { break };
            Event { id, club_slug: club.slug.clone() }.insert(db)?;
        }
        for (id, (square, row, column)) in ids.zip(&self.pieces) {
            let Some(square) = at(*square, &squares) else { break };
            let (row, column) = (row.then_some(square.row), column.then(|| square.column.clone()));
            Piece { id, row, column }.insert(db)?;
        }
        Ok(())
    }
}

/// Returns one of several queries, all of which have an order.
fn narrowed<M: relations::Model>(query: Query<M>, which: usize, some: relations::Filter<M>) -> Query<M> {
    match which % 5 {
        0 => query,
        1 => query.filter(some),
        2 => query.filter(!some),
        3 => query.limit(2).offset(1),
        _ => query.filter(some).limit(2),
    }
}

fn shape_agrees(db: &Connection, shape: usize, which: usize) -> Result<()> {
    let people = || {
        let order = if which < 5 { Person::ID.asc() } else { Person::ID.desc() };
        let some = if which.is_multiple_of(2) {
            Person::POSTS.any(Post::TITLE.ne("1"))
        } else {
            Person::NAME.le("name 1")
        };
        narrowed(Person::query().order_by(order), which, some)
    };
    match shape {
        0 => agrees::<_, Columns>(db, &people()),
        1 => agrees::<_, Everything>(db, &people()),
        2 => agrees::<_, Links>(db, &people()),
        3 => agrees::<_, Deep>(db, &people()),
        4 => agrees::<_, Narrowed>(db, &people()),
        5 => agrees::<_, Counts>(db, &people()),
        6 => agrees::<_, Below>(db, &people()),
        7 => agrees::<_, Above>(db, &people()),
        8 => {
            let squares = Square::query().order_by(Square::COLUMN.desc()).order_by(Square::ROW.asc());
            agrees::<_, SquarePage>(db, &narrowed(squares, which, Square::ROW.eq(1)))
        }
        9 => agrees::<_, TagPage>(
            db,
            &narrowed(Tag::query().order_by(Tag::ID.asc()), which, Tag::NAME.le("tag 2")),
        ),
        10 => {
            let tokens = Token::query().order_by(Token::ID.asc());
            agrees::<_, TokenPage>(db, &narrowed(tokens, which, Token::OWNER_EMAIL.is_null()))
        }
        11 => {
            let clubs = Club::query().order_by(Club::SLUG.desc());
            agrees::<_, ClubPage>(db, &narrowed(clubs, which, Club::EVENTS.none()))
        }
        12 => {
            let links = Membership::query().order_by(Membership::CLUB_SLUG.asc());
            let links = links.order_by(Membership::PERSON_ID.desc());
            agrees::<_, Role>(db, &narrowed(links, which, Membership::ROLE.eq("guest")))
        }
        13 => {
            let pieces = Piece::query().order_by(Piece::ID.desc());
            agrees::<_, PiecePage>(db, &narrowed(pieces, which, Piece::SQUARE.is_some()))
        }
        _ => {
            let posts = Post::query().order_by(Post::TITLE.asc()).order_by(Post::ID.asc());
            agrees::<_, DeepPost>(db, &narrowed(posts, which, Post::REVIEWER.is_none()))
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn random_shapes_hold_what_the_accessors_give(
        graph in graph(),
        shapes in prop::collection::vec((0_usize..15, 0_usize..10), 3),
    ) {
        let check = || {
            let db = graph.database()?;
            shapes.iter().try_for_each(|(shape, which)| shape_agrees(&db, *shape, *which))
        };
        check().map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    }
}
