//! The error of a row within others: its way and its cause.

use crate::base::error::Error;

impl Error {
    /// Returns the error of the row itself, if it is one that others hold; otherwise this error.
    ///
    /// ```
    /// use relations::Error;
    ///
    /// let of_row = Error::Ignored { table: "tag" };
    /// let error = Error::Nested { path: "posts[3].tags[0]".into(), error: Box::new(of_row) };
    /// assert!(matches!(error.cause(), Error::Ignored { table: "tag" }));
    /// assert_eq!(error.path(), Some("posts[3].tags[0]"));
    /// ```
    #[must_use]
    pub fn cause(&self) -> &Self {
        match self {
            Self::Nested { error, .. } => error.cause(),
            other => other,
        }
    }

    /// Returns the way to the row that could not be written, if others hold it: `posts[3].tags[0]`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Nested { path, .. } => Some(path),
            _ => None,
        }
    }
}
