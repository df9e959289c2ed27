//! A service as in the README: a pool of sixteen connections, whose calls read and then write.

use std::{
    error::Error,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use r2d2_sqlite::SqliteConnectionManager;
use relations::{Model, Schema, prelude::*, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(entries: Entry)]
pub struct Account {
    pub id: i64,
    pub balance: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: i64,
    #[belongs_to(account: Account)]
    pub account_id: i64,
    pub amount: i64,
}

const SCHEMA: Schema = schema![Account, Entry];

const CONNECTIONS: u32 = 16;
const CALLS: usize = 5_000;
const ACCOUNTS: i64 = 3;

type Pool = r2d2::Pool<SqliteConnectionManager>;

/// Creates the pool as in the README.
fn pool(path: &Path) -> Result<Pool, Box<dyn Error>> {
    let options = relations::Options::new().wal().busy_timeout(Duration::from_secs(30));
    let manager = SqliteConnectionManager::file(path).with_init(move |db| Ok(options.configure(db)?));
    let pool = r2d2::Pool::builder().max_size(16).build(manager)?;
    Ok(pool)
}

/// Runs one call of the service as in the README, with an additional entry.
fn deposit(pool: &Pool, id: i64, amount: i64) -> Result<i64, Box<dyn Error>> {
    let db = pool.get()?;
    let balance = relations::transaction(&db, |db| -> relations::Result<i64> {
        let mut account = Account::get(db, id)?;
        account.balance += amount;
        account.update(db)?;
        account.entries().create().amount(amount).insert(db)?;
        Ok(account.balance)
    })?;
    Ok(balance)
}

#[test]
fn no_call_is_refused_and_no_update_is_lost() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("service");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let pool = pool(&folder.join("app.db"))?;
    let db = pool.get()?;
    SCHEMA.create_all(&db)?;
    Account::insert_all(&db, (0..ACCOUNTS).map(|_| Account::create().balance(0)))?;
    drop(db);

    let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                while let Some(call) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|call| *call < CALLS)
                {
                    let id = 1 + i64::try_from(call).expect("a few thousand") % ACCOUNTS;
                    if let Err(error) = deposit(&pool, id, 1) {
                        eprintln!("{error}");
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                    let db = pool.get().expect("a connection");
                    let agree = relations::snapshot(&db, |db| -> relations::Result<bool> {
                        let account = Account::get(db, id)?;
                        let entries = account.entries().count(db)?;
                        Ok(account.balance == entries.cast_signed())
                    });
                    assert!(
                        agree.expect("reading waits for nobody"),
                        "the balance is the sum of the entries"
                    );
                }
            });
        }
    });
    println!("{CALLS} calls on {CONNECTIONS} connections, {} refused", refused.load(Ordering::Relaxed));
    assert_eq!(refused.into_inner(), 0);
    let db = pool.get()?;
    let balances: i64 = Account::query().all(&db)?.iter().map(|account| account.balance).sum();
    assert_eq!(usize::try_from(balances)?, CALLS);
    assert_eq!(Entry::query().count(&db)?, CALLS as u64);
    Ok(())
}

/// The README's lines are those above.
#[test]
fn the_readme_shows_this_service() {
    let (readme, here) = (include_str!("../../../README.md"), include_str!("service.rs"));
    let lines =
        |text: &str| text.lines().map(|line| line.trim().replace("\"app.db\"", "path")).collect::<Vec<_>>();
    let shown =
        readme.split("```text\n").find(|block| block.starts_with("let options")).expect("it is shown");
    let here = lines(here);
    let shown = shown.split("```").next().unwrap_or_default();
    for line in lines(shown).iter().filter(|line| !line.starts_with("//")) {
        assert!(here.contains(line), "not here: {line}");
    }
}
