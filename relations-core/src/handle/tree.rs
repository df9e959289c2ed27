//! Reading the descendants and the ancestors of a row: [`RecursiveHandle`], and [`Tree`] for models of one tree.

use crate::{
    handle::near_row::NearRow,
    model::key::IntoKey,
    query::Query,
    relation::{
        FromKey,
        tree::{Ancestors, Descendants, Recursive, TreeModel, TreeRelation},
    },
    row::bind,
    select::Select,
    statement::tree,
};

/// The handle of the descendants or ancestors of one row, each once, as `folder.descendants()` returns it. No statement
/// runs until a method of [`Select`] is called.
///
/// Without an order, the nearest rows come first: the children before their children, the parent before its parent. The
/// row itself is not among them, also where the data leads back to it; such a cycle is walked once.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
/// assert_eq!(nails.ancestors().all(&db)?, [hammers.clone(), tools.clone()]);
/// assert_eq!(tools.descendants().count(&db)?, 2);
/// assert_eq!(tools.descendants().depth(1).all(&db)?, [hammers]);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct RecursiveHandle<'n, R: TreeRelation> {
    near: NearRow<'n, R>,
    depth: Option<u64>,
}

impl<R: TreeRelation> RecursiveHandle<'_, R> {
    /// Limits the number of steps: 1 leads to the children or the parent, 2 also to theirs. With 0 there are no rows.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// assert_eq!(nails.ancestors().depth(1).all(&db)?, [hammers]);
    /// # Ok(()) }
    /// ```
    pub fn depth(self, steps: u64) -> Self {
        Self { depth: Some(steps), ..self }
    }
}

impl<R: TreeRelation> Select for RecursiveHandle<'_, R> {
    type Model = R::Near;
    type Shape = R::Near;

    fn into_query(self) -> Query<R::Near> {
        let near = bind::collect_values(|bind| self.near.bind(bind));
        let query = match self.depth {
            None => Query::of_relation(R::sql(), near),
            Some(depth) => Query::of_relation(
                R::limited(),
                near.map(|mut values| {
                    values.push(tree::number(depth));
                    values
                }),
            ),
        };
        #[cfg(feature = "probe")]
        let query = query.with_origin(crate::probe::Origin::new::<R>());
        query
    }
}

impl<R: TreeRelation> Recursive<R> {
    /// Returns the handle of the row with this key. The row is not read: if there is none, there is nothing to read.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// assert_eq!(Folder::PARENT.descendants().of(tools.id).all(&db)?, [hammers, nails]);
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the foreign key refers to the primary key.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> RecursiveHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        RecursiveHandle { near: NearRow::of(key), depth: self.greatest_depth() }
    }

    /// Returns the handle of this row, for a model of several trees.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// assert_eq!(Folder::PARENT.ancestors().of_row(&nails).all(&db)?, [hammers, tools]);
    /// # Ok(()) }
    /// ```
    pub const fn of_row(self, row: &R::Near) -> RecursiveHandle<'_, R> {
        RecursiveHandle { near: NearRow::Row(row), depth: self.greatest_depth() }
    }
}

/// The descendants and ancestors of the rows of a model that has exactly one `belongs_to` to itself. For a model with
/// several, their constants have them: `Folder::PARENT.descendants()`.
///
/// The [prelude](https://docs.rs/relations/latest/relations/prelude/index.html) imports this trait. A method or a
/// relation of the model's own that is named `descendants` or `ancestors` comes first.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
/// let trail: Vec<Folder> = nails.ancestors().all(&db)?;
/// assert_eq!(trail, [hammers, tools]);
/// # Ok(()) }
/// ```
pub trait Tree: TreeModel {
    /// The descendants of a row, as a relation of the model rather than of one row.
    const DESCENDANTS: Recursive<Descendants<Self::Parent>> = Recursive::new();

    /// The ancestors of a row, as a relation of the model rather than of one row.
    const ANCESTORS: Recursive<Ancestors<Self::Parent>> = Recursive::new();

    /// Returns the handle of the descendants: the children, their children, and so on.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let deleted = hammers.descendants().delete(&db)?;
    /// assert_eq!(deleted, 1);
    /// # Ok(()) }
    /// ```
    fn descendants(&self) -> RecursiveHandle<'_, Descendants<Self::Parent>> {
        RecursiveHandle { near: NearRow::Row(self), depth: None }
    }

    /// Returns the handle of the ancestors: the parent, its parent, and so on, the nearest first.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, tools, hammers, nails) = seed_folders()?;
    /// let root = nails.ancestors().filter(Folder::PARENT.is_none()).one(&db)?;
    /// assert_eq!(root, tools);
    /// # Ok(()) }
    /// ```
    fn ancestors(&self) -> RecursiveHandle<'_, Ancestors<Self::Parent>> {
        RecursiveHandle { near: NearRow::Row(self), depth: None }
    }
}

impl<M: TreeModel> Tree for M {}
