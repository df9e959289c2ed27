//! The faults, and the places at which they strike.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use relations::rusqlite::{
    self, Connection,
    hooks::{AuthContext, Authorization},
    limits::Limit,
};

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A progress handler interrupts once.
    Once { every: i32 },
    /// A progress handler interrupts from then on, as behind a deadline.
    Lasting { every: i32 },
    /// `sqlite3_interrupt` is called.
    Handle { every: i32 },
    /// The database may have no more pages; the place is the number that it can still take.
    Pages,
    /// One of SQLite's limits; the place is its value.
    Limit(Limit),
    /// The commit hook refuses.
    Commit,
    /// The authorizer denies one action.
    Authorizer,
    /// A trigger raises this on this event of a table.
    Trigger { raise: &'static str, event: &'static str, table: &'static str },
    /// SQLite's heap is full, which [`heap`](crate::heap) causes.
    Heap,
}

/// A fault that is installed on a connection.
pub struct Installed {
    kind: Kind,
    /// The number of times that the place was passed.
    passed: Arc<AtomicU32>,
    place: u32,
    before: i64,
}

impl Kind {
    /// Returns every kind of fault.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Once { every: 1 },
            Self::Lasting { every: 1 },
            Self::Once { every: 3 },
            Self::Lasting { every: 7 },
            Self::Lasting { every: 100 },
            Self::Handle { every: 1 },
            Self::Pages,
            Self::Commit,
            Self::Authorizer,
        ];
        all.extend(
            [
                Limit::SQLITE_LIMIT_LENGTH,
                Limit::SQLITE_LIMIT_SQL_LENGTH,
                Limit::SQLITE_LIMIT_COLUMN,
                Limit::SQLITE_LIMIT_EXPR_DEPTH,
                Limit::SQLITE_LIMIT_COMPOUND_SELECT,
                Limit::SQLITE_LIMIT_VDBE_OP,
                Limit::SQLITE_LIMIT_FUNCTION_ARG,
                Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH,
                Limit::SQLITE_LIMIT_VARIABLE_NUMBER,
                Limit::SQLITE_LIMIT_TRIGGER_DEPTH,
            ]
            .map(Self::Limit),
        );
        for table in ["users", "posts", "profile", "address", "user_address", "category", "membership"] {
            for event in [
                "BEFORE INSERT",
                "AFTER INSERT",
                "BEFORE UPDATE",
                "AFTER UPDATE",
                "BEFORE DELETE",
                "AFTER DELETE",
            ] {
                for raise in ["ABORT", "FAIL", "ROLLBACK", "IGNORE"] {
                    all.push(Self::Trigger { raise, event, table });
                }
            }
        }
        all
    }

    /// Returns the places to try, at most this many; `None` for a kind whose places are
    /// [counted](Installed::passed).
    pub fn places(self, cases: u32) -> Option<Vec<u32>> {
        if self.is_counted() {
            return None;
        }
        let places: Vec<u32> = match self {
            Self::Pages => (0..8).collect(),
            Self::Limit(_) => vec![0, 1, 2, 5, 12, 25, 35, 50, 70, 100, 150, 220, 300, 500, 1_000],
            // The place is the number of the row.
            _ => (1..4).collect(),
        };
        Some(spread(places.len(), cases).map(|at| places[at]).collect())
    }

    /// Returns `true` if the places are counted.
    pub const fn is_counted(self) -> bool {
        matches!(
            self,
            Self::Once { .. } | Self::Lasting { .. } | Self::Handle { .. } | Self::Authorizer | Self::Commit
        )
    }

    /// Returns the table of a trigger.
    pub const fn table(self) -> Option<&'static str> {
        match self {
            Self::Trigger { table, .. } => Some(table),
            _ => None,
        }
    }

    /// Returns `true` if SQLite may end the user's transaction because of the fault.
    pub fn may_end_the_transaction(self) -> bool {
        matches!(
            self,
            Self::Once { .. }
                | Self::Lasting { .. }
                | Self::Handle { .. }
                | Self::Pages
                | Self::Heap
                | Self::Trigger { raise: "ROLLBACK", .. }
        )
    }

    pub fn install(self, db: &mut Connection, place: u32) -> rusqlite::Result<Installed> {
        let passed = Arc::new(AtomicU32::new(0));
        let mut before = 0;
        let passing = Arc::clone(&passed);
        let pass = move || passing.fetch_add(1, Ordering::Relaxed) + 1;
        match self {
            Self::Once { every } => db.progress_handler(every, Some(move || pass() == place))?,
            Self::Lasting { every } => db.progress_handler(every, Some(move || pass() >= place))?,
            Self::Handle { every } => {
                let handle = db.get_interrupt_handle();
                db.progress_handler(
                    every,
                    Some(move || {
                        if pass() == place {
                            handle.interrupt();
                        }
                        false
                    }),
                )?;
            }
            Self::Pages => {
                let pages: i64 = db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
                let pages = pages + i64::from(place);
                db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
            }
            Self::Limit(limit) => {
                before = i64::from(db.limit(limit)?);
                db.set_limit(limit, i32::try_from(place).unwrap_or(i32::MAX))?;
            }
            Self::Commit => db.commit_hook(Some(move || pass() == place))?,
            Self::Heap => {}
            Self::Authorizer => {
                let deny = move |_: AuthContext<'_>| {
                    if pass() == place { Authorization::Deny } else { Authorization::Allow }
                };
                db.authorizer(Some(deny))?;
            }
            Self::Trigger { raise, event, table } => {
                let reason = if raise == "IGNORE" { String::new() } else { ", 'refused'".to_owned() };
                // The first rows pass.
                db.execute_batch(&format!(
                    "CREATE TEMP TABLE passing (n INTEGER); INSERT INTO passing VALUES (0);
                     CREATE TEMP TRIGGER refuse {event} ON main.{table} WHEN (SELECT n FROM passing) >= {} BEGIN
                         SELECT RAISE({raise}{reason}); END;
                     CREATE TEMP TRIGGER pass {} ON main.{table} BEGIN UPDATE passing SET n = n + 1; END",
                    place - 1,
                    event.replace("BEFORE", "AFTER"),
                ))?;
            }
        }
        Ok(Installed { kind: self, passed, place, before })
    }
}

