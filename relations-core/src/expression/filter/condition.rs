//! A condition without the model that it is about, and how it becomes SQL.

use rusqlite::types::Value;

use crate::{
    base::error::{Error, sqlite},
    expression::filter::{
        list,
        raw::{self, Part},
        related,
    },
    schema::metadata::path::{Path, Step},
    statement::sql::{AliasDepth, Candidates, Sql},
};

/// What a [`Filter`](super::Filter) holds.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// `t."name" = ?`: the operator is ours, the value is bound.
    Compare {
        column: &'static str,
        operator: &'static str,
        value: Value,
    },
    IsNull {
        column: &'static str,
        negated: bool,
    },
    Between {
        column: &'static str,
        low: Value,
        high: Value,
    },
    In {
        column: &'static str,
        values: Vec<Value>,
    },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// Of the rows that a relation leads to.
    Related(RelationCondition),
    /// Of rows that refer to a parent, whose key has these values.
    Refers {
        parent: &'static str,
        to_children: Step,
        key: Vec<Value>,
    },
    /// A piece of SQL written by hand.
    Raw(Vec<Part>),
    /// A value could not be encoded; said when the query runs.
    Unencodable(String),
    /// No statement can ask this; said when the query runs.
    Unsupported(String),
}

/// What is said of the rows that a relation leads to.
#[derive(Clone, Debug)]
pub(crate) struct RelationCondition {
    /// The table of the row that is asked.
    pub near: &'static str,
    pub path: Path,
    pub quantifier: Quantifier,
    /// Whether it is to be so, or not to be.
    pub met: bool,
    /// Which of the far rows are meant; all of them if there is no condition.
    pub far: Option<Box<Condition>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Quantifier {
    /// There is one.
    Exists,
    /// They are so many or more, more than one, distinct by these columns.
    AtLeast { key: &'static [&'static str], number: i64 },
    /// They are so many, one at least, distinct by these columns.
    Exactly { key: &'static [&'static str], number: i64 },
}

impl Condition {
    /// Appends the condition on the rows of `level` to `sql`.
    ///
    /// What does not contain others is apart, so that deep conditions take little of the stack.
    pub(crate) fn render(&self, sql: &mut Sql, level: AliasDepth) -> Result<(), Error> {
        match self {
            // No condition at all is met by every row, none of no conditions by no row.
            Self::All(conditions) => render_list(sql, level, conditions, " AND "),
            Self::Any(conditions) => render_list(sql, level, conditions, " OR "),
            Self::Not(condition) => render_not(sql, level, condition),
            Self::Related(related) => related::render(sql, level, related),
            single => single.render_single(sql, level),
        }
    }

    /// Whether its value is SQL of the user's, which can be true without being 1.
    fn is_any_value(&self) -> bool {
        match self {
            Self::Raw(_) => true,
            Self::All(conditions) | Self::Any(conditions) => {
                matches!(conditions.as_slice(), [one] if one.is_any_value())
            }
            _ => false,
        }
    }

    fn render_single(&self, sql: &mut Sql, level: AliasDepth) -> Result<(), Error> {
        match self {
            Self::Compare { column, operator, value } => {
                sql.push_column(level, column);
                sql.text += operator;
                sql.push_value(value.clone());
            }
            Self::IsNull { column, negated } => {
                sql.push_column(level, column);
                sql.text += if *negated { " IS NOT NULL" } else { " IS NULL" };
            }
            Self::Between { column, low, high } => {
                sql.push_column(level, column);
                sql.text += " BETWEEN ";
                sql.push_value(low.clone());
                sql.text += " AND ";
                sql.push_value(high.clone());
            }
            Self::In { column, values } => {
                sql.push_column(level, column);
                sql.text += " IN (";
                list::render(sql, values)?;
                sql.text += ")";
            }
            Self::Refers { parent, to_children, key } => sql.push_reference(level, parent, *to_children, key),
            Self::Raw(parts) => raw::render(sql, level, parts)?,
            Self::Unencodable(message) => return Err(sqlite::unencodable(message)),
            Self::Unsupported(message) => return Err(sqlite::unsupported(message)),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Related(_) => {
                return self.render(sql, level);
            }
        }
        Ok(())
    }
}

fn render_not(sql: &mut Sql, level: AliasDepth, condition: &Condition) -> Result<(), Error> {
    if let Condition::Related(related) = condition {
        return related::render(sql, level, &RelationCondition { met: !related.met, ..related.clone() });
    }
    // A comparison with NULL is unknown, and so would be its negation: what is not known to be met is not
    // met. Conditions are 1 where they are met. `TRUE` would be a column where the table has one of that name
    // (https://sqlite.org/lang_expr.html#boolean_expressions).
    sql.text += if condition.is_any_value() { "(NOT NOT " } else { "(" };
    let asked = Candidates { tested: true, ..sql.candidates };
    sql.with_candidates(asked, |sql| condition.render(sql, level))?;
    sql.text += ") IS NOT 1";
    Ok(())
}

fn render_list(
    sql: &mut Sql,
    level: AliasDepth,
    conditions: &[Condition],
    separator: &str,
) -> Result<(), Error> {
    sql.text += "(";
    render_chain(sql, level, conditions, separator)?;
    sql.text += ")";
    Ok(())
}

/// How many conditions stand beside each other. SQLite reads a chain [as deep as it is
/// long](https://sqlite.org/limits.html#max_expr_depth), so that a longer one goes in halves.
const A_CHAIN: usize = 16;

/// Appends the conditions with `separator` between.
pub(crate) fn render_chain(
    sql: &mut Sql,
    level: AliasDepth,
    conditions: &[Condition],
    separator: &str,
) -> Result<(), Error> {
    if conditions.len() > A_CHAIN {
        let (first, second) = conditions.split_at(conditions.len() / 2);
        render_list(sql, level, first, separator)?;
        sql.text += separator;
        return render_list(sql, level, second, separator);
    }
    for (at, condition) in conditions.iter().enumerate() {
        if at > 0 {
            sql.text += separator;
        }
        condition.render(sql, level)?;
    }
    Ok(())
}
