//! [`Load`]: the types that rows can be loaded as.

use crate::model::{Model, arguments::Arguments, mapped::mapped, source::Source};

/// A type that rows can be loaded as: a model, or a shape made by `#[derive(Load)]`.
///
/// A shape names its model, and each of its fields is filled by a column or a relation of that model: the one
/// of the field's name, or the one that `#[load(from = …)]` or `#[load(count = …)]` names. The type of a field
/// of related rows is a model or a shape again, to any depth. The rows of each relation are
/// read by one statement, however many rows there are, and all statements of one load see the database as it
/// was at one moment.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Load;
///
/// #[derive(Load, Debug, PartialEq)]
/// #[load(User)]
/// struct Author {
///     name: String,
///     posts: Vec<Title>,
/// }
///
/// #[derive(Load, Debug, PartialEq)]
/// #[load(Post)]
/// struct Title {
///     title: String,
/// }
///
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let authors = Author::query().order_by(User::NAME.asc()).all(&db)?;
/// assert_eq!(authors[0], Author { name: "Alice".into(), posts: vec![Title { title: "Hello".into() }] });
/// assert_eq!(authors[1], Author { name: "Bob".into(), posts: vec![] });
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a model nor a shape",
    label = "no `#[derive(Model)]` and no `#[derive(Load)]` on this type",
    note = "add `#[derive(Load)]` and `#[load(…)]` with its model to `{Self}`"
)]
pub trait Load: Sized + 'static {
    /// The model from whose rows the type is loaded.
    type Model: Model;

    /// Set if the shape needs arguments.
    #[doc(hidden)]
    const ASKS: bool = false;

    /// Returns the sources of the fields.
    #[doc(hidden)]
    fn sources() -> impl Source<Self>;

    /// Returns the sources of the fields, given these arguments if the shape needs any.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn sources_with(_arguments: Arguments<'_>) -> impl Source<Self> + use<Self> {
        Self::sources()
    }
}

impl<S: Load> Load for Box<S> {
    type Model = S::Model;

    const ASKS: bool = S::ASKS;

    fn sources() -> impl Source<Self> {
        mapped(S::sources(), Self::new)
    }

    fn sources_with(arguments: Arguments<'_>) -> impl Source<Self> + use<S> {
        mapped(S::sources_with(arguments), Self::new)
    }
}
