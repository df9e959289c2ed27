//! Numbers of related rows, for each row of a query in the same statement.

use rusqlite::{Connection, Row};

use crate::{
    base::error::Result,
    connection::run,
    expression::{
        column::Column,
        filter::{
            Filter,
            condition::{Quantifier, RelationCondition},
            counted::{push_count, push_sum},
        },
    },
    model::Model,
    query::Query,
    relation::{Relation, kinds::for_each_kind, related_count::RelatedCount},
    row::cells::{Cells, Fields},
    select::aggregate::{Numeric, summed},
    statement::sql::{AliasDepth, Sql},
};

/// What [`count_each`](super::Aggregate::count_each) counts: a relation to many rows, as `User::POSTS`, or some of its rows, as
/// `User::POSTS.count_where(…)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no relation to many rows, nor a count of some of them",
    label = "nothing to count"
)]
pub trait Countable {
    /// The relation.
    type Relation: Relation;

    #[doc(hidden)]
    fn far(self) -> Option<Filter<<Self::Relation as Relation>::Far>>;
}

macro_rules! countable {
    ($R:ident: $relation:path => $constant:ty, to_many) => {
        impl<$R: $relation> Countable for $constant {
            type Relation = $R;

            fn far(self) -> Option<Filter<<$R as Relation>::Far>> {
                None
            }
        }
    };
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {};
}

for_each_kind!(countable);

impl<R: Relation> Countable for RelatedCount<R> {
    type Relation = R;

    fn far(self) -> Option<Filter<R::Far>> {
        self.into_far()
    }
}

/// The far rows of a relation, all or some.
fn related<R: Relation>(far: Option<Filter<R::Far>>) -> RelationCondition {
    RelationCondition {
        near: R::Near::TABLE_NAME,
        path: R::PATH,
        quantifier: Quantifier::Exists,
        met: true,
        far: far.map(|filter| Box::new(filter.into_condition())),
    }
}

pub(crate) fn counts<M, C>(db: &Connection, query: Query<M>, relation: C) -> Result<Vec<(M, u64)>>
where
    M: Model,
    C: Countable,
    C::Relation: Relation<Near = M>,
{
    let related = related::<C::Relation>(relation.far());
    let key = <<C::Relation as Relation>::Far as Model>::KEY;
    with(
        db,
        query,
        |sql| push_count(sql, AliasDepth::default(), &related, key),
        |row, at| Ok(row.get::<_, i64>(at)?.unsigned_abs()),
    )
}

pub(crate) fn sums<R: Relation, T: Numeric>(
    db: &Connection,
    query: Query<R::Near>,
    column: Column<R::Far, T>,
) -> Result<Vec<(R::Near, T::Sum)>> {
    let related = related::<R>(None);
    with(
        db,
        query,
        |sql| push_sum(sql, AliasDepth::default(), &related, R::Far::KEY, column.name()),
        |row, at| {
            Ok(Fields::of::<R::Far>(&Cells::of(row), at)
                .named::<Option<T::Sum>>(column.name())?
                .unwrap_or_default())
        },
    )
    .map_err(|error| summed::<R::Far>(error, column.name()))
}

/// Each row of the query with what `push` appends to its columns.
fn with<M: Model, T>(
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
    let mut found = Vec::new();
    run::rows(
        db,
        touched,
        &statement,
        |bind| bind.owned_values(&statement.values),
        |row| {
            found.push((M::from_row(row, 0)?, read(row, M::COLUMNS.len())?));
            Ok(())
        },
    )?;
    Ok(found)
}
