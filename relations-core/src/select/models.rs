//! Loading models that the program has already with their related rows: [`LoadEach`].

use rusqlite::Connection;

use crate::{
    base::error::Result,
    load::{
        arguments::{Given, LoadWith, ShapeWithin},
        field::ShapeOf,
        models,
    },
    model::{Model, arguments::Arguments},
};

/// A slice of models that the program has already, to be loaded with their related rows.
pub trait LoadEach {
    /// The model.
    type Model: Model;

    /// Loads each of these rows again, as the shape `S`, and returns them in the same order.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(relations::Load)]
    /// #[load(User)]
    /// struct Author {
    ///     name: String,
    ///     posts: Vec<Post>,
    /// }
    ///
    /// let authors: Vec<Author> = [bob, alice].load(&db)?;
    /// assert_eq!(authors[0].name, "Bob");
    /// # assert!(authors[0].posts.is_empty());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if one of the rows is gone; otherwise as
    /// [`Select::load`](crate::Select::load).
    fn load<S: ShapeOf<Self::Model>>(&self, db: &Connection) -> Result<Vec<S>>;

    /// Loads each of these rows again, as the shape `S` with these [arguments](LoadWith), as
    /// [`load`](Self::load) does for a shape without arguments.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load).
    fn load_with<S>(&self, db: &Connection, args: &S::Args) -> Result<Vec<S>>
    where
        S: LoadWith<Model = Self::Model> + ShapeWithin<Self::Model, <S as LoadWith>::Args>;
}

impl<M: Model> LoadEach for [M] {
    type Model = M;

    fn load<S: ShapeOf<M>>(&self, db: &Connection) -> Result<Vec<S>> {
        models::load(db, self)
    }

    fn load_with<S>(&self, db: &Connection, args: &S::Args) -> Result<Vec<S>>
    where
        S: LoadWith<Model = M> + ShapeWithin<M, <S as LoadWith>::Args>,
    {
        models::load_with::<M, S, Given<S::Args>>(db, self, Arguments::of(args))
    }
}
