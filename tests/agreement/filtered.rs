//! Random rows, some of them with NULLs in the columns that filters are about: what each way to read along a relation with
//! a filter, or to the first row, says is what plain SQL says.
//!
//! `RELATIONS_AGREEMENT_CASES` sets the number of databases for each type of key, and `RELATIONS_AGREEMENT_SEED` the first.

use std::collections::BTreeSet;

use relations::{
    ColumnType, Filter, Key, Load, Model, Result, Schema, Select,
    prelude::*,
    rusqlite::{Connection, types::Value},
    schema,
};

use crate::{environment::number, numbers::Random};

/// The number of a parent and the key of a row that it leads to.
type Pair = (i64, i64);

fn pairs(db: &Connection, sql: &str) -> Result<BTreeSet<Pair>> {
    let mut statement = db.prepare(sql)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<relations::rusqlite::Result<_>>()?)
}

/// What one row of a table leads to.
fn of(right: &BTreeSet<Pair>, near: i64) -> Vec<i64> {
    right.iter().filter(|(row, _)| *row == near).map(|(_, far)| *far).collect()
}

fn sorted(mut found: Vec<i64>) -> Vec<i64> {
    found.sort_unstable();
    found
}

/// Runs a query for the numbers of its rows.
fn numbers<M: Model>(db: &Connection, filter: Filter<M>, number: impl Fn(&M) -> i64) -> Result<Vec<i64>> {
    Ok(sorted(M::query().filter(filter).all(db)?.iter().map(number).collect()))
}

/// The numbers of the near rows that lead to as many rows as are wanted.
fn with_count(all: &[i64], right: &BTreeSet<Pair>, wanted: impl Fn(usize) -> bool) -> Vec<i64> {
    all.iter().copied().filter(|near| wanted(of(right, *near).len())).collect()
}

/// A number as a value.
fn integer(number: usize) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or_default())
}

/// A random value that is often NULL.
fn small(random: &mut Random) -> Value {
    if random.one_in(5) {
        Value::Null
    } else {
        Value::Integer(i64::try_from(random.below(4)).unwrap_or_default())
    }
}

fn word(random: &mut Random) -> Value {
    if random.one_in(6) { Value::Null } else { Value::Text(random.pick(&["a", "b", "it's", "A"]).to_owned()) }
}

/// Inserts a row with these values.
fn insert(db: &Connection, table: &str, values: Vec<Value>) -> Result<usize> {
    let marks = vec!["?"; values.len()].join(", ");
    Ok(db.execute(
        &format!("INSERT OR IGNORE INTO {table} VALUES ({marks})"),
        relations::rusqlite::params_from_iter(values),
    )?)
}

/// Compares all ways to read a relation to many rows with what is right.
macro_rules! many {
    ($db:expr, $near:expr, $rows:expr, $right:expr, $number:expr, $far:expr,
        $Near:ident :: $constant:ident, $accessor:ident, $Far:ident :: $id:ident) => {{
        let (db, right): (&Connection, &BTreeSet<Pair>) = ($db, $right);
        let way = stringify!($accessor);
        let all: Vec<i64> = $near.iter().map($number).collect();
        for row in $near {
            let wanted = of(right, $number(row));
            let found = |rows: Vec<$Far>| sorted(rows.iter().map($far).collect());
            assert_eq!(found(row.$accessor().all(db)?), wanted, "{way}");
            assert_eq!(row.$accessor().count(db)?, wanted.len() as u64, "{way}");
            assert_eq!(row.$accessor().exists(db)?, !wanted.is_empty(), "{way}");
            let less = |far: &i64| *far < 20;
            let some = row.$accessor().filter($Far::$id.lt(20));
            assert_eq!(some.clone_count(db)?, wanted.iter().filter(|far| less(far)).count() as u64, "{way}");
            let first = row.$accessor().order_by($Far::$id.desc()).limit(1).all(db)?;
            assert_eq!(found(first), wanted.last().copied().into_iter().collect::<Vec<_>>(), "{way}");
        }
        let near = |filter| numbers(db, filter, $number);
        let is = |count: fn(usize) -> bool| with_count(&all, right, count);
        assert_eq!(near($Near::$constant.none())?, is(|count| count == 0), "{way}.none");
        assert_eq!(near(!$Near::$constant.none())?, is(|count| count > 0), "{way}.none");
        assert_eq!(near($Near::$constant.count().eq(1))?, is(|count| count == 1), "{way}.count");
        assert_eq!(near($Near::$constant.count().ge(2))?, is(|count| count >= 2), "{way}.count");
        assert_eq!(near($Near::$constant.count().lt(3))?, is(|count| count < 3), "{way}.count");
        for far in $rows {
            let far: &$Far = far;
            let wanted: Vec<i64> =
                all.iter().copied().filter(|near| right.contains(&(*near, $far(far)))).collect();
            assert_eq!(near($Near::$constant.contains(far))?, wanted, "{way}.contains");
            assert_eq!(near($Near::$constant.any($Far::$id.eq($far(far))))?, wanted, "{way}.any");
            let rest: Vec<i64> = all.iter().copied().filter(|near| !wanted.contains(near)).collect();
            assert_eq!(near($Near::$constant.all($Far::$id.ne($far(far))))?, rest, "{way}.all");
        }
    }};
}

