//! Loading rows together with what their relations lead to: [`Load`].

mod arranged;
mod far;
mod field;
mod fill;
mod finding;
mod group;
mod keys;
mod mapped;
mod named;
mod reader;
mod rows;
mod slots;
mod source;
mod statement;

pub(crate) use self::rows::{Reader, all, at_most_one, by_key, first, for_each, of_key, of_models, stream};
#[doc(hidden)]
pub use self::rows::{find, get, query};
pub(crate) use self::statement::look_up;
#[doc(hidden)]
pub use self::{
    field::{Counted, FarShape, Narrowed, Narrowing, Related, count, with},
    fill::{Fills, Many, ManyField, OptionField, Parent},
    group::Manner,
    mapped::{Mapped, mapped},
    named::{Constant, Nothing, Of, counts, fills, named, narrows, of},
    reader::Loader,
    source::{ColumnField, Columns, Mistaken, Whole},
};
pub use self::{
    field::{Counts, ShapeOf},
    source::Source,
};

use rusqlite::Connection;

use crate::{error::Result, kept::ByKey, model::Model};

/// A struct whose type says what is loaded: a model, or a shape made by `#[derive(Load)]`.
///
/// A shape names its model, and each of its fields a column or a relation of it. There is nothing else to say:
/// the types of the fields tell what the columns hold and as what the related rows are loaded, again a model
/// or a shape, to any depth. The rows of each relation come by one statement, however many there are, and all
/// statements of one load see the database as it was at one moment.
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
    /// The model whose rows it is loaded from.
    type Model: Model;

    /// Where its fields come from.
    #[doc(hidden)]
    fn sources() -> impl Source<Self>;

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

impl<S: Load> Load for Box<S> {
    type Model = S::Model;

    fn sources() -> impl Source<Self> {
        mapped::mapped(S::sources(), Self::new)
    }
}
