//! Things that a plan keeps though no model declares them.

use std::fmt;

/// A part of a table that the models do not and cannot declare: it belongs to the database. It is kept, also
/// where the table is rebuilt. Its text states what it is and why it is kept.
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
    /// The thing that is kept, such as ``index `latest` ``.
    pub what: String,
    /// The reason why the models do not declare it.
    pub why: &'static str,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "keep {} of `{}` ({})", self.what, self.table, self.why)
    }
}
