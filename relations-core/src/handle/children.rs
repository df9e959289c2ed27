//! The verbs that the handles of `has_many` and `has_one` share: they write the foreign keys of a parent's
//! children.

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::error::Result,
    connection::{
        diagnose::{self, mapping::TouchedTables},
        no_change, run,
    },
    handle::belongs_to::attach,
    model::Model,
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{Owning, PrefillKey},
    },
    row::bind::{self, Bind},
    statement::{comparison::FixedSql, owning::OwningSql},
    write::builder::{EmptyBuilder, InsertHook},
};

/// Begins a new child of `parent`, with a hook for its insertion.
pub(crate) fn create<R: Inverse>(parent: &R::Near, hook: InsertHook<R::Far>) -> ChildCreate<R>
where
    R::Owning: PrefillKey<<R::Far as Model>::Create>,
    <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
{
    R::Owning::fill(<R::Far as Model>::Create::default().with_hook(hook), parent)
}

/// Returns the hook that removes the children that the parent has when the new child is inserted.
pub(crate) fn replace_hook<R: Inverse>(parent: &R::Near) -> InsertHook<R::Far> {
    let key = bind::collect(|bind| R::Owning::bind_parent(parent, bind));
    InsertHook::before(move |db| orphan_all::<R>(db, &key?).map(drop))
}

/// Returns `true` if the database has `child` as a child of `parent`.
pub(crate) fn contains<R: Inverse>(db: &Connection, parent: &R::Near, child: &R::Far) -> Result<bool> {
    run::exists(db, TouchedTables::along::<R>(), &fixed::<R>(|sql| &sql.contains), |bind| {
        R::Owning::bind_parent(parent, bind)?;
        child.bind_key(bind)
    })
}

/// Removes all children from the parent and returns their number.
pub(crate) fn clear<R: Inverse>(db: &Connection, parent: &R::Near) -> Result<usize> {
    orphan_all::<R>(db, &bind::collect(|bind| R::Owning::bind_parent(parent, bind))?)
}

/// Removes all children from the parent with this key and returns their number: their foreign keys become
/// NULL, or they are deleted.
fn orphan_all<R: Inverse>(db: &Connection, parent: &[Value]) -> Result<usize> {
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(parent);
    let orphan_all = || {
        run::write(db, &fixed::<R>(|sql| &sql.orphan_all), bind).map_err(|error| {
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
    parent: &R::Near,
    visit: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let keys = fixed::<R>(|sql| &sql.keys);
    run::rows(db, TouchedTables::along::<R>(), &keys, |bind| R::Owning::bind_parent(parent, bind), visit)
}

/// Removes the child with this key from the parent, and returns the number of rows: its foreign key becomes
/// NULL, or it is deleted.
pub(crate) fn orphan<R: Inverse>(
    db: &Connection,
    parent: &R::Near,
    key: &dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<usize> {
    let bind_pair = |bind: &mut Bind<'_, '_>| {
        R::Owning::bind_parent(parent, bind)?;
        key(bind)
    };
    let orphan = || {
        run::write(db, &fixed::<R>(|sql| &sql.orphan), bind_pair).map_err(|error| {
            let key = bind::collect(key).unwrap_or_default();
            diagnose::explain_delete(db, error, R::Far::TABLE, R::Far::KEY, &key)
        })
    };
    let there = || run::exists(db, TouchedTables::along::<R>(), &fixed::<R>(|sql| &sql.contains), bind_pair);
    no_change::write_one(db, R::Far::TABLE, orphan, there)
}

/// Makes `child` a child of the parent, in the database and in the struct.
pub(crate) fn add<R: Inverse>(db: &Connection, parent: &R::Near, child: &mut R::Far) -> Result<()> {
    attach::<R::Owning>(db, child, parent)?;
    R::Owning::assign(child, parent);
    Ok(())
}

/// Returns one of the fixed statements that write the foreign key.
fn fixed<R: Inverse>(text: impl FnOnce(&'static OwningSql) -> &'static String) -> FixedSql<'static> {
    let sql = R::Owning::write();
    sql.fixed(text(sql))
}
