//! The condition that restricts a statement to some near rows, by one bound value however many they are:
//! [`Restriction`].

use std::fmt::Write as _;

use rusqlite::types::Value;

use crate::{
    base::{
        quote::push_quoted,
        sql::{JSON_EACH, push_column, push_equal, push_source, push_table},
    },
    load::{
        slots::{Distinct, Slots},
        statement::value_keys,
    },
    schema::{
        access::Access,
        metadata::path::{End, Step},
    },
    statement::sql::Sql,
};

/// The near rows whose far rows are read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyFilter<'k> {
    /// All rows of the near table.
    Every,
    /// The rows with these keys.
    Of(&'k Distinct),
}

impl<'k> KeyFilter<'k> {
    /// Returns the filter by the keys of these slots, or none if `every` row of the near table is read. Keys
    /// that are no integers are listed even then, since a row finds its slot by the key's place in the list.
    pub(crate) const fn of(slots: &'k Slots, every: bool) -> Self {
        match &slots.distinct {
            _ if slots.is_hashed() => Self::Every,
            Distinct::Integers(_) if every => Self::Every,
            keys => Self::Of(keys),
        }
    }
}

/// The condition on the table that has the near rows' keys.
///
/// A list of integers is a JSON array that `json_each` reads. If an index is known, the list drives the
/// statement, and consecutive keys are listed as ranges, which spares a search for each of them. If no index
/// is known, the table is read from one end to the other, and the list is searched for each of its rows.
#[derive(Clone, Debug)]
pub(crate) enum Restriction {
    /// No condition: every row belongs to a near row.
    None,
    /// The key of one near row.
    One(i64),
    /// Ranges of keys: pairs of the first and the last key.
    Ranges { json: String, index: Option<&'static str> },
    /// The keys in this column of the near table, all rows of which are near rows: no value is bound.
    Near { table: &'static str, column: &'static str },
    /// Keys, each of which is searched in the table.
    Each { json: String, index: Option<&'static str> },
    /// Keys, among which the key of each row of the table is searched.
    Among(String),
    /// Keys that are not single integers, as arrays of their parts.
    Values(Vec<Vec<Value>>),
    /// Keys of parents, whose rows are read too, since the columns of their children compare differently.
    Parents { keys: Vec<Vec<Value>>, table: &'static str, columns: &'static [&'static str] },
}

/// The column of the keys in the list to which the table is joined.
pub(crate) const VALUE: &str = "k.\"~value\"";
/// The name of that column.
pub(crate) const VALUE_NAME: &str = "~value";

/// The least number of keys in a range, on average, with which ranges pay.
const KEYS_A_RANGE: usize = 4;

impl Restriction {
    /// Returns the restriction to these near rows, for a table with this access.
    pub(crate) fn of(filter: KeyFilter<'_>, access: Access) -> Self {
        let keys = match filter {
            KeyFilter::Every => return Self::None,
            KeyFilter::Of(Distinct::Values(keys)) => return Self::Values(keys.clone()),
            KeyFilter::Of(Distinct::Integers(keys)) => keys,
        };
        let index = match access {
            Access::Index(index) => Some(index),
            Access::Rowid | Access::Constraint | Access::Unknown => None,
        };
        match (keys.as_slice(), access) {
            ([key], _) => Self::One(*key),
            // Without the index that the constraint should have made, each key would read the whole table.
            (_, Access::Constraint | Access::Unknown) => Self::Among(array(keys)),
            (_, Access::Index(_) | Access::Rowid) => match ranges(keys) {
                Some(json) => Self::Ranges { json, index },
                None => Self::Each { json: array(keys), index },
            },
        }
    }

    /// Returns the restriction to these keys for a subquery that runs for each of them. If they are the keys
    /// of all rows of a table, the column `every` of that table is the list.
    pub(crate) fn for_subquery(keys: &Distinct, every: Option<(&'static str, &'static str)>) -> Self {
        match (keys, every) {
            (Distinct::Integers(_), Some((table, column))) => Self::Near { table, column },
            (Distinct::Integers(keys), None) => Self::Each { json: array(keys), index: None },
            (Distinct::Values(keys), _) => Self::Values(keys.clone()),
        }
    }

    /// Returns the restriction to these keys if the two columns that `step`, from the table `near`, compares
    /// do so differently.
    pub(crate) fn exact(keys: &Distinct, near: &'static str, step: Step) -> Self {
        let keys = match keys {
            Distinct::Integers(keys) => keys.iter().map(|key| vec![Value::Integer(*key)]).collect(),
            Distinct::Values(keys) => keys.clone(),
        };
        match step.end {
            End::Parent => Self::Values(keys),
            End::Children => Self::Parents { keys, table: near, columns: step.from },
        }
    }

    /// Returns `true` if the statement names an index, which the database may not have.
    pub(crate) const fn relies_on_index(&self) -> bool {
        matches!(self, Self::Ranges { index: Some(_), .. } | Self::Each { index: Some(_), .. })
    }

    /// Returns `true` if there is one key, so that a limit of the statement is one of the near row.
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Values(keys) | Self::Parents { keys, .. } => keys.len() == 1,
            Self::None | Self::Near { .. } | Self::Ranges { .. } | Self::Each { .. } | Self::Among(_) => {
                false
            }
        }
    }

    /// Returns `true` if the keys are not single integers, so that a row finds its slot by the key's place in
    /// the list.
    pub(crate) const fn is_of_values(&self) -> bool {
        matches!(self, Self::Values(_) | Self::Parents { .. })
    }

    /// Appends the list to which the table is joined, if the list drives the statement.
    pub(crate) fn push_list(&self, sql: &mut Sql) {
        let json = match self {
            Self::None | Self::One(_) | Self::Among(_) => return,
            Self::Near { table, column } => {
                sql.text += "(SELECT ";
                push_column(&mut sql.text, "n", column);
                sql.text += " AS \"~value\" FROM ";
                push_table(&mut sql.text, table);
                sql.text += " AS n) AS k CROSS JOIN ";
                return;
            }
            Self::Ranges { json, .. } | Self::Each { json, .. } => json.clone(),
            Self::Values(keys) | Self::Parents { keys, .. } => value_keys::array(keys),
        };
        push_key_list(sql, json);
        if let Self::Parents { table, .. } = self {
            push_source(&mut sql.text, table, "p");
            sql.text += " CROSS JOIN ";
        }
    }

    /// Returns the index by which the table is read. Without that index the statement fails to compile, instead of
    /// reading the whole table for each key.
    pub(crate) const fn index(&self) -> Option<&'static str> {
        match self {
            Self::Ranges { index, .. } | Self::Each { index, .. } => *index,
            _ => None,
        }
    }

    /// Appends the WHERE clause over the table with this alias, whose `columns` have the keys. Returns the
    /// keyword that begins a further condition.
    pub(crate) fn push_condition(&self, sql: &mut Sql, alias: &str, columns: &[&str]) -> &'static str {
        if let Self::None = self {
            return " WHERE ";
        }
        sql.text += " WHERE ";
        self.push_equation(sql, alias, columns);
        " AND "
    }

