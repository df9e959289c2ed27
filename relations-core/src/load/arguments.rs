//! Shapes that are loaded with arguments: which arguments they need, and where they can be loaded.

use std::{marker::PhantomData, sync::Arc};

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::diagnose,
    expression::{column::Column, filter},
    load::{
        execute,
        field::{Narrowed, RelationField, ShapeOf},
        keyed::{Keyed, MapField},
        relation_source::{LoadInto, related},
        row::Shared,
    },
    model::{
        Model, arguments::Arguments, key::IntoKey, load::Load, loader::Loader, select_list::SelectList,
        source::Source,
    },
    query::Query,
    relation::kinds::for_each_kind,
    row::cells::Cells,
};

/// A shape that is loaded with arguments, as `#[load(User, args = Search)]` declares it: with values that are
/// known only when the program runs.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Load;
///
/// #[derive(Clone)]
/// struct Search {
///     text: String,
/// }
///
/// #[derive(Load, Debug, PartialEq)]
/// #[load(User, args = Search)]
/// struct Author {
///     name: String,
///     #[load(with = |posts, search| posts.filter(Post::TITLE.like(format!("%{}%", search.text))))]
///     posts: Vec<Post>,
/// }
///
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let search = Search { text: "ell".into() };
/// let authors = Author::query_with(&search).order_by(User::NAME.asc()).all(&db)?;
/// assert_eq!((authors[0].posts.len(), authors[1].posts.len()), (1, 0));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is loaded without arguments",
    label = "no shape with `args`",
    note = "`shape` and `load` load it"
)]
pub trait LoadWith: Load {
    /// The type of the arguments. A query keeps a clone of them.
    type Args: Clone + Send + Sync + 'static;
}

/// The reason that a shape with arguments is not [`ShapeOf`] its model: no type implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{S}` is loaded with arguments: by its `query_with`, by `shape_with` or `load_with`, or as a field of \
               a shape with the same `args`",
    label = "needs arguments"
)]
pub trait Unasked<S> {
    /// Returns what a load without arguments would.
    fn loaded<T>() -> T;
}

/// A shape of `M` that can be loaded where there are arguments of type `A`: it needs the same, or none.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no shape of `{M}` that can be loaded with the arguments `{A}`",
    label = "must be `{M}`, or a shape of it with the same `args` or without"
)]
pub trait ShapeWithin<M, A>: Load<Model = M> {}

#[diagnostic::do_not_recommend]
impl<M, A, S: ShapeOf<M>> ShapeWithin<M, A> for S {}

/// No arguments, as a place where shapes are loaded has them.
#[doc(hidden)]
#[derive(Debug)]
pub enum NoArguments {}

/// Arguments of type `A`, as a place where shapes are loaded has them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Given<A>(PhantomData<fn() -> A>);

/// The source of a field in a shape with arguments.
#[doc(hidden)]
pub trait Passes<A> {
    /// The source that passes the arguments on to the shapes in the field.
    type Passing;

    /// Makes the source.
    fn passing(self) -> Self::Passing;
}

/// Makes the source of a field in a shape with arguments of type `A`.
#[doc(hidden)]
pub fn passing<A, C: Passes<A>>(source: C) -> C::Passing {
    source.passing()
}

/// A relation whose rows are loaded with arguments.
#[doc(hidden)]
pub struct Passing<C, A> {
    relation: C,
    arguments: PhantomData<fn() -> A>,
}

/// Implements [`Passes`] for a source whose rows are loaded with the arguments.
macro_rules! passes {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        impl<$R: $relation, A> Passes<A> for $constant {
            type Passing = Passing<Self, A>;

            fn passing(self) -> Passing<Self, A> {
                Passing { relation: self, arguments: PhantomData }
            }
        }
    };
}

for_each_kind!(passes);
passes!(C: RelationField => Narrowed<C>, narrowed);

