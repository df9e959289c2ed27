//! Counts and sums of related rows, for each row of a query in the same statement.

use rusqlite::{Connection, Row};

use crate::{
    base::error::Result,
    expression::{
        column::Column,
        filter::{
            Filter,
            aggregate::{push_count, push_sum},
            condition::{Quantifier, RelationCondition},
        },
    },
    load::aggregate::sum_error,
    model::Model,
    query::Query,
    relation::{
        Relation,
        kinds::{RelationConstant, for_each_kind},
        related_count::RelatedCount,
        tree::{Recursive, TreeRelation},
    },
    row::cells::{Cells, Fields},
    schema::{column_type::aggregated::Numeric, metadata::path::Path},
    select::collect::collect,
    statement::sql::{AliasDepth, Sql},
};

/// The rows that [`count_each`](crate::Aggregate::count_each) counts: those of a relation to many rows, as
/// `User::POSTS`, or some of them, as `User::POSTS.count_where(…)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no relation to many rows, nor a count of some of them",
    label = "nothing to count"
)]
pub trait Countable {
    /// The relation.
    type Relation: Relation;

    /// Returns the condition on the rows that are counted, if there is one.
    #[doc(hidden)]
    fn far(self) -> Option<Filter<<Self::Relation as Relation>::Far>>;

    /// Returns the path to the rows that are counted.
    #[doc(hidden)]
    fn path(&self) -> Path {
        Self::Relation::PATH
    }
}

/// Implements [`Countable`] for the constant of a relation to many rows.
macro_rules! countable {
    (R: $relation:path => $constant:ty, to_many) => {
        impl<R: $relation> Countable for $constant {
            type Relation = R;

            fn far(self) -> Option<Filter<R::Far>> {
                None
            }
        }
    };
    (R: $relation:path => $constant:ty, $rows:ident) => {};
}

for_each_kind!(countable);

impl<R: TreeRelation> Countable for Recursive<R> {
    type Relation = R;

    fn far(self) -> Option<Filter<R::Far>> {
        None
    }

    fn path(&self) -> Path {
        RelationConstant::path(self)
    }
}

impl<R: Relation> Countable for RelatedCount<R> {
    type Relation = R;

    fn far(self) -> Option<Filter<R::Far>> {
        self.into_far()
    }

    fn path(&self) -> Path {
        self.path()
    }
}

/// Reads the rows of a query, each with the number of its rows of `relation`.
pub(crate) fn counts<M, C>(db: &Connection, query: Query<M>, relation: C) -> Result<Vec<(M, u64)>>
where
    M: Model,
    C: Countable,
    C::Relation: Relation<Near = M>,
{
    let related =
        RelationCondition::of::<C::Relation>(relation.path(), Quantifier::Exists, true, relation.far());
    let key = <<C::Relation as Relation>::Far as Model>::KEY;
    read_with(
        db,
        query,
        |sql| push_count(sql, AliasDepth::default(), &related, key),
        |row, at| Ok(row.get::<_, i64>(at)?.unsigned_abs()),
    )
}

/// Reads the rows of a query, each with the sum of a column over its rows of the relation `R`.
pub(crate) fn sums<R: Relation, T: Numeric>(
    db: &Connection,
    query: Query<R::Near>,
    path: Path,
    column: Column<R::Far, T>,
) -> Result<Vec<(R::Near, T::Sum)>> {
    let related = RelationCondition::of::<R>(path, Quantifier::Exists, true, None);
    read_with(
        db,
        query,
        |sql| push_sum(sql, AliasDepth::default(), &related, R::Far::KEY, column.name()),
        |row, at| {
            Ok(Fields::of::<R::Far>(&Cells::of(row), at)
                .named::<Option<T::Sum>>(column.name())?
                .unwrap_or_default())
        },
    )
    .map_err(|error| sum_error::<R::Far>(error, column.name()))
}

/// Reads each row of the query with a further column, which `push` appends and `read` reads at an index.
fn read_with<M: Model, T>(
    db: &Connection,
    mut query: Query<M>,
    push: impl FnOnce(&mut Sql) -> Result<()>,
    read: impl Fn(&Row<'_>, usize) -> Result<T>,
) -> Result<Vec<(M, T)>> {
    let touched = query.untyped.touched();
    let statement = query.untyped.sql_of(|sql| {
        sql.text += &M::sql().columns;
        sql.text += ", ";
        push(sql)
    })?;
    collect(db, touched, &statement, |row| Ok((M::from_row(row, 0)?, read(row, M::COLUMNS.len())?)))
}
