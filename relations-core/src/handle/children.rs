//! The verbs that the handles of `has_many` and `has_one` share: they write the foreign keys of a parent's
//! children.

use std::marker::PhantomData;

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::error::Result,
    connection::{
        diagnose::{self, mapping::TouchedTables},
        no_change,
        run::{self, Written},
    },
    handle::{belongs_to, near_row::NearRow},
    model::Model,
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{Owning, PrefillKey},
        row_or_key::RowMutOrKey,
    },
    row::bind::{self, Bind, Write},
    schema::metadata::{role::VerbTime, table::Table},
    statement::{comparison::FixedSql, model::ModelSql, owning::OwningSql},
    write::{
        builder::{EmptyBuilder, InsertHook},
        row::{self, AnyKey, AnyRow},
        touched::Touched,
    },
};

/// Begins a new child of `parent`, with a hook for its insertion.
pub(crate) fn create<R: Inverse>(parent: NearRow<'_, R>, hook: InsertHook<R::Far>) -> ChildCreate<R>
where
    R::Owning: PrefillKey<<R::Far as Model>::Create>,
    <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
{
    R::Owning::fill(<R::Far as Model>::Create::default().with_hook(hook), parent.into_value())
}

/// Returns the hook that removes the children that the parent has when the new child is inserted.
pub(crate) fn replace_hook<R: Inverse>(parent: &NearRow<'_, R>) -> InsertHook<R::Far> {
    let key = bind::collect(|bind| parent.bind(bind));
    InsertHook::before(move |db, time| orphan_all::<R>(db, &key?, time).map(drop))
}

/// Removes all children from the parent and returns their number.
pub(crate) fn clear<R: Inverse>(db: &Connection, parent: &NearRow<'_, R>, time: &VerbTime) -> Result<usize> {
    orphan_all::<R>(db, &bind::collect(|bind| parent.bind(bind))?, time)
}

/// Removes all children from the parent with this key and returns their number: their foreign keys become
/// NULL, or they are deleted.
fn orphan_all<R: Inverse>(db: &Connection, parent: &[Value], time: &VerbTime) -> Result<usize> {
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(parent);
    let moment = R::write().orphan_touch.moment(time)?;
    let bind_with_moment = |bind: &mut Bind<'_, '_>| {
        bind.owned_values(parent)?;
        moment.iter().try_for_each(|moment| bind.owned_value(moment))
    };
    let orphan_all = || {
        run::write(db, &fixed::<R>(|sql| &sql.orphan_all), bind_with_moment).map_err(|error| {
            diagnose::explain_delete(db, error, R::Far::TABLE, R::Owning::FOREIGN_KEY.columns, parent)
        })
    };
    let count = || {
        let mut count = 0;
        run::rows(db, TouchedTables::along::<R>(), &fixed::<R>(|sql| &sql.keys), bind, |_| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    };
    no_change::write_several(db, R::Far::TABLE, orphan_all, count)
}

/// Hands the key of each child of the parent to `visit`.
pub(crate) fn for_each_key<R: Inverse>(
    db: &Connection,
    parent: &NearRow<'_, R>,
    visit: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let keys = fixed::<R>(|sql| &sql.keys);
    run::rows(db, TouchedTables::along::<R>(), &keys, |bind| parent.bind(bind), visit)
}

/// Hands the key of each child of the parent to `visit`, also of those that the relation leaves out.
pub(crate) fn for_each_key_of_all<R: Inverse>(
    db: &Connection,
    parent: &NearRow<'_, R>,
    visit: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let sql = R::Owning::write();
    run::rows(db, TouchedTables::along::<R>(), &sql.fixed(&sql.keys), |bind| parent.bind(bind), visit)
}

/// Removes the child with this key from the parent, whatever its version, and returns the number of rows: its foreign
/// key becomes NULL, or it is deleted.
pub(crate) fn orphan<R: Inverse>(
    db: &Connection,
    parent: &NearRow<'_, R>,
    key: Write<'_>,
    time: &VerbTime,
) -> Result<usize> {
    let moment = R::write().orphan_touch.moment(time)?;
    let last = |bind: &mut Bind<'_, '_>| moment.iter().try_for_each(|moment| bind.owned_value(moment));
    let orphan = || run_orphan::<R>(db, |sql| &sql.orphan.by_key, parent, key, &last);
    no_change::write_one(db, R::Far::TABLE, orphan, || contains::<R>(db, parent, key))
}

/// Removes `child` from the parent, and returns the number of rows, as [`orphan`] does; if it is a row that has a
/// version, that must be the one that was read.
pub(crate) fn remove<R: Inverse>(
    db: &Connection,
    parent: &NearRow<'_, R>,
    child: &impl RowMutOrKey<R::Far>,
    time: &VerbTime,
) -> Result<usize> {
    let child = &Child(child, PhantomData);
    let touched = Touched::of(child, R::write().orphan_touch, time)?;
    let key = |bind: &mut Bind<'_, '_>| child.bind_key(bind);
    let last = |bind: &mut Bind<'_, '_>| touched.bind(bind);
    let orphan =
        || run_orphan::<R>(db, |sql| sql.orphan.for_row(touched.version.is_some()), parent, &key, &last);
    row::write_compared(db, child, &touched, orphan, || contains::<R>(db, parent, &key))
}

/// Runs the statement that takes the child with this key from the parent; `last` binds its last parameters.
fn run_orphan<R: Inverse>(
    db: &Connection,
    text: impl FnOnce(&'static OwningSql) -> &'static String,
    parent: &NearRow<'_, R>,
    key: Write<'_>,
    last: Write<'_>,
) -> Result<Written> {
    let bind = |bind: &mut Bind<'_, '_>| {
        parent.bind(bind)?;
        key(bind)?;
        last(bind)
    };
    run::write(db, &fixed::<R>(text), bind).map_err(|error| {
        let key = bind::collect(key).unwrap_or_default();
        diagnose::explain_delete(db, error, R::Far::TABLE, R::Far::KEY, &key)
    })
}

/// Returns `true` if the database has the row with this key as a child of the parent.
pub(crate) fn contains<R: Inverse>(db: &Connection, parent: &NearRow<'_, R>, key: Write<'_>) -> Result<bool> {
    run::exists(db, TouchedTables::along::<R>(), &fixed::<R>(|sql| &sql.contains), |bind| {
        parent.bind(bind)?;
        key(bind)
    })
}

/// Makes `child` a child of the parent, in the database. The caller calls [`attached`] once everything has succeeded.
pub(crate) fn attach<R: Inverse>(
    db: &Connection,
    parent: &NearRow<'_, R>,
    child: &impl RowMutOrKey<R::Far>,
    time: &VerbTime,
) -> Result<()> {
    let parent = |bind: &mut Bind<'_, '_>| parent.bind(bind);
    belongs_to::attach::<R::Owning>(db, &Child(child, PhantomData), &parent, time)
}

/// Makes `child` a child of the parent in the struct, if there is one.
pub(crate) fn attached<R: Inverse>(parent: NearRow<'_, R>, child: impl RowMutOrKey<R::Far>, time: &VerbTime) {
    child.change(|child| {
        R::Owning::assign(child, parent.into_value());
        child.touch(time);
    });
}

/// A child, or its key.
struct Child<'c, C, M>(&'c C, PhantomData<M>);

impl<C: RowMutOrKey<M>, M: Model> AnyKey for Child<'_, C, M> {
    fn table(&self) -> &'static Table {
        M::TABLE
    }

    fn sql(&self) -> &'static ModelSql {
        M::sql()
    }

    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.0.bind_key(bind)
    }

    fn row(&self) -> Option<&dyn AnyRow> {
        self.0.row().map(|row| row as &dyn AnyRow)
    }
}

/// Returns one of the fixed statements that write the foreign key.
fn fixed<R: Inverse>(text: impl FnOnce(&'static OwningSql) -> &'static String) -> FixedSql<'static> {
    let sql = R::write();
    sql.fixed(text(sql))
}
