//! The place in an order where a page ended, as a value that programs keep and send: [`Cursor`].

mod bytes;
mod text;

use std::{fmt, str::FromStr};

use rusqlite::types::Value;

use crate::{
    base::error::{Error, Result},
    expression::order::{By, Term},
    query::{
        page::cursor::bytes::{checksum, read, write},
        untyped::UntypedQuery,
    },
    statement::sql::{AliasDepth, Sql},
};

/// The place in the order of a query where a page ended, so that the next one begins behind it.
///
/// A [page](crate::Page) comes with the cursor of the next one, and
/// [`Query::cursor`](crate::Query::cursor) makes one from a row. It holds the values of the row in the order and in the
/// primary key, so that it stays valid when that row changes or is deleted.
///
/// As text, by `to_string` and `parse`, and as a string with the feature `serde`, it consists of letters, digits, `-` and
/// `_`, to be sent in the address of a web page. The text is neither encrypted nor signed: who reads it can find out the
/// values, and who changes it can begin a page elsewhere in the same order, which shows no row that the query would not.
///
/// It goes with the order that it was made for, whatever the filters and the size of the page: see
/// [`Error::Cursor`].
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Cursor;
///
/// let by_name = User::query().order_by(User::NAME.asc());
/// let first = by_name.clone().page(1).read(&db)?;
/// let sent = first.next.expect("Bob is on the next page").to_string();
///
/// let cursor: Cursor = sent.parse()?;
/// assert_eq!(by_name.page(1).after(cursor).read(&db)?.rows, [bob]);
/// assert!("no cursor".parse::<Cursor>().is_err());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The fingerprint of the order that it was made for.
    pub(crate) order: u64,
    /// Set if the values are those of a struct, in which the database may hold another spelling of them.
    pub(crate) of_row: bool,
    /// The values of the row in the terms of the order, which the primary key completes.
    pub(crate) values: Vec<Value>,
}

/// Writes the text of the cursor.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = write(self);
        bytes.extend(checksum(&bytes).to_be_bytes());
        f.write_str(&text::encode(&bytes))
    }
}

/// Reads a cursor from its text; an [`Error::Cursor`] if it is not one.
impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let whole = || {
            let bytes = text::decode(text)?;
            let (bytes, sum) = bytes.split_last_chunk::<4>()?;
            (checksum(bytes).to_be_bytes() == *sum).then(|| read(bytes))?
        };
        whole().ok_or_else(|| Error::Cursor {
            problem: "the text is no cursor, or only a part of one: begin at the first page".to_owned(),
        })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl UntypedQuery {
    /// Returns the fingerprint of the order with these terms: it differs for another table, another column, another
    /// direction or another value in a condition.
    pub(crate) fn fingerprint(&self, terms: &[Term]) -> Result<u64> {
        let mut order = Sql::with_capacity(128);
        order.text += self.table.name;
        for term in terms {
            order.text += if term.descending { "\n-" } else { "\n+" };
            match &term.by {
                By::Column(column) => order.text += column,
                other => {
                    order.text.push(' ');
                    other.render(&mut order, AliasDepth::default())?;
                }
            }
        }
        let values = format!("\n{:?}", order.values);
        Ok(bytes::hash(order.text.bytes().chain(values.bytes())))
    }

    /// Returns the cursor of the row with these values in the terms of the order.
    pub(crate) fn cursor_of(&self, terms: &[Term], values: Vec<Value>, of_row: bool) -> Result<Cursor> {
        Ok(Cursor { order: self.fingerprint(terms)?, of_row, values })
    }

    /// Fails unless the cursor was made for the order with these terms.
    pub(crate) fn check_cursor(&self, cursor: &Cursor, terms: &[Term]) -> Result<()> {
        if cursor.values.len() == terms.len() && cursor.order == self.fingerprint(terms)? {
            return Ok(());
        }
        let problem = format!(
            "the cursor was made for another order or another model than this page of `{}`: begin at the first page",
            self.table.model
        );
        Err(Error::Cursor { problem })
    }
}
