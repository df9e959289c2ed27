//! The statements of the verbs that link and unlink, as data.

use crate::{
    base::error::Result,
    handle::many_to_many::{ManyToManyHandle, pairing::Pairing},
    query::Statement,
    relation::{junction::Linking, row_or_key::RowOrKey},
    row::bind,
    schema::metadata::role::VerbTime,
};

impl<R: Linking> ManyToManyHandle<'_, R> {
    /// Returns the SQL and the bound values that [`link`](Self::link) would run, without running it.
    ///
    /// It is the statement for tables as the models declare them: in a database whose keys compare otherwise than the foreign
    /// keys that refer to them, `link` compares as the keys do.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// let statement = alice.addresses().link_statement(&delhi)?;
    /// assert!(statement.sql.ends_with("DO NOTHING"));
    /// assert_eq!(statement.values, [alice.id.into(), delhi.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn link_statement(self, far: impl RowOrKey<R::Far, R, R::End>) -> Result<Statement>
    where
        R::Junction: Pairing,
    {
        let mut statement = self.pair_statement(&R::write().link, &far)?;
        statement.values.extend(R::write().filled(&VerbTime::new())?);
        Ok(statement)
    }

    /// Returns the SQL and the bound values that [`unlink`](Self::unlink) would run, without running it, otherwise as
    /// [`link_statement`](Self::link_statement).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// let statement = alice.addresses().unlink_statement(&delhi)?;
    /// assert!(statement.sql.starts_with("DELETE FROM "));
    /// assert_eq!(statement.values, [alice.id.into(), delhi.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`link_statement`](Self::link_statement).
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn unlink_statement(self, far: impl RowOrKey<R::Far, R, R::End>) -> Result<Statement> {
        self.pair_statement(&R::write().unlink, &far)
    }

    fn pair_statement(self, sql: &str, far: &impl RowOrKey<R::Far, R, R::End>) -> Result<Statement> {
        let values = bind::collect(|bind| self.bind_pair(far, bind))?;
        Ok(Statement { sql: sql.to_owned(), values })
    }
}
