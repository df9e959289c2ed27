//! The two pragmas that a rebuild needs set: `foreign_keys` and `legacy_alter_table`, both off.

use rusqlite::{Connection, config::DbConfig};

use crate::{base::error::Result, evolution::Refusal};

/// The values of the pragmas before the plan. Dropping it restores them, whatever happened meanwhile.
pub(super) struct Settings<'db> {
    db: &'db Connection,
    foreign_keys: bool,
    legacy_alter_table: bool,
    restored: bool,
}

// Set by configuration and not by PRAGMA statements: an interrupt or an authorizer must not prevent restoring
// them.
const FOREIGN_KEYS: (DbConfig, &str) = (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, "foreign_keys");
const LEGACY_ALTER_TABLE: (DbConfig, &str) =
    (DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, "legacy_alter_table");

impl<'db> Settings<'db> {
    /// Turns foreign keys off, since dropping a table would otherwise delete its rows one by one and their
    /// children with them; and makes ALTER TABLE update what refers to a renamed table, until a rebuild turns
    /// that off.
    pub(super) fn set(db: &'db Connection) -> Result<Self> {
        let settings = Self {
            db,
            foreign_keys: db.db_config(FOREIGN_KEYS.0)?,
            legacy_alter_table: db.db_config(LEGACY_ALTER_TABLE.0)?,
            restored: false,
        };
        set(db, FOREIGN_KEYS, false)?;
        set(db, LEGACY_ALTER_TABLE, false)?;
        Ok(settings)
    }

    /// Restores both pragmas and checks that they took effect.
    pub(super) fn restore(mut self) -> Result<()> {
        self.restored = true;
        let legacy = set(self.db, LEGACY_ALTER_TABLE, self.legacy_alter_table);
        set(self.db, FOREIGN_KEYS, self.foreign_keys)?;
        legacy
    }
}

impl Drop for Settings<'_> {
    fn drop(&mut self) {
        if !self.restored {
            let _ = set(self.db, LEGACY_ALTER_TABLE, self.legacy_alter_table);
            let _ = set(self.db, FOREIGN_KEYS, self.foreign_keys);
        }
    }
}

fn set(db: &Connection, (config, name): (DbConfig, &'static str), on: bool) -> Result<()> {
    if db.set_db_config(config, on)? == on { Ok(()) } else { Err(Refusal::Pragma { name }.into()) }
}
