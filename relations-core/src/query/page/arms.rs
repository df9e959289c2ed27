//! A page in parts: the rows that agree with the one before it, and those beyond.

use std::borrow::Cow;

use rusqlite::types::Value;
use smallvec::SmallVec;

use crate::{
    expression::filter::condition::Condition,
    query::page::Place,
    row::bind::Values,
    schema::{
        access::{Access, is_indexed},
        metadata::{
            path::{End, Path},
            table::Table,
        },
    },
    statement::{
        reading::RelationSql,
        sql::{AliasDepth, Sql},
    },
};

/// A query that begins behind a row.
pub(crate) struct Page<'q> {
    pub table: &'static Table,
    /// The FROM clause, with the WHERE clause of the relation that is read along.
    pub source: &'static str,
    pub relation: Option<&'static RelationSql>,
    pub near: &'q Values,
    pub conditions: &'q [Condition],
    pub places: &'q [Place<'q>],
    pub limit: Option<u64>,
    pub offset: Option<u64>,
}

/// A part: the rows that agree with the one before the page in the columns of the order before `at`, and lie beyond it in that one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arm {
    pub at: usize,
    pub beyond: Beyond,
}

/// How the rows of a part lie beyond a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Greater,
    Less,
    /// Beyond NULL, which comes before everything else.
    NotNull,
    /// In a descending order.
    Null,
}

/// What else the rows of a page must meet, as far as an index can find them by it.
#[derive(Debug, Default)]
struct Narrowed {
    /// Columns that have one value in all of the rows.
    fixed: Vec<&'static str>,
    /// Columns whose values lie in a range.
    ranged: Vec<&'static str>,
    /// Columns that are compared in another way.
    compared: Vec<&'static str>,
    /// Whether there is what no index can find rows by.
    tested: bool,
}

impl Narrowed {
    /// Notes a condition; `None` for one of which it is not known how SQLite would find rows by it.
    fn note(&mut self, condition: &Condition) -> Option<()> {
        match condition {
            Condition::Compare { column, operator, .. } => match operator.trim() {
                "=" => self.fixed.push(column),
                "<" | "<=" | ">" | ">=" => self.ranged.push(column),
                _ => self.compared.push(column),
            },
            Condition::IsNull { column, negated: false } => self.fixed.push(column),
            Condition::Between { column, .. } => self.ranged.push(column),
            Condition::IsNull { column, .. } | Condition::In { column, .. } => self.compared.push(column),
            Condition::Refers { to_children, .. } => self.fixed.extend(to_children.to),
            Condition::All(conditions) => {
                conditions.iter().try_for_each(|condition| self.note(condition))?;
            }
            Condition::Any(conditions) => {
                let mut any = Self::default();
                conditions.iter().try_for_each(|condition| any.note(condition))?;
                self.compared.extend([any.fixed, any.ranged, any.compared].concat());
                self.tested |= any.tested;
            }
            Condition::Not(condition) => {
                Self::default().note(condition)?;
                self.tested = true;
            }
            _ => return None,
        }
        Some(())
    }
}

impl Place<'_> {
    pub(crate) fn is_null(&self) -> bool {
        *self.value == Value::Null
    }

    /// Whether no row lies beyond: NULL comes before everything else.
    pub(crate) fn is_last(&self) -> bool {
        self.is_null() && self.descending
    }

    /// Whether what lies beyond is told by IS NULL or IS NOT NULL.
    pub(crate) fn is_beside_null(&self) -> bool {
        self.is_null() || self.descending && self.nullable
    }
}

/// How the parts of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parts {
    /// The first row of each is found at once.
    Found,
    /// The rows of each are found in order and then tested, so that the first that counts may be far.
    Tested,
}

