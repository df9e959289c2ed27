//! Conditions on the number of rows that a relation leads to.

use std::{borrow::Cow, slice};

use crate::{
    base::{
        error::Error,
        sql::{column, column_numbers, columns, numbered_columns, push_row_value, push_source},
    },
    expression::filter::{
        aggregate::push_count_up_to,
        condition::{Quantifier, RelationCondition},
        far_rows::{can_repeat_rows, push_from, push_rows},
        related::push_membership,
        selectivity::tests_few_rows,
        subquery::Subquery,
    },
    statement::{
        comparison::{Alternative, AlternativeKind, StepAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

/// Appends the condition and returns `true`, if it requires a number of far rows.
pub(crate) fn render(sql: &mut Sql, level: AliasDepth, related: &RelationCondition) -> Result<bool, Error> {
    let (key, number, exactly) = match related.quantifier {
        Quantifier::Exists => return Ok(false),
        Quantifier::AtLeast { key, number } => (key, number, false),
        Quantifier::Exactly { key, number } => (key, number, true),
    };
    if number == 0 {
        // Every row has none or more, whatever the far rows are; an error in the condition on them is reported
        // nonetheless.
        push_rows(&mut Sql::default(), level, related)?;
        sql.text += if related.met { "1" } else { "0" };
    } else if Subquery::choose(related, sql.candidates.few) == Subquery::Uncorrelated {
        let columns = related.path.step(0).from.len();
        push_membership(sql, related.met, columns, |sql| {
            push_groups(sql, level, related, key, (number, exactly))
        })?;
    } else if exactly || can_repeat_rows(&related.path) {
        push_count_up_to(sql, level, related, key, Some(number))?;
        sql.text += match (exactly, related.met) {
            (true, true) => " = ",
            (true, false) => " <> ",
            (false, true) => " >= ",
            (false, false) => " < ",
        };
        sql.push_value(number.into());
    } else {
        // A row with a far row behind the first `number - 1` has at least `number`.
        sql.text += if related.met { "EXISTS(SELECT 1" } else { "NOT EXISTS(SELECT 1" };
        push_rows(sql, level, related)?;
        sql.text += " LIMIT 1 OFFSET ";
        sql.push_value((number - 1).into());
        sql.text += ")";
    }
    Ok(true)
}

/// Appends the condition that the row is among those with so many far rows, which are counted once for all rows:
/// `t."id" IN (SELECT t1."user_id" FROM main."posts" AS t1 WHERE … GROUP BY t1."user_id" HAVING count(*) >= +?)`.
///
/// They are counted by the children's column. Where the parent's column compares differently, it is used instead.
fn push_groups(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    (number, exactly): (i64, bool),
) -> Result<(), Error> {
    let far = level.below();
    let first = related.path.step(0);
    let children = far.alias_on(&related.path, 0);
    let distinct = can_repeat_rows(&related.path);
    push_row_value(&mut sql.text, &level.alias(), first.from);
    sql.text += " IN (SELECT ";
    if distinct {
        sql.text.extend([&column_numbers(first.to.len()), " FROM (SELECT DISTINCT "]);
        let plain = numbered_columns(&children, first.to);
        push_with_alternative(sql, related, far, StepAlternative::numbered_columns, &plain);
        for (at, name) in key.iter().enumerate() {
            sql.text.extend([", ", &column(&far.alias(), name), &format!(" AS k{at}")]);
        }
    } else {
        push_with_alternative(sql, related, far, StepAlternative::columns, &columns(&children, first.to));
    }
    push_from(sql, far, &related.path);
    push_with_alternative(sql, related, far, StepAlternative::join, "");
    if let Some(condition) = &related.far {
        sql.text += " WHERE ";
        let table = (related.path.step(related.path.len() - 1).of)();
        let few = tests_few_rows(slice::from_ref(condition), table);
        sql.with_candidates(Candidates { few, tested: false }, |sql| condition.render(sql, far))?;
    }
    if distinct {
        sql.text.extend([") AS v GROUP BY ", &column_numbers(first.to.len())]);
    } else {
        sql.text += " GROUP BY ";
        push_with_alternative(sql, related, far, StepAlternative::columns, &columns(&children, first.to));
    }
    sql.text += if exactly { " HAVING count(*) = " } else { " HAVING count(*) >= " };
    sql.push_value(number.into());
    sql.text += ")";
    Ok(())
}

/// Appends `plain`, which uses the children's columns, and notes that `exact` renders this part where the parent's
/// columns compare differently.
fn push_with_alternative(
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
    /// Returns the columns of the parent.
    fn columns(&self) -> String {
        columns(&self.from, self.step.from)
    }

    /// Returns the columns of the parent with their numbers as names.
    fn numbered_columns(&self) -> String {
        numbered_columns(&self.from, self.step.from)
    }

    /// Returns the join of the parent's table with that of its children.
    fn join(&self) -> String {
        let mut sql = " JOIN ".to_owned();
        push_source(&mut sql, self.near, &self.from);
        sql += " ON ";
        self.step.push_related(&mut sql, &self.to, &self.from);
        sql
    }
}
