//! The tables and their rows, as SQL that every contestant runs before the clock starts.

pub mod books;
mod inserts;
pub mod keys;
pub mod nodes;
pub mod users;
pub mod writes;

use self::{books::Books, users::Users};

/// The tables, as the models of this library describe them.
pub const TABLES: &str = include_str!("tables.sql");

/// The content of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// Users with their posts, comments and groups.
    Users(Users),
    /// Authors with their books, reviews and tags.
    Books(Books),
    /// Parents and children by keys that are not single integers.
    Keys,
    /// Rows that belong to each other.
    Nodes,
    /// Rows that the workloads write again.
    Writes,
}

impl Data {
    /// Returns the statements that create the tables and fill them.
    #[must_use]
    pub fn script(&self) -> String {
        let mut script = format!("BEGIN;\n{TABLES}\n");
        script += &match self {
            Self::Users(users) => users.inserts(),
            Self::Books(books) => books.inserts(),
            Self::Keys => keys::inserts(),
            Self::Nodes => nodes::inserts(),
            Self::Writes => writes::inserts(),
        };
        script + "COMMIT;\n"
    }

    /// Returns the statements that empty the tables that workloads fill.
    #[must_use]
    pub fn reset_script(&self) -> &'static str {
        match self {
            Self::Users(Users::NONE) => "DELETE FROM comments;\nDELETE FROM posts;\nDELETE FROM users;\n",
            _ => "DELETE FROM notes;\nDELETE FROM wides;\nDELETE FROM author_tag;\n",
        }
    }
}
