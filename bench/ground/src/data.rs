//! The tables and the rows in them, as SQL that every contestant runs before the clock starts.

pub mod books;
pub mod keys;
mod rows;
pub mod users;
pub mod writes;

use self::{books::Books, users::Users};

/// The tables, as the models of this library describe them.
pub const TABLES: &str = include_str!("tables.sql");

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// Users with their posts, comments and groups.
    Users(Users),
    /// Authors with their books, reviews and tags.
    Books(Books),
    /// Parents and children by keys that are not single integers.
    Keys,
    /// Rows that are written again.
    Writes,
}

impl Data {
    /// Statements that create the tables and fill them.
    #[must_use]
    pub fn script(&self) -> String {
        let mut script = format!("BEGIN;\n{TABLES}\n");
        script += &match self {
            Self::Users(users) => users.rows(),
            Self::Books(books) => books.rows(),
            Self::Keys => keys::rows(),
            Self::Writes => writes::rows(),
        };
        script + "COMMIT;\n"
    }
}