/// Compares all ways to read a relation to one row with what is right.
macro_rules! one {
    ($db:expr, $near:expr, $rows:expr, $right:expr, $number:expr, $far:expr,
        $Near:ident :: $constant:ident, $accessor:ident, $Far:ident :: $id:ident) => {{
        let (db, right): (&Connection, &BTreeSet<Pair>) = ($db, $right);
        let way = stringify!($accessor);
        let all: Vec<i64> = $near.iter().map($number).collect();
        for row in $near {
            let wanted = of(right, $number(row));
            let found = row.$accessor().get(db)?.iter().map($far).collect::<Vec<i64>>();
            assert_eq!(found, wanted, "{way}");
            assert_eq!(row.$accessor().count(db)?, wanted.len() as u64, "{way}");
            assert_eq!(row.$accessor().exists(db)?, !wanted.is_empty(), "{way}");
            let some = row.$accessor().filter($Far::$id.lt(20));
            let less = wanted.iter().filter(|far| **far < 20).count() as u64;
            assert_eq!(some.clone_count(db)?, less, "{way}");
        }
        let near = |filter| numbers(db, filter, $number);
        let is = |count: fn(usize) -> bool| with_count(&all, right, count);
        assert_eq!(near($Near::$constant.is_none())?, is(|count| count == 0), "{way}.is_none");
        assert_eq!(near($Near::$constant.is_some())?, is(|count| count > 0), "{way}.is_some");
        for far in $rows {
            let far: &$Far = far;
            let wanted: Vec<i64> =
                all.iter().copied().filter(|near| right.contains(&(*near, $far(far)))).collect();
            assert_eq!(near($Near::$constant.is(far))?, wanted, "{way}.is");
            assert_eq!(near($Near::$constant.has($Far::$id.eq($far(far))))?, wanted, "{way}.has");
            let rest: Vec<i64> = all.iter().copied().filter(|near| !wanted.contains(near)).collect();
            assert_eq!(near(!$Near::$constant.has($Far::$id.eq($far(far))))?, rest, "{way}.has");
        }
    }};
}

/// Counts rows by a statement that reads them.
trait CloneCount: Sized {
    fn clone_count(self, db: &Connection) -> Result<u64>;
}

impl<S: Select> CloneCount for S
where
    S::Model: Model,
{
    fn clone_count(self, db: &Connection) -> Result<u64> {
        self.count(db)
    }
}

