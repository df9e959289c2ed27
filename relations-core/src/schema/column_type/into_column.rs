//! Values that convert to the type of a column: [`IntoColumn`].

/// A value that converts to the type `T` of a column: a value of that type, and where the
/// column is an `Option`, a value without `Some`.
///
/// A `String` is also made of `&str`, `&String`, `Cow<str>`, `Box<str>` and `char`; a `Vec<u8>` of `&[u8]`,
/// `[u8; N]` and `&[u8; N]`.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// let post = Post::create().user_id(alice.id).title("Hello").content(String::from("First post"));
/// let leaf = Category::create().parent_id(Category::create().insert(&db)?.id);
/// # post.insert(&db)?;
/// # leaf.insert(&db)?;
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` does not take a `{Self}`",
    label = "expected a value for a `{T}` column"
)]
pub trait IntoColumn<T> {
    /// Converts the value to the type of the column.
    fn into_column(self) -> T;
}

impl<T> IntoColumn<T> for T {
    fn into_column(self) -> T {
        self
    }
}

impl<T> IntoColumn<Option<T>> for T {
    fn into_column(self) -> Option<T> {
        Some(self)
    }
}

/// Implements the conversions of types by [`Into`].
macro_rules! into_column {
    ($($from:ty => $to:ty),* $(,)?) => {$(
        impl IntoColumn<$to> for $from {
            fn into_column(self) -> $to { self.into() }
        }

        impl IntoColumn<Option<$to>> for $from {
            fn into_column(self) -> Option<$to> { Some(self.into()) }
        }
    )*};
}

into_column! {
    &str => String,
    &String => String,
    std::borrow::Cow<'_, str> => String,
    Box<str> => String,
    char => String,
    &[u8] => Vec<u8>,
}

/// Implements the conversions of arrays to bytes.
macro_rules! into_bytes {
    ($($from:ty),* $(,)?) => {$(
        impl<const N: usize> IntoColumn<Vec<u8>> for $from {
            fn into_column(self) -> Vec<u8> { self.into() }
        }

        impl<const N: usize> IntoColumn<Option<Vec<u8>>> for $from {
            fn into_column(self) -> Option<Vec<u8>> { Some(self.into()) }
        }
    )*};
}

into_bytes!([u8; N], &[u8; N]);
