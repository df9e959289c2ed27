//! Reads the far rows of one near row.

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{diagnose::mapping::TouchedTables, run},
    handle::near_row::NearRow,
    model::Model,
    query::Query,
    relation::Relation,
    row::bind::{self, Bind},
};

/// Reads all far rows of `near`, by the relation's fixed statement.
pub(crate) fn all<R: Relation>(near: &NearRow<'_, R>, db: &Connection) -> Result<Vec<R::Far>> {
    let bind = |bind: &mut Bind<'_, '_>| near.bind(bind);
    run::all(db, TouchedTables::along::<R>(), &R::sql().all(), &bind)
}

/// Reads the first far row of `near`, if there is one.
pub(crate) fn first<R: Relation>(near: &NearRow<'_, R>, db: &Connection) -> Result<Option<R::Far>> {
    let bind = |bind: &mut Bind<'_, '_>| near.bind(bind);
    run::first(db, TouchedTables::along::<R>(), &R::sql().first(), &bind)
}

/// Reads the only far row of `near`, if there is one.
pub(crate) fn at_most_one<R: Relation>(near: &NearRow<'_, R>, db: &Connection) -> Result<Option<R::Far>> {
    let bind = |bind: &mut Bind<'_, '_>| near.bind(bind);
    run::at_most_one(db, TouchedTables::along::<R>(), &R::sql().all(), &bind)
}

/// Hands each far row of `near` to `visit`.
pub(crate) fn for_each<R: Relation>(
    near: &NearRow<'_, R>,
    db: &Connection,
    mut visit: impl FnMut(R::Far) -> Result<()>,
) -> Result<()> {
    let bind = |bind: &mut Bind<'_, '_>| near.bind(bind);
    run::rows(db, TouchedTables::along::<R>(), &R::sql().all(), bind, |row| visit(R::Far::from_row(row, 0)?))
}

/// Counts the far rows of `near`.
pub(crate) fn count<R: Relation>(near: &NearRow<'_, R>, db: &Connection) -> Result<u64> {
    run::count(db, TouchedTables::along::<R>(), &R::sql().count(), |bind| near.bind(bind))
}

/// Returns `true` if `near` has a far row.
pub(crate) fn exists<R: Relation>(near: &NearRow<'_, R>, db: &Connection) -> Result<bool> {
    run::exists(db, TouchedTables::along::<R>(), &R::sql().exists(), |bind| near.bind(bind))
}

/// Creates a query of the far rows of `near`, to be narrowed further.
pub(crate) fn query<R: Relation>(near: &NearRow<'_, R>) -> Query<R::Far> {
    let query = Query::of_relation(R::sql(), bind::collect_values(|bind| near.bind(bind)));
    #[cfg(feature = "probe")]
    let query = query.with_origin(crate::probe::Origin::new::<R>());
    query
}

/// Implements [`Select`](crate::Select) for a handle. The methods that read all far rows use fixed
/// statements; all others make a query.
macro_rules! select_by_relation {
    ($handle:ident, $relation:ident) => {
        impl<R: $relation> crate::select::Select for $handle<'_, R> {
            type Model = R::Far;
            type Shape = R::Far;

            fn into_query(self) -> crate::query::Query<R::Far> {
                crate::handle::read::query::<R>(&self.near)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn all(self, db: &rusqlite::Connection) -> crate::base::error::Result<Vec<R::Far>> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::new::<R>().record();
                crate::handle::read::all::<R>(&self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn first(self, db: &rusqlite::Connection) -> crate::base::error::Result<Option<R::Far>> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::new::<R>().record();
                crate::handle::read::first::<R>(&self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn for_each(
                self,
                db: &rusqlite::Connection,
                visit: impl FnMut(R::Far) -> crate::base::error::Result<()>,
            ) -> crate::base::error::Result<()> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::new::<R>().record();
                crate::handle::read::for_each::<R>(&self.near, db, visit)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn count(self, db: &rusqlite::Connection) -> crate::base::error::Result<u64> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::new::<R>().record();
                crate::handle::read::count::<R>(&self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn exists(self, db: &rusqlite::Connection) -> crate::base::error::Result<bool> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::new::<R>().record();
                crate::handle::read::exists::<R>(&self.near, db)
            }
        }
    };
}

pub(crate) use select_by_relation;
