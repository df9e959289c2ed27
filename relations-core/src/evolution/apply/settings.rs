//! The pragmas that a rebuild needs otherwise than a program does.

use rusqlite::Connection;

use crate::{error::Result, evolution::refusal::Refusal};

/// What the pragmas were; they are so again when this is dropped, whatever happened meanwhile.
pub(super) struct Settings<'db> {
    db: &'db Connection,
    foreign_keys: bool,
    legacy_alter_table: bool,
    restored: bool,
}

impl<'db> Settings<'db> {
    /// Turns foreign keys off, with which dropping a table would delete its rows one by one and their children
    /// with them; and has ALTER TABLE look after what refers to a table, until a rebuild says otherwise.
    pub(super) fn set(db: &'db Connection) -> Result<Self> {
        let settings = Self {
            db,
            foreign_keys: is_on(db, "foreign_keys")?,
            legacy_alter_table: is_on(db, "legacy_alter_table")?,
            restored: false,
        };
        set(db, "foreign_keys", false)?;
        set(db, "legacy_alter_table", false)?;
        Ok(settings)
    }

    /// Puts both back, and makes sure of it.
    pub(super) fn restore(mut self) -> Result<()> {
        self.restored = true;
        let legacy = set(self.db, "legacy_alter_table", self.legacy_alter_table);
        set(self.db, "foreign_keys", self.foreign_keys)?;
        legacy
    }
}

impl Drop for Settings<'_> {
    fn drop(&mut self) {
        if !self.restored {
            let _ = set(self.db, "legacy_alter_table", self.legacy_alter_table);
            let _ = set(self.db, "foreign_keys", self.foreign_keys);
        }
    }
}

fn is_on(db: &Connection, pragma: &str) -> Result<bool> {
    Ok(db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?)
}

fn set(db: &Connection, pragma: &'static str, on: bool) -> Result<()> {
    db.pragma_update(None, pragma, on)?;
    if is_on(db, pragma)? == on { Ok(()) } else { Err(Refusal::Pragma { name: pragma }.into()) }
}
