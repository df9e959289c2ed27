//! Pages that begin behind a row.

use relations::{Error, Model, Order, Result, Schema, prelude::*, raw, rusqlite::Connection, schema};

/// Rows of which many are equal except for their keys, and many have NULL.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(group, rank))]
pub struct Entry {
    id: i64,
    group: String,
    rank: i64,
    #[index]
    score: Option<f64>,
    #[column(collate = NOCASE)]
    tag: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(day, slot), without_rowid)]
pub struct Visit {
    day: String,
    slot: i64,
    guest: Option<i64>,
}

const SCHEMA: Schema = schema![Entry, Visit];

const GROUPS: [&str; 3] = ["a", "b", "c"];
const TAGS: [&str; 3] = ["x", "X", "y"];

/// An order of pages, as SQL and for the library.
type Case = (&'static str, fn() -> Vec<Order<Entry>>);

fn entries() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Entry::insert_all(
        &db,
        (0..120_i32).map(|at| {
            Entry::create()
                .group(GROUPS[usize::try_from(at % 3).unwrap_or(0)])
                .rank(i64::from(at / 7 % 5))
                .score((at % 4 > 0).then_some(f64::from(at % 6) / 4.0))
                .tag((at % 5 > 0).then(|| TAGS[usize::try_from(at % 3).unwrap_or(0)].to_owned()))
        }),
    )?;
    for at in 0..30 {
        Visit { day: format!("day {}", at / 6), slot: at % 6, guest: (at % 4 > 0).then_some(at % 3) }
            .insert(&db)?;
    }
    Ok(db)
}

/// Reads all pages of `size` rows in this order, and concatenates them.
fn paged<M: Model + Clone>(db: &Connection, orders: Vec<Order<M>>, size: u64) -> Result<Vec<M>> {
    let mut query = M::query().limit(size);
    for order in orders {
        query = query.order_by(order);
    }
    let mut found: Vec<M> = Vec::new();
    loop {
        let page = query.clone().after(found.last()).all(db)?;
        if page.is_empty() {
            return Ok(found);
        }
        assert!(page.len() as u64 <= size);
        found.extend(page);
    }
}

#[test]
fn pages_put_together_are_the_whole_in_its_order() -> Result<()> {
    let db = entries()?;
    let orders: [Case; 9] = [
        ("id", Vec::new),
        ("id DESC", || vec![Entry::ID.desc()]),
        ("\"group\", id", || vec![Entry::GROUP.asc()]),
        ("\"group\" DESC, rank DESC, id DESC", || vec![Entry::GROUP.desc(), Entry::RANK.desc()]),
        ("\"group\", rank DESC, id DESC", || vec![Entry::GROUP.asc(), Entry::RANK.desc()]),
        ("score, id", || vec![Entry::SCORE.asc()]),
        ("score DESC, id", || vec![Entry::SCORE.desc(), Entry::ID.asc()]),
        ("score, tag DESC, rank, id", || vec![Entry::SCORE.asc(), Entry::TAG.desc(), Entry::RANK.asc()]),
        ("rank DESC, score DESC, tag, id", || {
            vec![Entry::RANK.desc(), Entry::SCORE.desc(), Entry::TAG.asc()]
        }),
    ];
    for (sql, order) in orders {
        let expected: Vec<i64> = db
            .prepare(&format!("SELECT id FROM entry ORDER BY {sql}"))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for size in [1, 7, 119, 500] {
            let found = paged(&db, order(), size)?;
            assert_eq!(found.iter().map(|entry| entry.id).collect::<Vec<_>>(), expected, "{sql}, {size}");
        }
    }
    Ok(())
}

#[test]
fn composite_keys_complete_the_order() -> Result<()> {
    let db = entries()?;
    let found = paged(&db, vec![Visit::GUEST.desc()], 4)?;
    let expected: Vec<(String, i64)> = db
        .prepare("SELECT day, slot FROM visit ORDER BY guest DESC, day DESC, slot DESC")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    assert_eq!(found.into_iter().map(|visit| (visit.day, visit.slot)).collect::<Vec<_>>(), expected);
    let found = paged::<Visit>(&db, Vec::new(), 7)?;
    assert_eq!(found, Visit::query().order_by(Visit::DAY.asc()).order_by(Visit::SLOT.asc()).all(&db)?);
    Ok(())
}

#[test]
fn a_page_is_one_of_the_rows_that_meet_the_filter() -> Result<()> {
    let db = entries()?;
    let query = Entry::query().filter(Entry::RANK.ge(3)).order_by(Entry::SCORE.asc()).limit(5);
    let first = query.clone().after(None).all(&db)?;
    let second = query.clone().after(first.last()).all(&db)?;
    assert_eq!(query.clone().limit(10).after(None).all(&db)?, [first.clone(), second].concat());
    // A deleted row still marks its place.
    let last = first.last().expect("five rows");
    let before = query.clone().after(last).all(&db)?;
    last.delete(&db)?;
    assert_eq!(query.clone().after(last).all(&db)?, before);
    assert_eq!(
        query.after(last).limit(1_000).count(&db)? + 4,
        Entry::query().filter(Entry::RANK.ge(3)).count(&db)?
    );
    Ok(())
}

#[test]
fn an_order_that_no_row_has_a_place_in_is_an_error() -> Result<()> {
    let db = entries()?;
    let row = Entry::get(&db, 1)?;
    let by_length = raw("length(").column(Entry::TAG).sql(")").asc();
    let query = Entry::query().order_by(by_length).after(&row);
    let error = query.all(&db).unwrap_err();
    assert!(matches!(error, Error::Query { .. }), "{error:?}");
    assert!(
        error.to_string().starts_with("a row does not hold all values that its page is ordered by"),
        "{error}"
    );
    Ok(())
}