/// Implements [`Passes`] for a source in which there are no rows.
macro_rules! passes_nothing {
    ($source:ident) => {
        impl<M, T, A> Passes<A> for $source<M, T> {
            type Passing = Self;

            fn passing(self) -> Self {
                self
            }
        }
    };
}

passes_nothing!(Column);
passes_nothing!(Shared);

impl<C: LoadInto<T, Given<A>>, A, T> Source<T> for Passing<C, A> {
    related!(C, T);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        C::load(loader, self.relation.narrowed())
    }

    #[inline]
    fn value(&self, (): (), related: &mut Self::Related) -> T {
        // There is one for each row that the loader was given.
        related.next().or_else(C::nothing).expect("a value for each row")
    }
}

/// The rows of a relation in a map, which are loaded with arguments.
#[doc(hidden)]
pub struct PassingMap<C: RelationField, K, A> {
    keyed: Keyed<C, K>,
    arguments: PhantomData<fn() -> A>,
}

impl<C: RelationField, K, A> Passes<A> for Keyed<C, K> {
    type Passing = PassingMap<C, K, A>;

    fn passing(self) -> PassingMap<C, K, A> {
        PassingMap { keyed: self, arguments: PhantomData }
    }
}

impl<C: RelationField, K, A, F: MapField<C::Relation, K, Given<A>>> Source<F> for PassingMap<C, K, A> {
    related!(C, F);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.keyed.maps::<F, Given<A>>(loader)
    }

    fn value(&self, (): (), related: &mut Self::Related) -> F {
        // There is one for each row that the loader was given.
        related.next().expect("a value for each row")
    }
}

/// Makes the source of the row itself, loaded as a shape with these arguments or without.
#[doc(hidden)]
pub fn row_with<M, S: ShapeWithin<M, A>, A: 'static>(arguments: &A) -> impl Source<S> + use<M, S, A> {
    S::sources_with(Arguments::of(arguments))
}

/// Creates a query over all rows: the function `query_with` of a shape.
pub fn query_with<S: LoadWith>(arguments: &S::Args) -> Query<S::Model, S> {
    Query::of_table().with_arguments(arguments)
}

/// Loads the row of a primary key, or returns `None`: the function `find_with` of a shape.
///
/// # Errors
///
/// As [`Select::load`](crate::Select::load).
pub fn find_with<S: LoadWith, Kind>(
    db: &Connection,
    key: impl IntoKey<S::Model, Kind>,
    arguments: &S::Args,
) -> Result<Option<S>> {
    by_key(db, key.into_key().value(), arguments)
}

/// Loads the row of a primary key, which exists: the function `get_with` of a shape.
///
/// # Errors
///
/// [`Error::NotFound`](crate::Error::NotFound) if it does not; otherwise as [`find_with`].
pub fn get_with<S: LoadWith, Kind>(
    db: &Connection,
    key: impl IntoKey<S::Model, Kind>,
    arguments: &S::Args,
) -> Result<S> {
    let key = key.into_key();
    by_key(db, key.value(), arguments)?
        .ok_or_else(|| diagnose::not_found::<S::Model>(|bind| S::Model::bind_keyed(key.value(), bind)))
}

/// Loads the row of a primary key, or returns `None`.
fn by_key<S: LoadWith>(
    db: &Connection,
    key: &<S::Model as Model>::Key,
    arguments: &S::Args,
) -> Result<Option<S>> {
    let mut query = query_with::<S>(arguments);
    query.untyped.conditions.push(filter::equal(S::Model::KEY, |bind| S::Model::bind_keyed(key, bind)));
    execute::first(db, query)
}

impl<M: Model, S> Query<M, S> {
    /// Returns the query with the arguments of its shape.
    pub(crate) fn with_arguments<A: Clone + Send + Sync + 'static>(mut self, arguments: &A) -> Self {
        self.untyped.arguments = Some(Arc::new(arguments.clone()));
        self
    }
}
