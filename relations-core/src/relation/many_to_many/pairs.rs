//! Pairs of a junction table, written one by one.

use rusqlite::{Connection, types::Value};

use super::Linking;
use crate::{
    compared::Fixed,
    diagnose::{self, Touched},
    error::{Error, Result},
    ignored,
    run::{self, Written},
    schema::Table,
    statement::JunctionSql,
};

/// Adds the pair of these keys and says whether it was not there.
pub(super) fn link_pair<R: Linking>(db: &Connection, near: &[Value], far: &[Value]) -> Result<bool> {
    ignored::at_one_moment(db, R::JUNCTION, || {
        let written = write_pair::<R>(db, &write::<R>(|sql| &sql.link), near, far, diagnose::written)?;
        if written.rows > 0 {
            return Ok(true);
        }
        if has_pair::<R>(db, near, far)? && !written.otherwise {
            return Ok(false);
        }
        ignored::inserted_otherwise(db, R::JUNCTION, written).map(|()| true)
    })
}

/// Takes the pair of these keys away and says whether it was there.
pub(super) fn unlink_pair<R: Linking>(db: &Connection, near: &[Value], far: &[Value]) -> Result<bool> {
    let unlink = || write_pair::<R>(db, &write::<R>(|sql| &sql.unlink), near, far, diagnose::deleted);
    Ok(ignored::one(db, R::JUNCTION, unlink, || has_pair::<R>(db, near, far))? > 0)
}

fn has_pair<R: Linking>(db: &Connection, near: &[Value], far: &[Value]) -> Result<bool> {
    run::exists(db, Touched::along::<R>(), &write::<R>(|sql| &sql.contains), |bind| {
        bind.owned_values(near)?;
        bind.owned_values(far)
    })
}

fn write_pair<R: Linking>(
    db: &Connection,
    sql: &Fixed<'_>,
    near: &[Value],
    far: &[Value],
    explain: fn(&Connection, rusqlite::Error, &'static Table, &[&str], &[Value]) -> Error,
) -> Result<Written> {
    let pair = [near, far].concat();
    run::write(db, sql, |bind| bind.owned_values(&pair))
        .map_err(|error| explain(db, error, R::JUNCTION, &link_columns::<R>(), &pair))
}

/// One of the fixed statements that write the junction table.
pub(super) fn write<R: Linking>(
    text: impl FnOnce(&'static JunctionSql) -> &'static String,
) -> Fixed<'static> {
    let sql = R::write();
    sql.fixed(text(sql))
}

/// The columns of the junction table that refer to the near row, then those that refer to the far row.
fn link_columns<R: Linking>() -> Vec<&'static str> {
    [R::PATH.step(0).to, R::PATH.step(1).from].concat()
}
