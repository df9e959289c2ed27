//! Relations through a tree: the descendants and the ancestors of a row, by a relation of its model to itself.

use std::{fmt, marker::PhantomData};

use crate::{
    expression::filter::{Filter, condition::Quantifier},
    model::Model,
    relation::{
        Relation,
        condition::{leads_along, related_along},
        kinds::{BatchPlan, BelongsTo, Owning, RelationConstant},
        predicate::ToMany,
        related_count::RelatedCount,
        row_or_key::RowOrKey,
        start::{ParentKey, Referred},
    },
    row::bind::Bind,
    schema::{
        access::Access,
        metadata::path::{End, Path, TreePath},
    },
    statement::reading::{RelationSql, TreeSql},
};

/// A `belongs_to` of a model to itself.
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` leads to another model, so it has no descendants and no ancestors",
    label = "not a relation of a model to itself"
)]
pub trait ToItself: Owning + Relation<Far = <Self as Relation>::Near> {}

#[diagnostic::do_not_recommend]
impl<O: Owning + Relation<Far = <O as Relation>::Near>> ToItself for O {}

/// A model of which exactly one `belongs_to` leads to itself, so that its rows are one forest. The derive implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tree: not exactly one `#[belongs_to]` of it leads to itself",
    label = "`descendants` and `ancestors` follow a relation of the model to itself",
    note = "without one, add `#[belongs_to(parent: {Self})]` to the field that holds the key of the parent",
    note = "of several, or of one that declares a filter, say which one is meant: `{Self}::PARENT.descendants().of(key)` for the one named `parent`"
)]
pub trait TreeModel: Model {
    /// The marker of the relation.
    type Parent: ToItself + Relation<Near = Self>;
}

/// The marker of a relation through a tree: [`Descendants`] or [`Ancestors`].
pub trait TreeRelation:
    Relation<Start: ParentKey<Model = <Self as Relation>::Near>, Far = <Self as Relation>::Near>
{
    /// The path, without a limit.
    #[doc(hidden)]
    const TREE: TreePath;

    /// Returns the statements with a limit of the number of steps.
    #[doc(hidden)]
    fn limited() -> &'static RelationSql;
}

/// The marker of the descendants of a row: its children by the relation `O`, their children, and so on.
pub struct Descendants<O>(PhantomData<fn() -> O>);

/// The marker of the ancestors of a row: its parent by the relation `O`, the parent of that one, and so on.
pub struct Ancestors<O>(PhantomData<fn() -> O>);

/// Implements the traits of a marker.
macro_rules! walk {
    ($marker:ident, $name:literal, $end:ident, $walks:ident) => {
        impl<O: ToItself> Relation for $marker<O> {
            type Near = O::Near;
            type Far = O::Near;
            type Start = O::Parent;

            const NAME: &'static str = $name;
            const PATH: Path = Path::Tree(Self::TREE);

            fn sql() -> &'static RelationSql {
                &O::sql().tree.get(TreeSql::of::<O>).$walks.all
            }

            #[inline]
            fn bind_near(near: &O::Near, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
                O::Parent::bind_row(near, bind)
            }
        }

        impl<O: ToItself> TreeRelation for $marker<O> {
            const TREE: TreePath = TreePath {
                parent: O::FOREIGN_KEY.to_parent(<O::Near as Model>::table),
                end: End::$end,
                depth: None,
            };

            fn limited() -> &'static RelationSql {
                &O::sql().tree.get(TreeSql::of::<O>).$walks.limited
            }
        }

        impl<O> fmt::Debug for $marker<O> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($marker))
            }
        }
    };
}

walk!(Descendants, "descendants", Children, descendants);
walk!(Ancestors, "ancestors", Parent, ancestors);

/// The constant of a relation through a tree, as `Folder::PARENT.descendants()`: the relation itself, apart from any
/// row.
///
/// The row itself is never among them, also where the data leads back to it. It leads to each row once.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
/// let under_tools = Folder::PARENT.ancestors().contains(&tools);
/// let found = Folder::query().filter(under_tools).order_by(Folder::ID.asc()).all(&db)?;
/// assert_eq!(found, [hammers, nails]);
/// # Ok(()) }
/// ```
pub struct Recursive<R> {
    depth: Option<u64>,
    relation: PhantomData<fn() -> R>,
}

impl<R> Clone for Recursive<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Recursive<R> {}

impl<R> fmt::Debug for Recursive<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recursive").field("depth", &self.depth).finish()
    }
}

