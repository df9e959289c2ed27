//! Random orders over random rows: a query agrees with SQL by hand, and its pages visit each row once while others come, go
//! and change.
//!
//! `RELATIONS_PAGES_CASES` sets the number of tables, and `RELATIONS_PAGES_SEED` the first case.

use std::collections::BTreeMap;

use relations::{
    Cursor, Error, Load, Model, Order, Query, Result, Schema, Select,
    prelude::*,
    raw,
    rusqlite::{Connection, params},
    schema,
};

use crate::{environment::number, numbers::Random};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(name))]
#[has_one(badge: Badge)]
pub struct Owner {
    #[key]
    code: String,
    #[column(collate = nocase)]
    name: String,
    age: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Badge {
    id: i64,
    #[unique]
    #[belongs_to(owner: Owner)]
    owner_code: String,
    shade: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf, slot), without_rowid, index(size, shelf))]
#[has_many(marks: Mark, on_delete = cascade)]
pub struct Thing {
    shelf: String,
    slot: i64,
    #[belongs_to(owner: Owner)]
    owner_code: String,
    #[belongs_to(keeper: Owner)]
    keeper_code: Option<String>,
    size: i64,
    weight: Option<f64>,
    #[column(collate = nocase)]
    label: Option<String>,
    stamp: Option<Vec<u8>>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(thing: Thing, key(shelf, slot), on_delete = cascade)]
pub struct Mark {
    id: i64,
    shelf: String,
    slot: i64,
    points: i64,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Thing)]
pub struct Shown {
    shelf: String,
    slot: i64,
    marks: Vec<Mark>,
}

const SCHEMA: Schema = schema![Owner, Badge, Thing, Mark];

const TEXTS: [&str; 8] = ["", "a", "A", "b", "B\u{e9}", "\u{1f600}", "a b", "'\"%"];
const NUMBERS: [i64; 7] = [i64::MIN, -1, 0, 1, 2, 3, i64::MAX];
const REALS: [f64; 6] = [f64::NEG_INFINITY, -1.5, 0.0, 0.1, 1e300, f64::INFINITY];

