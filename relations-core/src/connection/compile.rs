//! Compiling a statement in the form that compares as the database does.

use std::borrow::Cow;

use rusqlite::{CachedStatement, Connection, Statement, StatementStatus};

use crate::{
    connection::{columns::differ, found::are_found},
    statement::{
        comparison::{AlternativeKind, FixedSql, Instead, Joined, pairs},
        sql::Sql,
    },
};

/// What can be run: a text, of which parts may depend on how the database compares.
pub(crate) trait Compile {
    /// The statement, compiled.
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>>;
}

impl<C: Compile + ?Sized> Compile for &C {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        C::compile(self, db)
    }
}

impl Compile for str {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        db.prepare_cached(self)
    }
}

impl Compile for String {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        db.prepare_cached(self)
    }
}

impl Compile for FixedSql<'_> {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        let statement = db.prepare_cached(self.text)?;
        let differs = || self.compared.iter().any(|compared| differ(db, &compared.pairs));
        if holds(&statement, differs) { Ok(statement) } else { db.prepare_cached(&self.exact()) }
    }
}

impl Compile for Sql {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        let statement = db.prepare_cached(&self.text)?;
        let plain = self.compared.is_empty() || holds(&statement, || self.differs(db));
        if plain { Ok(statement) } else { db.prepare_cached(&self.exact()) }
    }
}

impl Sql {
    fn differs(&self, db: &Connection) -> bool {
        self.compared.iter().any(|part| part.of.differs(db))
    }

    /// The text in the form that compares as the database does.
    pub(crate) fn settled(&self, db: &Connection) -> Cow<'_, str> {
        if self.differs(db) { Cow::Owned(self.exact()) } else { Cow::Borrowed(&self.text) }
    }
}

/// Whether a statement can be run as it is, unless the database `differs`. It is asked before the first run, and after the
/// statement has been compiled anew because the schema has changed.
#[inline]
pub(crate) fn holds(statement: &Statement<'_>, differs: impl FnOnce() -> bool) -> bool {
    let known = statement.get_status(StatementStatus::Run) > 0 && is_as_compiled(statement);
    known || asked(statement, differs)
}

/// Whether a statement has not been compiled anew since the database was asked.
#[inline]
pub(crate) fn is_as_compiled(statement: &Statement<'_>) -> bool {
    statement.get_status(StatementStatus::RePrepare) == 0
}

#[cold]
fn asked(statement: &Statement<'_>, differs: impl FnOnce() -> bool) -> bool {
    if differs() {
        return false;
    }
    statement.reset_status(StatementStatus::RePrepare);
    true
}

impl AlternativeKind {
    fn differs(&self, db: &Connection) -> bool {
        match self {
            Self::Fixed(compared) => differ(db, &compared.pairs),
            Self::Reference { parent: near, to_children: step, .. }
            | Self::Instead(Instead { near, step, .. }) => {
                differ(db, &pairs(near, *step).collect::<Vec<_>>())
            }
            Self::Joined(Joined { step, .. }) => !are_found(db, step.table, step.to, true),
        }
    }
}
