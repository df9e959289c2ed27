//! Finds problems of a database that SQLite itself does not report. `rows` has the queries, `finding` the
//! results.

mod finding;
mod rows;

use std::path::Path;

use relations::{
    catalog::{Catalog, ForeignKeyInfo, TableInfo},
    rusqlite::Connection,
};

pub use self::finding::{Finding, Row};
use crate::{Unreadable, sql::column_of};

/// Looks for problems that break the relations of a database or slow them down: rows without a parent,
/// foreign keys that cannot work, rows that violate constraints, keys that accept NULL, foreign keys without
/// an index, and tables without a key. Of the rows of one foreign key it lists the first `limit`.
///
/// ```
/// use relations_cli::{Finding, check};
///
/// let db = relations::open_in_memory()?;
/// db.execute_batch(
///     "CREATE TABLE users (id INTEGER PRIMARY KEY);
///      CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);",
/// )?;
/// let findings = check(&db, "app.db".as_ref(), 10).expect("a new database is sound");
/// assert!(matches!(&findings[..], [Finding::NoIndex { table, .. }] if table == "posts"));
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// An error that names the database as `path`, if it is damaged or cannot be read.
pub fn check(db: &Connection, path: &Path, limit: usize) -> Result<Vec<Finding>, Unreadable> {
    let mut findings = check_integrity(db, path)?;
    let unreadable = |error| Unreadable::explain(path, error);
    let catalog = Catalog::read(db).map_err(unreadable)?;
    for table in catalog.tables.iter().filter(|table| !table.is_virtual) {
        for key in &table.foreign_keys {
            findings.extend(check_foreign_key(db, &catalog, table, key, limit).map_err(unreadable)?);
        }
        findings.extend(check_primary_key(db, table).map_err(unreadable)?);
        findings.extend(check_constraints(db, table));
        let sound = |key: &&ForeignKeyInfo| find_problem(&catalog, key).is_none();
        let slow = table.foreign_keys.iter().filter(sound).filter(|key| !has_index(table, key));
        findings.extend(slow.map(|key| Finding::NoIndex {
            table: table.name.clone(),
            columns: key.columns.clone(),
            parent: key.parent.clone(),
            remedy: rows::create_index(table, key),
        }));
    }
    Ok(findings)
}

/// Runs SQLite's integrity check. A message about the file itself, rather than about rows, is an error.
fn check_integrity(db: &Connection, path: &Path) -> Result<Vec<Finding>, Unreadable> {
    let messages = rows::integrity_messages(db).map_err(|error| Unreadable::explain(path, error))?;
    let mut findings = Vec::new();
    for message in messages {
        // Such as "NULL value in users.name", "non-INTEGER value in users.age" and "TEXT value in users.age".
        if !message.contains(" value in ") {
            return Err(Unreadable::damaged(path, &message));
        }
        findings.push(Finding::BrokenConstraint { message });
    }
    Ok(findings)
}

fn check_foreign_key(
    db: &Connection,
    catalog: &Catalog,
    table: &TableInfo,
    key: &ForeignKeyInfo,
    limit: usize,
) -> relations::Result<Option<Finding>> {
    if let Some(problem) = find_problem(catalog, key) {
        return Ok(Some(Finding::Mismatch {
            table: table.name.clone(),
            columns: key.columns.clone(),
            parent: key.parent.clone(),
            problem,
        }));
    }
    let count = rows::count_orphans(db, table, key)?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(Finding::MissingParent {
        table: table.name.clone(),
        columns: key.columns.clone(),
        parent: key.parent.clone(),
        parent_columns: key.parent_columns.clone(),
        count,
        rows: rows::orphans(db, table, key, limit)?,
    }))
}

/// Returns the reason why a foreign key cannot work, if it cannot.
fn find_problem(catalog: &Catalog, key: &ForeignKeyInfo) -> Option<String> {
    match catalog.table(&key.parent).filter(|parent| !parent.is_virtual) {
        None => Some(format!("there is no table `{}`", key.parent)),
        Some(parent) => find_mismatch(parent, key),
    }
}

