//! Pages: their rows are found by all columns of the order, and are merged in a statement or read part by part.

use relations::{
    Model, Order, Query, Result, Schema, Select, Statement,
    prelude::*,
    rusqlite::{Connection, StatementStatus, params_from_iter},
    schema,
};

use crate::support::{plan, run_without_compiling};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(songs: Song)]
pub struct Singer {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(year, title), index(singer_id, year))]
pub struct Song {
    id: i64,
    #[belongs_to(singer: Singer)]
    singer_id: i64,
    year: i64,
    title: String,
    #[index]
    stars: Option<i64>,
    #[unique]
    code: String,
    #[index]
    #[column(collate = NOCASE)]
    label: String,
    length: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf, slot), without_rowid)]
pub struct Place {
    shelf: i64,
    slot: i64,
    #[index]
    kind: i64,
}

const SCHEMA: Schema = schema![Singer, Song, Place];

const SONGS: &str = "
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO singer SELECT i FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
        INSERT INTO song SELECT i, i % 20 + 1, iif(i % 2, 1900, 1900 + i % 7), 'title ' || (i % 5),
            iif(i % 3, i % 4, NULL), 'code ' || i, iif(i % 2, 'a', 'b' || i), iif(i % 2, i % 3, 100) FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO place SELECT i / 100, i % 100, i % 3 FROM n;
";

/// Creates tables with many equal rows, one database as it is and one analyzed.
fn databases() -> Result<[Connection; 2]> {
    let database = || -> Result<Connection> {
        let db = relations::open_in_memory()?;
        SCHEMA.create_all(&db)?;
        db.execute_batch(SONGS)?;
        Ok(db)
    };
    let analyzed = database()?;
    analyzed.execute_batch("ANALYZE")?;
    Ok([database()?, analyzed])
}

/// Asserts that the page behind each of these rows is read by these searches, one for each part, and that its
/// statement is compiled once for all of them.
#[track_caller]
fn assert_found<M: Model>(page: &Query<M>, rows: &[M], searches: &[&str]) -> Result<()> {
    for db in databases()? {
        for _ in 0..2 {
            for row in rows {
                let statement = page.clone().after(row).statement()?;
                let steps = plan(&db, &statement)?;
                let of_merge =
                    |step: &&String| !matches!(step.as_str(), "MERGE (UNION ALL)" | "LEFT" | "RIGHT");
                let steps: Vec<&str> = steps.iter().filter(of_merge).map(String::as_str).collect();
                let wanted: Vec<String> =
                    searches.iter().map(|search| format!("SEARCH t USING {search}")).collect();
                assert_eq!(steps, wanted, "{}", statement.sql);
                run_without_compiling(&db, &statement)?;
            }
        }
    }
    #[cfg(feature = "bundled")]
    assert_found_in_turn(page, rows, searches)?;
    Ok(())
}

/// Asserts that `all` reads the page by a statement for each of these searches, up to the last that is needed, and
/// that each of them is compiled once.
#[cfg(feature = "bundled")]
#[track_caller]
fn assert_found_in_turn<M: Model>(page: &Query<M>, rows: &[M], searches: &[&str]) -> Result<()> {
    for mut db in databases()? {
        let trace = crate::trace::trace(&mut db)?;
        for _ in 0..2 {
            for row in rows {
                page.clone().after(row).all(&db)?;
                let ran = trace.take();
                let ran = ran.iter().filter(|ran| !ran.sql.contains("sqlite_master"));
                let mut searches = searches.iter();
                for ran in ran {
                    let statement = Statement { sql: ran.sql.clone(), values: Vec::new() };
                    let search = searches.next().map(|search| format!("SEARCH t USING {search}"));
                    assert_eq!(plan(&db, &statement)?, search.as_slice(), "{}", ran.sql);
                    assert_eq!(ran.prepared_anew, 0, "{}", ran.sql);
                }
                trace.take();
            }
        }
    }
    Ok(())
}

fn songs() -> Result<[Song; 2]> {
    let [db, _] = databases()?;
    Ok([Song::get(&db, 1001)?, Song::get(&db, 2)?])
}

fn by<const N: usize>(orders: [Order<Song>; N]) -> Query<Song> {
    orders.into_iter().fold(Song::query().limit(20), Select::order_by)
}

#[test]
fn a_part_is_found_by_all_columns_of_the_order() -> Result<()> {
    let rows = songs()?;
    assert_found(
        &by([Song::LABEL.asc()]),
        &rows,
        &["INDEX ix_song_label (label=? AND rowid>?)", "INDEX ix_song_label (label>?)"],
    )?;
    assert_found(
        &by([Song::LABEL.desc()]),
        &rows,
        &["INDEX ix_song_label (label=? AND rowid<?)", "INDEX ix_song_label (label<?)"],
    )?;
    assert_found(
        &by([Song::YEAR.asc(), Song::TITLE.asc()]),
        &rows,
        &[
            "INDEX ix_song_year_title (year=? AND title=? AND rowid>?)",
            "INDEX ix_song_year_title (year=? AND title>?)",
            "INDEX ix_song_year_title (year>?)",
        ],
    )
}