/// Declares models whose parents have this key, and the test of them.
macro_rules! world {
    (
        $name:ident, $key:expr, key { $($field:ident: $type:ty),* },
        child [$($child:meta),*] { $($parent_field:ident $owner_field:ident $link_field:ident),* }
    ) => {
        mod $name {
            use super::*;

            #[derive(Model, Clone, Debug, PartialEq)]
            #[has_many(children: Child, inverse = parent)]
            #[has_many(live: Child, inverse = parent, filter = Child::GRADE.ge(2))]
            #[has_many(named: Child, inverse = parent, filter = Child::KIND.in_(["a", "it's"]).or(Child::GRADE.is_null()))]
            #[has_many(barren: Child, inverse = parent, filter = Child::SUBS.none())]
            #[has_one(latest: Child, inverse = parent, first(grade desc))]
            #[has_one(least: Child, inverse = parent, first(kind, grade desc), filter = Child::GRADE.gt(0))]
            #[many_to_many(tags: Tag, through = Link)]
            #[many_to_many(strong: Tag, through = Link, filter = Link::WEIGHT.gt(1), filter = Tag::KIND.ne("it's"))]
            #[has_many(live_subs: Sub, through = live, source = subs)]
            #[has_many(latest_subs: Sub, through = latest, source = subs)]
            #[has_many(good_subs: Sub, through = children, source = subs, filter = Sub::GRADE.ge(1))]
            #[has_many(middle_subs: Sub, through = children, source = subs, filter = Child::GRADE.lt(3))]
            #[has_many(strong_marks: Mark, through = strong, source = marks)]
            pub struct Parent {
                $(#[key] $field: $type,)*
                n: i64,
                grade: Option<i64>,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[belongs_to(parent: Parent, key($($parent_field),*))]
            #[belongs_to(owner: Parent, key($($owner_field),*), filter = Parent::GRADE.gt(1))]
            #[has_many(subs: Sub)]
            $(#[$child])*
            pub struct Child {
                id: i64,
                grade: Option<i64>,
                kind: Option<String>,
                $($parent_field: $type,)*
                $($owner_field: Option<$type>,)*
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            pub struct Sub {
                id: i64,
                #[belongs_to(child: Child)]
                child_id: i64,
                grade: Option<i64>,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[has_many(marks: Mark)]
            pub struct Tag {
                id: i64,
                kind: Option<String>,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            pub struct Mark {
                id: i64,
                #[belongs_to(tag: Tag)]
                tag_id: i64,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[belongs_to(parent: Parent, key($($link_field),*))]
            pub struct Link {
                $(#[key] $link_field: $type,)*
                #[key]
                #[belongs_to(tag: Tag)]
                tag_id: i64,
                weight: Option<i64>,
            }

            const SCHEMA: Schema = schema![Parent, Child, Sub, Tag, Mark, Link];

            #[derive(Load, Debug)]
            #[load(Parent)]
            struct Page {
                n: i64,
                live: Vec<Child>,
                #[load(count = live)]
                live_number: usize,
                #[load(from = live, with = |q| q.order_by(Child::ID.desc()).limit(2))]
                live_last: Vec<Child>,
                #[load(from = named, with = |q| q.filter(Child::ID.lt(20)))]
                named: Vec<Child>,
                barren: Vec<Child>,
                latest: Option<ChildPage>,
                #[load(from = latest, with = |q| q.filter(Child::ID.lt(20)))]
                latest_small: Option<Child>,
                least: Option<Child>,
                strong: Vec<Tag>,
                #[load(count = strong)]
                strong_number: usize,
                #[load(from = strong, with = |q| q.order_by(Tag::ID.desc()).limit(1))]
                strong_last: Vec<Tag>,
                live_subs: Vec<Sub>,
                latest_subs: Vec<Sub>,
                good_subs: Vec<Sub>,
                middle_subs: Vec<Sub>,
                #[load(from = middle_subs, with = |q| q.order_by(Sub::ID.desc()).limit(1))]
                middle_last: Vec<Sub>,
                strong_marks: Vec<Mark>,
            }

            #[derive(Load, Debug)]
            #[load(Child)]
            struct ChildPage {
                id: i64,
                owner: Option<Parent>,
                subs: Vec<Sub>,
            }

            fn fill(db: &Connection, random: &mut Random) -> Result<()> {
                let key: fn(usize) -> Vec<Value> = $key;
                let count = 1 + random.below(5);
                for at in 0..count {
                    let mut values = key(at);
                    values.extend([integer(at), small(random)]);
                    insert(db, "parent", values)?;
                }
                let children = random.below(30);
                for id in 1..=children {
                    let mut values = vec![integer(id), small(random), word(random)];
                    values.extend(key(random.below(count)));
                    let owner = key(random.below(count));
                    values.extend(if random.one_in(4) { vec![Value::Null; owner.len()] } else { owner });
                    insert(db, "child", values)?;
                }
                for id in 1..=children * 2 {
                    let child = integer(1 + random.below(children));
                    insert(db, "sub", vec![integer(id), child, small(random)])?;
                }
                let tags = 1 + random.below(6);
                for id in 1..=tags {
                    insert(db, "tag", vec![integer(id), word(random)])?;
                    for _ in 0..random.below(3) {
                        insert(db, "mark", vec![Value::Null, integer(id)])?;
                    }
                }
                for _ in 0..random.below(20) {
                    let mut values = key(random.below(count));
                    values.extend([integer(1 + random.below(tags)), small(random)]);
                    insert(db, "link", values)?;
                }
                Ok(())
            }

            /// Returns the pairs of a relation by SQL that joins the parents `p` with these tables.
            fn right(db: &Connection, rest: &str, far: &str) -> Result<BTreeSet<Pair>> {
                pairs(db, &format!("SELECT p.n, {far} FROM parent p {rest}"))
            }

            /// Returns the condition that the columns refer to the parent `p`.
            fn refers(alias: &str, columns: &[&str]) -> String {
                let keys = [$(stringify!($field)),*];
                let equal = keys.iter().zip(columns).map(|(key, column)| format!("p.{key} = {alias}.{column}"));
                equal.collect::<Vec<_>>().join(" AND ")
            }

            #[expect(clippy::too_many_lines, reason = "each relation is a few of them")]
            fn check(db: &Connection) -> Result<()> {
                let parents = Parent::query().all(db)?;
                let (children, subs) = (Child::query().all(db)?, Sub::query().all(db)?);
                let (tags, marks) = (Tag::query().all(db)?, Mark::query().all(db)?);
                let n = |parent: &Parent| parent.n;
                let (child, sub) = (|row: &Child| row.id, |row: &Sub| row.id);
                let (tag, mark) = (|row: &Tag| row.id, |row: &Mark| row.id);
                let of_parent = refers("c", &[$(stringify!($parent_field)),*]);
                let of_link = refers("l", &[$(stringify!($link_field)),*]);
                let of_owner = refers("c", &[$(stringify!($owner_field)),*]);
                let c = |condition: &str| right(db, &format!("JOIN child c ON {of_parent} WHERE {condition}"), "c.id");
                let s = |condition: &str| {
                    right(db, &format!("JOIN child c ON {of_parent} JOIN sub s ON s.child_id = c.id WHERE {condition}"), "s.id")
                };
                let latest = format!(
                    "c.id = (SELECT c.id FROM child c WHERE {of_parent} ORDER BY c.grade DESC, c.id DESC LIMIT 1)"
                );
                let least = format!(
                    "c.id = (SELECT c.id FROM child c WHERE {of_parent} AND c.grade > 0 \
                     ORDER BY c.kind, c.grade DESC, c.id DESC LIMIT 1)"
                );
                let strong_tags = format!(
                    "JOIN link l ON {of_link} JOIN tag g ON g.id = l.tag_id WHERE l.weight > 1 AND g.kind IS NOT 'it''s'"
                );
                let live = c("c.grade >= 2")?;
                let named = c("c.kind IN ('a', 'it''s') OR c.grade IS NULL")?;
                let barren = c("NOT EXISTS (SELECT 1 FROM sub s WHERE s.child_id = c.id)")?;
                let (latest_rows, least_rows) = (c(&latest)?, c(&least)?);
                let strong = right(db, &strong_tags, "g.id")?;
                let live_subs = s("c.grade >= 2")?;
                let latest_subs = s(&latest)?;
                let good_subs = s("s.grade >= 1")?;
                let middle_subs = s("c.grade < 3")?;
                let strong_marks = right(
                    db,
                    &strong_tags.replace("WHERE", "JOIN mark m ON m.tag_id = g.id WHERE"),
                    "m.id",
                )?;
                let owners: BTreeSet<Pair> =
                    right(db, &format!("JOIN child c ON {of_owner} WHERE p.grade > 1"), "c.id")?
                        .into_iter()
                        .map(|(n, id)| (id, n))
                        .collect();

                many!(db, &parents, &children, &live, n, child, Parent::LIVE, live, Child::ID);
                many!(db, &parents, &children, &named, n, child, Parent::NAMED, named, Child::ID);
                many!(db, &parents, &children, &barren, n, child, Parent::BARREN, barren, Child::ID);
                one!(db, &parents, &children, &latest_rows, n, child, Parent::LATEST, latest, Child::ID);
                one!(db, &parents, &children, &least_rows, n, child, Parent::LEAST, least, Child::ID);
                many!(db, &parents, &tags, &strong, n, tag, Parent::STRONG, strong, Tag::ID);
                many!(db, &parents, &subs, &live_subs, n, sub, Parent::LIVE_SUBS, live_subs, Sub::ID);
                many!(db, &parents, &subs, &latest_subs, n, sub, Parent::LATEST_SUBS, latest_subs, Sub::ID);
                many!(db, &parents, &subs, &good_subs, n, sub, Parent::GOOD_SUBS, good_subs, Sub::ID);
                many!(db, &parents, &subs, &middle_subs, n, sub, Parent::MIDDLE_SUBS, middle_subs, Sub::ID);
                many!(db, &parents, &marks, &strong_marks, n, mark, Parent::STRONG_MARKS, strong_marks, Mark::ID);
                one!(db, &children, &parents, &owners, child, n, Child::OWNER, owner, Parent::N);

                for parent in &parents {
                    let wanted = of(&strong, parent.n);
                    let with_links = parent.strong().all_with_links(db)?;
                    assert!(with_links.iter().all(|(_, link)| link.weight > Some(1)));
                    assert_eq!(sorted(with_links.iter().map(|(row, _)| row.id).collect()), wanted);
                    for row in &tags {
                        assert_eq!(parent.strong().contains(db, row)?, wanted.contains(&row.id));
                    }
                    for row in &children {
                        assert_eq!(parent.live().contains(db, row)?, live.contains(&(parent.n, row.id)));
                        let first = latest_rows.contains(&(parent.n, row.id));
                        assert_eq!(parent.latest().contains(db, Key::of(row))?, first);
                    }
                }
                for some in [parents.len(), 1, 2] {
                    let pages = Page::query().order_by(Parent::N.asc()).limit(some as u64).all(db)?;
                    let pages = if some == parents.len() { Page::query().all(db)? } else { pages };
                    for page in &pages {
                        let of = |right| of(right, page.n);
                        let children = |rows: &[Child]| sorted(rows.iter().map(child).collect());
                        let subs = |rows: &[Sub]| sorted(rows.iter().map(sub).collect());
                        let last = |mut rows: Vec<i64>, count: usize| {
                            rows.drain(..rows.len().saturating_sub(count));
                            rows
                        };
                        assert_eq!(children(&page.live), of(&live));
                        assert_eq!(page.live_number, page.live.len());
                        assert_eq!(children(&page.live_last), last(of(&live), 2));
                        let small = |rows: Vec<i64>| rows.into_iter().filter(|id| *id < 20).collect::<Vec<_>>();
                        assert_eq!(children(&page.named), small(of(&named)));
                        assert_eq!(children(&page.barren), of(&barren));
                        assert_eq!(page.latest.iter().map(|row| row.id).collect::<Vec<_>>(), of(&latest_rows));
                        let latest_small = page.latest_small.iter().map(child).collect::<Vec<_>>();
                        assert_eq!(latest_small, small(of(&latest_rows)));
                        assert_eq!(page.least.iter().map(child).collect::<Vec<_>>(), of(&least_rows));
                        if let Some(row) = &page.latest {
                            let owner = row.owner.iter().map(n).collect::<Vec<_>>();
                            assert_eq!(owner, super::of(&owners, row.id));
                            assert_eq!(subs(&row.subs), of(&latest_subs));
                        }
                        assert_eq!(sorted(page.strong.iter().map(tag).collect()), of(&strong));
                        assert_eq!(page.strong_number, page.strong.len());
                        assert_eq!(page.strong_last.iter().map(tag).collect::<Vec<_>>(), last(of(&strong), 1));
                        assert_eq!(subs(&page.live_subs), of(&live_subs));
                        assert_eq!(subs(&page.latest_subs), of(&latest_subs));
                        assert_eq!(subs(&page.good_subs), of(&good_subs));
                        assert_eq!(subs(&page.middle_subs), of(&middle_subs));
                        assert_eq!(subs(&page.middle_last), last(of(&middle_subs), 1));
                        assert_eq!(sorted(page.strong_marks.iter().map(mark).collect()), of(&strong_marks));
                    }
                }
                Ok(())
            }

            #[test]
            fn every_way_says_what_sql_says() -> Result<()> {
                let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(12);
                let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
                for seed in first..first + cases {
                    let db = relations::open_in_memory()?;
                    SCHEMA.create_all(&db)?;
                    fill(&db, &mut Random::new(seed))?;
                    if seed % 3 == 1 {
                        // Rows are found without the indexes of the models, too.
                        let drop = "SELECT group_concat('DROP INDEX ' || quote(name), ';') FROM sqlite_schema
                                    WHERE type = 'index' AND sql IS NOT NULL";
                        let drop: Option<String> = db.query_row(drop, [], |row| row.get(0))?;
                        db.execute_batch(&drop.unwrap_or_default())?;
                    }
                    println!("RELATIONS_AGREEMENT_SEED={seed}");
                    check(&db)?;
                }
                Ok(())
            }
        }
    };
}

/// A key of a type of its own.
#[derive(ColumnType, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code(String);

world!(
    integer, |at| vec![integer(at * 3 + 1)],
    key { id: i64 },
    child [] { parent_id owner_id holder_id }
);
world!(
    text, |at| vec![Value::Text(format!("k'{at}"))],
    key { id: String },
    child [model(without_rowid)] { parent_id owner_id holder_id }
);
world!(
    newtype, |at| vec![Value::Text(format!("c{at}"))],
    key { code: Code },
    child [model(index(parent_code, grade))] { parent_code owner_code holder_code }
);
world!(
    composite, |at| vec![Value::Text(format!("o{}", at % 2)), integer(at)],
    key { org: String, number: i64 },
    child [model(index(parent_org, parent_number, grade, id))] { parent_org owner_org holder_org, parent_number owner_number holder_number }
);