impl<R: Owning> BelongsTo<R> {
    /// Returns the relation to the descendants of a row: its children, their children, and so on. Only for a relation
    /// of a model to itself. It follows the foreign key alone, whatever filter the relation declares.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let with_nails = Folder::PARENT.descendants().any(Folder::NAME.eq("Nails"));
    /// let found = Folder::query().filter(with_nails).order_by(Folder::ID.asc()).all(&db)?;
    /// assert_eq!(found, [tools, hammers]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn descendants(self) -> Recursive<Descendants<R>>
    where
        R: ToItself,
    {
        Recursive::new()
    }

    /// Returns the relation to the ancestors of a row: its parent, the parent of that one, and so on. Only for a
    /// relation of a model to itself. It follows the foreign key alone, whatever filter the relation declares.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let trail = Folder::PARENT.ancestors().of(nails.id).all(&db)?;
    /// assert_eq!(trail, [hammers, tools]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn ancestors(self) -> Recursive<Ancestors<R>>
    where
        R: ToItself,
    {
        Recursive::new()
    }
}

impl<R> Recursive<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self { depth: None, relation: PhantomData }
    }

    /// Limits the number of steps: 1 leads to the children or the parent, 2 also to theirs. With 0 there are no rows.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let near = Folder::PARENT.descendants().depth(1);
    /// assert_eq!(Folder::query().filter(near.contains(&nails)).all(&db)?, [hammers]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn depth(self, steps: u64) -> Self {
        Self { depth: Some(steps), relation: PhantomData }
    }

    /// Creates the constant with this limit.
    pub(crate) const fn within(depth: Option<u64>) -> Self {
        Self { depth, relation: PhantomData }
    }

    /// Returns the greatest number of steps.
    pub(crate) const fn greatest_depth(self) -> Option<u64> {
        self.depth
    }
}

impl<R> Default for Recursive<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: TreeRelation> RelationConstant for Recursive<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        BatchPlan { access: Access::of(R::Near::TABLE, R::TREE.parent.to[0]), exhaustive: false }
    }

    fn path(&self) -> Path {
        Path::Tree(TreePath { depth: self.depth, ..R::TREE })
    }
}

#[diagnostic::do_not_recommend]
impl<R> ToMany for Recursive<R> {}

impl<R: TreeRelation> Recursive<R> {
    /// Matches rows with at least one of these rows that meets `filter`. The rows that meet it are found first, and the
    /// way back from them, each part of it once.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let in_tools = Folder::PARENT.ancestors().any(Folder::NAME.eq("Tools"));
    /// assert_eq!(Folder::query().filter(in_tools).count(&db)?, 2);
    /// # Ok(()) }
    /// ```
    pub fn any(self, filter: Filter<R::Far>) -> Filter<R::Near> {
        related_along::<R>(self.path(), Quantifier::Exists, true, Some(filter))
    }

    /// Matches rows of which all of these rows meet `filter`, including rows that have none.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let filter = Folder::PARENT.descendants().all(Folder::NAME.eq("Nails"));
    /// assert_eq!(Folder::query().filter(filter).order_by(Folder::ID.asc()).all(&db)?, [hammers, nails]);
    /// # Ok(()) }
    /// ```
    pub fn all(self, filter: Filter<R::Far>) -> Filter<R::Near> {
        related_along::<R>(self.path(), Quantifier::Exists, false, Some(filter.not()))
    }

    /// Matches rows that have none of these rows: the leaves by their descendants, the roots by their ancestors.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let leaves = Folder::query().filter(Folder::PARENT.descendants().none());
    /// assert_eq!(leaves.all(&db)?, [nails]);
    /// # Ok(()) }
    /// ```
    pub fn none(self) -> Filter<R::Near> {
        related_along::<R>(self.path(), Quantifier::Exists, false, None)
    }

    /// Returns the number of these rows, to compare it with a number.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let filter = Folder::PARENT.descendants().count().ge(2);
    /// assert_eq!(Folder::query().filter(filter).all(&db)?, [tools]);
    /// # Ok(()) }
    /// ```
    pub fn count(self) -> RelatedCount<R> {
        RelatedCount::along(self.path(), None)
    }

    /// Returns the number of these rows that meet `filter`, to compare it with a number.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let named = Folder::PARENT.ancestors().count_where(Folder::NAME.like("T%"));
    /// assert_eq!(Folder::query().filter(named.eq(0)).all(&db)?, [tools]);
    /// # Ok(()) }
    /// ```
    pub fn count_where(self, filter: Filter<R::Far>) -> RelatedCount<R> {
        RelatedCount::along(self.path(), Some(filter))
    }

    /// Matches rows of which these rows include `row`, a row or its key.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let above = Folder::PARENT.descendants().contains(&nails);
    /// assert_eq!(Folder::query().filter(above).order_by(Folder::ID.asc()).all(&db)?, [tools, hammers]);
    /// # Ok(()) }
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn contains(self, row: impl RowOrKey<R::Far, R>) -> Filter<R::Near> {
        leads_along::<R>(self.path(), &row)
    }
}