impl Installed {
    /// Removes the fault from the connection.
    pub fn remove(&self, db: &mut Connection) -> rusqlite::Result<()> {
        match self.kind {
            Kind::Once { .. } | Kind::Lasting { .. } | Kind::Handle { .. } => {
                db.progress_handler(0, None::<fn() -> bool>)
            }
            Kind::Pages => db.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())),
            Kind::Limit(limit) => {
                db.set_limit(limit, i32::try_from(self.before).unwrap_or(i32::MAX)).map(drop)
            }
            Kind::Commit => db.commit_hook(None::<fn() -> bool>),
            Kind::Heap => Ok(()),
            Kind::Authorizer => db.authorizer(None::<fn(AuthContext<'_>) -> Authorization>),
            Kind::Trigger { .. } => db.execute_batch(
                "DROP TRIGGER IF EXISTS temp.refuse; DROP TRIGGER IF EXISTS temp.pass; DROP TABLE IF EXISTS temp.passing",
            ),
        }
    }

    /// Returns `true` if the place was reached, for kinds that count it; for others, the outcome shows it.
    pub fn reached(&self) -> bool {
        self.kind.is_counted() && self.passed() >= self.place
    }

    /// Returns the number of places.
    pub fn passed(&self) -> u32 {
        self.passed.load(Ordering::Relaxed)
    }
}

/// Returns at most `most` of `many` indices, spread from the first to the last.
pub fn spread(many: usize, most: u32) -> impl Iterator<Item = usize> {
    let most = (most as usize).max(2).min(many);
    (0..most).map(move |nth| if most == many { nth } else { nth * (many - 1) / (most - 1) })
}
