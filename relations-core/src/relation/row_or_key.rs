//! A row, or its key where that is enough: [`RowOrKey`], and [`RowMutOrKey`] for a row that changes.

use crate::{
    model::{Model, key::Key},
    relation::start::{FromKey, PrimaryKey, Referred},
    row::bind::Bind,
};

/// A row of `M`, or the key of one: `&row`, `Key::new(7)`, or `&key`.
///
/// The verbs of relations take it wherever they need a row for its key only. A key is not enough where a foreign
/// key refers to another column than the primary key, by `references = …`: `R` is the relation whose foreign key
/// that is, and `To` the columns that it refers to. Elsewhere both are left out.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Key;
///
/// let delhi = alice.addresses().create().street("Ring Road").country("India").insert(&db)?;
/// bob.addresses().link(&db, &delhi)?;
/// assert!(!bob.addresses().link(&db, Key::new(delhi.id))?);
/// # Ok(()) }
/// ```
///
/// A key is that of its model:
///
/// ```compile_fail,E0277
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.addresses().link(&db, relations::Key::of(&bob))?;
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a row of `{M}` nor a key of one",
    label = "expected `&{M}` or `Key<{M}>`",
    note = "`Key::new(…)` makes a key of a value"
)]
pub trait RowOrKey<M: Model, R = (), To: Referred<Model = M> = PrimaryKey<M>> {
    /// Binds the columns `To`.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Returns the values of the columns `To`.
    #[doc(hidden)]
    fn into_value(self) -> To::Value;
}

impl<M: Model, R, To: Referred<Model = M>> RowOrKey<M, R, To> for &M {
    #[inline]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        To::bind_row(self, bind)
    }

    fn into_value(self) -> To::Value {
        To::of(self)
    }
}

impl<M: Model, R, To: Referred<Model = M>> RowOrKey<M, R, To> for &mut M {
    #[inline]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        To::bind_row(self, bind)
    }

    fn into_value(self) -> To::Value {
        To::of(self)
    }
}

impl<M: Model, R, To: Referred<Model = M> + FromKey<M, R>> RowOrKey<M, R, To> for Key<M> {
    #[inline]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(self.value(), bind)
    }

    fn into_value(self) -> To::Value {
        To::from_key(self.into_inner())
    }
}

impl<M: Model<Key: Clone>, R, To: Referred<Model = M> + FromKey<M, R>> RowOrKey<M, R, To> for &Key<M> {
    #[inline]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(self.value(), bind)
    }

    fn into_value(self) -> To::Value {
        To::from_key(self.value().clone())
    }
}

/// A row of `M` that changes with the database, or the key of one: `&mut row`, `Key::new(7)`, or `&key`. With a
/// key, there is no struct to change.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Key;
///
/// let mut post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// bob.posts().add(&db, &mut post)?;
/// assert_eq!(post.user_id, bob.id);
/// alice.posts().add(&db, Key::of(&post))?;
/// assert!(alice.posts().contains(&db, &post)?);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a row of `{M}` that can change nor a key of one",
    label = "expected `&mut {M}` or `Key<{M}>`",
    note = "`Key::new(…)` makes a key of a value"
)]
pub trait RowMutOrKey<M: Model> {
    /// Binds the primary key.
    #[doc(hidden)]
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Returns the struct, if there is one.
    #[doc(hidden)]
    fn row(&self) -> Option<&M>;

    /// Makes a change to the struct, if there is one.
    #[doc(hidden)]
    fn change(self, change: impl FnOnce(&mut M));
}

impl<M: Model> RowMutOrKey<M> for &mut M {
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_key(self, bind)
    }

    fn row(&self) -> Option<&M> {
        Some(self)
    }

    fn change(self, change: impl FnOnce(&mut M)) {
        change(self);
    }
}

impl<M: Model> RowMutOrKey<M> for Key<M> {
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(self.value(), bind)
    }

    fn row(&self) -> Option<&M> {
        None
    }

    fn change(self, _: impl FnOnce(&mut M)) {}
}

impl<M: Model> RowMutOrKey<M> for &Key<M> {
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(self.value(), bind)
    }

    fn row(&self) -> Option<&M> {
        None
    }

    fn change(self, _: impl FnOnce(&mut M)) {}
}
