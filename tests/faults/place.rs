//! Where a verb is called.

use relations::rusqlite::{self, Connection};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no transaction.
    Outside,
    /// In a transaction of the user's, which has written before.
    Transaction,
    /// In a savepoint of the user's in one.
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

    /// Leaves it in order; fails if it is not as it was entered.
    pub fn leave(self, db: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Outside => Ok(()),
            Self::Transaction => db.execute_batch("COMMIT"),
            Self::Savepoint => db.execute_batch("RELEASE relations; COMMIT"),
        }
    }
}