/// Finds CHECKs that rows violate, which were inserted before them or while they were not enforced. The
/// integrity check does not evaluate CHECKs of a read-only database. One that calls a function of the
/// program's own cannot be evaluated.
fn check_constraints(db: &Connection, table: &TableInfo) -> Vec<Finding> {
    let broken =
        |expression: &str| rows::count_failing(db, table, expression).ok().filter(|count| *count > 0);
    table
        .checks
        .iter()
        .filter_map(|check| {
            broken(&check.expression).map(|count| Finding::BrokenCheck {
                table: table.name.clone(),
                check: check.expression.clone(),
                count,
            })
        })
        .collect()
}

/// Returns the reason why SQLite refuses [every write](https://sqlite.org/foreignkeys.html#fk_indexes) with
/// "foreign key mismatch", if it does.
fn find_mismatch(parent: &TableInfo, key: &ForeignKeyInfo) -> Option<String> {
    let referred = &key.parent_columns;
    if referred.len() != key.columns.len() {
        let (own, theirs) = (key.columns.len(), referred.len());
        return Some(format!("it has {own} column(s), and the key of `{}` has {theirs}", parent.name));
    }
    if let Some(missing) = referred.iter().find(|column| parent.column(column).is_none()) {
        return Some(format!("`{}` has no column `{missing}`", parent.name));
    }
    let is_all = |columns: &[&str]| {
        columns.len() == referred.len()
            && columns.iter().all(|column| referred.iter().any(|wanted| wanted.eq_ignore_ascii_case(column)))
    };
    let key_columns: Vec<&str> = parent.primary_key.iter().map(String::as_str).collect();
    let constraints = parent.uniques.iter();
    let indexes = parent
        .indexes
        .iter()
        .filter(|index| index.unique && index.condition.is_none())
        .map(|index| &index.terms);
    let unique = is_all(&key_columns)
        || constraints.chain(indexes).any(|terms| {
            let columns: Option<Vec<&str>> = terms.iter().map(column_of).collect();
            columns.is_some_and(|columns| is_all(&columns))
        });
    (!unique).then(|| {
        format!(
            "({}) is neither the primary key of `{}` nor unique there",
            finding::list(referred),
            parent.name
        )
    })
}

/// Finds a missing primary key, or one that accepts NULL. SQLite lets NULL into every primary key but a
/// rowid, unless the table is STRICT or WITHOUT ROWID, or NOT NULL is declared.
fn check_primary_key(db: &Connection, table: &TableInfo) -> relations::Result<Option<Finding>> {
    if table.primary_key.is_empty() {
        return Ok(Some(Finding::NoKey { table: table.name.clone() }));
    }
    let declared = |name: &String| table.column(name).cloned().unwrap_or_default();
    let is_rowid = table.primary_key.len() == 1
        && declared(&table.primary_key[0]).declared_type.eq_ignore_ascii_case("INTEGER");
    if table.strict || table.without_rowid || is_rowid {
        return Ok(None);
    }
    let columns: Vec<String> =
        table.primary_key.iter().filter(|name| !declared(name).not_null).cloned().collect();
    if columns.is_empty() {
        return Ok(None);
    }
    let nulls = rows::count_nulls(db, table, &columns)?;
    Ok(Some(Finding::NullableKey { table: table.name.clone(), columns, nulls }))
}

/// Reports whether deleting a parent finds its children without reading the whole table: the foreign key's
/// columns begin some index, in any order.
fn has_index(table: &TableInfo, key: &ForeignKeyInfo) -> bool {
    let begins = |columns: &[&str]| {
        columns.len() >= key.columns.len()
            && columns[..key.columns.len()]
                .iter()
                .all(|column| key.columns.iter().any(|wanted| wanted.eq_ignore_ascii_case(column)))
    };
    let key_columns: Vec<&str> = table.primary_key.iter().map(String::as_str).collect();
    let whole = table.indexes.iter().filter(|index| index.condition.is_none()).map(|index| &index.terms);
    begins(&key_columns)
        || table.uniques.iter().chain(whole).any(|terms| {
            let columns: Vec<&str> = terms.iter().map_while(column_of).collect();
            begins(&columns)
        })
}
