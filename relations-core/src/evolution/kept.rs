//! What a plan leaves as it is, though no model has it.

use std::fmt;

/// Something of a table that the models do not say and cannot say: it belongs to the database. It stays, also where the
/// table is made anew. Its text says what it is and why.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// db.execute_batch("CREATE INDEX latest ON posts (id DESC) WHERE title <> ''")?;
/// let plan = SCHEMA.plan(&db)?;
/// assert!(plan.is_empty());
/// assert_eq!(plan.kept()[0].to_string(), "keep index `latest` of `posts` (models cannot say WHERE)");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept {
    /// The table.
    pub table: String,
    /// What it is, as ``index `latest` ``.
    pub what: String,
    /// Why the models do not have it.
    pub why: &'static str,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "keep {} of `{}` ({})", self.what, self.table, self.why)
    }
}
