//! Sets of foreign keys of which one is set.

/// A set of `belongs_to` relations of which a row has one: one of [`Table::one_ofs`](crate::schema::Table::one_ofs).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// let subject = &Note::TABLE.one_ofs[0];
/// assert_eq!((subject.name, subject.rows, subject.optional), ("subject", "Subject", false));
/// assert_eq!(subject.members, ["post", "group"]);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OneOfDef {
    /// The name of the set: its accessor.
    pub name: &'static str,
    /// The name of the enum of the rows that it can lead to.
    pub rows: &'static str,
    /// The relations, by their names.
    pub members: &'static [&'static str],
    /// The variants of the enum, one for each relation.
    pub variants: &'static [&'static str],
    /// `true` if a row may have none.
    pub optional: bool,
}

impl OneOfDef {
    /// Creates the set `name` of the relations `members`.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        rows: &'static str,
        members: &'static [&'static str],
        variants: &'static [&'static str],
    ) -> Self {
        Self { name, rows, members, variants, optional: false }
    }
}

setters! { OneOfDef: optional: bool }
