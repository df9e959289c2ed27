//! The verb that models and shapes share: [`LoadExt`].

use rusqlite::Connection;

use crate::{base::error::Result, handle::kept::ByKey, model::load::Load};

/// The verb of all types that can be [loaded](crate::Load), models and shapes. The
/// [prelude](https://docs.rs/relations/latest/relations/prelude/index.html) imports it.
pub trait LoadExt: Load {
    /// Prepares a statement that reads one row after another by primary key. A loop that keeps it need not
    /// look it up each time, as `find` and `get` do. A shape with relations needs several statements, which
    /// are still looked up each time.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut users = User::by_key(&db)?;
    /// let names = [bob.id, alice.id].map(|id| users.get(id).map(|user| user.name));
    /// # let names = names.into_iter().collect::<relations::Result<Vec<_>>>()?;
    /// # assert_eq!(names, ["Bob", "Alice"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`](crate::Error::Mapping) if the database lacks a table or column of the model, and
    /// the errors that SQLite reports.
    fn by_key(db: &Connection) -> Result<ByKey<'_, Self>> {
        const {
            assert!(!Self::ASKS, "this shape is loaded with arguments: by its `get_with` or `query_with`");
        }
        ByKey::of(db)
    }
}

impl<S: Load> LoadExt for S {}
