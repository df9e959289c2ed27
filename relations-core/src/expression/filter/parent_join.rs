//! A condition on the parent of each row as a join with the parents.

use crate::{
    base::error::Result,
    expression::filter::{
        condition::{Condition, Quantifier, RelationCondition},
        selectivity::{Selectivity, estimate, tests_few_rows},
    },
    schema::metadata::path::{End, Step},
    statement::{
        comparison::{Alternative, AlternativeKind, JoinAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

/// The most conditions of a query that joins parents. More are rendered [in halves](super::condition::render_chain).
const MOST_CONDITIONS: usize = 8;

/// Returns the index of the condition of a query that is best met by joining the parents, if there is one.
///
/// Parents that an index finds by a value are few, and each row has at most one parent. A join builds no list of
/// them, as `IN (SELECT …)` does at a cost above that of reading some tens of rows, and it lets SQLite choose the
/// table to begin with. There is no join beside SQL of the user's, which could name a column that both tables have.
pub(crate) fn find_joinable(conditions: &[Condition]) -> Option<usize> {
    if conditions.len() > MOST_CONDITIONS || conditions.iter().any(has_raw) {
        return None;
    }
    conditions.iter().position(|condition| parent_condition(condition).is_some())
}

/// Returns the step to the parents and the condition on them, if they can be joined.
fn parent_condition(condition: &Condition) -> Option<(Step, &Condition)> {
    let Condition::Related(RelationCondition {
        path,
        quantifier: Quantifier::Exists,
        met: true,
        far: Some(far),
        ..
    }) = condition
    else {
        return None;
    };
    let step = path.step(0);
    let table = (step.of)();
    let fits = path.len() == 1 && step.end == End::Parent && estimate(far, table) == Selectivity::Few;
    (fits && table.is_unique(step.to)).then_some((step, far))
}

/// Returns `true` if the condition contains SQL of the user's.
pub(crate) fn has_raw(condition: &Condition) -> bool {
    match condition {
        Condition::Raw(_) => true,
        Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().any(has_raw),
        Condition::Not(condition) => has_raw(condition),
        Condition::Related(RelationCondition { far: Some(far), .. }) => has_raw(far),
        _ => false,
    }
}

/// Appends ` JOIN main."users" AS t1 ON t1."id" = t."user_id"`. Where several parents of the database can have this
/// key, there is no join.
pub(crate) fn push_parent_join(sql: &mut Sql, condition: &Condition) {
    let Some((step, _)) = parent_condition(condition) else { return };
    let start = sql.text.len();
    sql.text += " JOIN ";
    push_parents(&mut sql.text, &step, " ON ");
    sql.alternatives
        .push(Alternative { at: start..sql.text.len(), kind: instead_of_join(step, |_| String::new()) });
}

/// Appends the condition on the joined parents. Where there is no join, it is within an `EXISTS(…)`.
pub(crate) fn push_parent_condition(sql: &mut Sql, condition: &Condition) -> Result<()> {
    let Some((step, far)) = parent_condition(condition) else { return Ok(()) };
    let begin = sql.text.len();
    let exists = |step: &Step| {
        let mut sql = "EXISTS(SELECT 1 FROM ".to_owned();
        push_parents(&mut sql, step, " WHERE ");
        sql + " AND "
    };
    sql.alternatives.push(Alternative { at: begin..begin, kind: instead_of_join(step, exists) });
    let few = tests_few_rows(std::slice::from_ref(far), (step.of)());
    sql.with_candidates(Candidates { few, tested: false }, |sql| {
        far.render(sql, AliasDepth::default().below())
    })?;
    let end = sql.text.len();
    sql.alternatives.push(Alternative { at: end..end, kind: instead_of_join(step, |_| ")".to_owned()) });
    Ok(())
}

/// Returns the alternative to a part of the join, for a database where a join could find a row twice.
fn instead_of_join(step: Step, exact: fn(&Step) -> String) -> AlternativeKind {
    AlternativeKind::Join(JoinAlternative { step, exact })
}

/// Appends the parents' table, and behind `keyword` the condition that relates it to the rows.
fn push_parents(sql: &mut String, step: &Step, keyword: &str) {
    let (near, far) = (AliasDepth::default().alias(), AliasDepth::default().below().alias());
    step.push_source(sql, &far);
    *sql += keyword;
    step.push_related(sql, &far, &near);
}
