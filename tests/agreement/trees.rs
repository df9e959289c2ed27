//! Random forests, some with cycles: the descendants and ancestors that each way to read finds are those of a search in
//! memory.

use std::collections::{BTreeMap, BTreeSet};

use relations::{Filter, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{environment::number, numbers::Random};

type Parents = BTreeMap<i64, Option<i64>>;

/// Returns the rows that are reached from `id` in at most `depth` steps, without itself.
fn reached(parents: &Parents, id: i64, down: bool, depth: Option<u64>) -> BTreeSet<i64> {
    let next = |from: i64| -> Vec<i64> {
        if down {
            parents.iter().filter(|(_, parent)| **parent == Some(from)).map(|(id, _)| *id).collect()
        } else {
            parents[&from].into_iter().collect()
        }
    };
    let mut found = BTreeSet::new();
    let mut at = vec![id];
    let mut steps = 0;
    while !at.is_empty() && depth.is_none_or(|depth| steps < depth) {
        steps += 1;
        let round: Vec<i64> = at.into_iter().flat_map(next).collect();
        at = round.into_iter().filter(|row| *row != id && found.insert(*row)).collect();
    }
    found
}

/// Returns parents at random: mostly a forest, sometimes anything.
fn parents(random: &mut Random) -> Parents {
    let count = i64::try_from(random.below(9) + 1).unwrap_or(1);
    let any = random.one_in(3);
    (1..=count)
        .map(|id| {
            let limit = if any { count } else { id - 1 };
            let parent = i64::try_from(random.below(usize::try_from(limit + 1).unwrap_or(1))).unwrap_or(0);
            (id, (parent > 0).then_some(parent))
        })
        .collect()
}

/// Declares a model with this key, and the test of it.
macro_rules! world {
    ($name:ident: $model:item, $shape:item, $insert:expr $(,)?) => {
        mod $name {
            use super::*;

            $model

            const SCHEMA: Schema = schema![Node];

            $shape

            /// Reads by every way.
            fn check(db: &Connection, parents: &Parents, random: &mut Random) -> Result<usize> {
                let rows = Node::query().order_by(Node::NUMBER.asc()).all(db)?;
                let numbers = |rows: Vec<Node>| rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
                let set = |rows: Vec<Node>| {
                    let count = rows.len();
                    let set: BTreeSet<i64> = numbers(rows).into_iter().collect();
                    assert_eq!(set.len(), count, "no row twice");
                    set
                };
                let mut agreed = 0;
                let found = |filter: Filter<Node>| -> Result<BTreeSet<i64>> {
                    Ok(set(Node::query().filter(filter).all(db)?))
                };
                let depth = random.pick(&[None, Some(0), Some(1), Some(2), Some(3), Some(50)]);
                let chosen: BTreeSet<i64> =
                    (1..=9).filter(|_| random.one_in(3)).collect();
                // By values with an index, and by SQL that none serves.
                let is_chosen = || match chosen.len() % 2 {
                    0 => Node::NUMBER.in_(chosen.iter().copied()),
                    _ => chosen.iter().fold(Node::NUMBER.lt(0), |filter, number| {
                        filter.or(Node::NUMBER.between(*number, *number).and(Node::NUMBER.ne(0)))
                    }),
                };
                macro_rules! direction {
                    ($constant:ident, $down:literal) => {{
                        let constant = match depth {
                            None => Node::PARENT.$constant(),
                            Some(depth) => Node::PARENT.$constant().depth(depth),
                        };
                        let expected: BTreeMap<i64, BTreeSet<i64>> = parents
                            .keys()
                            .map(|id| (*id, reached(parents, *id, $down, depth)))
                            .collect();
                        let where_ = |meets: &dyn Fn(&BTreeSet<i64>) -> bool| -> BTreeSet<i64> {
                            expected.iter().filter(|(_, set)| meets(set)).map(|(id, _)| *id).collect()
                        };
                        for row in &rows {
                            let handle = || match depth {
                                None => row.$constant(),
                                Some(depth) => row.$constant().depth(depth),
                            };
                            let right = &expected[&row.number];
                            assert_eq!(&set(handle().all(db)?), right);
                            assert_eq!(handle().count(db)?, right.len() as u64);
                            assert_eq!(handle().exists(db)?, !right.is_empty());
                            assert_eq!(handle().first(db)?.is_some(), !right.is_empty());
                            let some = handle().filter(is_chosen()).order_by(Node::NUMBER.asc());
                            assert_eq!(numbers(some.all(db)?), right.intersection(&chosen).copied().collect::<Vec<_>>());
                            assert_eq!(found(constant.contains(row))?, where_(&|set| set.contains(&row.number)));
                            agreed += 6;
                        }
                        assert_eq!(found(constant.any(is_chosen()))?, where_(&|set| !set.is_disjoint(&chosen)));
                        assert_eq!(found(!constant.any(is_chosen()))?, where_(&|set| set.is_disjoint(&chosen)));
                        assert_eq!(found(constant.all(is_chosen()))?, where_(&|set| set.is_subset(&chosen)));
                        assert_eq!(found(constant.none())?, where_(&BTreeSet::is_empty));
                        assert_eq!(found(!constant.none())?, where_(&|set| !set.is_empty()));
                        for count in 0..4 {
                            assert_eq!(found(constant.count().eq(count))?, where_(&|set| set.len() as u64 == count));
                            assert_eq!(found(constant.count().ge(count))?, where_(&|set| set.len() as u64 >= count));
                            let some = constant.count_where(is_chosen());
                            let right = where_(&|set| set.intersection(&chosen).count() as u64 <= count);
                            assert_eq!(found(some.le(count))?, right);
                        }
                        // One row at a time, and few rows with a limit.
                        for row in &rows {
                            let one = Node::query()
                                .filter(Node::NUMBER.eq(row.number))
                                .filter(constant.any(is_chosen()))
                                .limit(5);
                            assert_eq!(one.exists(db)?, !expected[&row.number].is_disjoint(&chosen));
                        }
                        for (row, count) in Node::query().count_each(db, constant)? {
                            assert_eq!(count, expected[&row.number].len() as u64);
                        }
                        for (row, sum) in Node::query().sum_each(db, constant, Node::NUMBER)? {
                            assert_eq!(sum, expected[&row.number].iter().sum::<i64>());
                        }
                        agreed += 20;
                    }};
                }
                direction!(descendants, true);
                direction!(ancestors, false);

                let some = || Node::query().filter(Node::NUMBER.in_(chosen.iter().copied()));
                let pages = [Page::query().all(db)?, some().load::<Page>(db)?];
                for page in pages.into_iter().flatten() {
                    let of = |down, depth| reached(parents, page.number, down, depth);
                    let sorted = |rows: &[Node]| rows.iter().map(|row| row.number).collect::<Vec<_>>();
                    assert_eq!(set(page.below), of(true, None));
                    assert_eq!(set(page.above), of(false, None));
                    assert_eq!(set(page.near), of(true, Some(2)));
                    assert_eq!(page.size, of(true, None).len() as u64);
                    assert_eq!(page.height, of(false, None).len() as u64);
                    assert_eq!(page.height_near, of(false, Some(2)).len() as u64);
                    let last: Vec<i64> = of(true, None).into_iter().rev().take(2).collect();
                    assert_eq!(sorted(&page.last), last);
                    agreed += 7;
                }
                Ok(agreed)
            }

            #[test]
            fn random_forests() -> Result<()> {
                let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(150);
                let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
                let mut agreed = 0;
                for seed in first..first + cases {
                    let mut random = Random::new(seed);
                    let parents = parents(&mut random);
                    let db = relations::open_in_memory()?;
                    SCHEMA.create_all(&db)?;
                    let insert: fn(i64, Option<i64>) -> Node = $insert;
                    db.execute_batch("BEGIN; PRAGMA defer_foreign_keys = ON")?;
                    for (id, _) in &parents {
                        insert(*id, None).insert(&db)?;
                    }
                    for (id, parent) in &parents {
                        insert(*id, *parent).update(&db)?;
                    }
                    db.execute_batch("COMMIT")?;
                    if random.one_in(2) {
                        db.execute_batch("ANALYZE")?;
                    }
                    agreed += check(&db, &parents, &mut random).unwrap_or_else(|error| {
                        panic!("RELATIONS_AGREEMENT_SEED={seed}, {parents:?}: {error:?}")
                    });
                }
                println!("{}: {cases} forests, {agreed} answers agreed", stringify!($name));
                Ok(())
            }
        }
    };
}

world! {
    integers:
    #[derive(Model, Clone, Debug, PartialEq)]
    struct Node {
        #[key]
        number: i64,
        #[belongs_to(parent: Node)]
        parent_number: Option<i64>,
    },
    #[derive(Load)]
    #[load(Node)]
    struct Page {
        number: i64,
        #[load(descendants = parent)]
        below: Vec<Node>,
        #[load(ancestors = parent)]
        above: Vec<Node>,
        #[load(descendants = parent, depth = 2)]
        near: Vec<Node>,
        #[load(descendants = parent, count)]
        size: u64,
        #[load(ancestors = parent, count)]
        height: u64,
        #[load(ancestors = parent, depth = 2, count)]
        height_near: u64,
        #[load(descendants = parent, with = |rows| rows.order_by(Node::NUMBER.desc()).limit(2))]
        last: Vec<Node>,
    },
    |number, parent| Node { number, parent_number: parent },
}

world! {
    texts:
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(without_rowid, primary_key(code))]
    struct Node {
        #[column(collate = NOCASE)]
        code: String,
        #[index]
        number: i64,
        #[belongs_to(parent: Node)]
        parent_code: Option<String>,
    },
    #[derive(Load)]
    #[load(Node)]
    struct Page {
        number: i64,
        #[load(descendants = parent)]
        below: Vec<Node>,
        #[load(ancestors = parent)]
        above: Vec<Node>,
        #[load(descendants = parent, depth = 2)]
        near: Vec<Node>,
        #[load(descendants = parent, count)]
        size: u64,
        #[load(ancestors = parent, count)]
        height: u64,
        #[load(ancestors = parent, depth = 2, count)]
        height_near: u64,
        #[load(descendants = parent, with = |rows| rows.order_by(Node::NUMBER.desc()).limit(2))]
        last: Vec<Node>,
    },
    |number, parent| {
        let code = |letter: &str, number: i64| letter.repeat(usize::try_from(number).unwrap_or(0));
        // SQLite compares a row that is its own parent byte by byte.
        let parent_letter = if parent == Some(number) { "x" } else { "X" };
        Node { code: code("x", number), number, parent_code: parent.map(|parent| code(parent_letter, parent)) }
    },
}

world! {
    pairs:
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(primary_key(left, right))]
    #[belongs_to(parent: Node, key(parent_left, parent_right))]
    struct Node {
        left: i64,
        right: String,
        number: i64,
        parent_left: Option<i64>,
        parent_right: Option<String>,
    },
    #[derive(Load)]
    #[load(Node)]
    struct Page {
        number: i64,
        #[load(descendants = parent)]
        below: Vec<Node>,
        #[load(ancestors = parent)]
        above: Vec<Node>,
        #[load(descendants = parent, depth = 2)]
        near: Vec<Node>,
        #[load(descendants = parent, count)]
        size: u64,
        #[load(ancestors = parent, count)]
        height: u64,
        #[load(ancestors = parent, depth = 2, count)]
        height_near: u64,
        #[load(descendants = parent, with = |rows| rows.order_by(Node::NUMBER.desc()).limit(2))]
        last: Vec<Node>,
    },
    |number, parent| Node {
        left: number % 3,
        right: (number / 3).to_string(),
        number,
        parent_left: parent.map(|parent| parent % 3),
        parent_right: parent.map(|parent| (parent / 3).to_string()),
    },
}
