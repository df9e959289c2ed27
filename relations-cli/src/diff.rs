//! Compares the schemas of two databases. Begin with [`diff()`]: `parts` takes each schema apart, and parts
//! with the same key are compared.

mod parts;

use std::fmt;

use relations::catalog::Catalog;
use serde::Serialize;

/// A difference between two databases. [`Display`](fmt::Display) formats it as one line that begins with `-`
/// if only the first has it, `+` if only the second has it, and `~` if they define it differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The table, or the view.
    pub of: String,
    /// The kind: `table`, `column`, `primary key`, `unique`, `check`, `foreign key`, `index`, `view` or
    /// `trigger`.
    pub kind: &'static str,
    /// The name, the expression or the columns; empty for the primary key, of which there is one.
    pub name: String,
    /// The definition in the first database, if there is one.
    pub left: Option<String>,
    /// The definition in the second database, if there is one.
    pub right: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match (&self.left, &self.right) {
            (Some(_), None) => '-',
            (None, Some(_)) => '+',
            _ => '~',
        };
        write!(f, "{sign} {}", self.kind)?;
        match (self.of == self.name, self.name.as_str()) {
            (true, name) => write!(f, " {name}")?,
            (false, "") => write!(f, " of `{}`", self.of)?,
            (false, name) => write!(f, " of `{}`: {name}", self.of)?,
        }
        let definitions: Vec<&str> = [&self.left, &self.right]
            .into_iter()
            .flatten()
            .map(|definition| if definition.is_empty() { "(nothing)" } else { definition })
            .collect();
        match definitions[..] {
            [left, right] => write!(f, ": {left} → {right}"),
            ["(nothing)"] => Ok(()),
            [only] => write!(f, ": {only}"),
            _ => Ok(()),
        }
    }
}

/// Compares the schemas of two databases, and returns the differences in the order of the tables' names; none
/// if they are equal.
///
/// Indexes and constraints are identified by their columns and expressions: their names do not count, nor
/// does the order of columns. The parts of a table that only one database has are not listed.
///
/// ```
/// use relations::catalog::Catalog;
/// use relations_cli::diff;
///
/// let left = Catalog::of_script("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")?;
/// let right = Catalog::of_script("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")?;
/// assert_eq!(diff(&left, &right)[0].to_string(), "~ column of `users`: name: TEXT → TEXT NOT NULL");
/// assert!(diff(&left, &left).is_empty());
/// # Ok::<(), relations::Error>(())
/// ```
#[must_use]
pub fn diff(left: &Catalog, right: &Catalog) -> Vec<Difference> {
    let (ours, theirs) = (parts::parts(left), parts::parts(right));
    let mut found = Vec::new();
    for (id, part) in &ours {
        let other = theirs.get(id);
        let same = other.is_some_and(|other| part.is_same(other));
        if !same && (!part.is_inner() || theirs.contains_key(&part.owner())) {
            found.push(difference(part, Some(part), other));
        }
    }
    for (id, part) in &theirs {
        if !ours.contains_key(id) && (!part.is_inner() || ours.contains_key(&part.owner())) {
            found.push(difference(part, None, Some(part)));
        }
    }
    found.sort_by_key(|difference| (difference.of.to_lowercase(), parts::kind_rank(difference.kind)));
    found
}

fn difference(part: &parts::Part, left: Option<&parts::Part>, right: Option<&parts::Part>) -> Difference {
    let definition = |part: Option<&parts::Part>| part.map(|part| part.definition.clone());
    Difference {
        of: part.of.clone(),
        kind: part.kind,
        name: part.name.clone(),
        left: definition(left),
        right: definition(right),
    }
}
