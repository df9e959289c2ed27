//! Random graphs that are inserted by one call: loaded as the same shape, they are what was given, and there are no
//! other rows.
//!
//! `RELATIONS_WRITING_CASES` sets the number of cases, and `RELATIONS_WRITING_SEED` the first one.

mod found;
mod given;
mod models;

use relations::{Insert, Result, prelude::*, rusqlite::Connection};

use self::{
    found::{Counts, Expecting, FoundRegion, FoundSite},
    given::{KNOWN, Maker, known_uuid},
    models::{Code, Holder, Label, Region, SCHEMA, Site},
};
use crate::{environment::number, random::Random};

/// Returns the unique number of a holder that is there before.
fn known_card(known: usize) -> i64 {
    -1 - i64::try_from(known).unwrap_or_default()
}

/// Opens a database with the rows that are there before.
fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let holder = |known| {
        Holder::create().uuid(known_uuid(known)).card(known_card(known)).name(format!("known {known}"))
    };
    Holder::insert_all(&db, (0..KNOWN).map(holder))?;
    Label::insert_all(&db, (1..=KNOWN).map(|known| Label::create().word(format!("known {known}"))))?;
    Ok(db)
}

/// Returns the numbers of all rows that were not there before.
fn counts(db: &Connection) -> Result<Counts> {
    let tables = ["region", "site", "visit", "holder", "permit", "emblem", "label", "region_label"];
    let mut counts = Counts::default();
    for (count, table) in counts.0.iter_mut().zip(tables) {
        *count = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    }
    counts.0[3] -= i64::try_from(KNOWN).unwrap_or_default();
    counts.0[6] -= i64::try_from(KNOWN).unwrap_or_default();
    Ok(counts)
}

/// Inserts random graphs in several calls, and returns the number of rows.
fn run(seed: u64) -> Result<i64> {
    let mut random = Random::new(seed);
    let db = database()?;
    if random.one_in(8) {
        // SQLite picks keys at random from now on.
        db.execute("INSERT INTO label (id, word) VALUES (?1, 'last')", [i64::MAX - 2])?;
        let last = i64::MAX - 1;
        db.execute("INSERT INTO holder (card, name) VALUES (?1, 'last')", [last])?;
        db.execute("INSERT INTO permit VALUES (?1, ?1, 0, 'last', 0)", [last])?;
    }
    let before = counts(&db)?;
    // Some have lists that take several statements.
    let (most, levels) = if seed % 16 == 15 { (25, 0) } else { (4, random.below(3)) };
    let mut maker = Maker { random: &mut random, made: 0, most };
    let mut expecting = Expecting::default();
    for call in 0..3 {
        let length = if maker.random.one_in(8) { 20 } else { 1 + maker.random.below(3) };
        let regions: Vec<_> =
            (0..).take(if call == 0 { 1 } else { length }).map(|nth| maker.region(nth, levels)).collect();
        let expected: Vec<FoundRegion> = regions.iter().map(|region| expecting.region(region)).collect();
        let found: Vec<FoundRegion> = match call {
            0 => vec![regions.into_iter().next().expect("there is one").insert_as(&db)?],
            1 => Insert::insert_all_as(&db, regions)?,
            _ => {
                let stored = Insert::insert_all(&db, regions)?;
                let codes: Vec<&Code> = stored.iter().map(|region: &Region| &region.code).collect();
                assert!(codes.into_iter().eq(expected.iter().map(|region| &region.code)), "in their order");
                let load =
                    |region: Region| FoundRegion::query().filter(Region::CODE.eq(region.code)).one(&db);
                stored.into_iter().map(load).collect::<Result<_>>()?
            }
        };
        assert_eq!(found, expected, "RELATIONS_WRITING_SEED={seed}, call {call}");
    }
    // Under a row that is there.
    let region = Region::create().code(Code(String::new())).nth(0).title("").insert(&db)?;
    expecting.counts.0[0] += 1;
    let sites: Vec<_> = (0..).take(maker.random.below(20)).map(|nth| maker.site(nth)).collect();
    let expected: Vec<FoundSite> = sites.iter().map(|site| expecting.site(site)).collect();
    let stored = region.sites().insert_all(&db, sites)?;
    assert_eq!(stored.len(), expected.len());
    let found: Vec<FoundSite> = FoundSite::query()
        .filter(Site::REGION_CODE.eq(region.code.clone()))
        .order_by(Site::NTH.asc())
        .all(&db)?;
    assert_eq!(found, expected, "RELATIONS_WRITING_SEED={seed}, under a row");
    let after = counts(&db)?;
    let new: [i64; 8] = std::array::from_fn(|at| after.0[at] - before.0[at]);
    assert_eq!(Counts(new), expecting.counts, "RELATIONS_WRITING_SEED={seed}");
    Ok(new.iter().sum())
}

#[test]
fn what_is_loaded_is_what_was_inserted() {
    let cases = number("RELATIONS_WRITING_CASES").unwrap_or(300);
    let first = number("RELATIONS_WRITING_SEED").unwrap_or(0);
    let mut rows = 0;
    for seed in first..first + cases {
        rows += run(seed).unwrap_or_else(|error| panic!("RELATIONS_WRITING_SEED={seed}: {error}"));
    }
    println!("{cases} graphs of {rows} rows");
    assert!(rows > 0);
}
