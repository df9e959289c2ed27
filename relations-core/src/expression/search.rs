//! Searching text: patterns, and the text of a user in them.
//!
//! A pattern is bound behind a plus, so that SQLite does not try to find the rows by an index: that would depend on the
//! pattern, and the statement would be compiled anew for each. So each row's text is compared.

use rusqlite::types::Value;

use crate::{
    expression::{
        column::Column,
        filter::{Filter, condition::Condition},
    },
    schema::column_type::moment::Newtype,
};

/// The character that takes the meaning from `%`, `_` and itself in the patterns of this library.
const ESCAPE: char = '\\';

impl<M, T> Column<M, T> {
    /// Matches the rows whose text matches `pattern`, as `User::NAME.like("A%")`, where `%` stands for any text and `_`
    /// for any character; [ASCII letters match in either case](https://sqlite.org/lang_expr.html#like). For a text that
    /// a user gives there is [`contains`](Self::contains).
    pub fn like(self, pattern: impl Into<String>) -> Filter<M>
    where
        T: Textual,
    {
        let value = Value::Text(pattern.into());
        Filter::new(Condition::Compare { column: self.name(), operator: " LIKE ", value })
    }

    /// Matches the rows whose text matches `pattern` as [`like`](Self::like) does, where a `%` or `_` behind the
    /// character `escape` stands for itself, and so does `escape`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// Profile::create().user_id(alice.id).bio("100% sure").address("Rue 1").insert(&db)?;
    /// let percent = Profile::BIO.like_escaped("%!%%", '!');
    /// assert_eq!(Profile::query().filter(percent).count(&db)?, 1);
    /// assert_eq!(Profile::query().filter(Profile::BIO.like_escaped("100!_%", '!')).count(&db)?, 0);
    /// # Ok(()) }
    /// ```
    pub fn like_escaped(self, pattern: impl Into<String>, escape: char) -> Filter<M>
    where
        T: Textual,
    {
        let (pattern, escape) = (Value::Text(pattern.into()), Value::Text(escape.into()));
        Filter::new(Condition::Like { column: self.name(), pattern, escape })
    }

    /// Matches the rows whose text contains `text`. All of its characters stand for themselves, so that it can come
    /// from a user: a `%` finds a `%`. As with [`like`](Self::like), ASCII letters match in either case, and other
    /// letters do not.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let count = |filter| User::query().filter(filter).count(&db);
    /// assert_eq!(count(User::EMAIL.contains("CE@ex"))?, 1);
    /// assert_eq!(count(User::EMAIL.contains("%"))?, 0);
    /// assert_eq!(count(User::EMAIL.contains(""))?, 2);
    /// # Ok(()) }
    /// ```
    ///
    /// NULL contains nothing. The text of each row is compared, whatever indexes there are, up to a NUL character. A search
    /// for a text with such a character is [`Error::Query`](crate::Error::Query), and SQLite refuses a pattern of more than [50,000 bytes](https://sqlite.org/limits.html#max_like_pattern_length).
    pub fn contains(self, text: impl AsRef<str>) -> Filter<M>
    where
        T: Textual,
    {
        self.matches("%", text.as_ref(), "%")
    }

    /// Matches the rows whose text begins with `text`, which is taken as by [`contains`](Self::contains).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::NAME.starts_with("al")).all(&db)?, [alice]);
    /// assert_eq!(User::query().filter(User::NAME.starts_with("_lice")).count(&db)?, 0);
    /// # Ok(()) }
    /// ```
    pub fn starts_with(self, text: impl AsRef<str>) -> Filter<M>
    where
        T: Textual,
    {
        self.matches("", text.as_ref(), "%")
    }

    /// Matches the rows whose text ends with `text`, which is taken as by [`contains`](Self::contains).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::EMAIL.ends_with("@Example.com")).count(&db)?, 2);
    /// # Ok(()) }
    /// ```
    pub fn ends_with(self, text: impl AsRef<str>) -> Filter<M>
    where
        T: Textual,
    {
        self.matches("%", text.as_ref(), "")
    }

    /// Matches the rows whose text is `text` with any other text where there is a `%`.
    fn matches(self, before: &str, text: &str, after: &str) -> Filter<M>
    where
        T: Textual,
    {
        // The pattern would end there, and match what it should not.
        if text.contains('\0') {
            let message =
                format!("a search for a text with a NUL character in `{}`: leave it out", self.name());
            return Filter::new(Condition::Unsupported(message));
        }
        let mut pattern = String::with_capacity(before.len() + text.len() + after.len());
        pattern += before;
        for character in text.chars() {
            if matches!(character, '%' | '_' | ESCAPE) {
                pattern.push(ESCAPE);
            }
            pattern.push(character);
        }
        pattern += after;
        self.like_escaped(pattern, ESCAPE)
    }
}

/// A column type that is text, for [`Column::like`] and [`Column::contains`]: `String`, newtypes of it, and their `Option`.
#[diagnostic::on_unimplemented(
    message = "a search is for text, and this column holds `{Self}`",
    label = "not a text column"
)]
pub trait Textual {}

impl Textual for String {}

#[diagnostic::do_not_recommend]
impl<T: Textual> Textual for Option<T> {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: Textual>> Textual for T {}
