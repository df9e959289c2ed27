//! The statements of the verbs that write rows, as data: what would run, without running it.

use crate::{
    base::error::Result,
    model::Model,
    query::Statement,
    row::{bind, builder::KeySource},
    schema::metadata::role::VerbTime,
    write::{
        builder::Insertable,
        conflict::Conflict,
        new_row::render_returning,
        row::{AnyKey, AnyRow},
        touched::Touched,
    },
};

/// Returns the statement that inserts a row as it is.
pub(crate) fn of_insert(row: &dyn AnyRow) -> Result<Statement> {
    let values = bind::collect(|bind| row.bind(bind))?;
    Ok(Statement { sql: row.sql().insert.clone(), values })
}

/// Returns the statement that writes every column of a row but its primary key.
pub(crate) fn of_update(row: &dyn AnyRow) -> Result<Statement> {
    let touched = Touched::of(row, row.sql().touch, &VerbTime::new())?;
    let values = bind::collect(|bind| touched.bind_row(row, bind))?;
    Ok(Statement { sql: row.sql().update.clone(), values })
}

/// Returns the statement that deletes a row.
pub(crate) fn of_delete(row: &dyn AnyKey) -> Result<Statement> {
    let values = bind::collect(|bind| row.bind_key(bind))?;
    Ok(Statement { sql: row.sql().delete.clone(), values })
}

/// Returns the statement that inserts a new row.
pub(crate) fn of_new_row<New: Insertable>(new: &New) -> Result<Statement> {
    let defaults = new.left_to_default();
    let fixed = <New::Model as Model>::sql();
    let sql = match New::KEY {
        _ if !defaults.is_empty() => render_returning(New::Model::TABLE, New::KEY, &defaults, ""),
        KeySource::Given => fixed.insert.clone(),
        KeySource::Automatic | KeySource::AutomaticNarrow => fixed.insert_assigned.clone(),
    };
    Ok(Statement { sql, values: bind::collect(|bind| new.bind(bind))? })
}

/// Returns the statement that inserts a new row, or handles the conflict as `conflict` defines.
pub(crate) fn of_upsert<New: Insertable>(new: &New, conflict: &Conflict) -> Result<Statement> {
    let defaults = new.left_to_default();
    let clause = conflict.clause::<New::Model>(&defaults)?;
    let sql = render_returning(New::Model::TABLE, New::KEY, &defaults, &clause);
    Ok(Statement { sql, values: bind::collect(|bind| new.bind(bind))? })
}
