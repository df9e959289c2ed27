//! `one_of`: reading the row that a child belongs to, and setting it.

use std::fmt;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::{
        diagnose::{self, mapping::TouchedTables},
        run,
    },
    handle::belongs_to,
    model::Model,
    query::Statement,
    relation::{
        BelongsToOneOf, Nullability, OneOf, OneOfValue, OptionalOneOf, Owning, Start, VisitKey, VisitMember,
    },
    row::bind::Bind,
    schema::metadata::role::VerbTime,
    write::row,
};

impl<O: OneOf> BelongsToOneOf<O> {
    /// Makes `child` belong to `parent`, in the database and in the struct, and to no other: the foreign keys of the other
    /// relations become NULL in the same UPDATE. See [`OneOfValue`] for what the parent can be.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let mut note = Note::create().subject(&post).body("Good").insert(&db)?;
    /// Note::SUBJECT.set(&db, &mut note, &group)?;
    /// assert_eq!((note.post_id, note.group_id), (None, Some(group.id)));
    /// # assert_eq!(Note::get(&db, note.id)?, note);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the child's row is gone, [`Error::MissingParent`] if the parent's is, [`Error::Stale`] if the
    /// child has another version. The struct is unchanged then.
    pub fn set(self, db: &Connection, child: &mut O::Near, parent: impl OneOfValue<O>) -> Result<()> {
        let time = VerbTime::new();
        let key = parent.into_key();
        O::member(&key, Attach { db, child, time: &time })?;
        O::assign(child, key);
        child.touch(&time);
        Ok(())
    }

    /// Makes `child` belong to no row, in the database and in the struct. Only for a `one_of` that is `optional`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let mut bookmark = Bookmark::create().place(&group).insert(&db)?;
    /// Bookmark::PLACE.unset(&db, &mut bookmark)?;
    /// assert_eq!(bookmark.group_id, None);
    /// # assert_eq!(Bookmark::get(&db, bookmark.id)?, bookmark);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the child's row is gone, [`Error::Stale`] if it has another version.
    pub fn unset(self, db: &Connection, child: &mut O::Near) -> Result<()>
    where
        O: OptionalOneOf,
    {
        let time = VerbTime::new();
        O::first_member(Detach { db, child, time: &time })?;
        O::clear(child);
        child.touch(&time);
        Ok(())
    }

    /// Returns the SQL and the bound values that [`set`](Self::set) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let note = Note::create().subject(&group).body("Fun").insert(&db)?;
    /// let statement = Note::SUBJECT.set_statement(&note, &group)?;
    /// assert!(statement.sql.contains("SET `group_id`=?1,`post_id`=NULL WHERE"));
    /// # assert_eq!(statement.values, [group.id.into(), note.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`] if SQLite cannot hold one of the values.
    pub fn set_statement(self, child: &O::Near, parent: impl OneOfValue<O>) -> Result<Statement> {
        O::member(&parent.into_key(), AttachStatement { child })
    }
}

/// Runs the UPDATE that makes a child belong to a parent.
struct Attach<'a, M> {
    db: &'a Connection,
    child: &'a M,
    time: &'a VerbTime,
}

impl<O: OneOf> VisitKey<O> for Attach<'_, O::Near> {
    type Output = Result<()>;

    fn visit<R: Owning<Near = O::Near>>(self, parent: &<R::Parent as Start>::Value) -> Result<()> {
        let bind = |bind: &mut Bind<'_, '_>| R::Parent::bind(parent, bind);
        belongs_to::attach::<R>(self.db, self.child, &bind, self.time)
    }
}

/// Renders that UPDATE.
struct AttachStatement<'a, M> {
    child: &'a M,
}

impl<O: OneOf> VisitKey<O> for AttachStatement<'_, O::Near> {
    type Output = Result<Statement>;

    fn visit<R: Owning<Near = O::Near>>(self, parent: &<R::Parent as Start>::Value) -> Result<Statement> {
        belongs_to::attach_statement::<R>(self.child, |bind| R::Parent::bind(parent, bind))
    }
}

/// Runs the UPDATE that sets all foreign keys of a set to NULL.
struct Detach<'a, M> {
    db: &'a Connection,
    child: &'a M,
    time: &'a VerbTime,
}

impl<O: OneOf> VisitMember<O> for Detach<'_, O::Near> {
    type Output = Result<()>;

    fn visit<R: Owning<Near = O::Near>>(self, _variant: fn(R::Far) -> O::Row) -> Result<()> {
        row::detach(self.db, self.child, &R::write().detach_set, R::write().touch, self.time)
    }
}

/// The handle of the row that a child belongs to, as `comment.subject()` returns it. No statement runs until a verb is
/// called.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// let group = Group::create().name("Chess").insert(&db)?;
/// let note = Note::create().subject(&group).body("Fun").insert(&db)?;
/// match note.subject().get(&db)? {
///     Subject::Post(post) => println!("on the post {}", post.title),
///     Subject::Group(group) => println!("on the group {}", group.name),
/// }
/// # Ok(()) }
/// ```
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct OneOfHandle<'n, O: OneOf> {
    near: &'n O::Near,
}

impl<O: OneOf> fmt::Debug for OneOfHandle<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneOfHandle").field("name", &O::NAME).finish_non_exhaustive()
    }
}

impl<'n, O: OneOf> OneOfHandle<'n, O> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n O::Near) -> Self {
        Self { near }
    }

    /// Reads the row, by the foreign key that is set, with one statement. For a `one_of` that is `optional` it returns an
    /// `Option`, and runs no statement if none is set.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let note = Note::create().subject(&group).body("Fun").insert(&db)?;
    /// assert_eq!(note.subject().get(&db)?, Subject::Group(group));
    /// let bookmark = Bookmark::create().insert(&db)?;
    /// assert_eq!(bookmark.place().get(&db)?, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such row, which an enforced foreign key prevents, [`Error::Cardinality`] if no
    /// foreign key of the struct is set and the `one_of` is not `optional`.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<<O::Nullability as Nullability>::Of<O::Row>> {
        let found = O::set_member(self.near, Read { db, near: self.near }).transpose()?;
        let missing = || Error::Cardinality {
            model: O::Near::NAME,
            relation: O::NAME,
            key: "NULL".to_owned(),
            several: false,
        };
        O::Nullability::read(found.is_none(), || Ok(found), missing)
    }
}

/// Reads the parent by one relation.
struct Read<'a, M> {
    db: &'a Connection,
    near: &'a M,
}

impl<O: OneOf> VisitMember<O> for Read<'_, O::Near> {
    type Output = Result<O::Row>;

    #[cfg_attr(feature = "probe", track_caller)]
    fn visit<R: Owning<Near = O::Near>>(self, variant: fn(R::Far) -> O::Row) -> Result<O::Row> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        let bind = |bind: &mut Bind<'_, '_>| R::bind_near(self.near, bind);
        match run::first(self.db, TouchedTables::along::<R>(), &R::sql().select, &bind)? {
            Some(parent) => Ok(variant(parent)),
            None => Err(diagnose::no_row(R::Far::NAME, &bind)),
        }
    }
}
