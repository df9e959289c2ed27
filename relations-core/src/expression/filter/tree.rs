//! Conditions on the descendants or ancestors of a row.

use std::slice;

use crate::{
    base::{
        error::Error,
        sql::{columns, push_column, push_columns, push_equal, push_row_value, push_source},
    },
    expression::filter::{
        condition::{Condition, RelationCondition},
        selectivity::tests_few_rows,
    },
    schema::metadata::path::{Path, TreePath},
    statement::{
        sql::{AliasDepth, Candidates, Sql},
        tree::{self, Walk},
    },
};

/// Appends the condition that the row of `level` has one such row at all, or has none: its only child may be itself.
pub(crate) fn push_existence(sql: &mut Sql, level: AliasDepth, related: &RelationCondition, path: &TreePath) {
    let (near, far) = (level.alias(), level.below().alias());
    if path.depth == Some(0) {
        sql.text += if related.met { "0" } else { "1" };
        return;
    }
    let step = path.step();
    sql.text += if related.met { "EXISTS(SELECT 1 FROM " } else { "NOT EXISTS(SELECT 1 FROM " };
    push_source(&mut sql.text, step.table, &far);
    sql.text += " WHERE ";
    step.push_related(&mut sql.text, &far, &near);
    sql.text += " AND ";
    push_other(&mut sql.text, (&far, path.parent.to), &columns(&near, path.parent.to));
    sql.text += ")";
}

/// Appends the FROM clause of the rows that are reached from the row of `near`, which a walk for each such row finds, and
/// a condition that is always met.
pub(crate) fn push_rows(sql: &mut Sql, near: AliasDepth, path: &TreePath) {
    let far = near.below();
    let key = path.parent.to;
    let root = columns(&near.alias(), key);
    let walk = Walk { tree: path, carried: Vec::new(), root: root.clone(), limited: path.depth.is_some() };
    sql.text += " FROM (";
    sql.text += &walk.begin();
    sql.text += &walk.first_table(" WHERE ", &near.alias());
    sql.text += " AND ";
    sql.text += &walk.first_conditions();
    walk.push_rest(sql, &root, path.depth.map(tree::number));
    sql.text += &walk.rows(&[]);
    let alias = far.alias_on(&Path::Tree(*path), 0);
    sql.text.extend([") AS ", &alias, " CROSS JOIN "]);
    push_source(&mut sql.text, path.parent.table, &far.alias());
    sql.text += " WHERE ";
    let names = walk.key_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    push_equal(&mut sql.text, (&far.alias(), key), (&alias, &names));
}

/// Appends the condition that the row of `level` leads to a row that meets a condition. Those rows are found first, and a
/// walk from all of them leads back:
///
/// ```sql
/// t."id" IN (WITH RECURSIVE sqlite_walk_t1 AS (
///     SELECT t1."id" AS "~from0", c."id" AS "~key0" FROM main."category" AS t1 CROSS JOIN main."category" AS c ON c."id" = t1."parent_id" WHERE …
///     UNION SELECT w."~from0", c."id" FROM sqlite_walk_t1 AS w CROSS JOIN main."category" AS t1 ON t1."id" = w."~key0"
///         CROSS JOIN main."category" AS c ON c."id" = t1."parent_id" WHERE … IS NOT 1)
/// SELECT w."~key0" FROM sqlite_walk_t1 AS w WHERE w."~key0" IS NOT w."~from0")
/// ```
///
/// A walk ends where it meets another row of those found first: that one has a walk of its own. So each row of the walk
/// knows the nearest such row, and if that is the row itself, in a cycle, there is no other.
pub(crate) fn push_members(
    sql: &mut Sql,
    level: AliasDepth,
    (path, condition): (&TreePath, &Condition),
) -> Result<(), Error> {
    let far = level.below();
    let (near, alias) = (level.alias(), far.alias());
    let key = path.parent.to;
    let [keys, froms] =
        ["key", "from"].map(|name| (0..key.len()).map(|at| format!("~{name}{at}")).collect::<Vec<_>>());
    let [keys, froms] = [&keys, &froms].map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
    let walk = tree::name_below(far);
    let (limited, back) = (path.depth, path.backwards());
    let few = tests_few_rows(slice::from_ref(condition), (path.parent.of)());

    push_row_value(&mut sql.text, &near, key);
    sql.text.extend([" IN (WITH RECURSIVE ", &walk, " AS (SELECT "]);
    let list = froms.iter().map(|name| (alias.as_ref(), name)).chain(keys.iter().map(|name| ("c", name)));
    for ((of, own), name) in list.zip(key.iter().chain(key)) {
        push_column(&mut sql.text, of, name);
        sql.text.extend([" AS \"", own, "\", "]);
    }
    sql.text.truncate(sql.text.len() - 2);
    sql.text += if limited.is_some() { ", 1 AS \"~depth\" FROM " } else { " FROM " };
    push_source(&mut sql.text, path.parent.table, &alias);
    push_step(&mut sql.text, &back, &alias);
    sql.text += " WHERE ";
    if let Some(limit) = limited {
        sql.text += "1 <= ";
        sql.push_value(tree::number(limit));
        sql.text += " AND ";
    }
    sql.with_candidates(Candidates { few, tested: false }, |sql| condition.render(sql, far))?;

    sql.text += " UNION SELECT ";
    push_columns(&mut sql.text, "w", &froms);
    sql.text += ", ";
    push_columns(&mut sql.text, "c", key);
    sql.text += if limited.is_some() { ", w.\"~depth\" + 1 FROM " } else { " FROM " };
    sql.text.extend([walk.as_str(), " AS w CROSS JOIN "]);
    push_source(&mut sql.text, path.parent.table, &alias);
    sql.text += " ON ";
    push_equal(&mut sql.text, (&alias, key), ("w", &keys));
    push_step(&mut sql.text, &back, &alias);
    sql.text += " WHERE ";
    if let Some(limit) = limited {
        sql.text += "w.\"~depth\" < ";
        sql.push_value(tree::number(limit));
        sql.text += " AND ";
    }
    let not = Condition::Not(Box::new(condition.clone()));
    sql.with_candidates(Candidates { few, tested: true }, |sql| not.render(sql, far))?;

    sql.text += ") SELECT ";
    push_columns(&mut sql.text, "w", &keys);
    sql.text.extend([" FROM ", &walk, " AS w WHERE "]);
    push_other(&mut sql.text, ("w", &keys), &columns("w", &froms));
    sql.text += ")";
    Ok(())
}

/// Appends the join of a row `c` that is one step from the row `from`.
fn push_step(sql: &mut String, path: &TreePath, from: &str) {
    let step = path.step();
    *sql += " CROSS JOIN ";
    push_source(sql, step.table, "c");
    *sql += " ON ";
    step.push_related(sql, "c", from);
}

/// Appends the condition that a key differs from another one, as SQL.
fn push_other(sql: &mut String, (alias, key): (&str, &[&str]), other: &str) {
    let (open, close) = if key.len() > 1 { ("(", ")") } else { ("", "") };
    push_row_value(sql, alias, key);
    sql.extend([" IS NOT ", open, other, close]);
}
