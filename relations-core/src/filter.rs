//! Conditions on rows: [`Filter`].

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{diagnose, error::Error, text::push_quoted};

/// A condition on rows of `M`, made from its [columns](crate::Column): `User::NAME.eq("Alice")`.
///
/// Conditions combine by [`and`](Self::and), [`or`](Self::or) and `!`. Values are always bound, never written
/// into the SQL. A value that SQLite cannot hold is an [`Error::Encode`] when the query is run.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let early = User::NAME.like("A%").and(User::PHONE_NUMBER.le(9));
/// let found = User::query().filter(early.or(!User::EMAIL.like("%@example.com"))).all(&db)?;
/// assert_eq!(found, [alice]);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a filter does nothing until a query has it"]
pub struct Filter<M> {
    condition: Condition,
    model: PhantomData<fn() -> M>,
}

/// The condition without the model that it is about.
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
    /// A value could not be encoded; said when the query runs.
    Invalid(String),
}

impl<M> Filter<M> {
    pub(crate) const fn new(condition: Condition) -> Self {
        Self { condition, model: PhantomData }
    }

    pub(crate) fn into_condition(self) -> Condition {
        self.condition
    }

    /// Rows that meet both conditions.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let filter = User::NAME.like("A%").and(User::EMAIL.ne("alice@example.com"));
    /// assert!(!User::query().filter(filter).exists(&db)?);
    /// # Ok(()) }
    /// ```
    pub fn and(self, other: Self) -> Self {
        Self::new(match self.condition {
            Condition::All(mut conditions) => {
                conditions.push(other.condition);
                Condition::All(conditions)
            }
            one => Condition::All(vec![one, other.condition]),
        })
    }

    /// Rows that meet at least one of the conditions.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let filter = User::NAME.eq("Alice").or(User::NAME.eq("Bob"));
    /// assert_eq!(User::query().filter(filter).count(&db)?, 2);
    /// # Ok(()) }
    /// ```
    pub fn or(self, other: Self) -> Self {
        Self::new(match self.condition {
            Condition::Any(mut conditions) => {
                conditions.push(other.condition);
                Condition::Any(conditions)
            }
            one => Condition::Any(vec![one, other.condition]),
        })
    }

    /// Rows that do not meet the condition; also written `!filter`. A comparison with NULL is not met, so its
    /// negation is.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::NAME.eq("Alice").not()).all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    #[expect(clippy::should_implement_trait, reason = "it does; the method reads better in a chain")]
    pub fn not(self) -> Self {
        Self::new(Condition::Not(Box::new(self.condition)))
    }
}

impl<M> std::ops::Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

/// How many values are bound one by one; a longer list is bound as one JSON array, so that its length
/// changes neither the statement nor runs into SQLite's limit on parameters.
const VALUES_BOUND_SINGLY: usize = 16;

impl Condition {
    /// Appends the condition to `sql`, its values to `values`.
    pub(crate) fn render(&self, sql: &mut String, values: &mut Vec<Value>) -> Result<(), Error> {
        match self {
            Self::Compare { column, operator, value } => {
                push_column(sql, column);
                *sql += operator;
                push_value(sql, values, value.clone());
            }
            Self::IsNull { column, negated } => {
                push_column(sql, column);
                *sql += if *negated { " IS NOT NULL" } else { " IS NULL" };
            }
            Self::Between { column, low, high } => {
                push_column(sql, column);
                *sql += " BETWEEN ";
                push_value(sql, values, low.clone());
                *sql += " AND ";
                push_value(sql, values, high.clone());
            }
            Self::In { column, values: list } => render_in(sql, values, column, list),
            // No condition at all is met by every row, none of no conditions by no row.
            Self::All(conditions) => render_list(sql, values, conditions, " AND ")?,
            Self::Any(conditions) => render_list(sql, values, conditions, " OR ")?,
            Self::Not(condition) => {
                // A comparison with NULL is unknown, and so would be its negation: what is not known to
                // be met is not met.
                *sql += "(";
                condition.render(sql, values)?;
                *sql += ") IS NOT TRUE";
            }
            Self::Invalid(message) => {
                return Err(diagnose::unencodable(message));
            }
        }
        Ok(())
    }
}

fn render_list(
    sql: &mut String,
    values: &mut Vec<Value>,
    conditions: &[Condition],
    separator: &str,
) -> Result<(), Error> {
    *sql += "(";
    for (at, condition) in conditions.iter().enumerate() {
        if at > 0 {
            *sql += separator;
        }
        condition.render(sql, values)?;
    }
    *sql += ")";
    Ok(())
}

fn render_in(sql: &mut String, values: &mut Vec<Value>, column: &str, list: &[Value]) {
    push_column(sql, column);
    if list.len() <= VALUES_BOUND_SINGLY {
        *sql += " IN (";
        *sql += &vec!["+?"; list.len()].join(", ");
        *sql += ")";
        values.extend(list.iter().cloned());
    } else if let Some(array) = json_array(list) {
        *sql += " IN (SELECT value FROM json_each(?))";
        values.push(Value::Text(array));
    } else {
        // Blobs and infinities are not JSON. Each goes by itself, as far as SQLite's limit allows.
        *sql += " IN (VALUES ";
        *sql += &vec!["(?)"; list.len()].join(", ");
        *sql += ")";
        values.extend(list.iter().cloned());
    }
}

/// The values as a JSON array, if all of them can be told in JSON without loss.
fn json_array(list: &[Value]) -> Option<String> {
    let mut array = String::from("[");
    for (at, value) in list.iter().enumerate() {
        if at > 0 {
            array.push(',');
        }
        match value {
            Value::Integer(integer) => array += &integer.to_string(),
            // A text with NUL ends there in the JSON of SQLite before 3.42.
            Value::Text(text) if !text.contains('\0') => push_json_text(&mut array, text),
            Value::Text(_) | Value::Null | Value::Real(_) | Value::Blob(_) => return None,
        }
    }
    array.push(']');
    Some(array)
}

fn push_json_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => *json += &format!("\\u{:04x}", u32::from(control)),
            other => json.push(other),
        }
    }
    json.push('"');
}

fn push_column(sql: &mut String, column: &str) {
    *sql += "t.";
    push_quoted(sql, column);
}

/// The plus keeps the plan from depending on the value, which would have SQLite compile the statement
/// anew for each one.
fn push_value(sql: &mut String, values: &mut Vec<Value>, value: Value) {
    *sql += "+?";
    values.push(value);
}