/// A term of an order, and its SQL by hand without the direction.
type Term = (fn(bool) -> Order<Thing>, &'static str);

/// Gives a function that orders by this value in both directions.
macro_rules! by {
    ($by:expr) => {
        |descending| if descending { $by.desc() } else { $by.asc() }
    };
}

/// Gives a function that orders by this value of the related row in both directions.
macro_rules! of {
    ($relation:expr, $by:expr) => {
        |descending| $relation.order(if descending { $by.desc() } else { $by.asc() })
    };
}

const TERMS: [Term; 16] = [
    (by!(Thing::SIZE), "t.size"),
    (by!(Thing::WEIGHT), "t.weight"),
    (by!(Thing::LABEL), "t.label"),
    (by!(Thing::STAMP), "t.stamp"),
    (by!(Thing::SHELF), "t.shelf"),
    (by!(Thing::SLOT), "t.slot"),
    (by!(Thing::MARKS.count()), "(SELECT count(*) FROM mark m WHERE m.shelf = t.shelf AND m.slot = t.slot)"),
    (
        by!(Thing::MARKS.count_where(Mark::POINTS.gt(1))),
        "(SELECT count(*) FROM mark m WHERE m.shelf = t.shelf AND m.slot = t.slot AND m.points > 1)",
    ),
    (
        of!(Thing::OWNER, Owner::NAME),
        "(SELECT o.name FROM owner o WHERE o.code = t.owner_code) COLLATE NOCASE",
    ),
    (of!(Thing::OWNER, Owner::AGE), "(SELECT o.age FROM owner o WHERE o.code = t.owner_code)"),
    (
        of!(Thing::KEEPER, Owner::NAME),
        "(SELECT o.name FROM owner o WHERE o.code = t.keeper_code) COLLATE NOCASE",
    ),
    (
        |descending| {
            let shade = if descending { Badge::SHADE.desc() } else { Badge::SHADE.asc() };
            Thing::OWNER.order(Owner::BADGE.order(shade))
        },
        "(SELECT b.shade FROM badge b WHERE b.owner_code = t.owner_code)",
    ),
    (by!((Thing::SIZE / 2)), "t.size / 2"),
    (by!((Thing::WEIGHT * 2.0)), "t.weight * 2.0"),
    (by!((Thing::SHELF + Thing::LABEL)), "t.shelf || t.label"),
    (by!(raw("length(").column(Thing::LABEL).sql(") % ").value(2)), "length(t.label) % 2"),
];

/// The state of one case.
struct Case {
    db: Connection,
    random: Random,
    next_slot: i64,
}

impl Case {
    fn new(seed: u64) -> Result<Self> {
        let db = relations::open_in_memory()?;
        SCHEMA.create_all(&db)?;
        let mut random = Random::new(seed);
        for code in 0..4 {
            let age = (!random.one_in(3)).then(|| random.pick(&NUMBERS));
            Owner { code: format!("o{code}"), name: random.pick(&TEXTS).into(), age }.insert(&db)?;
            if random.one_in(2) {
                let shade = (!random.one_in(3)).then(|| random.pick(&TEXTS).to_owned());
                Badge::create().owner_code(format!("o{code}")).shade(shade).insert(&db)?;
            }
        }
        let mut case = Self { db, random, next_slot: 0 };
        for _ in 0..case.random.below(25) {
            case.add()?;
        }
        if case.random.one_in(2) {
            case.db.execute_batch("ANALYZE")?;
        }
        Ok(case)
    }

    /// Adds a thing with some marks.
    fn add(&mut self) -> Result<()> {
        let random = &mut self.random;
        let thing = Thing {
            shelf: random.pick(&["x", "y", ""]).into(),
            slot: self.next_slot,
            owner_code: format!("o{}", random.below(4)),
            keeper_code: random.one_in(2).then(|| format!("o{}", random.below(4))),
            size: random.pick(&NUMBERS),
            weight: (!random.one_in(3)).then(|| random.pick(&REALS)),
            label: (!random.one_in(3)).then(|| random.pick(&TEXTS).to_owned()),
            stamp: (!random.one_in(3)).then(|| vec![0xff; random.below(3)]),
        };
        self.next_slot += 1;
        thing.insert(&self.db)?;
        for _ in 0..random.below(4) {
            thing.marks().create().points(random.pick(&[0, 1, 2, 3])).insert(&self.db)?;
        }
        Ok(())
    }

    /// Adds, removes or changes a thing. Returns the slot of one that was there, if it is another now.
    fn change(&mut self) -> Result<Option<i64>> {
        if self.random.one_in(2) {
            self.add()?;
            return Ok(None);
        }
        let count = Thing::query().count(&self.db)?;
        let at = self.random.below(usize::try_from(count).unwrap_or(usize::MAX)) as u64;
        let Some(thing) = Thing::query().offset(at).first(&self.db)? else { return Ok(None) };
        let slot = thing.slot;
        match self.random.below(3) {
            0 => thing.delete(&self.db)?,
            1 => {
                thing.marks().create().points(3).insert(&self.db)?;
            }
            _ => {
                let size = self.random.pick(&NUMBERS);
                Thing::query().filter(Thing::SLOT.eq(slot)).set(Thing::SIZE, size).update(&self.db)?;
            }
        }
        Ok(Some(slot))
    }

    /// Returns a random order, as a query and as SQL by hand.
    fn order(&mut self) -> (Query<Thing>, String) {
        let mut query = Thing::query();
        let (mut sql, mut descending) = (Vec::new(), false);
        for _ in 0..self.random.below(4) {
            let (order, by) = self.random.pick(&TERMS);
            descending = self.random.one_in(2);
            query = query.order_by(order(descending));
            sql.push(format!("{by}{}", if descending { " DESC" } else { "" }));
        }
        for key in ["t.shelf", "t.slot"] {
            if !sql.iter().any(|term| term.split(' ').next() == Some(key) && !term.contains("||")) {
                sql.push(format!("{key}{}", if descending { " DESC" } else { "" }));
            }
        }
        (query, sql.join(", "))
    }

    /// Returns the slots in an order by hand.
    fn by_hand(&self, order: &str) -> Result<Vec<i64>> {
        let mut statement = self.db.prepare(&format!("SELECT t.slot FROM thing t ORDER BY {order}"))?;
        Ok(statement.query_map(params![], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

fn slots(things: &[Thing]) -> Vec<i64> {
    things.iter().map(|thing| thing.slot).collect()
}

/// Reads all pages of an order, and returns the slots.
fn read_pages(
    case: &mut Case,
    (query, order): (&Query<Thing>, &str),
    changes: bool,
) -> Result<(Vec<i64>, Vec<i64>)> {
    let (mut seen, mut touched, mut next) = (Vec::new(), Vec::new(), None::<Cursor>);
    loop {
        let size = case.random.below(5) as u64 + 1;
        let cursor = next.map(|cursor| cursor.to_string().parse()).transpose()?;
        if case.random.one_in(3) {
            let page = query.clone().shape::<Shown>().page(size).after(cursor).read(&case.db)?;
            for shown in &page.rows {
                let marks = Mark::query().filter(Mark::SLOT.eq(shown.slot)).count(&case.db)?;
                assert_eq!(shown.marks.len() as u64, marks);
            }
            seen.extend(page.rows.iter().map(|shown| shown.slot));
            next = page.next;
        } else {
            let page = query.clone().page(size).after(cursor).with_total().read(&case.db)?;
            assert_eq!(page.total, Some(Thing::query().count(&case.db)?));
            seen.extend(slots(&page.rows));
            next = page.next;
        }
        let Some(cursor) = &next else { return Ok((seen, touched)) };
        let (other, by) = case.order();
        let refused = matches!(other.after(cursor).all(&case.db), Err(Error::Cursor { .. }));
        assert_eq!(refused, by != order, "{order} and {by}");
        if changes {
            for _ in 0..case.random.below(3) {
                touched.extend(case.change()?);
            }
        }
    }
}

#[test]
fn random_pages_visit_each_row_once() -> Result<()> {
    let cases = number("RELATIONS_PAGES_CASES").unwrap_or(60);
    let first = number("RELATIONS_PAGES_SEED").unwrap_or(1);
    for seed in first..first + cases {
        let mut case = Case::new(seed)?;
        for _ in 0..12 {
            let (query, order) = case.order();
            let right = case.by_hand(&order)?;
            // The key completes the order of a page only.
            assert_eq!(slots(&query.clone().after(None).all(&case.db)?), right, "{seed}: {order}");
            assert_eq!(read_pages(&mut case, (&query, &order), false)?.0, right, "{seed}: {order}");
        }
        for _ in 0..6 {
            let (query, order) = case.order();
            let before = case.by_hand(&order)?;
            let (seen, changed) = read_pages(&mut case, (&query, &order), true)?;
            let mut times: BTreeMap<i64, usize> = BTreeMap::new();
            for slot in seen {
                *times.entry(slot).or_default() += 1;
            }
            for slot in before.iter().filter(|slot| !changed.contains(slot)) {
                assert_eq!(times.get(slot), Some(&1), "{seed}: {order}: {slot}");
            }
            let twice = times.iter().find(|(slot, times)| **times > 1 && !changed.contains(slot));
            assert_eq!(twice, None, "{seed}: {order}");
        }
    }
    Ok(())
}