impl Page<'_> {
    /// Whether the page is read in parts, by what the models tell of keys and indexes.
    ///
    /// As one condition, `(year, id) > (1900, 70)`, SQLite finds it in an index by the year alone, and walks through the books
    /// of 1900 up to the 70th. In parts it finds each part by all of its columns. A part that is not found in its order is sorted as
    /// a whole, though:
    ///
    /// - Where no two rows agree in the first column there is nothing to walk through.
    /// - All columns of the order have to stand in one index, at its beginning or behind columns that are fixed (those of a
    ///   foreign key, for a page of children). What has directions that differ is sorted in groups that agree in the first
    ///   ones, as the first page is.
    /// - No other index may lead to the rows: SQLite could prefer it, and would then read the same rows for each part.
    ///   A range of the first column itself is the same way.
    /// - Of conditions on related rows, and of raw SQL, it is not known what they cost for each part.
    pub(crate) fn parts(&self) -> Option<Parts> {
        let mut narrowed = Narrowed::default();
        if let Some(relation) = self.relation {
            match relation.path {
                Some(Path::Steps([step])) if step.end == End::Children => narrowed.fixed.extend(step.to),
                _ => return None,
            }
        }
        self.conditions.iter().try_for_each(|condition| narrowed.note(condition))?;
        let [first, _, ..] = self.places else { return None };
        let order: SmallVec<[&str; 4]> = self.places.iter().map(|place| place.column).collect();
        let before = self.before(&narrowed.fixed, &order)?;
        let beginning = if before.is_empty() {
            Cow::Borrowed(&order[..1])
        } else {
            [before, &order[..1]].concat().into()
        };
        let unique = !first.nullable && self.table.is_unique(&beginning);
        let twice = order.iter().any(|column| narrowed.fixed.contains(column));
        let led = |column: &&str| Access::of(self.table, column) != Access::Unknown;
        let is_own = |column: &&str| before.is_empty() && *column == first.column;
        let mut tested = narrowed.fixed.iter().filter(|column| !before.contains(column)).peekable();
        let mut ranged = narrowed.ranged.iter().filter(|column| !is_own(column)).peekable();
        let any = narrowed.tested
            || tested.peek().is_some()
            || ranged.peek().is_some()
            || !narrowed.compared.is_empty();
        let elsewhere = tested.any(led) || ranged.any(led) || narrowed.compared.iter().any(led);
        if unique || twice || elsewhere {
            return None;
        }
        Some(if any { Parts::Tested } else { Parts::Found })
    }

    /// The fixed columns behind which an index has the order; `None` if there is no such index.
    fn before(&self, fixed: &[&str], order: &[&str]) -> Option<&'static [&'static str]> {
        let table = self.table;
        if fixed.is_empty() {
            return is_indexed(table, order).then_some(&[]);
        }
        let indexes = table.indexes.iter().map(|index| index.columns);
        let indexes = indexes.chain(table.uniques.iter().copied()).chain([table.primary_key]);
        let befores = indexes.map(|columns| {
            let count = columns.iter().take_while(|column| fixed.contains(column)).count();
            &columns[..count]
        });
        befores
            .filter(|before| is_indexed(table, &[before, order].concat()))
            .max_by_key(|before| before.len())
    }

    /// The parts, the nearest rows first: those that agree in all columns but the last.
    pub(crate) fn arms(&self) -> impl Iterator<Item = Arm> {
        self.places.iter().enumerate().rev().flat_map(|(at, place)| {
            // NULL comes before everything else.
            let beyond = match (place.is_null(), place.descending) {
                (true, true) => [None, None],
                (true, false) => [Some(Beyond::NotNull), None],
                (false, false) => [Some(Beyond::Greater), None],
                (false, true) => [Some(Beyond::Less), place.nullable.then_some(Beyond::Null)],
            };
            beyond.into_iter().flatten().map(move |beyond| Arm { at, beyond })
        })
    }

    /// Appends what follows the list of columns up to the conditions of the query; `push_value` appends the value of a place.
    ///
    /// What finds the rows stands before the conditions: of two ranges of one column SQLite takes the first.
    pub(crate) fn push_arm(
        &self,
        sql: &mut Sql,
        arm: Arm,
        mut push_value: impl FnMut(&mut Sql, usize, &Place<'_>),
    ) {
        match self.relation {
            Some(relation) => relation.push_source(sql, 0),
            None => sql.text += self.source,
        }
        sql.text += if self.relation.is_some() { " AND " } else { " WHERE " };
        for (at, place) in self.places[..arm.at].iter().enumerate() {
            sql.push_column(AliasDepth::default(), place.column);
            if place.is_null() {
                sql.text += " IS NULL";
            } else {
                sql.text += " = ";
                push_value(sql, at, place);
            }
            sql.text += " AND ";
        }
        let place = &self.places[arm.at];
        sql.push_column(AliasDepth::default(), place.column);
        sql.text += match arm.beyond {
            Beyond::Greater => " > ",
            Beyond::Less => " < ",
            Beyond::NotNull => " IS NOT NULL",
            Beyond::Null => " IS NULL",
        };
        if matches!(arm.beyond, Beyond::Greater | Beyond::Less) {
            push_value(sql, arm.at, place);
        }
    }
}
