//! Plans of descendants and ancestors: each step of a walk is a search, in tables as they are and analyzed ones, and
//! statements are compiled once.
#![cfg(feature = "bundled")]

use relations::{Load, Modify, Result, Select, Statement, prelude::*, raw, rusqlite::Connection};

use crate::support::{Author, Book, compiled_once, databases, plan, run_without_compiling};

fn statements(value: i64) -> Result<Vec<Statement>> {
    let author = Author { id: value, name: String::new(), email: String::new(), teacher_id: Some(value / 5) };
    let (below, above) = (Author::TEACHER.descendants(), Author::TEACHER.ancestors());
    let email = || Author::EMAIL.eq(format!("{value}@x"));
    let depth = value.unsigned_abs();
    let of = |filter| Author::query().filter(filter).statement();
    Ok(vec![
        author.descendants().into_query().statement()?,
        author.ancestors().into_query().statement()?,
        author.descendants().depth(depth).into_query().statement()?,
        author.ancestors().depth(depth).into_query().statement()?,
        author.descendants().filter(Author::NAME.ne(value.to_string())).statement()?,
        author.descendants().order_by(Author::NAME.asc()).limit(depth).offset(1).statement()?,
        author.descendants().set(Author::NAME, value.to_string()).statement()?,
        author.descendants().into_query().delete_statement()?,
        of(below.any(email()))?,
        of(above.any(email()))?,
        of(below.depth(depth).any(email()))?,
        of(above.depth(depth).any(email()))?,
        of(below.contains(&author))?,
        of(above.contains(&author))?,
        of(below.any(Author::BOOKS.any(Book::ISBN.eq(format!("isbn {value}")))))?,
    ])
}

/// Conditions that are tested for each row.
fn testing_statements(value: i64) -> Result<Vec<Statement>> {
    let (below, above) = (Author::TEACHER.descendants(), Author::TEACHER.ancestors());
    let email = || Author::EMAIL.eq(format!("{value}@x"));
    let of = |filter| Author::query().filter(filter).statement();
    Ok(vec![
        of(!below.any(email()))?,
        of(below.none())?,
        of(above.none())?,
        of(below.count().ge(value.unsigned_abs()))?,
        of(above.count().eq(value.unsigned_abs()))?,
        of(below.depth(2).count().ge(value.unsigned_abs()))?,
        of(below.count_where(email()).ge(1))?,
        of(below.any(raw("length(name) > 3").filter()).and(Author::ID.eq(value)))?,
    ])
}

/// Returns the steps that go through a whole table.
fn scans(db: &Connection, statement: &Statement) -> Result<Vec<String>> {
    // The rows of the walk are no table.
    let walk = ["SCAN w", "SCAN d", "SCAN sqlite_walk", "SCAN j1", "SCAN CONSTANT ROW", "SCAN (subquery"];
    let is_walk = |step: &String| {
        walk.iter().any(|walk| {
            step == walk || step.starts_with(&format!("{walk} ")) || step.starts_with(&format!("{walk}-"))
        })
    };
    let steps = plan(db, statement)?.into_iter().filter(|step| step.starts_with("SCAN") && !is_walk(step));
    Ok(steps.collect())
}

#[test]
fn each_step_is_a_search() -> Result<()> {
    for db in databases()? {
        for statement in statements(7)? {
            assert_eq!(scans(&db, &statement)?, [""; 0], "{:#?}\n{}", plan(&db, &statement)?, statement.sql);
        }
        for statement in testing_statements(7)? {
            let scans = scans(&db, &statement)?;
            let own = |step: &String| step == "SCAN t" || step.starts_with("SCAN t ");
            assert!(scans.len() <= 1 && scans.iter().all(own), "{scans:?}\n{}", statement.sql);
        }
    }
    Ok(())
}

#[test]
fn whatever_the_values_they_are_compiled_once() -> Result<()> {
    for db in databases()? {
        let all = [statements(7)?, testing_statements(7)?].concat();
        let others = [statements(311)?, testing_statements(311)?].concat();
        for (one, other) in all.iter().zip(&others) {
            if one.sql.starts_with("SELECT") {
                compiled_once(&db, one, other)?;
            } else {
                // Their children would keep the rows.
                db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
                run_without_compiling(&db, one)?;
                run_without_compiling(&db, other)?;
                db.execute_batch("ROLLBACK")?;
            }
        }
    }
    Ok(())
}

#[test]
fn shapes_of_all_rows_are_one_statement() -> Result<()> {
    #[derive(Load)]
    #[load(Author)]
    struct Page {
        #[load(descendants = teacher)]
        below: Vec<Author>,
        #[load(ancestors = teacher)]
        above: Vec<Author>,
    }
    for mut db in databases()? {
        let trace = crate::trace::trace(&mut db)?;
        let pages = Page::query().all(&db)?;
        // The rows, those below and those above, at one moment.
        let ran: Vec<_> = trace.take().into_iter().filter(|ran| ran.sql.starts_with("SELECT")).collect();
        assert_eq!(ran.len(), 3, "{ran:#?}");
        assert!(ran.iter().all(|ran| ran.prepared_anew == 0), "{ran:#?}");
        let below: usize = pages.iter().map(|page| page.below.len()).sum();
        let above: usize = pages.iter().map(|page| page.above.len()).sum();
        assert_eq!(below, above);
        assert!(below > 500);
    }
    Ok(())
}
