//! Pages in random orders, of rows of which many are equal or have NULLs.

use std::collections::BTreeSet;

use relations::{
    Filter, Load, Model, Order, Query, Result, Schema, prelude::*, rusqlite::Connection, rusqlite::params,
    schema,
};

use crate::random::Random;

/// A row of a table with indexes over the columns of most orders, alone and together.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(kind, level), index(owner_id, level), index(level, kind), index(kind, mark, level))]
pub struct Tie {
    id: i64,
    #[index]
    kind: i64,
    level: Option<i64>,
    #[index]
    #[column(collate = NOCASE)]
    word: String,
    #[index]
    #[column(collate = NOCASE)]
    mark: Option<String>,
    weight: Option<f64>,
    #[belongs_to(owner: Owner)]
    owner_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(ties: Tie)]
pub struct Owner {
    id: i64,
}

/// A row with a key of several columns, which every index of a table without rowids ends with.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf, slot), without_rowid)]
pub struct Box {
    shelf: String,
    slot: i64,
    #[index]
    kind: Option<i64>,
    #[index]
    size: i64,
}

/// A row with its related rows.
#[derive(Load, Debug)]
#[load(Tie)]
struct Owned {
    id: i64,
    owner: Option<Owner>,
}

const SCHEMA: Schema = schema![Owner, Tie, Box];

const WORDS: [&str; 5] = ["a", "A", "b", "B", "c"];

fn new(db: &Connection, random: &mut Random) -> Result<Tie> {
    let some = |random: &mut Random, below: usize| {
        (!random.one_in(3)).then(|| i64::try_from(random.below(below)).unwrap_or_default())
    };
    Tie::create()
        .kind(some(random, 2).unwrap_or(7))
        .level(some(random, 3))
        .word(random.pick(&WORDS))
        .mark((!random.one_in(3)).then(|| random.pick(&WORDS).to_owned()))
        .weight(some(random, 3).map(|weight| if weight == 0 { f64::INFINITY } else { 0.5 }))
        .owner_id(some(random, 2).map(|owner| owner + 1))
        .insert(db)
}

fn ties(random: &mut Random) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for id in 1..=2 {
        Owner { id }.insert(&db)?;
    }
    for _ in 0..random.below(60) {
        new(&db, random)?;
    }
    if random.one_in(2) {
        db.execute_batch("ANALYZE")?;
    }
    Ok(db)
}

/// Returns a random term of an order, and its SQL.
fn order(random: &mut Random) -> (Order<Tie>, String) {
    let descending = random.one_in(2);
    macro_rules! of {
        ($column:ident) => {
            (if descending { Tie::$column.desc() } else { Tie::$column.asc() }, Tie::$column.name())
        };
    }
    let (order, name) = match random.below(7) {
        0 => of!(KIND),
        1 => of!(LEVEL),
        2 => of!(WORD),
        3 => of!(MARK),
        4 => of!(WEIGHT),
        5 => of!(OWNER_ID),
        _ => of!(ID),
    };
    (order, format!("{name}{}", if descending { " DESC" } else { "" }))
}

fn filter(random: &mut Random) -> Option<Filter<Tie>> {
    Some(match random.below(12) {
        0 => Tie::KIND.eq(1),
        1 => Tie::KIND.ge(1),
        2 => Tie::LEVEL.between(1, 2),
        3 => Tie::LEVEL.eq(None),
        4 => Tie::WEIGHT.gt(0.25),
        5 => !Tie::WEIGHT.gt(0.25),
        6 => Tie::MARK.in_(["a", "b"]),
        7 => Tie::WEIGHT.eq(0.5).or(Tie::LEVEL.ge(1)),
        8 => Tie::WORD.like("a").and(Tie::WEIGHT.eq(0.5)),
        9 => Tie::OWNER.has(Owner::ID.eq(1)),
        _ => return None,
    })
}

/// Returns a query in a random order, and the SQL of that order, completed by the key.
fn query(random: &mut Random) -> (Query<Tie>, String) {
    let owner = Owner { id: i64::try_from(random.below(2)).unwrap_or_default() + 1 };
    let mut query = if random.one_in(3) { owner.ties().into_query() } else { Tie::query() };
    let mut by = Vec::new();
    for _ in 0..random.below(4) {
        let (order, sql) = order(random);
        query = query.order_by(order);
        by.push(sql);
    }
    let last = by.last().is_some_and(|term| term.ends_with(" DESC"));
    by.push(format!("id{}", if last { " DESC" } else { "" }));
    if let Some(filter) = filter(random) {
        query = query.filter(filter);
    }
    (query, by.join(", "))
}

/// Returns the keys of the rows of the query, in the order of this SQL.
fn expected(db: &Connection, query: &Query<Tie>, by: &str) -> Result<Vec<i64>> {
    let meant: BTreeSet<i64> = query.clone().all(db)?.into_iter().map(|tie| tie.id).collect();
    let mut statement = db.prepare(&format!("SELECT id FROM tie ORDER BY {by}"))?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<std::result::Result<Vec<i64>, _>>()?;
    Ok(ids.into_iter().filter(|id| meant.contains(id)).collect())
}

