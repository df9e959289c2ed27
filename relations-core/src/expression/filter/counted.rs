//! The rows that a relation leads to, each or their number.

use std::{borrow::Cow, slice};

use crate::{
    base::{
        error::Error,
        sql::{column, columns, joined, push_table, table},
    },
    expression::filter::{
        condition::{Quantifier, RelationCondition},
        form::Form,
        reach::asks_of_few,
        related::{push_found, push_side},
    },
    schema::metadata::path::{Path, Step},
    statement::{
        comparison::{Alternative, AlternativeKind, StepAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

/// Appends the condition that there are so many far rows, if that is what is asked.
pub(crate) fn render(sql: &mut Sql, level: AliasDepth, related: &RelationCondition) -> Result<bool, Error> {
    let (key, number, exactly) = match related.quantifier {
        Quantifier::Exists => return Ok(false),
        Quantifier::AtLeast { key, number } => (key, number, false),
        Quantifier::Exactly { key, number } => (key, number, true),
    };
    if number == 0 {
        // Every row has so many, whatever the far rows are; what is wrong with their condition is told all the same.
        push_rows(&mut Sql::default(), level, related)?;
        sql.text += if related.met { "1" } else { "0" };
    } else if Form::of(related, sql.candidates.few) == Form::Once {
        let columns = related.path.step(0).from.len();
        push_found(sql, related.met, columns, |sql| {
            push_groups(sql, level, related, key, (number, exactly))
        })?;
    } else if exactly || several_ways(&related.path) {
        push_number(sql, level, related, key, Some(number))?;
        sql.text += match (exactly, related.met) {
            (true, true) => " = ",
            (true, false) => " <> ",
            (false, true) => " >= ",
            (false, false) => " < ",
        };
        sql.push_value(number.into());
    } else {
        // Whoever has a row behind the first `number - 1` has at least `number`.
        sql.text += if related.met { "EXISTS(SELECT 1" } else { "NOT EXISTS(SELECT 1" };
        push_rows(sql, level, related)?;
        sql.text += " LIMIT 1 OFFSET ";
        sql.push_value((number - 1).into());
        sql.text += ")";
    }
    Ok(true)
}

/// Whether the way can arrive at one far row twice. Only one through other rows can: a foreign key has one parent, and a
/// junction table holds each pair once.
const fn several_ways(path: &Path) -> bool {
    matches!(path, Path::Joined(..))
}

/// Appends the number of the far rows, which are distinct by `key`.
pub(crate) fn push_count(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
) -> Result<(), Error> {
    push_number(sql, level, related, key, None)
}

/// Appends the number of the far rows, which are distinct by `key`. Beyond `enough` it counts but one.
fn push_number(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    enough: Option<i64>,
) -> Result<(), Error> {
    let distinct = several_ways(&related.path);
    if !distinct && enough.is_none() {
        sql.text += "(SELECT count(*)";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    sql.text += "(SELECT count(*) FROM (SELECT ";
    if distinct {
        sql.text += "DISTINCT ";
        sql.push_columns(level.below(), key);
    } else {
        sql.text += "1";
    }
    push_rows(sql, level, related)?;
    if let Some(enough) = enough {
        sql.text += " LIMIT ";
        sql.push_value(enough.saturating_add(1).into());
    }
    sql.text += "))";
    Ok(())
}

/// Appends that the row is among those that have so many far rows, which are counted once for all:
/// `t."id" IN (SELECT t1."user_id" FROM main."posts" AS t1 WHERE … GROUP BY t1."user_id" HAVING count(*) >= +?)`.
///
/// They are counted by the children's column. Where the parent's own compares differently it takes its place.
fn push_groups(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    (number, exactly): (i64, bool),
) -> Result<(), Error> {
    let far = level.below();
    let first = related.path.step(0);
    let own = far.alias_on(&related.path, 0);
    let distinct = several_ways(&related.path);
    push_side(&mut sql.text, &level.alias(), first.from);
    sql.text += " IN (SELECT ";
    if distinct {
        sql.text.extend([&by_place(&first), " FROM (SELECT DISTINCT "]);
        push_in_place(sql, related, far, StepAlternative::named, &named(&own, first.to));
        for (at, name) in key.iter().enumerate() {
            sql.text.extend([", ", &column(&far.alias(), name), &format!(" AS k{at}")]);
        }
    } else {
        push_in_place(sql, related, far, StepAlternative::columns, &columns(&own, first.to));
    }
    push_from(sql, far, &related.path);
    push_in_place(sql, related, far, StepAlternative::join, "");
    if let Some(condition) = &related.far {
        sql.text += " WHERE ";
        let table = (related.path.step(related.path.len() - 1).of)();
        let few = asks_of_few(slice::from_ref(condition), table);
        sql.with_candidates(Candidates { few, tested: false }, |sql| condition.render(sql, far))?;
    }
    if distinct {
        sql.text.extend([") AS v GROUP BY ", &by_place(&first)]);
    } else {
        sql.text += " GROUP BY ";
        push_in_place(sql, related, far, StepAlternative::columns, &columns(&own, first.to));
    }
    sql.text += if exactly { " HAVING count(*) = " } else { " HAVING count(*) >= " };
    sql.push_value(number.into());
    sql.text += ")";
    Ok(())
}

/// Appends what is about the children's columns, and notes what it is to be where the parent's own compare differently.
fn push_in_place(
    sql: &mut Sql,
    related: &RelationCondition,
    far: AliasDepth,
    exact: fn(&StepAlternative) -> String,
    plain: &str,
) {
    let start = sql.text.len();
    sql.text += plain;
    let (near, step) = (related.near, related.path.step(0));
    let instead = StepAlternative {
        near,
        step,
        from: Cow::Borrowed(PARENT),
        to: far.alias_on(&related.path, 0),
        exact,
    };
    sql.alternatives.push(Alternative { at: start..sql.text.len(), kind: AlternativeKind::Step(instead) });
}

/// The alias of the parent's table. No table can have this name.
const PARENT: &str = "sqlite_p";

impl StepAlternative {
    /// The columns of the parent.
    fn columns(&self) -> String {
        columns(&self.from, self.step.from)
    }

    /// The same, named by their places.
    fn named(&self) -> String {
        named(&self.from, self.step.from)
    }

    /// The parent's table, as it is related to that of its children.
    fn join(&self) -> String {
        let mut sql = format!(" JOIN {} AS {} ON ", table(self.near), self.from);
        self.step.push_related(&mut sql, &self.to, &self.from);
        sql
    }
}

/// `j1."user_id" AS c0`.
fn named(alias: &str, names: &[&str]) -> String {
    joined(names, ", ", |at, name| format!("{} AS c{at}", column(alias, name)))
}

/// The same columns by these names.
fn by_place(step: &Step) -> String {
    joined(step.to, ", ", |at, _| format!("v.c{at}"))
}

/// Appends the sum of a column of the far rows, which are distinct by `key`.
pub(crate) fn push_sum(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    column: &str,
) -> Result<(), Error> {
    if !several_ways(&related.path) {
        sql.text += "(SELECT sum(";
        sql.push_column(level.below(), column);
        sql.text += ")";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    // Named by their places, since two of the columns can have one name.
    sql.text += "(SELECT sum(v.c0) FROM (SELECT DISTINCT ";
    sql.push_column(level.below(), column);
    sql.text += " AS c0";
    for (at, column) in key.iter().enumerate() {
        sql.text += ", ";
        sql.push_column(level.below(), column);
        sql.text += &format!(" AS c{}", at + 1);
    }
    push_rows(sql, level, related)?;
    sql.text += ") AS v)";
    Ok(())
}

/// Appends the FROM and WHERE clauses of the far rows of the row of `near`, as
/// ` FROM main."user_group" AS j1 JOIN main."groups" AS t1 ON t1."id" = j1."group_id" WHERE t."id" = j1."user_id"`.
///
/// They are found from that row, and a condition only tests them: to find them by what it says would find them all for each row.
pub(crate) fn push_rows(sql: &mut Sql, near: AliasDepth, related: &RelationCondition) -> Result<(), Error> {
    let (far, path) = (near.below(), &related.path);
    push_from(sql, far, path);
    sql.text += " WHERE ";
    path.step(0).push_related(&mut sql.text, &far.alias_on(path, 0), &near.alias());
    if let Some(condition) = &related.far {
        sql.text += " AND ";
        let few = sql.candidates.few;
        sql.with_candidates(Candidates { few, tested: true }, |sql| condition.render(sql, far))?;
    }
    Ok(())
}

fn push_from(sql: &mut Sql, far: AliasDepth, path: &Path) {
    for at in 0..path.len() {
        let (step, alias) = (path.step(at), far.alias_on(path, at));
        sql.text += if at == 0 { " FROM " } else { " JOIN " };
        push_table(&mut sql.text, step.table);
        sql.text.extend([" AS ", &alias]);
        if at > 0 {
            sql.text += " ON ";
            step.push_related(&mut sql.text, &alias, &far.alias_on(path, at - 1));
        }
    }
}