    /// Appends the condition without a keyword.
    pub(crate) fn push_equation(&self, sql: &mut Sql, alias: &str, columns: &[&str]) {
        match self {
            Self::None => {}
            Self::Values(keys) => value_keys::push_condition(sql, alias, columns, keys),
            Self::Parents { keys, columns: parent, .. } => {
                value_keys::push_condition(sql, "p", parent, keys);
                sql.text += " AND ";
                push_equal(&mut sql.text, ("p", parent), (alias, columns));
            }
            Self::One(key) => {
                push_column(&mut sql.text, alias, columns[0]);
                sql.text += " = ";
                sql.push_value(Value::Integer(*key));
            }
            Self::Ranges { .. } => {
                push_column(&mut sql.text, alias, columns[0]);
                let end = |at: u8| format!("json_extract({VALUE}, '$[{at}]')");
                sql.text += &format!(" BETWEEN {} AND {}", end(0), end(1));
            }
            Self::Near { .. } | Self::Each { .. } => {
                push_column(&mut sql.text, alias, columns[0]);
                sql.text.extend([" = ", VALUE]);
            }
            Self::Among(json) => {
                push_column(&mut sql.text, alias, columns[0]);
                sql.text.extend([" IN (SELECT e.value FROM ", JSON_EACH, "(?) AS e)"]);
                sql.values.push(Value::Text(json.clone()));
            }
        }
    }
}

/// Appends the list of the keys in a JSON array, and the keyword that joins a table to it.
pub(crate) fn push_key_list(sql: &mut Sql, json: String) {
    // The list has no columns but these two, since `id` or `type` in raw SQL means a column of the table.
    sql.text += "(SELECT e.key AS \"~key\", e.value AS \"~value\" FROM ";
    sql.text.extend([JSON_EACH, "(?) AS e) AS k CROSS JOIN "]);
    sql.values.push(Value::Text(json));
}

/// Appends the index by which a table is read, if there is one.
pub(crate) fn push_index(sql: &mut Sql, index: Option<&str>) {
    if let Some(index) = index {
        sql.text += " INDEXED BY ";
        push_quoted(&mut sql.text, index);
    }
}

/// Renders the keys as a JSON array.
fn array(keys: &[i64]) -> String {
    let mut json = String::with_capacity(keys.len() * 8);
    for key in keys {
        json.push(if json.is_empty() { '[' } else { ',' });
        let _ = write!(json, "{key}");
    }
    json.push(']');
    json
}

/// Renders the keys, which ascend, as a JSON array of ranges. Returns `None` if there are too many ranges to
/// pay.
fn ranges(keys: &[i64]) -> Option<String> {
    let breaks = keys.windows(2).filter(|pair| pair[0].checked_add(1) != Some(pair[1])).count();
    if (breaks + 1) * KEYS_A_RANGE > keys.len() {
        return None;
    }
    let mut json = String::with_capacity((breaks + 1) * 16);
    for range in keys.chunk_by(|key, next| key.checked_add(1) == Some(*next)) {
        if let (Some(first), Some(last)) = (range.first(), range.last()) {
            json.push(if json.is_empty() { '[' } else { ',' });
            let _ = write!(json, "[{first},{last}]");
        }
    }
    json.push(']');
    Some(json)
}
