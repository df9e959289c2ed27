//! A condition on the parent of each row as a join.

use crate::{
    base::{error::Result, sql::push_table},
    expression::filter::{
        condition::{Condition, Quantifier, RelationCondition},
        reach::{Reach, asks_of_few, reach},
    },
    schema::metadata::path::{End, Step},
    statement::{
        comparison::{Alternative, AlternativeKind, JoinAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

/// So many conditions stand beside one that is joined at most: more are rendered [in halves](super::render_chain).
const A_FEW: usize = 8;

/// Which of these conditions of a query is best met by joining the parents, if one is.
///
/// Parents that an index finds by a value are few, and each row has one parent at most. A join puts no list of them together, as
/// `IN (SELECT …)` does, which costs more than to read what some tens of rows hold, and leaves to SQLite with which table to begin.
/// SQL of the user's could name a column that both tables have.
pub(crate) fn joined(conditions: &[Condition]) -> Option<usize> {
    if conditions.len() > A_FEW || conditions.iter().any(has_raw) {
        return None;
    }
    conditions.iter().position(|condition| parent_of(condition).is_some())
}

/// The step to the parent that the condition is about, and what is said of it.
fn parent_of(condition: &Condition) -> Option<(Step, &Condition)> {
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
    let fits = path.len() == 1 && step.end == End::Parent && reach(far, table) == Reach::Few;
    (fits && table.is_unique(step.to)).then_some((step, far))
}

fn has_raw(condition: &Condition) -> bool {
    match condition {
        Condition::Raw(_) => true,
        Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().any(has_raw),
        Condition::Not(condition) => has_raw(condition),
        Condition::Related(RelationCondition { far: Some(far), .. }) => has_raw(far),
        _ => false,
    }
}

/// Appends ` JOIN main."users" AS t1 ON t1."id" = t."user_id"`. In a database where several parents can have this key, it has no join.
pub(crate) fn push_join(sql: &mut Sql, condition: &Condition) {
    let Some((step, _)) = parent_of(condition) else { return };
    let start = sql.text.len();
    sql.text += " JOIN ";
    push_parents(&mut sql.text, &step, " ON ");
    sql.alternatives
        .push(Alternative { at: start..sql.text.len(), kind: otherwise(step, |_| String::new()) });
}

/// Appends what is said of the parent that was joined.
pub(crate) fn push_joined(sql: &mut Sql, condition: &Condition) -> Result<()> {
    let Some((step, far)) = parent_of(condition) else { return Ok(()) };
    let begin = sql.text.len();
    let exists = |step: &Step| {
        let mut sql = "EXISTS(SELECT 1 FROM ".to_owned();
        push_parents(&mut sql, step, " WHERE ");
        sql + " AND "
    };
    sql.alternatives.push(Alternative { at: begin..begin, kind: otherwise(step, exists) });
    let few = asks_of_few(std::slice::from_ref(far), (step.of)());
    sql.with_candidates(Candidates { few, tested: false }, |sql| {
        far.render(sql, AliasDepth::default().below())
    })?;
    let end = sql.text.len();
    sql.alternatives.push(Alternative { at: end..end, kind: otherwise(step, |_| ")".to_owned()) });
    Ok(())
}

fn otherwise(step: Step, exact: fn(&Step) -> String) -> AlternativeKind {
    AlternativeKind::Join(JoinAlternative { step, exact })
}

fn push_parents(sql: &mut String, step: &Step, keyword: &str) {
    let (near, far) = (AliasDepth::default().alias(), AliasDepth::default().below().alias());
    push_table(sql, step.table);
    sql.extend([" AS ", &far, keyword]);
    step.push_related(sql, &far, &near);
}
