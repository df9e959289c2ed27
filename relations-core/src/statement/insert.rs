//! INSERT statements: their column lists, their VALUES lists and what they do about conflicts.

use crate::base::sql::{bare_column, bare_columns, column, joined, parameters, table};

/// Renders ``INSERT INTO main."users"(`id`,`name`)VALUES(?,?)``.
pub(crate) fn insert(name: &str, columns: &[&str]) -> String {
    insert_rows(name, columns, &format!("({})", parameters(columns.len())))
}

/// Renders ``INSERT INTO main."users"(`id`,`name`)VALUES(NULL,?)``, in which SQLite assigns the key.
pub(crate) fn insert_assigned(name: &str, columns: &[&str], key: &[&str]) -> String {
    insert_rows(name, columns, &format!("({})", values(columns, key)))
}

/// Renders ``INSERT INTO main."users"(`name`)VALUES(?),(?)``, with so many rows.
pub(crate) fn insert_many(name: &str, columns: &[&str], assigned: &[&str], rows: usize) -> String {
    let row = format!("({})", values(columns, assigned));
    insert_rows(name, columns, &vec![row.as_str(); rows].join(","))
}

/// Renders ``INSERT INTO main."user_group"(`user_id`,`group_id`)VALUES(?,?)ON CONFLICT(…)DO NOTHING``, with further
/// columns that are `filled` in.
///
/// Only these columns together may conflict; any other constraint is still an error.
pub(crate) fn insert_unless_present(name: &str, columns: &[&str], filled: &[&str]) -> String {
    let insert = insert(name, &[columns, filled].concat());
    format!("{insert}ON CONFLICT({})DO NOTHING", bare_columns(columns))
}

/// Renders an INSERT of so many rows as [`insert_unless_present`] does.
pub(crate) fn insert_many_unless_present(
    name: &str,
    columns: &[&str],
    filled: &[&str],
    rows: usize,
) -> String {
    let insert = insert_many(name, &[columns, filled].concat(), &[], rows);
    format!("{insert}ON CONFLICT({})DO NOTHING", bare_columns(columns))
}

/// Renders an INSERT with this VALUES list: `(?,?),(?,?)`.
fn insert_rows(name: &str, columns: &[&str], rows: &str) -> String {
    format!("INSERT INTO {}({})VALUES{rows}", table(name), bare_columns(columns))
}

/// Renders an INSERT that returns columns of the row as stored:
/// ``INSERT INTO main."users" (`name`) VALUES (?) RETURNING `id`,`name` ``, or `… DEFAULT VALUES …` without
/// columns. `conflict` is its ON CONFLICT clause, or empty.
pub(crate) fn insert_returning(
    name: &str,
    columns: &[&str],
    assigned: &[&str],
    conflict: &str,
    returned: &[&str],
) -> String {
    // With the alias, `excluded` means the new row even in a table of that name.
    let alias = if conflict.is_empty() { "" } else { " AS t" };
    let values = if columns.is_empty() {
        "DEFAULT VALUES".to_owned()
    } else {
        format!("({}) VALUES ({})", bare_columns(columns), values(columns, assigned))
    };
    format!("INSERT INTO {}{alias} {values}{conflict} RETURNING {}", table(name), bare_columns(returned))
}

/// Renders `NULL,?`: the values of these columns, NULL for those that SQLite assigns and a parameter for each
/// other.
fn values(columns: &[&str], assigned: &[&str]) -> String {
    joined(columns, ",", |_, name| if assigned.contains(&name) { "NULL" } else { "?" }.to_owned())
}

/// Renders `` ON CONFLICT (`email`) DO NOTHING``.
pub(crate) fn on_conflict_nothing(target: &[&str]) -> String {
    on_conflict(target, "NOTHING")
}

/// Renders `` ON CONFLICT (`email`) DO UPDATE SET `name` = excluded.`name` ``.
///
/// The column `raised` is one more than it was: `` `version` = t."version" + 1 ``. Without any column, the columns of the
/// conflict are set to the values that they have: SQLite returns only rows that it inserts or updates.
pub(crate) fn on_conflict_update(target: &[&str], columns: &[&str], raised: Option<&str>) -> String {
    let columns = if columns.is_empty() && raised.is_none() { target } else { columns };
    let set = columns.iter().map(|name| format!("{0} = excluded.{0}", bare_column(name)));
    let raised = raised.map(|name| format!("{} = {} + 1", bare_column(name), column("t", name)));
    let set = set.chain(raised).collect::<Vec<_>>().join(", ");
    on_conflict(target, &format!("UPDATE SET {set}"))
}

/// Renders an ON CONFLICT clause with this action.
fn on_conflict(target: &[&str], action: &str) -> String {
    format!(" ON CONFLICT ({}) DO {action}", bare_columns(target))
}
