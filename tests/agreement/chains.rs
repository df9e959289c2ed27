//! Chains of relations through each other, of up to eight foreign keys: each way to read finds the rows that following
//! one relation after the other finds.

use std::collections::{BTreeMap, BTreeSet};

use relations::{Filter, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{environment::number, numbers::Random};

/// The rows that each row leads to.
type Links = BTreeMap<i64, BTreeSet<i64>>;

fn joined(first: &Links, second: &Links) -> Links {
    first
        .iter()
        .map(|(near, middle)| (*near, middle.iter().flat_map(|row| &second[row]).copied().collect()))
        .collect()
}

/// Declares the model with its relations through others, as `name = first, second`, and the function that compares what
/// each way finds with what the two relations find one after the other.
macro_rules! model {
    (one { $($one:ident / $ONE:ident = $one_first:ident, $one_second:ident;)+ } many { $($many:ident / $MANY:ident = $first:ident, $second:ident;)+ }) => {
        #[derive(Model, Clone, Debug, PartialEq)]
        #[has_many(children: Node, inverse = parent)]
        #[has_one(mate: Node, inverse = partner)]
        #[many_to_many(friends: Node, through = "friendship", from = one_id, to = other_id)]
        $(#[has_one($one: Node, through = $one_first, source = $one_second)])+
        $(#[has_many($many: Node, through = $first, source = $second)])+
        struct Node {
            id: i64,
            #[belongs_to(parent: Node)]
            parent_id: Option<i64>,
            #[unique]
            #[belongs_to(partner: Node)]
            partner_id: Option<i64>,
        }

        #[derive(Load)]
        #[load(Node)]
        struct Ones {
            id: i64,
            $($one: Option<Node>,)+
        }

        #[derive(Load)]
        #[load(Node)]
        struct Manys {
            id: i64,
            $($many: Vec<Node>,)+
        }

        #[derive(Load)]
        #[load(Node)]
        struct Counts {
            id: i64,
            $(#[load(count = $many)] $many: u64,)+
        }

        fn check(db: &Connection, links: &mut BTreeMap<&'static str, Links>, random: &mut Random) -> Result<usize> {
            let rows = Node::query().all(db)?;
            let chosen: BTreeSet<i64> = (1..=9).filter(|_| random.one_in(3)).collect();
            let set = |rows: Vec<Node>| {
                let count = rows.len();
                let set: BTreeSet<i64> = rows.into_iter().map(|row| row.id).collect();
                assert_eq!(set.len(), count, "no row twice");
                set
            };
            let found = |filter: Filter<Node>| Ok::<_, relations::Error>(set(Node::query().filter(filter).all(db)?));
            let is_chosen = || Node::ID.in_(chosen.iter().copied());
            let mut agreed = 0;
            $(
                let expected = joined(&links[stringify!($one_first)], &links[stringify!($one_second)]);
                let where_ = |meets: &dyn Fn(&BTreeSet<i64>) -> bool| -> BTreeSet<i64> {
                    expected.iter().filter(|(_, set)| meets(set)).map(|(id, _)| *id).collect()
                };
                for row in &rows {
                    let right = expected[&row.id].first().copied();
                    assert_eq!(row.$one().get(db)?.map(|row| row.id), right, stringify!($one));
                    assert_eq!(row.$one().exists(db)?, right.is_some());
                    assert_eq!(found(Node::$ONE.is(row))?, where_(&|set| set.contains(&row.id)));
                }
                assert_eq!(found(Node::$ONE.has(is_chosen()))?, where_(&|set| !set.is_disjoint(&chosen)));
                assert_eq!(found(Node::$ONE.is_some())?, where_(&|set| !set.is_empty()));
                assert_eq!(found(Node::$ONE.is_none())?, where_(&BTreeSet::is_empty));
                agreed += 3 * rows.len() + 3;
                links.insert(stringify!($one), expected);
            )+
            $(
                let expected = joined(&links[stringify!($first)], &links[stringify!($second)]);
                let where_ = |meets: &dyn Fn(&BTreeSet<i64>) -> bool| -> BTreeSet<i64> {
                    expected.iter().filter(|(_, set)| meets(set)).map(|(id, _)| *id).collect()
                };
                for row in &rows {
                    let right = &expected[&row.id];
                    assert_eq!(&set(row.$many().all(db)?), right, stringify!($many));
                    assert_eq!(row.$many().count(db)?, right.len() as u64);
                    assert_eq!(set(row.$many().filter(is_chosen()).all(db)?), right & &chosen);
                    assert_eq!(found(Node::$MANY.contains(row))?, where_(&|set| set.contains(&row.id)));
                }
                assert_eq!(found(Node::$MANY.any(is_chosen()))?, where_(&|set| !set.is_disjoint(&chosen)));
                assert_eq!(found(Node::$MANY.all(is_chosen()))?, where_(&|set| set.is_subset(&chosen)));
                assert_eq!(found(Node::$MANY.none())?, where_(&BTreeSet::is_empty));
                for count in 0..4 {
                    assert_eq!(found(Node::$MANY.count().eq(count))?, where_(&|set| set.len() as u64 == count));
                    assert_eq!(found(Node::$MANY.count().ge(count))?, where_(&|set| set.len() as u64 >= count));
                }
                for (row, count) in Node::query().count_each(db, Node::$MANY)? {
                    assert_eq!(count, expected[&row.id].len() as u64);
                }
                agreed += 4 * rows.len() + 12;
                links.insert(stringify!($many), expected);
            )+
            for page in Node::query().load::<Ones>(db)? {
                $(assert_eq!(page.$one.map(|row| row.id), links[stringify!($one)][&page.id].first().copied());)+
            }
            for page in Node::query().filter(is_chosen()).load::<Manys>(db)? {
                $(assert_eq!(set(page.$many), links[stringify!($many)][&page.id]);)+
            }
            for page in Node::query().load::<Counts>(db)? {
                $(assert_eq!(page.$many, links[stringify!($many)][&page.id].len() as u64);)+
            }
            Ok(agreed)
        }
    };
}

model! {
    one {
        grandparent / GRANDPARENT = parent, parent;
        mate_of_parent / MATE_OF_PARENT = parent, mate;
        parent_of_mate / PARENT_OF_MATE = mate, parent;
        mate_of_mate / MATE_OF_MATE = mate, mate;
        partner_of_mate / PARTNER_OF_MATE = mate, partner;
        fourth_parent / FOURTH_PARENT = grandparent, grandparent;
        mate_of_fourth / MATE_OF_FOURTH = fourth_parent, mate_of_mate;
        third_parent / THIRD_PARENT = parent, grandparent;
    }
    many {
        siblings / SIBLINGS = parent, children;
        grandchildren / GRANDCHILDREN = children, children;
        friends_of_parent / FRIENDS_OF_PARENT = parent, friends;
        parents_of_friends / PARENTS_OF_FRIENDS = friends, parent;
        mates_of_children / MATES_OF_CHILDREN = children, mate;
        parents_of_children / PARENTS_OF_CHILDREN = children, parent;
        friends_of_children / FRIENDS_OF_CHILDREN = children, friends;
        children_of_friends / CHILDREN_OF_FRIENDS = friends, children;
        friends_of_friends / FRIENDS_OF_FRIENDS = friends, friends;
        children_of_mate / CHILDREN_OF_MATE = mate, children;
        mates_of_friends / MATES_OF_FRIENDS = friends, mate;
        friends_of_mate / FRIENDS_OF_MATE = mate, friends;
        cousins / COUSINS = grandparent, grandchildren;
        three / THREE = friends, friends_of_children;
        four_links / FOUR_LINKS = friends_of_friends, friends_of_friends;
        four_kinds / FOUR_KINDS = mates_of_children, parents_of_friends;
        up_and_down / UP_AND_DOWN = mate_of_parent, friends_of_children;
        children_of_grandparent / CHILDREN_OF_GRANDPARENT = grandparent, children;
        seven / SEVEN = four_kinds, children_of_friends;
    }
}

const SCHEMA: Schema = schema![Node];

#[test]
fn random_chains() -> Result<()> {
    let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(60);
    let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
    let mut agreed = 0;
    for seed in first..first + cases {
        let mut random = Random::new(seed);
        let count = i64::try_from(random.below(8) + 1).unwrap_or(1);
        let any = |random: &mut Random| {
            1 + i64::try_from(random.below(usize::try_from(count).unwrap_or(1))).unwrap_or(0)
        };
        let db = relations::open_in_memory()?;
        SCHEMA.create_all(&db)?;
        let empty: Links = (1..=count).map(|id| (id, BTreeSet::new())).collect();
        let mut links: BTreeMap<&'static str, Links> =
            ["parent", "children", "partner", "mate", "friends"].map(|name| (name, empty.clone())).into();
        let mut link = |name: &'static str, from: i64, to: i64| {
            links.entry(name).or_default().entry(from).or_default().insert(to);
        };
        for id in 1..=count {
            Node { id, parent_id: None, partner_id: None }.insert(&db)?;
        }
        let mut taken = BTreeSet::new();
        for id in 1..=count {
            let parent = (!random.one_in(4)).then(|| any(&mut random));
            let partner = Some(any(&mut random)).filter(|partner| taken.insert(*partner));
            Node { id, parent_id: parent, partner_id: partner }.update(&db)?;
            if let Some(parent) = parent {
                link("parent", id, parent);
                link("children", parent, id);
            }
            if let Some(partner) = partner {
                link("partner", id, partner);
                link("mate", partner, id);
            }
        }
        for _ in 0..random.below(12) {
            let (one, other) = (any(&mut random), any(&mut random));
            db.execute("INSERT OR IGNORE INTO friendship (one_id, other_id) VALUES (?1, ?2)", (one, other))?;
            link("friends", one, other);
        }
        if random.one_in(2) {
            db.execute_batch("ANALYZE")?;
        }
        agreed += check(&db, &mut links, &mut random)
            .unwrap_or_else(|error| panic!("RELATIONS_AGREEMENT_SEED={seed}: {error:?}"));
    }
    println!("{cases} databases, {agreed} answers agreed");
    Ok(())
}
