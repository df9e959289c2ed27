//! `belongs_to`: reading the parent of a row, and setting it.

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{
        diagnose::{self, mapping::TouchedTables},
        run,
    },
    handle::{near_row::NearRow, read::select_by_relation},
    model::Model,
    query::Statement,
    relation::{
        kinds::{BelongsTo, Nullability, NullableKey, Owning},
        row_or_key::RowOrKey,
    },
    row::bind::{self, Bind, Binding},
    schema::metadata::role::VerbTime,
    write::{
        row::{self, AnyKey},
        touched::Touched,
    },
};

impl<R: Owning> BelongsTo<R> {
    /// Makes `child` belong to `parent`, in the database and in the struct. The parent is a row, or its key
    /// unless the foreign key refers to another column.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// Post::USER.set(&db, &mut post, &bob)?;
    /// assert_eq!(post.user().get(&db)?, bob);
    /// Post::USER.set(&db, &mut post, relations::Key::new(alice.id))?;
    /// assert_eq!(post.user().get(&db)?, alice);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the child's row is gone,
    /// [`Error::MissingParent`](crate::Error::MissingParent) if the parent's is, [`Error::Stale`](crate::Error::Stale) if
    /// the child has another version. The struct is unchanged then.
    pub fn set(
        self,
        db: &Connection,
        child: &mut R::Near,
        parent: impl RowOrKey<R::Far, R, R::Parent>,
    ) -> Result<()> {
        let time = VerbTime::new();
        attach::<R>(db, child, &|bind: &mut Bind<'_, '_>| parent.bind(bind), &time)?;
        R::assign(child, parent.into_value());
        child.touch(&time);
        Ok(())
    }

    /// Sets the foreign key of `child` to NULL, in the database and in the struct. Only for a nullable
    /// foreign key.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let root = Category::create().insert(&db)?;
    /// let mut leaf = root.children().create().insert(&db)?;
    /// Category::PARENT.unset(&db, &mut leaf)?;
    /// assert_eq!(leaf.parent_id, None);
    /// # assert_eq!(Category::get(&db, leaf.id)?, leaf);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the child's row is gone, [`Error::Stale`](crate::Error::Stale) if it
    /// has another version.
    pub fn unset(self, db: &Connection, child: &mut R::Near) -> Result<()>
    where
        R: NullableKey,
    {
        let time = VerbTime::new();
        row::detach(db, child, &R::write().detach, R::write().touch, &time)?;
        R::unassign(child);
        child.touch(&time);
        Ok(())
    }

    /// Returns the SQL and the bound values that [`set`](Self::set) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let statement = Post::USER.set_statement(&post, &bob)?;
    /// assert_eq!(statement.sql, r#"UPDATE main."posts" SET `user_id`=?1 WHERE `id`=+?2"#);
    /// assert_eq!(statement.values, [bob.id.into(), post.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn set_statement(
        self,
        child: &R::Near,
        parent: impl RowOrKey<R::Far, R, R::Parent>,
    ) -> Result<Statement> {
        attach_statement::<R>(child, |bind| parent.bind(bind))
    }

    /// Returns the SQL and the bound values that [`unset`](Self::unset) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let leaf = Category::create().insert(&db)?;
    /// let statement = Category::PARENT.unset_statement(&leaf)?;
    /// assert_eq!(statement.values, [leaf.id.into()]);
    /// # assert!(statement.sql.contains("SET `parent_id`=NULL WHERE"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`set_statement`](Self::set_statement).
    pub fn unset_statement(self, child: &R::Near) -> Result<Statement>
    where
        R: NullableKey,
    {
        let touched = Touched::of(child, R::write().touch, &VerbTime::new())?;
        let values = bind::collect(|bind| {
            Model::bind_key(child, bind)?;
            touched.bind(bind)
        })?;
        Ok(Statement { sql: R::write().detach.compared().clone(), values })
    }
}

/// The handle of one row's parent, as `post.user()` returns it. No statement runs until a verb is called.
///
/// Apart from [`get`](Self::get) it has the methods of [`Select`](crate::Select).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// assert_eq!(post.user().get(&db)?, alice);
/// assert!(post.user().filter(User::NAME.eq("Alice")).exists(&db)?);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct BelongsToHandle<'n, R: Owning> {
    near: NearRow<'n, R>,
}

impl<'n, R: Owning> BelongsToHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Reads the parent. For a nullable foreign key it returns an `Option`, and runs no statement if the key
    /// is NULL. It also returns an `Option` if the relation has a `filter`, which the parent may not meet.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let author: User = post.user().get(&db)?;
    /// let root = Category::create().insert(&db)?;
    /// let parent: Option<Category> = root.parent().get(&db)?;
    /// # assert_eq!((author, parent), (alice, None));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if there is no such row, which an enforced foreign key
    /// prevents.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<<R::Nullability as Nullability>::Of<R::Far>> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        let NearRow::Row(near) = self.near;
        let bind = |bind: &mut Bind<'_, '_>| R::bind_near(near, bind);
        R::Nullability::read(
            R::is_null(near),
            || run::first(db, TouchedTables::along::<R>(), &R::sql().select, &bind),
            || diagnose::no_row(R::Far::NAME, &bind),
        )
    }
}

select_by_relation!(BelongsToHandle, Owning);

/// Makes the row of `child` belong to the parent whose key `parent` binds, in the database. The caller
/// [assigns](Owning::assign) the struct, and [touches](Model::touch) it, once everything has succeeded.
pub(crate) fn attach<R: Owning>(
    db: &Connection,
    child: &dyn AnyKey,
    parent: &dyn Binding,
    time: &VerbTime,
) -> Result<()> {
    row::attach(db, child, R::write(), R::FOREIGN_KEY.columns, parent, time)
}

/// Returns the statement that makes the row of `child` belong to the parent whose key `parent` binds.
pub(crate) fn attach_statement<R: Owning>(
    child: &R::Near,
    parent: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<Statement> {
    let touched = Touched::of(child, R::write().touch, &VerbTime::new())?;
    let values = bind::collect(|bind| {
        parent(bind)?;
        Model::bind_key(child, bind)?;
        touched.bind(bind)
    })?;
    Ok(Statement { sql: R::write().attach.compared().clone(), values })
}
