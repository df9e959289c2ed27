//! The traits of `create()` builders, by which their rows are inserted.

use rusqlite::Connection;

use crate::{
    base::error::Result,
    model::Model,
    query::Statement,
    row::{
        bind::Bind,
        builder::{ColumnNames, KeySource},
    },
    schema::metadata::role::VerbTime,
    write::{pairs::Link, statement},
};

/// A `create()` builder that can be inserted: every required column has been set.
///
/// A function can return one without naming the builder's type.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::insert::Insertable;
///
/// fn drafts(author: &User) -> impl Iterator<Item = impl Insertable<Model = Post>> {
///     (1..=3).map(|n| author.posts().create().title(format!("Draft {n}")).content(""))
/// }
/// assert_eq!(Post::insert_all(&db, drafts(&alice))?.len(), 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a complete row",
    label = "a required column has not been set"
)]
pub trait Insertable: Sized {
    /// The model of the row.
    type Model: Model;

    /// The source of the primary key.
    #[doc(hidden)]
    const KEY: KeySource;

    /// Binds all columns in order, except for those [left to their defaults](Self::left_to_default) and for a
    /// key that SQLite assigns.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Returns the names of the columns that SQLite sets to their defaults.
    #[doc(hidden)]
    fn left_to_default(&self) -> ColumnNames {
        ColumnNames::new()
    }

    /// Sets the columns whose values the library keeps, as far as they have not been set. Each verb calls it before it
    /// [binds](Self::bind) the row.
    #[doc(hidden)]
    fn fill(&mut self, _time: &VerbTime) {}

    /// Returns the row as stored; `None` if a column was left to its default, which only the database knows.
    #[doc(hidden)]
    fn into_model(self, rowid: i64) -> Result<Option<Self::Model>>;

    /// Returns the SQL and the bound values that `insert` would run, without running it.
    ///
    /// It does not contain other actions of a relation's `create()`, such as linking the row or removing the
    /// previous one. If the database does not assign the key that the model leaves to it, `insert` runs a
    /// statement that returns the row instead.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post");
    /// let statement = post.insert_statement()?;
    /// assert!(statement.sql.starts_with(r#"INSERT INTO main."posts"("#));
    /// assert_eq!(statement.values, [alice.id.into(), "Hello".to_owned().into(), "First post".to_owned().into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    fn insert_statement(&self) -> Result<Statement> {
        statement::of_new_row(self)
    }

    /// Returns the action that belongs to the INSERT.
    #[doc(hidden)]
    fn hook(&mut self) -> &mut InsertHook<Self::Model>;
}

/// A `create()` builder with nothing set.
#[doc(hidden)]
pub trait EmptyBuilder: Default {
    /// The model of the row.
    type Model: Model;

    /// Returns the builder with an action that belongs to the INSERT.
    #[must_use]
    fn with_hook(self, hook: InsertHook<Self::Model>) -> Self;
}

/// An action that belongs to the INSERT of a row, if there is one: all or nothing of both takes effect.
#[doc(hidden)]
pub struct InsertHook<M>(pub(crate) Option<HookAction<M>>);

/// The action of an [`InsertHook`].
pub(crate) enum HookAction<M> {
    /// An action before the INSERT.
    Before(Box<Before>),
    /// A link, added after the INSERT.
    Link(Link<M>),
}

/// An action that runs before an INSERT.
pub(crate) type Before = dyn FnOnce(&Connection, &VerbTime) -> Result<()> + Send + Sync;

impl<M> Default for InsertHook<M> {
    fn default() -> Self {
        Self::none()
    }
}

impl<M> InsertHook<M> {
    /// Returns a hook without an action.
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    /// Returns `true` if there is no action.
    pub(crate) const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Returns a hook that runs `action` before the INSERT.
    pub(crate) fn before(
        action: impl FnOnce(&Connection, &VerbTime) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self(Some(HookAction::Before(Box::new(action))))
    }

    /// Returns a hook that adds `link` after the INSERT.
    pub(crate) const fn link(link: Link<M>) -> Self {
        Self(Some(HookAction::Link(link)))
    }

    /// Returns `true` if the action is a link.
    pub(crate) const fn is_link(&self) -> bool {
        matches!(self.0, Some(HookAction::Link(_)))
    }

    /// Takes the link out of the hook, if that is its action.
    pub(crate) fn take_link(&mut self) -> Option<Link<M>> {
        match self.0.take() {
            Some(HookAction::Link(link)) => Some(link),
            other => {
                self.0 = other;
                None
            }
        }
    }
}
