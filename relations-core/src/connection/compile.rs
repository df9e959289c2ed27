//! Compiling statements in the form that compares keys as the database does.
//!
//! A statement is rendered with [key comparisons](crate::statement::comparison) in their plain form,
//! `t."user_id"=+?1`. That form is right if the child's column and the parent's column have the same
//! collating sequence and affinity. Only the database knows: the models do not declare collating sequences,
//! and the tables need not have been made by this library.
//!
//! So a plain statement is compiled first. Before its first run the columns of its comparisons are looked up
//! in the database: if they agree, the statement runs, and SQLite's own counters (runs, compilations after a
//! change of the schema) show at the next run that nothing needs to be looked up again. If they differ, the
//! exact form is compiled instead, which compares with the parent's own column.

use std::borrow::Cow;

use rusqlite::{CachedStatement, Connection, Statement, StatementStatus};

use crate::{
    connection::{columns::compare_differently, indexes::has_index},
    statement::{
        comparison::{AlternativeKind, FixedSql, JoinAlternative, StepAlternative, column_pairs},
        sql::Sql,
    },
};

/// A statement that can be compiled: a text, some parts of which may have a form that the database decides.
pub(crate) trait Compile {
    /// Compiles the statement, or takes it from the connection's cache.
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
        let differs = || self.comparisons.iter().any(|comparison| compare_differently(db, &comparison.pairs));
        if is_verified(&statement, differs) { Ok(statement) } else { db.prepare_cached(&self.exact()) }
    }
}

impl Compile for Sql {
    #[inline]
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        let statement = db.prepare_cached(&self.text)?;
        let plain = self.alternatives.is_empty() || is_verified(&statement, || self.differs(db));
        if plain { Ok(statement) } else { db.prepare_cached(&self.exact()) }
    }
}

impl Sql {
    /// Returns `true` if the database needs the exact form of any part.
    fn differs(&self, db: &Connection) -> bool {
        self.alternatives.iter().any(|part| part.kind.differs(db))
    }

    /// Returns the text in the form that compares as the database does.
    pub(crate) fn for_database(&self, db: &Connection) -> Cow<'_, str> {
        if self.differs(db) { Cow::Owned(self.exact()) } else { Cow::Borrowed(&self.text) }
    }
}

/// Returns `true` if a compiled statement may run in its plain form. `differs` looks the columns up in the
/// database; it is called before the first run, and after SQLite has compiled the statement again because the
/// schema has changed.
#[inline]
pub(crate) fn is_verified(statement: &Statement<'_>, differs: impl FnOnce() -> bool) -> bool {
    let verified_before = statement.get_status(StatementStatus::Run) > 0 && is_still_verified(statement);
    verified_before || verify(statement, differs)
}

/// Returns `true` if SQLite has not compiled the statement again since it was verified.
#[inline]
pub(crate) fn is_still_verified(statement: &Statement<'_>) -> bool {
    statement.get_status(StatementStatus::RePrepare) == 0
}

/// Calls `differs`. If the plain form is right, SQLite counts recompilations from now on.
#[cold]
fn verify(statement: &Statement<'_>, differs: impl FnOnce() -> bool) -> bool {
    if differs() {
        return false;
    }
    statement.reset_status(StatementStatus::RePrepare);
    true
}

impl AlternativeKind {
    /// Returns `true` if the database needs the exact form.
    fn differs(&self, db: &Connection) -> bool {
        match self {
            Self::Fixed(comparison) => compare_differently(db, &comparison.pairs),
            Self::Reference { parent: near, to_children: step, .. }
            | Self::Step(StepAlternative { near, step, .. }) => {
                compare_differently(db, &column_pairs(near, *step).collect::<Vec<_>>())
            }
            Self::Join(JoinAlternative { step, .. }) | Self::ParentColumn { step, .. } => {
                !has_index(db, step.table, step.to, true)
            }
        }
    }
}
