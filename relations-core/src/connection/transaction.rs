//! Transactions for programs: [`transaction`] and [`snapshot`].

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::atomic,
};

/// Runs `work` in a transaction: everything that it writes is committed if it returns `Ok`, and nothing if it
/// returns an error or panics.
///
/// The write lock is taken [at once](https://sqlite.org/lang_transaction.html#immediate), after waiting for
/// other writers up to the busy time-out. So the rows that `work` reads do not change before it writes, and
/// it never fails with [`Error::Busy`] half-way.
///
/// `work` is called with the same connection, so that transactions nest: inside of another one, even if
/// rusqlite began it, this is a [savepoint](https://sqlite.org/lang_savepoint.html), and an error undoes only
/// what `work` did.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// relations::transaction(&db, |db| {
///     let mut alice = User::get(db, alice.id)?;
///     alice.phone_number += 10;
///     alice.update(db)?;
///     alice.posts().create().title("Moved").content("Call me").insert(db)
/// })?;
/// assert_eq!((User::get(&db, alice.id)?.phone_number, alice.posts().count(&db)?), (11, 1));
///
/// let refused: relations::Result<()> = relations::transaction(&db, |db| {
///     alice.posts().clear(db)?;
///     bob.posts().create().title("Hello").content("…").insert(db)?;
///     User::get(db, 77)?; // nobody
///     Ok(())
/// });
/// assert!(refused.is_err());
/// assert_eq!((alice.posts().count(&db)?, bob.posts().count(&db)?), (1, 0));
/// # Ok(()) }
/// ```
///
/// What verbs have written into structs, such as a new version or a foreign key, is not taken back with the transaction: if
/// it fails, read the rows again.
///
/// The error may be of any type that an [`Error`] converts into. Annotate it where the compiler cannot infer
/// it, as before a `?`:
///
/// ```
/// # use seed::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> { let (db, alice, bob) = seed()?;
/// let phone = relations::transaction(&db, |db| -> Result<i64, Box<dyn std::error::Error>> {
///     let phone = "7".parse()?;
///     User::query().filter(User::ID.eq(alice.id)).set(User::PHONE_NUMBER, phone).update(db)?;
///     Ok(phone)
/// })?;
/// # assert_eq!(User::get(&db, alice.id)?.phone_number, phone);
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Returns the error of `work`; [`Error::Busy`] if another connection keeps the write lock;
/// [`Error::ForeignKey`] if a deferred foreign key is violated at the end; and what SQLite reports for the
/// commit. Nothing has changed then.
///
/// After some errors [SQLite ends the whole
/// transaction](https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction), the one
/// around this one included: a full disk, an interrupt, a trigger that raises ROLLBACK. Return the error:
/// anything that `work` still writes is outside of any transaction.
pub fn transaction<T, E: From<Error>>(
    db: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    atomic::atomic_or(db, None, || work(db))
}

/// Runs `work`, which reads, so that everything it reads is of one moment, whatever other connections write
/// meanwhile. Inside of a transaction that is the case anyway.
///
/// A single verb needs no snapshot: a shape, too, is loaded at one moment. In [WAL
/// mode](https://sqlite.org/isolation.html) nobody waits for a reader, nor a reader for anybody; in other
/// modes, others can write only afterwards. Use a [`transaction`] to write: here a write may fail with
/// [`Error::Busy`].
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let (users, posts): (Vec<User>, u64) = relations::snapshot(&db, |db| -> relations::Result<_> {
///     Ok((User::query().all(db)?, Post::query().count(db)?))
/// })?;
/// # assert_eq!((users.len(), posts), (2, 0));
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Returns the error of `work`, and what SQLite reports.
pub fn snapshot<T, E: From<Error>>(
    db: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    atomic::at_one_moment(db, || work(db))
}