#[test]
fn pages_are_the_rows_of_the_whole_in_order() -> Result<()> {
    for seed in 0..400 {
        let random = &mut Random::new(seed);
        let db = ties(random)?;
        for _ in 0..4 {
            let (query, by) = query(random);
            let expected = expected(&db, &query, &by)?;
            let size = random.below(7) + 1;
            let mut found: Vec<Tie> = Vec::new();
            loop {
                let page = query.clone().after(found.last()).limit(size as u64);
                let rows = page.clone().all(&db)?;
                assert_eq!(page.clone().count(&db)?, rows.len() as u64, "{seed}: {by}");
                assert_eq!(page.clone().first(&db)?.as_ref(), rows.first(), "{seed}: {by}");
                assert_eq!(
                    page.clone().stream(&db)?.rows()?.collect::<Result<Vec<_>>>()?,
                    rows,
                    "{seed}: {by}"
                );
                let owned = page.load::<Owned>(&db)?.into_iter();
                let owned: Vec<_> = owned.map(|row| (row.id, row.owner.map(|owner| owner.id))).collect();
                let wanted: Vec<_> = rows.iter().map(|row| (row.id, row.owner_id)).collect();
                assert_eq!(owned, wanted, "{seed}: {by}");
                if rows.is_empty() {
                    break;
                }
                found.extend(rows);
            }
            assert_eq!(found.iter().map(|tie| tie.id).collect::<Vec<_>>(), expected, "{seed}: {by}");
            // Pages without a limit, and with an offset.
            if let Some(row) = found.get(random.below(found.len())) {
                let at = found.iter().position(|tie| tie == row).unwrap_or_default();
                let rest = query.clone().after(row);
                assert_eq!(rest.clone().all(&db)?, found[at + 1..], "{seed}: {by}");
                assert_eq!(
                    rest.offset(2).limit(3).all(&db)?,
                    found[(at + 3).min(found.len())..(at + 6).min(found.len())],
                    "{seed}: {by}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn no_row_that_stays_is_lost_or_met_twice_while_others_come_and_go() -> Result<()> {
    for seed in 0..200 {
        let random = &mut Random::new(1_000 + seed);
        let db = ties(random)?;
        let (query, by) = query(random);
        let at_first = expected(&db, &query, &by)?;
        let mut gone = BTreeSet::new();
        let (mut met, mut last) = (Vec::new(), None::<Tie>);
        loop {
            let rows = query.clone().after(last.as_ref()).limit(3).all(&db)?;
            let Some(end) = rows.last() else { break };
            last = Some(end.clone());
            met.extend(rows.iter().map(|tie| tie.id));
            if random.one_in(2) {
                // The deleted row may be the one that the next page begins behind.
                let some = i64::try_from(random.below(60)).unwrap_or_default();
                let id = random.pick(&[end.id, some]);
                db.execute("DELETE FROM tie WHERE id = ?1", params![id])?;
                gone.insert(id);
            }
            if met.len() < 100 && random.one_in(2) {
                new(&db, random)?;
            }
        }
        // A new row may have the key of a deleted one.
        let mut once = BTreeSet::new();
        assert!(met.iter().all(|id| gone.contains(id) || once.insert(*id)), "{seed}: {by}");
        let stayed: Vec<i64> = at_first.into_iter().filter(|id| !gone.contains(id)).collect();
        let met: Vec<i64> = met.into_iter().filter(|id| stayed.contains(id)).collect();
        assert_eq!(met, stayed, "{seed}: {by}");
    }
    Ok(())
}

#[test]
fn keys_of_several_columns_complete_an_order() -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let random = &mut Random::new(7);
    for at in 0..60 {
        let kind = (!random.one_in(3)).then_some(at % 2);
        Box { shelf: WORDS[random.below(2)].to_owned(), slot: at, kind, size: at % 3 }.insert(&db)?;
    }
    for descending in [false, true] {
        let to = if descending { " DESC" } else { "" };
        let orders = [
            (format!("kind{to}"), if descending { Box::KIND.desc() } else { Box::KIND.asc() }),
            (format!("size{to}"), if descending { Box::SIZE.desc() } else { Box::SIZE.asc() }),
            (format!("shelf{to}"), if descending { Box::SHELF.desc() } else { Box::SHELF.asc() }),
        ];
        for (by, order) in orders {
            let sql = format!("SELECT slot FROM box ORDER BY {by}, shelf{to}, slot{to}");
            let mut statement = db.prepare(&sql)?;
            let expected: Vec<i64> =
                statement.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
            let mut found: Vec<Box> = Vec::new();
            loop {
                let page = Box::query().order_by(order.clone()).after(found.last()).limit(4).all(&db)?;
                if page.is_empty() {
                    break;
                }
                found.extend(page);
            }
            assert_eq!(found.iter().map(|one| one.slot).collect::<Vec<_>>(), expected, "{by}");
        }
    }
    Ok(())
}
