//! A condition without the type of its model: [`Condition`], and its SQL.

use rusqlite::types::Value;

use crate::{
    base::error::{Error, sqlite},
    expression::{
        computed::Computed,
        filter::{
            list,
            raw::{self, Part},
            related,
        },
    },
    schema::metadata::path::{Path, Step},
    statement::sql::{AliasDepth, Candidates, Sql},
};

/// The condition of a [`Filter`](super::Filter).
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// `t."name" = ?`: this library writes the operator and binds the value.
    Compare { column: &'static str, operator: &'static str, value: Value },
    /// `t."name" LIKE ? ESCAPE ?`.
    Like { column: &'static str, pattern: Value, escape: Value },
    /// `(t."likes" + t."shares") > ?`: this library writes the operator.
    Computed(Box<(Computed, &'static str, Computed)>),
    /// `t."name" IS NULL`, or `IS NOT NULL` if negated.
    IsNull { column: &'static str, negated: bool },
    /// `t."age" BETWEEN ? AND ?`.
    Between { column: &'static str, low: Value, high: Value },
    /// `t."id" IN (?, ?)`.
    In { column: &'static str, values: Vec<Value> },
    /// Conditions that are all met; at least one.
    All(Vec<Condition>),
    /// Conditions of which at least one is met; at least one.
    Any(Vec<Condition>),
    /// A condition that is not met.
    Not(Box<Condition>),
    /// A condition on the rows that a relation leads to.
    Related(RelationCondition),
    /// A reference by foreign key to the parent with these key values.
    Refers { parent: &'static str, to_children: Step, key: Vec<Value> },
    /// A piece of SQL written by hand.
    Raw(Vec<Part>),
    /// A value that could not be encoded; reported when the query runs.
    Unencodable(String),
    /// A condition that no statement can express; reported when the query runs.
    Unsupported(String),
}

/// A condition on the rows that a relation leads to.
#[derive(Clone, Debug)]
pub(crate) struct RelationCondition {
    /// The table of the near rows, which the condition selects.
    pub near: &'static str,
    /// The path of the relation.
    pub path: Path,
    /// The number of far rows that is required.
    pub quantifier: Quantifier,
    /// `false` if the condition is negated.
    pub met: bool,
    /// The condition on the far rows; all of them count if there is none.
    pub far: Option<Box<Condition>>,
}

/// The number of far rows that a [`RelationCondition`] requires.
#[derive(Clone, Debug)]
pub(crate) enum Quantifier {
    /// One or more.
    Exists,
    /// `number` or more, where `number` is more than one. Rows are distinct by the columns `key`.
    AtLeast { key: &'static [&'static str], number: i64 },
    /// Exactly `number`, which is at least one. Rows are distinct by the columns `key`.
    Exactly { key: &'static [&'static str], number: i64 },
}

impl Condition {
    /// Appends the condition on the rows of `level` to `sql`.
    ///
    /// Conditions that contain no others have a function of their own, so that deep conditions take little of the
    /// stack.
    pub(crate) fn render(&self, sql: &mut Sql, level: AliasDepth) -> Result<(), Error> {
        match self {
            Self::All(conditions) => render_list(sql, level, conditions, " AND "),
            Self::Any(conditions) => render_list(sql, level, conditions, " OR "),
            Self::Not(condition) => render_not(sql, level, condition),
            Self::Related(related) => related::render(sql, level, related),
            single => single.render_single(sql, level),
        }
    }

    /// Returns `true` if its value is SQL of the user's, which can be true without being 1.
    fn is_any_value(&self) -> bool {
        match self {
            Self::Raw(_) => true,
            Self::All(conditions) | Self::Any(conditions) => {
                matches!(conditions.as_slice(), [one] if one.is_any_value())
            }
            _ => false,
        }
    }

    /// Appends a condition that contains no others.
    fn render_single(&self, sql: &mut Sql, level: AliasDepth) -> Result<(), Error> {
        match self {
            Self::Compare { column, operator, value } => {
                sql.push_column(level, column);
                sql.text += operator;
                sql.push_value(value.clone());
            }
            Self::Like { column, pattern, escape } => {
                sql.push_column(level, column);
                sql.text += " LIKE ";
                sql.push_value(pattern.clone());
                sql.text += " ESCAPE ";
                sql.push_value(escape.clone());
            }
            Self::Computed(comparison) => {
                let (left, operator, right) = &**comparison;
                left.render(sql, level)?;
                sql.text += operator;
                right.render(sql, level)?;
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

/// Appends the negation of a condition.
fn render_not(sql: &mut Sql, level: AliasDepth, condition: &Condition) -> Result<(), Error> {
    if let Condition::Related(related) = condition {
        return related::render(sql, level, &RelationCondition { met: !related.met, ..related.clone() });
    }
    // A comparison with NULL is unknown, and so would be its SQL negation; here a condition that is not known to be
    // met is not met. Conditions are 1 where they are met. `TRUE` would be a column where the table has one of that
    // name (https://sqlite.org/lang_expr.html#boolean_expressions).
    sql.text += if condition.is_any_value() { "(NOT NOT " } else { "(" };
    let tested = Candidates { tested: true, ..sql.candidates };
    sql.with_candidates(tested, |sql| condition.render(sql, level))?;
    sql.text += ") IS NOT 1";
    Ok(())
}

/// Appends the conditions in parentheses, with `separator` between.
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

/// The most conditions that are written side by side. SQLite parses a chain [as deep as it is
/// long](https://sqlite.org/limits.html#max_expr_depth), so a longer one is split in halves.
const LONGEST_CHAIN: usize = 16;

/// Appends the conditions with `separator` between.
pub(crate) fn render_chain(
    sql: &mut Sql,
    level: AliasDepth,
    conditions: &[Condition],
    separator: &str,
) -> Result<(), Error> {
    if conditions.len() > LONGEST_CHAIN {
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