#[test]
fn null_has_a_part_of_its_own() -> Result<()> {
    let [some, _] = songs()?;
    let null = Song { stars: None, ..some.clone() };
    let some = Song { stars: Some(2), ..some };
    let asc = by([Song::STARS.asc()]);
    let searches = ["INDEX ix_song_stars (stars=? AND rowid>?)", "INDEX ix_song_stars (stars>?)"];
    assert_found(&asc, std::slice::from_ref(&some), &searches)?;
    assert_found(&asc, std::slice::from_ref(&null), &searches)?;
    let desc = by([Song::STARS.desc()]);
    let agreeing = "INDEX ix_song_stars (stars=? AND rowid<?)";
    assert_found(
        &desc,
        &[some],
        &[agreeing, "INDEX ix_song_stars (stars<?)", "INDEX ix_song_stars (stars=?)"],
    )?;
    assert_found(&desc, &[null], &[agreeing])
}

#[test]
fn children_are_found_behind_their_parent() -> Result<()> {
    let rows = songs()?;
    let page = Singer { id: 3 }.songs().order_by(Song::YEAR.asc()).limit(20);
    let index = "INDEX ix_song_singer_id_year";
    let searches = [
        format!("{index} (singer_id=? AND year=? AND rowid>?)"),
        format!("{index} (singer_id=? AND year>?)"),
    ];
    assert_found(&page, &rows, &searches.each_ref().map(String::as_str))?;
    let page = Song::query().filter(Song::SINGER_ID.eq(3)).order_by(Song::YEAR.desc()).limit(20);
    let searches = [
        format!("{index} (singer_id=? AND year=? AND rowid<?)"),
        format!("{index} (singer_id=? AND year<?)"),
    ];
    assert_found(&page, &rows, &searches.each_ref().map(String::as_str))
}

#[test]
fn the_key_of_a_table_without_row_numbers_ends_its_indexes() -> Result<()> {
    let rows = [Place { shelf: 3, slot: 5, kind: 1 }, Place { shelf: 0, slot: 5, kind: 2 }];
    assert_found(
        &Place::query().limit(20),
        &rows,
        &["PRIMARY KEY (shelf=? AND slot>?)", "PRIMARY KEY (shelf>?)"],
    )?;
    assert_found(
        &Place::query().order_by(Place::KIND.asc()).limit(20),
        &rows,
        &[
            "COVERING INDEX ix_place_kind (kind=? AND shelf=? AND slot>?)",
            "COVERING INDEX ix_place_kind (kind=? AND shelf>?)",
            "COVERING INDEX ix_place_kind (kind>?)",
        ],
    )
}

#[test]
fn what_has_no_ties_is_one_part() -> Result<()> {
    let rows = songs()?;
    assert_found(&by([]), &rows, &["INTEGER PRIMARY KEY (rowid>?)"])?;
    assert_found(&by([Song::CODE.asc()]), &rows, &["INDEX sqlite_autoindex_song_1 (code>?)"])
}

#[test]
fn a_range_of_the_first_column_does_not_take_the_place_of_where_the_page_begins() -> Result<()> {
    let rows = songs()?;
    let page = by([Song::LABEL.asc()]).filter(Song::LABEL.ge("a"));
    assert_found(
        &page,
        &rows,
        &["INDEX ix_song_label (label=? AND rowid>?)", "INDEX ix_song_label (label>?)"],
    )?;
    for db in databases()? {
        let page = by([Song::CODE.asc()]).filter(Song::CODE.ge("code 1")).after(&rows[0]).statement()?;
        assert!(steps(&db, &page)? < 1_000);
    }
    Ok(())
}

/// Returns the number of instructions that SQLite executes for the statement.
fn steps(db: &Connection, statement: &Statement) -> Result<i32> {
    let mut prepared = db.prepare(&statement.sql)?;
    let mut rows = prepared.query(params_from_iter(&statement.values))?;
    while rows.next()?.is_some() {}
    drop(rows);
    Ok(prepared.get_status(StatementStatus::VmStep))
}

#[test]
fn parts_that_are_tested_are_looked_at_only_if_those_before_have_too_few_rows() -> Result<()> {
    for db in databases()? {
        let row = Song::get(&db, 1)?;
        assert_eq!((row.label.as_str(), row.length), ("a", 1));
        // All equal rows are this short, and none beyond: those are not scanned to find that out.
        let page = by([Song::LABEL.asc()]).filter(Song::LENGTH.lt(3)).limit(5).after(&row);
        assert_eq!(page.clone().all(&db)?.len(), 5);
        assert!(steps(&db, &page.statement()?)? < 400);
    }
    Ok(())
}

#[test]
fn a_page_costs_the_same_wherever_it_begins() -> Result<()> {
    for db in databases()? {
        let ordered = by([Song::LABEL.asc()]).limit(4_000).after(None).all(&db)?;
        let cost = |at: usize| -> Result<i32> {
            steps(&db, &by([Song::LABEL.asc()]).after(&ordered[at]).statement()?)
        };
        let first = cost(0)?;
        for at in [20, 1_000, 1_900, 2_500, 3_900] {
            let other = cost(at)?;
            // An older SQLite than the bundled one needs fewer steps if no rows are equal.
            let no_less = first * 5 <= other * 6 || at > 2_000 && !cfg!(feature = "bundled");
            assert!(other * 5 <= first * 6 && no_less, "{other} at {at}, {first} at first");
        }
    }
    Ok(())
}
