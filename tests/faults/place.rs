//! The place of a call within transactions.

use relations::rusqlite::{self, Connection};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Outside of any transaction.
    Outside,
    /// In the user's transaction, which has written before.
    Transaction,
    /// In the user's savepoint within a transaction.
    Savepoint,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Outside, Self::Transaction, Self::Savepoint];

    pub fn enter(self, db: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Outside => Ok(()),
            Self::Transaction => db.execute_batch("BEGIN; INSERT INTO mine VALUES (1)"),
            Self::Savepoint => db.execute_batch(
                "BEGIN; INSERT INTO mine VALUES (1); SAVEPOINT relations; INSERT INTO mine VALUES (2)",
            ),
        }
    }

    /// Leaves the place in order. Fails if it is not as it was entered.
    pub fn leave(self, db: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Outside => Ok(()),
            Self::Transaction => db.execute_batch("COMMIT"),
            Self::Savepoint => db.execute_batch("RELEASE relations; COMMIT"),
        }
    }
}
