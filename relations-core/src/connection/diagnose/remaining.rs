//! Finding the children that keep rows from being deleted.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    base::{
        error::Error,
        sql::{columns, table as named},
    },
    connection::diagnose::{
        foreign_key::{ParentChange, equal},
        references::{Reference, references},
    },
    schema::metadata::{path::Path, relation::RelationKind, table::Table},
};

/// The rows of a table that meet a condition.
pub(crate) struct Rows<'a> {
    pub table: &'a str,
    /// The condition, in which the table has the alias `t`.
    pub condition: String,
}

/// Children that keep a row of `parent` from being deleted or changed.
pub(crate) struct Remaining {
    parent: String,
    reference: Reference,
    count: i64,
}

impl Remaining {
    /// Returns the error, which names the relation of `table` if the children are those of one.
    pub(crate) fn into_error(self, table: &Table, source: Box<rusqlite::Error>) -> Error {
        let inverse = table.relations.iter().zip(table.paths).find(|(relation, path)| {
            matches!(relation.kind, RelationKind::HasMany | RelationKind::HasOne)
                && path.is_plain()
                && leads_back(path, &self.reference)
        });
        let relation = match inverse {
            Some((relation, _)) if self.parent == table.name => relation.name.to_owned(),
            _ => self.reference.columns.join(", "),
        };
        Error::ChildrenRemain {
            parent: self.parent,
            child: self.reference.child,
            relation,
            count: self.count,
            source,
        }
    }
}

/// Returns `true` if the path consists of the foreign key `reference`, followed to the children.
fn leads_back(path: &Path, reference: &Reference) -> bool {
    let step = path.step(0);
    path.len() == 1 && step.table.eq_ignore_ascii_case(&reference.child) && step.to == reference.columns
}

/// Finds the children that keep the rows of `table` with these values from being deleted.
pub(crate) fn find_remaining_of(
    db: &Connection,
    table: &Table,
    columns: &[&str],
    values: &[Value],
) -> rusqlite::Result<Option<Remaining>> {
    let rows = Rows { table: table.name, condition: equal(columns) };
    find_remaining(db, &rows, values, &mut vec![table.name.to_owned()], ParentChange::Deleted)
}

/// Finds the children that keep `rows` from being deleted or changed, or any row that a cascade would delete
/// or change with them. `seen` are the tables that are searched already.
pub(crate) fn find_remaining(
    db: &Connection,
    rows: &Rows<'_>,
    values: &[Value],
    seen: &mut Vec<String>,
    change: ParentChange,
) -> rusqlite::Result<Option<Remaining>> {
    for (reference, _) in references(db, rows.table)? {
        let listed = |names: &[String]| columns("t", &names.iter().map(String::as_str).collect::<Vec<_>>());
        let condition = format!(
            "({}) IN (SELECT {} FROM {} AS t WHERE {})",
            listed(&reference.columns),
            listed(&reference.parent_columns),
            named(rows.table),
            rows.condition
        );
        let action =
            if change == ParentChange::Deleted { &reference.on_delete } else { &reference.on_update };
        match action.as_str() {
            "SET NULL" => {}
            "CASCADE" => {
                if !seen.contains(&reference.child) {
                    seen.push(reference.child.clone());
                    let children = Rows { table: &reference.child, condition };
                    if let Some(found) = find_remaining(db, &children, values, seen, change)? {
                        return Ok(Some(found));
                    }
                }
            }
            _ => {
                let sql = format!("SELECT count(*) FROM {} AS t WHERE {condition}", named(&reference.child));
                let count: i64 = db.query_row(&sql, params_from_iter(values), |row| row.get(0))?;
                if count > 0 {
                    return Ok(Some(Remaining { parent: rows.table.to_owned(), reference, count }));
                }
            }
        }
    }
    Ok(None)
}

/// Returns an error if rows of the tables `referring` refer to a row of one of the tables `dropped`, which
/// are gone.
pub(crate) fn find_left_behind(
    db: &Connection,
    referring: &[String],
    dropped: &[&Table],
) -> rusqlite::Result<Option<Error>> {
    for child in referring {
        let mut statement = db.prepare(
            "SELECT parent, count(*) FROM temp.pragma_foreign_key_check(?1, 'main') GROUP BY parent",
        )?;
        let mut rows = statement.query([child])?;
        while let Some(row) = rows.next()? {
            let (parent, count): (String, i64) = (row.get(0)?, row.get(1)?);
            if dropped.iter().any(|table| table.name.eq_ignore_ascii_case(&parent)) {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY);
                let source = Box::new(rusqlite::Error::SqliteFailure(code, None));
                return Ok(Some(Error::ChildrenRemain {
                    relation: "a foreign key".to_owned(),
                    parent,
                    child: child.clone(),
                    count,
                    source,
                }));
            }
        }
    }
    Ok(None)
}
