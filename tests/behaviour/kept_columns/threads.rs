//! Two connections on one file: the one that comes second learns of it, and no change is lost.

use std::{sync::Barrier, thread, time::Duration};

use relations::{Error, Model, Options, Result, prelude::*, rusqlite::Connection, schema};

use crate::file::File;

#[derive(Model, Clone, Debug, PartialEq)]
struct Account {
    id: i64,
    amount: i64,
    #[column(version)]
    version: i64,
    #[column(updated_at)]
    changed: i64,
}

fn open(file: &File) -> Result<Connection> {
    let db = Options::new().wal().busy_timeout(Duration::from_secs(60)).open(&file.0)?;
    db.execute_batch("PRAGMA synchronous = OFF")?;
    Ok(db)
}

fn database(name: &str) -> Result<File> {
    let file = File::new(name);
    let db = open(&file)?;
    schema![Account].create_all(&db)?;
    Account::create().id(1).amount(0).insert(&db)?;
    Ok(file)
}

#[test]
fn of_two_that_have_read_one_row_the_second_is_refused() -> Result<()> {
    let file = database("two-versions")?;
    let (one, other) = (open(&file)?, open(&file)?);
    let (mut mine, mut yours) = (Account::get(&one, 1)?, Account::get(&other, 1)?);
    mine.amount += 5;
    yours.amount += 7;
    mine.update(&one)?;
    assert!(matches!(yours.update(&other), Err(Error::Stale { .. })));
    assert_eq!(Account::get(&other, 1)?, mine);
    yours.reload(&other)?;
    yours.amount += 7;
    yours.update(&other)?;
    assert_eq!((Account::get(&one, 1)?.amount, yours.version), (12, 3));
    Ok(())
}

#[test]
fn of_two_threads_at_once_one_is_refused() -> Result<()> {
    let file = database("two-threads")?;
    for round in 0..20 {
        let barrier = Barrier::new(2);
        let outcomes: Vec<Result<()>> = thread::scope(|scope| {
            let threads = [1, 2].map(|amount| {
                let (file, barrier) = (&file, &barrier);
                scope.spawn(move || {
                    let db = open(file)?;
                    let mut account = Account::get(&db, 1)?;
                    account.amount = amount;
                    barrier.wait();
                    account.update(&db)
                })
            });
            threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
        });
        let refused = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Stale { .. }))).count();
        let written = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!((written, refused), (1, 1), "round {round}: {outcomes:?}");
        let account = Account::get(&open(&file)?, 1)?;
        let winner = if outcomes[0].is_ok() { 1 } else { 2 };
        assert_eq!((account.amount, account.version), (winner, round + 2));
    }
    Ok(())
}

#[test]
fn a_counter_of_many_threads_that_try_again_has_the_right_sum() -> Result<()> {
    const THREADS: i64 = 8;
    const STEPS: i64 = 100;

    fn count(db: &Connection, begin: &Barrier) -> Result<i64> {
        let mut refused = 0;
        begin.wait();
        for _ in 0..STEPS {
            let mut account = Account::get(db, 1)?;
            loop {
                account.amount += 1;
                // The others read and write meanwhile.
                thread::yield_now();
                match account.update(db) {
                    Ok(()) => break,
                    Err(Error::Stale { .. }) => account.reload(db)?,
                    Err(error) => return Err(error),
                }
                refused += 1;
            }
        }
        Ok(refused)
    }

    let file = database("counter")?;
    let connections: Vec<Connection> = (0..THREADS).map(|_| open(&file)).collect::<Result<_>>()?;
    let begin = Barrier::new(connections.len());
    let refused: i64 = thread::scope(|scope| {
        let threads = connections.into_iter().map(|db| {
            let begin = &begin;
            scope.spawn(move || count(&db, begin))
        });
        let threads: Vec<_> = threads.collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).sum::<Result<i64>>()
    })?;
    let account = Account::get(&open(&file)?, 1)?;
    assert_eq!((account.amount, account.version), (THREADS * STEPS, THREADS * STEPS + 1));
    println!("{refused} updates were refused and tried again");
    Ok(())
}
