//! The verb that models and shapes share: [`LoadExt`].

use rusqlite::Connection;

use crate::{base::error::Result, handle::kept::ByKey, model::load::Load};

/// The verb of everything that can be [loaded](crate::Load), models and shapes: the
/// [prelude](https://docs.rs/relations/latest/relations/prelude/index.html) brings it.
pub trait LoadExt: Load {
    /// What reads rows by their primary key, one after another: a statement that is kept, which a loop need not look for each time
    /// as `find` and `get` do. So it is for models, and for shapes of columns; of a shape with relations each of these is read
    /// by a statement of its own, found each time.
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
    /// [`Error::Mapping`](crate::Error::Mapping) if the database lacks what the model maps, and what SQLite reports.
    fn by_key(db: &Connection) -> Result<ByKey<'_, Self>> {
        ByKey::of(db)
    }
}

impl<S: Load> LoadExt for S {}
